import Testing

@testable import TraceModel

@Suite("Calls whose effect cannot be read")
struct UnreadableCallTests {
  private static let start = """
    execve("/bin/d", ["d"], 0x7ffe /* 1 var */) = 0
    openat(AT_FDCWD, "/l/a.so", O_RDONLY) = 3
    mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000a01000

    """

  @Test(
    "are lines that were not understood",
    arguments: [
      "munmap(0x7f0000a01000, 81x92) = 0", "munmap(0x7f0000a01000) = 0",
      "munmap(0x7f0000a01000 8192) = 0", "munmap(0x7f0000a01000, 8192) = zero",
      "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS) = 0x7f0000c01000",
      "mremap(0x7f0000a01000, ..., 4096, 0) = 0x7f0000a01000", "mprotect(0x7f0000a01000) = 0",
    ])
  func unreadable(_ line: String) throws {
    let report = try report(of: Self.start + line + "\n+++ exited with 0 +++\n")
    #expect(report.trace.skippedLines == 1)
    #expect(report.trace.diagnostics.contains { $0.line == 4 })
    #expect(throws: TraceError.self) {
      try TraceModelTests.report(of: Self.start + line + "\n") { $0.isStrict = true }
    }
  }

  @Test(
    "but for those that strace itself could not tell, or that failed",
    arguments: [
      "munmap(0x7f0000a01000, 8192) = ?", "munmap(NULL, 0) = -1 EINVAL (Invalid argument)",
      "munmap(0x7f0000a01000, 0x2000) = 0", "mprotect(0x7f0000a01000, 4096, PROT_READ) = 0x0",
      "munmap(0x7f0000a01000, 8192 <unfinished ...>) = ?",
      "mmap(0x7f0000c01000, 8192, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000c01000",
    ])
  func readable(_ line: String) throws {
    #expect(
      try report(of: Self.start + line + "\n+++ exited with 0 +++\n").trace.skippedLines == 0)
  }
}

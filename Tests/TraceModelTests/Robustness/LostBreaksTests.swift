import Testing

@testable import TraceModel

@Suite("Logs that lost their line breaks when they were copied")
struct LostBreaksTests {
  /// A record of each kind that strace writes, and text that looks like one.
  private static let records = [
    #"openat(AT_FDCWD, "/lib/a) = 3 close(3) = 0.so", O_RDONLY) = 3"#,
    "mmap(NULL, 16424, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000000000",
    #"read(3, "\177ELF\2 munmap(0x7f0000000000, 16424) = 0", 832) = 832"#,
    #"access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)"#,
    "munmap(0x7f0000001000, 4096 <unfinished ...>",
    "<... munmap resumed>) = 0",
    "--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=7, si_uid=0} ---",
    "fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)",
    "mprotect(0x7f0000002000, 4096, PROT_NONE) = 0 <0.000012>",
    "exit_group(0) = ?",
    "+++ exited with 0 +++",
  ]

  private static func log(_ prefix: String, joinedBy separator: String) -> String {
    records.map { prefix + $0 }.joined(separator: separator)
  }

  @Test(
    "have their records taken apart again",
    arguments: ["", "14:56:02.050146 ", "7 14:56:02 ", "7  "],
    [" ", "   "])
  func apart(_ prefix: String, _ separator: String) throws {
    let joined = try report(of: Self.log(prefix, joinedBy: separator) + "\n")
    let broken = try report(of: Self.log(prefix, joinedBy: "\n") + "\n")
    #expect(
      joined.processes.flatMap(\.loads).map(\.path) == broken.processes.flatMap(\.loads).map(\.path)
    )
    let told = joined.trace
    let plain = broken.trace
    #expect(told.lines == 1)
    #expect(told.skippedLines == 0)
    #expect(told.calls.map(\.count) == plain.calls.map(\.count))
    #expect(told.end == plain.end)
    #expect(told.diagnostics.filter { $0.message.contains("lost its line breaks") }.count == 1)
  }

  @Test("are read line by line where some are left")
  func some() throws {
    let line = Self.log("", joinedBy: " ")
    let told = try report(of: line + "\n" + line + "\n").trace
    #expect(told.calls.first { $0.name == "openat" }?.count == 2)
  }

  @Test("what looks like one in the program's own text is none")
  func text() throws {
    let told = try report(
      of: #"write(1, "a) = 1 mmap(0, 1) = 0 brk(0) = 1 close(3) = 0", 9) = 9"#
        + "\nbrk(NULL) = 0x1000\n"
    ).trace
    #expect(told.calls.map(\.name) == ["brk"])
    #expect(told.diagnostics.allSatisfy { !$0.message.contains("line breaks") })
  }
}

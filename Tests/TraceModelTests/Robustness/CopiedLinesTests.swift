import Testing

@testable import TraceModel

@Suite("Lines that a page or an editor changed")
struct CopiedLinesTests {
  private static let opened = """
    execve("/a", ["a"], 0x7ffc /* 1 var */) = 0
    openat(AT_FDCWD, "/lib/libA.so", O_RDONLY|O_CLOEXEC) = 3

    """
  private static let mapped = "mmap(NULL, 16384, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000010000"

  @Test(
    "a call within marks of a page is named as not understood, and never lost without a word",
    arguments: [
      "<b>\(mapped)</b>", "**\(mapped)**", "`\(mapped)`", "+\(mapped)", "[B]\(mapped)[/B]",
    ])
  func marked(_ line: String) throws {
    let report = try report(of: Self.opened + line + "\nclose(3) = 0\n")
    #expect(report.trace.skippedLines == 1)
    #expect(report.trace.diagnostics.contains { $0.line == 3 })
  }

  @Test(
    "the blanks before a result may have become something else",
    arguments: ["\t", " \t ", "\u{A0}", "\u{A0}\u{A0} "])
  func blanks(_ blank: String) throws {
    let log =
      Self.opened + Self.mapped.replacing(") = ", with: ")\(blank)=\(blank)")
      + "\nmunmap(0x7f0000010000, 16384)\(blank)= 0\nclose(3)\(blank)= 0\n"
    let report = try report(of: log)
    #expect(report.trace.skippedLines == 0)
    let counts = Dictionary(uniqueKeysWithValues: report.trace.calls.map { ($0.name, $0.count) })
    #expect(counts["mmap"] == 1 && counts["munmap"] == 1 && counts["close"] == 1)
  }

  @Test("the end of a log of which no task is known is not told")
  func noTask() throws {
    let report = try report(
      of: "Process 10925 attached with 3 threads - interrupt to quit\nhello\n")
    #expect(report.trace.end == .cut)
  }
}

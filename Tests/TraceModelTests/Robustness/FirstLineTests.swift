import Testing

@testable import TraceModel

@Suite("Logs that were cut within their first line")
struct FirstLineTests {
  private static let calls = [
    "brk(NULL)                         = 0x5000000",
    "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000",
    "munmap(0x10000, 4096)             = 0", "getuid()                          = 0",
    "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x20000",
  ]

  private static func log(_ prefix: String) -> String {
    calls.map { "\(prefix)\($0)\n" }.joined()
  }

  @Test(
    "are read from their second line on, wherever the cut is in what stands before the call",
    arguments: [
      "14:56:02 ", "14:56:02.050146 ", "1795445762.067258 ", "3166  14:56:02.050146 ",
      "1234567 14:56:02 ", "14:56:02.050146 (+     0.000100) ",
    ])
  func cuts(_ prefix: String) throws {
    let log = Self.log(prefix)
    let time = prefix.prefix { $0 != "(" }
    for cut in 1..<time.count - 2 {
      let rest = String(log.dropFirst(cut))
      let trace = try report(of: rest).trace
      #expect(trace.skippedLines <= 1, "\(cut)")
      #expect(trace.processCount == 1, "\(cut)")
      #expect(trace.diagnostics.filter { $0.message.contains("not understood") }.count <= 1)
      #expect(trace.first?.time.map { prefix.contains($0) } ?? false, "\(cut) \(rest.prefix(40))")
    }
  }

  @Test(
    "are none where the first line is like the others, or no record",
    arguments: [
      "", "strace: Process 7 attached\n", "getuid()                    = 0\n",
      "--- SIGHUP {si_signo=SIGHUP} ---\n",
    ])
  func bare(_ head: String) {
    let bytes = Array((head + Self.log("")).utf8)
    let isFragment = FirstLine.isFragment(bytes.span)
    #expect(!isFragment)
  }

  @Test(
    "nor where a column of pids is narrow, or times are a second apart",
    arguments: ["7 14:56:02.050146 ", "17 14:56:02.050146 ", "17    14:56:01.999999 "])
  func columns(_ prefix: String) {
    let others = prefix.hasPrefix("17   ") ? "7     14:56:02.050146 " : "17 14:56:02.050146 "
    let bytes = Array("\(prefix)getuid()             = 0\n\(Self.log(others))".utf8)
    let isFragment = FirstLine.isFragment(bytes.span)
    #expect(!isFragment)
  }

  @Test(
    "are not cut where a mark of a document stands before the first record, or what strace put there does not",
    arguments: ["<pre>14:56:02.050146 ", "`14:56:02.050146 ", "{code}14:56:02.050146 ", ""])
  func marked(_ first: String) throws {
    let log = "\(first)open(\"/a\", O_RDONLY) = 3\n" + Self.log("14:56:02.050146 ")
    let trace = try report(of: log).trace
    #expect(trace.skippedLines == 0)
    #expect(trace.calls.map(\.name) == ["brk", "mmap", "munmap", "open"])
  }
}

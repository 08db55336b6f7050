import Foundation
import Testing

@testable import TraceModel

@Suite("Lines that are quoted as they stand in their files")
struct QuotedLinesTests {
  private static let path = "/lib/a.so"

  /// A log in which an object comes back.
  private static var log: String {
    var log = DaemonLog()
    log.load(path, at: 0x10_0000)
    log.reload(path, at: 0x10_0000)
    return log.lines.joined(separator: "\n") + "\n"
  }

  /// The report on files of a folder, whose lines are asked for.
  private func report(_ inputs: [TraceInput]) throws -> Report {
    var options = AnalysisOptions()
    options.quotesLines = true
    return try #require(try TraceAnalysis(options: options).reports(of: inputs).first)
  }

  /// A report that cites lines of the trace, and nothing else.
  private func citing(_ lines: [Int], file: String? = nil) -> Report {
    let finding = Finding(
      kind: .growth, severity: .note, message: "", certainty: .observed,
      evidence: lines.map { Evidence(line: $0, file: file, text: "") })
    return Report(
      trace: TraceSummary(
        files: ["log"], lines: 1, bytes: 1, start: .exec, end: .cut, skippedLines: 0),
      processes: [], findings: [finding])
  }

  private func quotes(_ text: String, _ lines: [Int]) throws -> QuotedLines {
    let folder = try ScratchFolder(["log": text])
    let quoter = LineQuoter(TraceLog(.file(folder.file("log"))), AnalysisOptions())
    return quoter.quotes(for: citing(lines))
  }

  @Test("every line that a report cites is there, byte for byte, and no other")
  func cited() throws {
    let folder = try ScratchFolder(["log": Self.log])
    let lines = Self.log.split(separator: "\n")
    let report = try report([.file(folder.file("log"))])
    let reload = try #require(report.processes.first?.reloads.first)
    let cited = reload.bounds + reload.objects.flatMap(\.evidence)
    #expect(cited.count > 3)
    for evidence in cited {
      #expect(
        report.quotes[evidence.line, evidence.file]?.text
          == TraceText(String(lines[evidence.line - 1])))
    }
    // It is an openat, which nothing cites.
    #expect(report.quotes[1, nil] == nil)
    #expect(report.quotes.obstacles.isEmpty && report.quotes.leftOut == 0)
  }

  @Test("nothing is read again where nobody asked")
  func unasked() throws {
    let folder = try ScratchFolder(["log": Self.log])
    let report = try #require(try TraceAnalysis().reports(of: [.file(folder.file("log"))]).first)
    #expect(report.quotes[CitedLines(report).lines[nil]?.min() ?? 0, nil] == nil)
  }

  @Test("of a set the lines are those of their part")
  func set() throws {
    let parts = ["log.1": Self.log, "log.2": "36000.5 brk(NULL) = 0x1000\n"]
    let folder = try ScratchFolder(parts.mapValues { $0.replacing("100 ", with: "") })
    let report = try report([.file(folder.file("log.1"))])
    let reload = try #require(report.processes.first?.reloads.first)
    let trigger = try #require(reload.bounds.first)
    #expect(trigger.file == folder.file("log.1"))
    #expect(
      report.quotes[trigger.line, trigger.file]?.text.escapedLine.contains("--- SIGHUP") == true)
  }

  @Test("a compressed log is quoted, decompressed")
  func compressed() throws {
    let folder = try ScratchFolder(["log": Self.log])
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", folder.file("log")]
    try gzip.run()
    gzip.waitUntilExit()
    let report = try report([.file(folder.file("log.gz"))])
    let trigger = try #require(report.processes.first?.reloads.first?.bounds.first)
    #expect(report.quotes[trigger.line, nil]?.text.escapedLine.contains("--- SIGHUP") == true)
  }

  @Test(
    "a file that was changed since is not quoted, however it was changed",
    arguments: ["appended", "overwritten", "replaced", "gone"])
  func changed(_ how: String) throws {
    let folder = try ScratchFolder(["log": "one\ntwo\n"])
    let file = URL(filePath: folder.file("log"))
    let quoter = LineQuoter(TraceLog(.file(file.path)), AnalysisOptions())
    // Times of files are those of the kernel's last tick.
    Thread.sleep(forTimeInterval: 0.02)
    switch how {
    case "gone": try FileManager.default.removeItem(at: file)
    case "replaced": try Data("one\nTWO\n".utf8).write(to: file, options: .atomic)
    default:
      let handle = try FileHandle(forUpdating: file)
      if how == "appended" { try handle.seekToEnd() }
      try handle.write(contentsOf: Data("six\n".utf8))
      try handle.close()
    }
    let quotes = quoter.quotes(for: citing([1, 2]))
    #expect(quotes[1, nil] == nil && quotes[2, nil] == nil)
    #expect(quotes.obstacles.map(\.obstacle) == [how == "gone" ? .unreadable : .changed])
  }

  @Test("what cannot be read again is not waited for", arguments: ["fifo", "proc", "input"])
  func passing(_ what: String) throws {
    let folder = try ScratchFolder()
    let input: TraceInput =
      switch what {
      case "fifo": .file(folder.file("fifo"))
      case "proc": .file("/proc/self/maps")
      default: .standardInput
      }
    if what == "fifo" {
      // The path is passed as a C string for the length of the call.
      let status = unsafe mkfifo(folder.file("fifo"), 0o600)
      try #require(status == 0)
    }
    let quotes = LineQuoter(TraceLog(input), AnalysisOptions()).quotes(for: citing([1]))
    #expect(quotes[1, nil] == nil)
    #expect(quotes.obstacles.map(\.obstacle) == [.passing])
    #expect(quotes.obstacles.map(\.file) == [input.name])
  }

  @Test("a long line is cut, and never within a character")
  func long() throws {
    let most = QuotedLines.Line.longest
    let whole = String(repeating: "x", count: most)
    let quotes = try quotes(
      "\(whole)\n\(whole)y\nx\(whole.replacing("xx", with: "é"))y\n", [1, 2, 3])
    #expect(quotes[1, nil] == .init(text: TraceText(whole), isHalf: true))
    #expect(quotes[2, nil] == .init(text: TraceText(whole), isCut: true, isHalf: true))
    let last = try #require(quotes[3, nil])
    #expect(last.text.utf8 != nil)
    #expect(last.isCut && last.text.bytes.count == most - 1)
  }

  @Test("one half of a call is called that")
  func halves() throws {
    let quotes = try quotes(
      "7 munmap(0x1000, 4096 <unfinished ...>\n7 <... munmap resumed>) = 0\n7 brk(NULL) = 0x1\n",
      [1, 2, 3])
    #expect((1...3).map { quotes[$0, nil]?.isHalf } == [true, true, false])
  }

  @Test("what strace has escaped stays so, and what it has not is escaped")
  func escaped() throws {
    let quotes = try quotes("write(2, \"a\\n\\33\\\\\", 4)\t\u{1B}[31m é \u{202E}\u{0}\r\n", [1])
    #expect(
      quotes[1, nil]?.text.escapedLine
        == "write(2, \"a\\n\\33\\\\\", 4)\\t\\033[31m é \\342\\200\\256\\000")
  }

  @Test("the lines of findings come first, and there is a limit")
  func limit() {
    var report = citing(Array(1...CitedLines.most))
    let reload = ReloadReport(
      index: 1, kind: .inPlace, start: Instant(line: 1), end: Instant(line: CitedLines.most + 1))
    report.processes = [ProcessReport(pid: 1, reloads: [reload])]
    let cited = CitedLines(report)
    #expect(cited.lines[nil] == Set(1...CitedLines.most))
    #expect(cited.leftOut == 1)
  }
}

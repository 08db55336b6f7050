import Foundation
import Testing

@testable import TraceModel

@Suite("Captured sets against the kernel")
struct FamilyTests {
  /// Where a snapshot was taken.
  struct Instant: Sendable, CustomTestStringConvertible {
    var folder: String
    var part: String
    var pid: Int
    var line: Int
    var snapshot: String
    var testDescription: String { "\(folder)/\(snapshot)" }
  }

  static let root = Bundle.module.bundleURL.appending(path: "Fixtures/family")

  /// Each line that opens /proc/self/maps is followed by one that opens the copy.
  static let instants: [Instant] = ["times", "begins", "plain"].flatMap { folder -> [Instant] in
    let url = root.appending(path: folder)
    let files = (try? FileManager.default.contentsOfDirectory(atPath: url.path())) ?? []
    return files.filter { $0.hasPrefix("trace.") }.sorted().flatMap { part -> [Instant] in
      let text = (try? String(contentsOf: url.appending(path: part), encoding: .utf8)) ?? ""
      var line = 0
      var found: [Instant] = []
      for (index, words) in text.split(separator: "\n").enumerated() {
        if words.contains("\"/proc/self/maps\"") { line = index + 1 }
        guard let match = words.firstMatch(of: /"(snap\.(\d+)\.\d+)"/), let pid = Int(match.2)
        else { continue }
        found.append(
          Instant(folder: folder, part: part, pid: pid, line: line, snapshot: String(match.1)))
      }
      return found
    }
  }

  /// The anonymous pages from the heap upwards: `start-end perms`, equal neighbours joined.
  private static func joined(_ lines: [(AddressRange, String)]) -> [String] {
    var result: [(AddressRange, String)] = []
    for (range, permissions) in lines {
      if let last = result.last, last.0.end == range.start, last.1 == permissions {
        result[result.count - 1].0 = AddressRange(start: last.0.start, end: range.end)
      } else {
        result.append((range, permissions))
      }
    }
    return result.map {
      String($0.0.start, radix: 16) + "-" + String($0.0.end, radix: 16) + " " + $0.1
    }
  }

  private static func truth(_ text: String) -> [(AddressRange, String)] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      let ends = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      let name = fields.count > 5 ? fields[5] : ""
      guard name.isEmpty || name == "[heap]", ends[0] > 0x100_0000 else { return nil }
      return (AddressRange(start: ends[0], end: ends[1]), String(fields[1]))
    }
  }

  @Test("there are six snapshots in each capture")
  func complete() {
    #expect(Self.instants.count == 18)
  }

  @Test(
    "the address space is the kernel's at each snapshot, whichever part is given",
    arguments: instants)
  func agrees(_ instant: Instant) throws {
    let url = Self.root.appending(path: instant.folder)
    var options = AnalysisOptions()
    options.pid = instant.pid
    options.at = .line(instant.line)
    let report = try TraceAnalysis(options: options)
      .maps(of: [.file(url.appending(path: instant.part).path())])
    let text = try String(contentsOf: url.appending(path: instant.snapshot), encoding: .utf8)
    let reported = report.lines.filter { $0.range.start > 0x100_0000 }
      .map { ($0.range, $0.permissions) }
    #expect(Self.joined(reported) == Self.joined(Self.truth(text)))
  }

  @Test("an execve from a thread gives its leader the new program", arguments: ["times", "plain"])
  func executable(_ folder: String) throws {
    let url = Self.root.appending(path: folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: url.path())
    let first = try #require(files.filter { $0.hasPrefix("trace.") }.sorted().first)
    let log = try #require(
      try TraceAnalysis.logs(of: [.file(url.appending(path: first).path())]).first)
    let run = try TraceAnalysis().pass(over: log, watch: InstantWatch(), recordsLoads: true)
    let world = run.sequencer.world
    #expect(world.tracedCount == 4)
    #expect(world.supposedTasks == 0)
    let executions = world.processes[0].history.marks.filter { mark in
      if case .execve = mark.kind { return true }
      return false
    }
    #expect(executions.count == 2)
    #expect(run.parser.skippedCount == 0)
    var lines = 0
    for input in log.inputs {
      lines += try String(contentsOfFile: input.name, encoding: .utf8).split(separator: "\n").count
    }
    #expect(run.lines == lines)
    #expect(run.parser.counts[Int(Syscall.execve.rawValue)] == 3)
  }
}

import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("The commands")
struct CommandTests {
  private static func report(_ severities: [Finding.Severity]) -> Report {
    let place = Instant(line: 1)
    let findings = severities.map {
      Finding(kind: .growth, severity: $0, message: "", certainty: .observed)
    }
    let reload = ReloadReport(
      index: 1, kind: .inPlace, start: place, end: place, findings: findings)
    return Report(
      trace: TraceSummary(files: ["t"], lines: 1, bytes: 1, start: .exec, end: .exited),
      processes: [ProcessReport(pid: 1, reloads: [reload])])
  }

  /// What the timeline exits with, and writes, for reports made up here.
  private func timeline(
    _ options: [String], reports: [Report], into file: URL
  ) throws -> reloadtimeline.ExitStatus {
    let arguments = try ArgumentParser { _ in true }
      .parse(options + ["-o", file.path, "t"])
    let command = TimelineCommand(
      analyse: { _ throws(CommandFailure) in reports },
      render: { reports, _, _, write throws(CommandFailure) in
        try write(Array("\(reports.count) reports".utf8))
      })
    return try command.run(arguments)
  }

  @Test(
    "the timeline exits 1 for errors and warnings, if asked to",
    arguments: [
      (["--exit-code"], [.error], .findings), (["--exit-code"], [.note, .warning], .findings),
      (["--exit-code"], [.note], .done), (["--exit-code"], [], .done), ([], [.error], .done),
    ] as [([String], [Finding.Severity], reloadtimeline.ExitStatus)])
  func exitCode(
    _ options: [String], _ severities: [Finding.Severity], _ status: reloadtimeline.ExitStatus
  ) throws {
    try withFolder { folder in
      let file = folder.appending(path: "report")
      let reports = [Self.report([]), Self.report(severities)]
      let exit = try timeline(options, reports: reports, into: file)
      #expect(exit == status)
      #expect(try text(of: file) == "2 reports")
    }
  }

  @Test("the address space is asked for as a file, not a terminal, with -o")
  func maps() throws {
    try withFolder { folder in
      let file = folder.appending(path: "maps")
      let arguments = try ArgumentParser { _ in true }
        .parse(["maps", "--at", "L3", "-o", file.path, "t"])
      let command = MapsCommand { arguments, facts throws(CommandFailure) in
        Array("\(String(describing: arguments.at)) \(facts.isTerminal)".utf8)
      }
      #expect(try command.run(arguments) == .done)
      #expect(try text(of: file).hasSuffix(" false"))
    }
  }
}

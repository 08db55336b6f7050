import Foundation
import Testing

@testable import reloadtimeline

@Suite("The formats that are made to be shown")
struct FormatGoldenTests {
  private static let files = [
    (name: "incident.jsonl", lesson: "incident", options: "--format jsonl"),
    (name: "incident-space.svg", lesson: "incident", options: "--format svg --view space"),
    (name: "incident-slide.svg", lesson: "incident", options: "--format svg --width 110"),
    (name: "incident.html", lesson: "incident", options: "--format html"),
    (name: "incident.trace.json", lesson: "incident", options: "--format trace-event"),
    (name: "excerpt.jsonl", lesson: "article-excerpt", options: "--format jsonl"),
    (name: "excerpt.html", lesson: "article-excerpt", options: "--format html --view space"),
    (name: "excerpt.trace.json", lesson: "article-excerpt", options: "--format trace-event"),
  ]

  @Test("are as they were looked at and found good", arguments: files.indices)
  func matchesGolden(_ index: Int) throws {
    let (name, folder, options) = Self.files[index]
    let lesson = try #require(try Lesson.all().first { $0.name == folder })
    let result = try lesson.run("--quiet " + options)
    #expect(result.status == 0, "\(result.error)")
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
      .appending(path: name)
    if ProcessInfo.processInfo.environment["REFRESH_GOLDEN"] != nil {
      try Data(result.output.utf8).write(to: file)
      return
    }
    #expect(try text(of: file) == result.output, "\(name)")
  }

  @Test("replace a file only when they are complete", arguments: ReportFormat.allCases)
  func output(_ format: ReportFormat) throws {
    let lesson = try #require(try Lesson.all().first { $0.name == "incident" })
    try withFolder { folder in
      let file = folder.appending(path: "report")
      let options = "--quiet --width 100 --format \(format.rawValue)"
      let written = try lesson.run(options + " -o '\(file.path)'")
      #expect(written.status == 0 && written.output.isEmpty)
      #expect(try text(of: file) == lesson.run(options).output)
      #expect(try names(in: folder) == ["report"])
    }
  }

  @Test("take several logs", arguments: ReportFormat.allCases)
  func several(_ format: ReportFormat) throws {
    let logs = try ["incident", "apache-graceful"].map { name in
      try #require(try Lesson.all().first { $0.name == name }).file("reload.strace").path
    }
    let options = ["--quiet", "--format", format.rawValue]
    let one = try RunningProgram.run(options + [logs[0]])
    let two = try RunningProgram.run(options + logs)
    #expect(two.status == 0, "\(two.error)")
    #expect(two.output.utf8.count > one.output.utf8.count)
    for whole in ["</html>", "<?xml", "</svg>\n<?", "traceEvents"] {
      #expect(two.output.components(separatedBy: whole).count <= 2)
    }
  }
}

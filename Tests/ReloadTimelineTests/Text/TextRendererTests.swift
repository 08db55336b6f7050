import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("The text of a report")
struct TextRendererTests {
  static let golden: [(name: String, report: Report, options: TextOptions)] = [
    ("apache-120", ApacheFixture.report, TextOptions(width: 120)),
    ("apache-80", ApacheFixture.report, TextOptions(width: 80)),
    ("apache-200-events", ApacheFixture.report, TextOptions(width: 200, events: true)),
    ("incident-100", IncidentFixture.report, TextOptions(width: 100)),
    ("incident-80-ascii", IncidentFixture.report, TextOptions(width: 80, ascii: true)),
    ("incident-120-color", IncidentFixture.report, TextOptions(width: 120, color: true)),
    ("twenty-100", OddFixtures.twenty, TextOptions(width: 100)),
    ("no-times-100", OddFixtures.noTimes, TextOptions(width: 100)),
    ("no-times-80", OddFixtures.noTimes, TextOptions(width: 80)),
    ("no-reload-100", OddFixtures.noReload, TextOptions(width: 100)),
    ("hostile-100", OddFixtures.hostile, TextOptions(width: 100, events: true)),
  ]

  @Test("is as it was looked at and found good", arguments: golden.indices)
  func matchesGolden(_ index: Int) throws {
    let (name, report, options) = Self.golden[index]
    let text = TextRenderer(options: options).render(report)
    if ProcessInfo.processInfo.environment["REFRESH_GOLDEN"] != nil {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
      try Data(text.utf8).write(to: folder.appending(path: name + ".txt"))
      return
    }
    let file = try #require(
      Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Golden"))
    #expect(try text == String(contentsOf: file, encoding: .utf8), "\(name)")
  }

  @Test(
    "keeps to the width", arguments: [1, 40, 57, 72, 80, 100, 120, 200, 400], [false, true])
  func keepsWidth(_ width: Int, _ everything: Bool) {
    for report in OddFixtures.all {
      let options = TextOptions(
        width: width, ascii: everything, events: everything, anonymous: everything)
      let text = TextRenderer(options: options).render(report)
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.of(line) <= max(40, width), "\(line)")
      }
    }
  }

  @Test("lets no control, no reordering and no line break of a name through")
  func escapesNames() {
    for width in [60, 100, 200] {
      for reload in [nil, 1, 2, 3] {
        let options = TextOptions(width: width, events: true, anonymous: true, reload: reload)
        for scalar in TextRenderer(options: options).render(OddFixtures.hostile).unicodeScalars {
          let category = scalar.properties.generalCategory
          #expect(scalar == "\n" || category != .control, "\(scalar.value)")
          #expect(category != .format && category != .lineSeparator, "\(scalar.value)")
        }
      }
    }
    let wide = TextRenderer(options: TextOptions(width: 200)).render(OddFixtures.hostile)
    #expect(wide.contains("\\033[31mred\\007\\n\\342\\200\\256gpj\\000\\r\\t"))
  }

  @Test("says the same number of lines whatever a name holds")
  func hostileNamesBreakNoLine() {
    var calm = OddFixtures.noReload
    var bad = OddFixtures.noReload
    calm.processes[0].loads[0].path = TraceText("/tmp/xxxxxxx")
    bad.processes[0].loads[0].path = TraceText("/tmp/\n\n\r")
    let renderer = TextRenderer(options: TextOptions())
    #expect(
      renderer.render(calm).count(where: \.isNewline)
        == renderer.render(bad).count(where: \.isNewline))
  }

  @Test("says at its head how many reloads of many processes failed, and where the first did")
  func countsFailures() throws {
    var report = IncidentFixture.report
    let process = try #require(report.processes.first)
    let fine = try #require(ApacheFixture.report.processes.first)
    #expect(process.reloads.contains(where: \.failed) && !fine.reloads.contains(where: \.failed))
    report.processes = (0..<5).map { index in
      var copy = index == 2 ? fine : process
      copy.pid = 300 + index
      return copy
    }
    let text = TextRenderer(options: TextOptions(width: 200)).render(report)
    let line = try #require(text.split(separator: "\n").first { $0.contains("processes below") })
    let place = "line \(process.reloads[0].trigger?.instant.line ?? 0)"
    #expect(
      line.trimmingCharacters(in: .whitespaces)
        == "5 processes below, 5 reloads, 4 FAILED: process 300 (\(place)), process 301 (\(place)), "
        + "process 303 (\(place)) and 1 more")
    for place in report.processes.indices { report.processes[place].reloads = [] }
    let none = TextRenderer(options: TextOptions(width: 200)).render(report)
    #expect(none.contains("5 processes below, no reload\n"))
    report.processes.removeLast()
    let few = TextRenderer(options: TextOptions(width: 200)).render(report)
    #expect(!few.contains("processes below"))
  }

  @Test("is ASCII in ASCII mode, names and all")
  func asciiIsASCII() {
    for report in OddFixtures.all {
      for width in [60, 120] {
        let options = TextOptions(width: width, ascii: true, events: true, anonymous: true)
        #expect(TextRenderer(options: options).render(report).utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }

  @Test("colours with SGR alone, and says the same without")
  func colorIsOnlySGR() {
    for report in OddFixtures.all {
      let plain = TextRenderer(options: TextOptions(color: false)).render(report)
      let color = TextRenderer(options: TextOptions(color: true)).render(report)
      #expect(!plain.unicodeScalars.contains("\u{1B}"))
      #expect(color.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
      #expect(color != plain)
    }
  }

  @Test("ends every line without blanks and never leaves two blank lines")
  func isTidy() {
    for report in OddFixtures.all {
      let text = TextRenderer(options: TextOptions(width: 90, events: true)).render(report)
      #expect(text.hasSuffix("\n") && !text.hasPrefix("\n"))
      #expect(!text.contains(" \n") && !text.contains("\n\n\n"))
    }
  }

  @Test("lists transient objects and memory without a path only when asked")
  func anonymousIsAsked() {
    var report = ApacheFixture.report
    report.processes[0].reloads[0].objects.append(
      ObjectReport(
        path: TraceText("/dev/zero"), kind: .sharedMemory, fate: .survived, certainty: .snapshot,
        isPathlessMemory: true))
    let calm = TextRenderer(options: TextOptions(width: 200)).render(report)
    #expect(!calm.contains("zero"))
    #expect(calm.contains("1 shared mapping without a file"))
    let rows = TextRenderer(options: TextOptions(anonymous: true)).render(report)
    #expect(rows.contains("\n  ld.so.cache"))
  }

  @Test("shows the one reload that was asked for, or says that there is none")
  func oneReload() {
    let third = TextRenderer(options: TextOptions(reload: 3)).render(OddFixtures.twenty)
    #expect(third.contains("Reload 3 ") && !third.contains("Reload 4 "))
    #expect(!third.contains("20 reloads"))
    let none = TextRenderer(options: TextOptions(reload: 99)).render(OddFixtures.twenty)
    #expect(none.contains("no reload 99 here, numbers 1 to 20"))
  }

  @Test("always shows a stale survivor, however many there are")
  func staleSurvivorsShow() {
    var report = ApacheFixture.report
    let index = report.processes[0].reloads[0].objects.firstIndex { $0.name.escaped == "libm.so.6" }
    guard let index else {
      Issue.record("the fixture has no libm")
      return
    }
    let fresh = TextRenderer(options: TextOptions()).render(report)
    #expect(!fresh.contains("\n  libm.so.6"))
    report.processes[0].reloads[0].objects[index].after?.deleted = true
    let stale = TextRenderer(options: TextOptions()).render(report)
    #expect(stale.contains("\n  libm.so.6"))
    #expect(stale.contains("old file, deleted"))
  }

  @Test("says what an attached log without a snapshot cannot show")
  func blindnessIsSaid() {
    var report = ApacheFixture.report
    #expect(!TextRenderer(options: TextOptions()).render(report).contains("--maps FILE"))
    report.snapshot = nil
    #expect(TextRenderer(options: TextOptions()).render(report).contains("--maps FILE"))
    report.trace.start = .exec
    #expect(!TextRenderer(options: TextOptions()).render(report).contains("--maps FILE"))
  }

  @Test("a long wait between the signal and the first unload does not press the lanes together")
  func longWait() {
    var report = ApacheFixture.report
    #expect(TextRenderer(options: TextOptions()).render(report).contains("▲ SIGUSR1"))
    report.processes[0].reloads[0].trigger?.instant = Instant(
      line: 2, time: "15:49:10.856911", seconds: -2.630411)
    let text = TextRenderer(options: TextOptions()).render(report)
    #expect(text.contains("◂ SIGUSR1 3.0 s earlier") && !text.contains("▲"))
  }

  @Test("lines of several files without times are not drawn as lanes, and name their file")
  func noOrderNoLanes() {
    var report = OddFixtures.noTimes
    report.processes[0].reloads[0].objects[1].spans = [
      MappedSpan(from: nil, to: Instant(line: 12, file: "trace.100")),
      MappedSpan(from: Instant(line: 88, file: "trace.101"), to: nil),
    ]
    let text = TextRenderer(options: TextOptions()).render(report)
    #expect(!text.contains("━") && text.contains("100:12 → 101:88"))
  }

  @Test("what came back and went again is told with the lines of both")
  func cameBackAndWent() {
    var report = OddFixtures.noTimes
    report.processes[0].reloads[0].objects[3].fate = .unmapped
    report.processes[0].reloads[0].objects[3].spans[1].to = Instant(line: 71)
    let text = TextRenderer(options: TextOptions(width: 120)).render(report)
    #expect(text.contains("20 → 60-71"))
  }

  @Test("what is unmapped when the log ends too soon is called not back, and counted so")
  func notBack() {
    var report = IncidentFixture.report
    report.processes[0].reloads[0].findings = []
    for index in report.processes[0].reloads[0].objects.indices {
      let object = report.processes[0].reloads[0].objects[index]
      if object.fate == .failed { report.processes[0].reloads[0].objects[index].fate = .unmapped }
    }
    let whole = TextRenderer(options: TextOptions()).render(report)
    #expect(whole.contains("2 unmapped") && !whole.contains("not back"))
    report.processes[0].reloads[0].isCutShort = true
    let cut = TextRenderer(options: TextOptions()).render(report)
    #expect(cut.contains("2 not back") && !cut.contains("2 unmapped"))
    #expect(cut.contains("the log ends before they could be back"))
    #expect(cut.contains("The log ends before the reload does"))
  }

  @Test("says how sure it is wherever that is not a matter of course")
  func certaintyIsSaid() {
    let narrow = TextRenderer(options: TextOptions(width: 80)).render(OddFixtures.noTimes)
    #expect(narrow.contains("~ inferred (told by the length of its munmap)"))
    #expect(narrow.contains("? nothing shows it"))
    let wide = TextRenderer(options: TextOptions(width: 200)).render(OddFixtures.noTimes)
    #expect(wide.contains("file not known, inferred (told by the length of its munmap)"))
    #expect(!wide.contains("~"))
  }
}

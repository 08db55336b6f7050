import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("What the formats say")
struct FormatContentTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private func contents(of file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  private func items(_ report: Report) throws -> [JSONValue] {
    try text(JSONLinesRenderer().whole([report])).split(separator: "\n").map {
      try JSONValue(parsing: String($0))
    }
  }

  @Test("JSON Lines have every item of the document, and what joins it")
  func jsonLines() throws {
    for report in [JSONSampleReports.graceful, OddFixtures.twenty, OddFixtures.noReload] {
      let items = try items(report)
      func count(_ type: String) -> Int { items.count { $0["type"]?.string == type } }
      let reloads = report.processes.flatMap(\.reloads)
      #expect(count("trace") == 1)
      #expect(count("process") == report.processes.count)
      #expect(count("load") == report.processes.flatMap(\.loads).count)
      #expect(count("reload") == reloads.count)
      #expect(count("object") == reloads.flatMap(\.objects).count)
      #expect(count("finding") == reloads.flatMap(\.findings).count)
      #expect(count("event") == reloads.flatMap(\.events).count)
      for item in items {
        #expect(item["trace"]?.string == report.trace.files[0])
        if ["object", "finding", "reload"].contains(item["type"]?.string ?? "") {
          let number = try #require(item["process"]?.integer)
          let process = report.processes[number - 1]
          #expect(item["pid"]?.integer == process.pid)
          #expect(process.reloads.contains { $0.index == item["reload"]?.integer })
        }
      }
    }
  }

  @Test("an item has the members of the same thing in the document")
  func sameMembers() throws {
    let report = JSONSampleReports.graceful
    let document = try JSONValue(parsing: JSONRenderer().whole([report]))
    let object = try #require(document["processes", "0", "reloads", "0", "objects", "0"]?.members)
    let item = try #require(items(report).first { $0["type"]?.string == "object" })
    for (name, value) in object { #expect(item[name] == value, "\(name)") }
  }

  @Test("a trace of events has slices that lie apart on each thread, and no negative time")
  func slices() throws {
    for report in OddFixtures.all + [JSONSampleReports.graceful, JSONSampleReports.incident] {
      let trace = try JSONValue(parsing: text(TraceEventRenderer().render([report, report])))
      var ends: [String: [(Double, Double)]] = [:]
      for event in try #require(trace["traceEvents"]?.elements) {
        let phase = try #require(event["ph"]?.string)
        #expect(["X", "i", "M"].contains(phase))
        #expect(event["name"]?.string != nil && event["pid"]?.integer != nil)
        guard phase != "M" else { continue }
        let start = try #require(event["ts"].flatMap(number))
        #expect(start >= 0)
        if phase == "i" { #expect(event["s"]?.string == "p") }
        guard phase == "X", event["cat"]?.string == "load" else { continue }
        let length = try #require(event["dur"].flatMap(number))
        #expect(length >= 0)
        let thread = "\(event["pid"]?.integer ?? 0)/\(event["tid"]?.integer ?? 0)"
        ends[thread, default: []].append((start, start + length))
      }
      for slices in ends.values {
        let sorted = slices.sorted { $0 < $1 }
        for (one, next) in zip(sorted, sorted.dropFirst()) { #expect(one.1 <= next.0) }
      }
    }
  }

  @Test(
    "a finding of a trace of events stands where the last line lies that proves it")
  func findingTimes() throws {
    var report = IncidentFixture.report
    let (start, end) = (report.processes[0].reloads[0].start, report.processes[0].reloads[0].end)
    let before = Instant(line: 1, seconds: 0)
    let within = Instant(line: 3, seconds: ((start.seconds ?? 0) + (end.seconds ?? 0)) / 2)
    for (evidence, at) in [
      (
        [
          Evidence(line: 1, file: "before.maps", text: "a"), Evidence(at: before, text: "b"),
          Evidence(at: within, text: "c"), Evidence(at: start, text: "d"),
        ], (within.seconds ?? 0) * 1_000_000
      ),
      ([Evidence(at: before, text: "b")], (end.seconds ?? 0) * 1_000_000),
      ([Evidence(line: 1, file: "before.maps", text: "a")], (end.seconds ?? 0) * 1_000_000),
    ] {
      report.processes[0].reloads[0].findings[0].evidence = evidence
      let trace = try JSONValue(parsing: text(TraceEventRenderer().render([report])))
      let finding = try #require(
        trace["traceEvents"]?.elements?.first { $0["cat"]?.string == "finding" })
      let told = try #require(finding["ts"].flatMap(number))
      #expect(abs(told - at) < 0.01)
    }
  }

  @Test("who called is told of an object in a picture, and of a reload in a trace of events")
  func callers() throws {
    var report = IncidentFixture.report
    report.processes[0].reloads[0].objects[0].caller = CallerReport(
      function: "dlclose", path: TraceText("/bin/<d>"), symbol: TraceText("reload+0x7"),
      instant: Instant(line: 5))
    #expect(
      text(SVGRenderer().render([report])).contains("; dlclose from &lt;d&gt; (reload+0x7)</title>")
    )
    let trace = try JSONValue(parsing: text(TraceEventRenderer().render([report])))
    let reload = try #require(
      trace["traceEvents"]?.elements?.first { $0["cat"]?.string == "reload" })
    #expect(
      reload["args", "calledBy", "0"]?.string?.contains("dlclose from <d>") == true)
  }

  @Test("what a line does not hold is told beside it")
  func additions() throws {
    var report = IncidentFixture.report
    report.processes[0].reloads[0].findings[0].evidence = [
      Evidence(at: Instant(line: 2), text: "31 mappings", addsToLine: true),
      Evidence(at: Instant(line: 5), text: "munmap in short"),
    ]
    for line in [2, 5] { report.quotes[line, nil] = .init(text: TraceText("as logged \(line)")) }
    let page = text(HTMLRenderer().render([report]))
    let document = text(MarkdownRenderer().render([report]))
    #expect(page.contains("<code>as logged 2</code><span class=\"told\"> – 31 mappings</span>"))
    #expect(document.contains("line 2: `as logged 2` – `31 mappings`"))
    #expect(!page.contains("munmap in short") && !document.contains("munmap in short"))
  }

  private func number(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  @Test("a failed reload is told in the title of every format that has one")
  func verdict() {
    let report = IncidentFixture.report
    #expect(text(MarkdownRenderer().render([report])).hasPrefix("## Reload 1"))
    for output in [
      text(MarkdownRenderer().render([report])), text(SVGRenderer().render([report])),
      text(HTMLRenderer().render([report])), text(TraceEventRenderer().render([report])),
    ] {
      #expect(output.contains("FAILED"))
    }
    #expect(text(SVGRenderer().render([report])).contains("class=\"attempt\""))
  }

  @Test("every link of a page has its place, and every place is there once")
  func links() {
    for report in OddFixtures.all + [IncidentFixture.report] {
      let page = text(HTMLRenderer().render([report, report]))
      let ids = page.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
      #expect(Set(ids).count == ids.count)
      let links = page.components(separatedBy: "href=\"#").dropFirst()
        .map { $0.prefix { $0 != "\"" } }
      #expect(Set(links).isSubset(of: ids), "\(Set(links).subtracting(ids))")
    }
  }

  @Test("a page and a document quote the lines that prove a finding, and say it where they cannot")
  func quotes() throws {
    let lesson = try #require(try Lesson.all().first { $0.name == "incident" })
    let lines = try contents(of: lesson.file("reload.strace")).split(separator: "\n")
    let proof = String(lines[33])
    #expect(proof.contains("symbol __h_errno"))
    let options = "--quiet --maps before.maps --format"
    for (format, escaped) in [
      ("markdown", "line 34: `\(proof)`"),
      (
        "html",
        proof.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
          .replacing("\"", with: "&quot;")
      ),
    ] {
      func output(_ command: String) throws -> String {
        let result = try RunningProgram.shell(
          "cd \"$folder\" && \(command)", folder: lesson.file(""))
        #expect(result.status == 0, "\(result.error)")
        return result.output
      }
      let quoted = try output("$program \(options) \(format) reload.strace")
      #expect(quoted.contains(escaped))
      #expect(!quoted.contains("told in short"))
      let told = try output("cat reload.strace | $program \(options) \(format) -")
      #expect(!told.contains(escaped))
      #expect(told.contains("the lines of standard input are told in short, not quoted"))
      // The snapshot is a file all the same.
      #expect(told.contains("7f066e000000-7f066e18b000 r-xp 00000000 fe:00 16654391"))
    }
  }

  @Test("a line that is cut or half a call is not passed off as whole")
  func partsOfLines() throws {
    var report = JSONSampleReports.incident
    let proof = try #require(report.processes[0].reloads[0].findings[0].evidence.first)
    report.quotes[proof.line, proof.file] = QuotedLines.Line(
      text: TraceText("<... munmap resumed>) = 0"), isCut: true, isHalf: true)
    let page = text(HTMLRenderer().render([report]))
    let document = text(MarkdownRenderer().render([report]))
    #expect(page.contains("&lt;... munmap resumed&gt;) = 0</code>… (cut after 2000 bytes)"))
    #expect(document.contains("`<... munmap resumed>) = 0`… (cut after 2000 bytes) – `"))
    #expect(page.contains("(cut after 2000 bytes)<span class=\"told\"> – "))
  }

  @Test("a page on a log without a reload quotes the lines of the loads, each linked")
  func loadsAreProved() throws {
    let lesson = try #require(try Lesson.all().first { $0.name == "program-start" })
    let page = try lesson.run("--quiet --format html").output
    let mapping = try contents(of: lesson.file("reload.strace")).split(separator: "\n").enumerated()
      .first { $0.element.contains("libc.so.6>, 0) = ") }
    let (index, line) = try #require(mapping)
    #expect(page.contains(">line\u{A0}\(index + 1)</a>"))
    #expect(
      page.contains(line.replacing("<", with: "&lt;").replacing(">", with: "&gt;") + "</code>"))
  }

  @Test("the script of a page is the one that the page may run")
  func scriptHash() throws {
    try withFolder { folder in
      try Data(PageScript.text.utf8).write(to: folder.appending(path: "script"))
      let result = try RunningProgram.shell(#"sha256sum "$folder/script""#, folder: folder)
      let digits = Array(result.output.prefix(64))
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16)
      }
      #expect(Data(bytes).base64EncodedString() == PageScript.hash)
    }
  }

  @Test("thousands of objects and reloads keep a bounded size, and what is left out is told")
  func bounded() {
    var report = ApacheFixture.report
    let object = report.processes[0].reloads[0].objects[0]
    report.processes[0].reloads[0].objects = (0..<20_000).map { number in
      var object = object
      object.path = TraceText("/usr/lib/module\(number).so")
      object.before?.base = UInt64(number) << 21
      for index in object.spans.indices {
        object.spans[index].base = UInt64(number) << 21
        object.spans[index].size = 8192
      }
      return object
    }
    for view in PictureView.allCases {
      let picture = text(SVGRenderer(view: view).render([report]))
      #expect(picture.utf8.count < 400_000)
      #expect(picture.contains("19850 more objects are not drawn"))
    }
    let markdown = text(MarkdownRenderer().render([report]))
    #expect(markdown.utf8.count < 60_000)
    #expect(markdown.contains("19900 objects more"))
    let page = text(HTMLRenderer().render([report]))
    #expect(page.utf8.count < 3_000_000)
    #expect(page.contains("19000 more objects are left out"))

    var many = OddFixtures.twenty
    let reloads = many.processes[0].reloads
    many.processes[0].reloads = (0..<1000).map { number in
      var reload = reloads[number % 20]
      reload.index = number + 1
      return reload
    }
    #expect(SVGRenderer().render([many]).count < 600_000)
    let long = text(HTMLRenderer().render([many]))
    #expect(long.utf8.count < 8_000_000)
    #expect(long.contains("960 of these reloads are not told in full"))
    #expect(MarkdownRenderer().render([many]).count < 400_000)
  }

  @Test("the reload that went wrong is among those that are drawn")
  func gravestFirst() {
    // The seventh of twenty fails.
    let picture = text(SVGRenderer().render([OddFixtures.twenty]))
    #expect(picture.contains(">Reload 7 of apache2 (pid 21078) FAILED"))
    let section = text(MarkdownRenderer().render([OddFixtures.twenty]))
    #expect(section.contains("## Reload 7 of apache2 (pid 21078) FAILED"))
  }

  @Test("a log without times is drawn over its lines, and says so")
  func noTimes() {
    for view in PictureView.allCases {
      let picture = text(SVGRenderer(view: view).render([OddFixtures.noTimes]))
      #expect(picture.contains("over the lines of the log"))
    }
    let events = text(TraceEventRenderer().render([OddFixtures.noTimes]))
    #expect(events.contains("lines of the log"))
  }

  @Test("a log without a reload shows its loads")
  func noReload() {
    var report = OddFixtures.noReload
    report.processes[0].reloads = []
    for output in [
      text(SVGRenderer().render([report])), text(HTMLRenderer().render([report])),
      text(MarkdownRenderer().render([report])), text(TraceEventRenderer().render([report])),
    ] {
      #expect(output.contains("tokenizer.so"))
    }
    let nothing = JSONSampleReports.empty
    for output in [
      text(SVGRenderer().render([nothing])), text(HTMLRenderer().render([nothing])),
      text(MarkdownRenderer().render([nothing])),
    ] {
      #expect(output.contains("No process in this log"))
    }
  }

  @Test("the phases are unloading, the gap and loading")
  func phases() {
    let phases = IncidentFixture.report.processes[0].reloads[0].phases
    #expect(phases.map(\.kind) == [.unloading, .gap, .loading])
    #expect(zip(phases, phases.dropFirst()).allSatisfy { $0.to == $1.from })
    // Nothing was there before that goes, so there is no gap.
    let second = JSONSampleReports.incident.processes[0].reloads[0].phases
    #expect(second.map(\.kind) == [.loading])
  }

  @Test("loading ends where what had come is taken down again")
  func takenDown() {
    var reload = IncidentFixture.report.processes[0].reloads[0]
    func at(_ line: Int) -> Instant { Instant(line: line) }
    reload.objects = Array(reload.objects.prefix(3))
    reload.objects[0].spans = [
      MappedSpan(from: nil, to: at(3)), MappedSpan(from: at(5), to: at(8), gaveUp: true),
    ]
    reload.objects[1].spans = [MappedSpan(from: at(6), to: at(30))]
    reload.objects[2].spans = [MappedSpan(from: nil, to: at(31))]
    for index in reload.objects.indices { reload.objects[index].fate = .failed }
    reload.start = at(3)
    reload.end = at(31)
    let loading = reload.phases.last
    #expect(loading?.kind == .loading && loading?.from == at(5) && loading?.to == at(8))
    reload.objects.removeLast(2)
    #expect(reload.phases.last?.to == at(31))
  }

  @Test("a page sets the fates of several reloads beside one another")
  func besides() {
    let page = text(HTMLRenderer().render([OddFixtures.twenty]))
    #expect(page.contains("What became of each object"))
    #expect(page.contains("12 of 20 reloads stand here"))
    #expect(page.contains("<th scope=\"col\">Reload 7</th>"))
    #expect(!text(HTMLRenderer().render([IncidentFixture.report])).contains("What became of each"))
  }

  @Test("many processes keep a bounded size, and those with a reload are told of")
  func processes() {
    var report = OddFixtures.noReload
    let quiet = report.processes[1]
    report.processes = (1...3000).map { number in
      var process = quiet
      process.pid = number
      return process
    }
    report.processes[2000] = ApacheFixture.report.processes[0]
    for output in [
      text(SVGRenderer().render([report])), text(HTMLRenderer().render([report])),
      text(MarkdownRenderer().render([report])),
    ] {
      #expect(output.contains("Reload 1 of apache2 (pid 21078)"))
      #expect(output.utf8.count < 1_000_000)
      #expect(output.contains("2999 processes"))
    }
  }

  @Test("lines of several files without times have no order, and no picture")
  func noOrder() {
    var report = OddFixtures.noTimes
    for index in report.processes[0].reloads[0].objects.indices {
      let file = "trace.\(index % 2)"
      for span in report.processes[0].reloads[0].objects[index].spans.indices {
        report.processes[0].reloads[0].objects[index].spans[span].from?.file = file
        report.processes[0].reloads[0].objects[index].spans[span].to?.file = file
      }
    }
    for view in PictureView.allCases {
      let picture = text(SVGRenderer(view: view).render([report]))
      #expect(picture.contains("lines of several files without times have no order"))
      #expect(!picture.contains("class=\"before\""))
    }
    #expect(report.processes[0].reloads[0].phases.isEmpty)
  }
}

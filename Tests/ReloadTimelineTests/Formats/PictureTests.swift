import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("What a picture shows besides objects")
struct PictureTests {
  private func picture(_ report: Report, _ view: PictureView = .time) -> String {
    String(decoding: SVGRenderer(view: view).render([report]), as: UTF8.self)
  }

  private static let handedOver: Report = {
    var report = IncidentFixture.report
    report.processes[0].reloads[0].kind = .handover
    report.processes[0].reloads[0].findings = []
    report.processes[0].reloads[0].successors = (1...11).map { number in
      Successor(
        pid: 500 + number, role: number == 1 ? .mainProcess : .child,
        executable: TraceText("/usr/sbin/nginx"), born: Instant(line: 10 + number),
        executed: number == 1 ? Instant(line: 30) : nil)
    }
    return report
  }()

  @Test("a hand-over shows the processes, and what became of their address spaces")
  func processes() {
    let shown = picture(Self.handedOver)
    for words in [
      ">this process</text>", ">501 nginx</text>", ">new main process</text>", ">new child</text>",
      "class=\"fresh\"", "class=\"copy\"", "3 processes more, not drawn",
      "a process with an address space of its own",
    ] {
      #expect(shown.contains(words), "\(words)")
    }
    #expect(!picture(Self.handedOver, .space).contains("this process"))
    #expect(!picture(IncidentFixture.report).contains("this process"))
  }

  @Test("each execve is a mark, and begins another address space of the process")
  func execves() {
    var report = IncidentFixture.report
    let reload = report.processes[0].reloads[0]
    report.processes[0].reloads[0].execves = [reload.start, reload.end]
    let shown = picture(report)
    #expect(shown.contains(">execve</text>"))
    #expect(
      shown.components(separatedBy: "this process, in the address space of an execve").count == 3)
  }

  @Test("an end that no munmap shows, and what became of what nothing shows, is no solid bar")
  func fading() {
    var report = ApacheFixture.report
    var objects = report.processes[0].reloads[0].objects
    #expect(objects[0].fate == .remapped)
    #expect(!picture(report).contains("class=\"fading\""))
    objects[0].spans[0].isEndShown = false
    report.processes[0].reloads[0].objects = objects
    #expect(picture(report).contains("mapped before, until when is not shown"))
  }

  @Test("a failed attempt tells whether its file was a new one")
  func attempts() throws {
    var report = IncidentFixture.report
    let index = try #require(
      report.processes[0].reloads[0].objects.firstIndex { $0.fate == .failed })
    report.processes[0].reloads[0].objects[index].before?.deleted = false
    #expect(picture(report).contains("class=\"attempt\""))
    report.processes[0].reloads[0].objects[index].before?.deleted = true
    #expect(picture(report).contains("mapped from a new file, then given up"))
    let page = String(decoding: HTMLRenderer().render([report]), as: UTF8.self)
    #expect(page.contains("<td>new</td>"))
  }

  @Test("a file that was refused and never mapped has a cross where its loader said so")
  func refused() throws {
    var report = IncidentFixture.report
    let said = Evidence(
      at: report.processes[0].reloads[0].start, text: "write(…)", isQuoted: true)
    report.processes[0].reloads[0].findings = [
      Finding(
        kind: .loadRefused, severity: .error, message: "m", objects: [TraceText("/opt/x.so")],
        certainty: .observed, refusals: [Refusal(path: TraceText("/opt/x.so"), evidence: said)],
        evidence: [said])
    ]
    let shown = picture(report)
    let row = try #require(shown.range(of: ">x.so</text>"))
    #expect(shown[row.upperBound...].contains(">refused</text>"))
    let survivor = try #require(shown.range(of: ">survived</text>"))
    #expect(row.lowerBound < survivor.lowerBound)
    #expect(shown.contains("class=\"refused\"") && shown.contains("refused by the loader"))
    // An object that was there before has its cross in its own lane.
    let object = report.processes[0].reloads[0].objects[0]
    report.processes[0].reloads[0].findings[0].refusals = [
      Refusal(path: object.path, evidence: said)
    ]
    #expect(picture(report).contains("class=\"refused\""))
    #expect(!picture(report).contains(">refused</text>"))
  }

  @Test("a process ends in the words of its end")
  func processEnd() {
    var report = IncidentFixture.report
    for index in report.processes[0].reloads[0].objects.indices {
      report.processes[0].reloads[0].objects[index].fate = .survived
    }
    report.processes[0].reloads[0].processEnd = report.processes[0].reloads[0].end
    report.processes[0].reloads[0].processEndWords = "exited with status 1"
    #expect(picture(report).contains("FAILED: the process exited with status 1, "))
  }

  @Test("a silence in a log of several files does not take its order away")
  func silence() {
    let instants = (0..<6).map {
      Instant(
        line: $0 + 1, file: "t.\($0 % 2)", time: "10:00:00.1", seconds: $0 == 5 ? 9999 : 0.001)
    }
    let axis = LaneAxis(start: instants[0], end: instants[5], others: instants, columns: 80)
    #expect(!axis.countsLines && !axis.isUnordered)
    let bare = instants.map { Instant(line: $0.line, file: $0.file) }
    #expect(LaneAxis(start: bare[0], end: bare[5], others: bare, columns: 80).isUnordered)
    let point = LaneAxis(
      start: Instant(line: 6), end: Instant(line: 6), others: [], columns: 80)
    #expect(point.ticks().isEmpty && point.share(of: Instant(line: 6)) == 0.5)
  }

  @Test("pictures stay bounded, whatever a log repeats, and say what they leave out")
  func bounded() {
    var report = IncidentFixture.report
    let start = report.processes[0].reloads[0].start
    report.processes[0].reloads[0].execves = Array(repeating: start, count: 20_000)
    report.processes[0].reloads[0].objects[0].spans = (0..<12_000).map {
      MappedSpan(from: Instant(line: $0 + 5), to: Instant(line: $0 + 6), base: 1, size: 1)
    }
    report.processes[0].reloads[0].objects[1].path = TraceText(
      "/" + String(repeating: "x", count: 800_000))
    let shown = picture(report)
    #expect(shown.utf8.count < 400_000)
    #expect(shown.contains("19950 more calls of execve are not drawn"))
    #expect(shown.contains("11800 loads of it not drawn"))
  }

  @Test("processes beyond those that are told are not said to have no reload")
  func beyond() {
    var report = ApacheFixture.report
    report.processes = (0..<60).map { number in
      var process = ApacheFixture.report.processes[0]
      process.pid = 100 + number
      return process
    }
    let document = String(decoding: MarkdownRenderer().render([report]), as: UTF8.self)
    #expect(document.contains("Besides: 50 processes, 50 of them with reloads"))
    let page = String(decoding: HTMLRenderer().render([report]), as: UTF8.self)
    #expect(page.contains("10 processes, 10 of them with reloads"))
  }

  @Test("a clock that was set back stands still in a trace of events")
  func setBack() throws {
    var report = IncidentFixture.report
    func at(_ line: Int, _ seconds: Double) -> Instant {
      Instant(line: line, time: "10:00:00.1", seconds: seconds)
    }
    report.trace.first = at(1, 0)
    report.trace.last = at(9, -3598)
    report.processes[0].reloads = []
    report.processes[0].loads = [
      LoadReport(
        path: TraceText("/a.so"), kind: .sharedObject, base: 1, size: 1, start: at(2, 1),
        end: at(5, -3599))
    ]
    let text = String(decoding: TraceEventRenderer().render([report]), as: UTF8.self)
    #expect(text.contains("\"ts\": 1000000, \"dur\": 0,"))
    #expect(!text.contains("\"ts\": -") && text.contains("which was set back"))
  }

  @Test("in the view of addresses an object lies where it came back, or nowhere")
  func addresses() throws {
    var report = ApacheFixture.report
    var object = report.processes[0].reloads[0].objects[0]
    object.path = TraceText("/usr/sbin/anew")
    object.before?.base = 0x5555_0000_0000
    object.after?.base = 0x6666_0000_0000
    object.spans = [
      MappedSpan(from: nil, to: object.spans[0].to),
      MappedSpan(from: object.spans[0].to, to: nil),
    ]
    report.processes[0].reloads[0].objects = [object]
    let shown = picture(report, .space)
    #expect(shown.contains("555500000000") && shown.contains("666600000000"))
  }

  @Test("the title tells what the fates do not")
  func titles() {
    #expect(picture(Self.handedOver).contains(": handed over to process 501, "))
    var report = IncidentFixture.report
    report.processes[0].reloads[0].findings = []
    report.processes[0].reloads[0].kind = .reexec
    #expect(picture(report).contains(": started anew by execve, "))
    report.processes[0].reloads[0].kind = .inPlace
    report.processes[0].reloads[0].findings = [
      Finding(kind: .generationSkew, severity: .warning, message: "m", certainty: .observed)
    ]
    #expect(picture(report).contains(": new files beside old ones, "))
  }

  @Test("reloads and cycles are counted alike in every format")
  func counts() {
    var report = OddFixtures.twenty
    for index in 0..<3 { report.processes[0].reloads[index].kind = .cycle }
    let words = "17 reloads, 3 cycles without a signal, 1 FAILED"
    for output in [
      picture(report), String(decoding: HTMLRenderer().render([report]), as: UTF8.self),
      String(decoding: MarkdownRenderer().render([report]), as: UTF8.self),
    ] {
      #expect(output.contains(words))
    }
  }

  @Test("where nothing was reloaded, the main process is told of first")
  func mainFirst() {
    var report = OddFixtures.twenty
    for index in report.processes[0].reloads.indices {
      report.processes[0].reloads[index].kind = .cycle
    }
    var main = ProcessReport(pid: 4242)
    main.noReload = "no reload: the process was stopped"
    report.processes.insert(main, at: 0)
    for output in [
      picture(report), String(decoding: HTMLRenderer().render([report]), as: UTF8.self),
      String(decoding: MarkdownRenderer().render([report]), as: UTF8.self),
    ] {
      let answer = output.range(of: "no reload: the process was stopped")
      let cycle = output.range(of: "Cycle 1")
      #expect(
        answer.map { place in cycle.map { place.lowerBound < $0.lowerBound } ?? false } ?? false)
    }
  }

  @Test("what failed and is not told in full is told in a sentence")
  func failuresBeyond() {
    var report = OddFixtures.twenty
    let failure = report.processes[0].reloads[6].findings
    for index in report.processes[0].reloads.indices {
      report.processes[0].reloads[index].findings = failure
    }
    for output in [
      picture(report), String(decoding: MarkdownRenderer().render([report]), as: UTF8.self),
    ] {
      #expect(output.contains("Reload 20 FAILED: "))
    }
  }

  @Test("what was gone more than once tells the sum of its times, and that it is one")
  func sums() throws {
    var report = ApacheFixture.report
    var object = report.processes[0].reloads[0].objects[0]
    let went = try #require(object.spans.first?.to)
    let came = try #require(object.spans.last?.from)
    object.spans.insert(MappedSpan(from: went, to: came, base: 1, size: 1), at: 1)
    report.processes[0].reloads[0].objects[0] = object
    for output in [
      picture(report),
      TextRenderer(options: TextOptions()).render(report),
    ] {
      #expect(output.contains("Σ 0 µs"))
      #expect(output.contains("Σ gone more than once: these times together"))
    }
    var options = TextOptions()
    options.ascii = true
    #expect(TextRenderer(options: options).render(report).contains("sum gone more than once"))
  }

  @Test("a trace of events has all that happened to a process, and findings where they are proved")
  func events() throws {
    var report = IncidentFixture.report
    let (start, end) = (report.processes[0].reloads[0].start, report.processes[0].reloads[0].end)
    report.processes[0].marks = [
      ProcessMark(kind: .signal, instant: start, words: "SIGTERM", senderPID: 77),
      ProcessMark(kind: .execve, instant: start, words: "execve"),
      ProcessMark(kind: .end, instant: end, words: "killed by SIGSEGV"),
    ]
    report.processes[0].loads = [
      LoadReport(
        path: TraceText("/a.so"), kind: .sharedObject, base: 1, size: 1, start: start, end: end,
        endsWithProcess: true)
    ]
    report.findings = [
      Finding(
        kind: .staleSurvivor, severity: .warning, message: "of no reload", certainty: .snapshot,
        evidence: [Evidence(at: start, text: "a"), Evidence(at: end, text: "b")])
    ]
    let text = String(decoding: TraceEventRenderer().render([report]), as: UTF8.self)
    for words in [
      "\"name\": \"SIGTERM\", \"cat\": \"signal\"", "\"senderPid\": 77", "\"cat\": \"execve\"",
      "\"name\": \"killed by SIGSEGV\", \"cat\": \"end\"", "\"processEnd\": \"line",
      "\"message\": \"of no reload\"",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    let trace = try JSONValue(parsing: text)
    let stale = trace["traceEvents"]?.elements?.first {
      $0["args", "message"]?.string == "of no reload"
    }
    let last = (end.seconds ?? 0) * 1_000_000
    switch stale?["ts"] {
    case .integer(let at)?: #expect(abs(Double(at) - last) < 1)
    case .number(let at)?: #expect(abs(at - last) < 1)
    default: Issue.record("no such finding")
    }
  }

  @Test("within whole seconds a trace of events keeps the order of the lines")
  func coarseClock() throws {
    var report = IncidentFixture.report
    func coarse(_ line: Int) -> Instant { Instant(line: line, time: "10:00:00", seconds: 0) }
    report.trace.first = coarse(1)
    report.trace.last = coarse(40)
    report.processes[0].reloads = []
    report.processes[0].loads = [
      LoadReport(
        path: TraceText("/a.so"), kind: .sharedObject, base: 1, size: 1, start: nil, end: coarse(7)),
      LoadReport(
        path: TraceText("/a.so"), kind: .sharedObject, base: 1, size: 1, start: coarse(9), end: nil),
    ]
    let text = String(decoding: TraceEventRenderer().render([report]), as: UTF8.self)
    #expect(text.contains("\"ts\": 0, \"dur\": 1,"))
    #expect(text.contains("\"ts\": 2, \"dur\": 1,"))
    #expect(text.contains("within one a microsecond for each line that is told of"))
  }
}

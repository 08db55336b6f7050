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
    objects[0].rules = ["mappedOver"]
    report.processes[0].reloads[0].objects = objects
    #expect(picture(report).contains("class=\"fading\""))
    objects[0].rules = []
    objects[0].fate = .unknown
    report.processes[0].reloads[0].objects = objects
    #expect(picture(report).contains("mapped before, until when is not shown"))
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

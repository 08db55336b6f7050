import Testing
import TraceModel

@testable import reloadtimeline

@Suite("The lines that a page and a document name")
struct ProofLinkTests {
  private func page(_ report: Report) -> String {
    String(decoding: HTMLRenderer().render([report]), as: UTF8.self)
  }

  /// The page on a process of which a sentence says why there is no reload, with what proves it.
  private func page(saying sentence: String, proof: [Evidence]) -> String {
    var report = JSONSampleReports.empty
    var process = ProcessReport(pid: 7, noReload: sentence)
    process.noReloadEvidence = proof
    report.processes = [process]
    return page(report)
  }

  private func document(_ report: Report) -> String {
    String(decoding: MarkdownRenderer().render([report]), as: UTF8.self)
  }

  @Test("each line that a sentence of a page names is a link to it, whatever stands around it")
  func prose() {
    let page = page(
      saying:
        "no reload: SIGHUP came twice (lines 3, 14 and 5), see lines 5 → 14; (line 99) is elsewhere",
      proof: [3, 5, 14].map { Evidence(at: Instant(line: $0), text: "x") })
    func link(_ entry: Int, _ line: Int) -> String {
      "<a href=\"#t1p1ne\(entry)\" aria-label=\"line \(line)\">\(line)</a>"
    }
    #expect(
      page.contains("twice (lines \(link(1, 3)), \(link(3, 14)) and \(link(2, 5))), see lines "))
    #expect(page.contains("see lines \(link(2, 5)) → \(link(3, 14)); (line 99) is elsewhere."))
  }

  @Test("what is quoted, or of another file, names no line of the log")
  func elsewhere() {
    let page = page(
      saying:
        "no reload (line 3 of ld.log): “Syntax error on line 3 (line 3): x” said line 3, (line 3)",
      proof: [Evidence(at: Instant(line: 3), text: "x")])
    let link = "<a href=\"#t1p1ne1\" aria-label=\"line 3\">3</a>"
    #expect(
      page.contains(
        "no reload (line 3 of ld.log): “Syntax error on line 3 (line 3): x” said line \(link), "
          + "(line \(link))."))
  }

  @Test("of a log in several files it is the file and the line")
  func severalFiles() {
    let page = page(
      saying: "no reload: SIGHUP came (trace.7:3), but trace.8:3 and 3",
      proof: [
        Evidence(at: Instant(line: 3, file: "/srv/trace.7"), text: "x"),
        Evidence(at: Instant(line: 4, file: "/srv/trace.8"), text: "x"),
      ])
    #expect(
      page.contains("(<a href=\"#t1p1ne1\">trace.7:3</a>), but trace.8:3 and 3."))
  }

  @Test("what ended a reload, and the births of processes, are among the lines that prove it")
  func asides() {
    var report = IncidentFixture.report
    report.processes[0].reloads[0].endReason = "the next request comes (line 77)"
    report.processes[0].reloads[0].endCause = Instant(line: 77)
    report.processes[0].reloads[0].processEnd = Instant(line: 78)
    report.processes[0].reloads[0].successors = [
      Successor(
        pid: 9, role: .mainProcess, executable: nil, born: Instant(line: 79),
        executed: Instant(line: 80), ended: Instant(line: 81))
    ]
    let page = page(report)
    for line in 77...81 {
      #expect(page.contains("<b>line \(line)</b>"))
      #expect(page.contains("\" aria-label=\"line \(line)\">\(line)</a>") || line == 78)
    }
  }

  @Test("a line that proves a finding twice is quoted once, with all that it is cited for")
  func once() {
    var report = IncidentFixture.report
    report.processes[0].reloads[0].findings = [
      Finding(
        kind: .growth, severity: .note, message: "m", certainty: .observed,
        evidence: [
          Evidence(at: Instant(line: 2), text: "one", addsToLine: true),
          Evidence(at: Instant(line: 5), text: "short"),
          Evidence(at: Instant(line: 2), text: "two", addsToLine: true),
          Evidence(at: Instant(line: 2), text: "one", addsToLine: true),
        ])
    ]
    report.quotes[2, nil] = .init(text: TraceText("as logged"))
    let document = document(report)
    #expect(
      document.contains(
        "- **note**: m\n  - line 2: `as logged` – `one; two`\n  - line 5: `short`\n"))
  }

  @Test("a document on several logs says of each which it is, and has no number that a forge links")
  func headings() {
    var other = IncidentFixture.report
    other.trace.files = ["b/reload.strace"]
    let both = String(
      decoding: MarkdownRenderer().render([IncidentFixture.report, other]), as: UTF8.self)
    #expect(both.contains("# `b/reload.strace`\n\n## Reload 1"))
    #expect(!document(other).contains("# `b/reload.strace`"))
    other.processes[0].reloads[0].comparison = ReloadComparison(previous: 3)
    #expect(document(other).contains("- **against `#3`**: the same fates\n"))
  }
}

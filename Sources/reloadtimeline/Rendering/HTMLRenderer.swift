import TraceModel

/// Writes reports as one HTML file that needs nothing else: no network, and no script to be read.
struct HTMLRenderer {
  /// How many reloads of a process are told in full.
  static let reloadsShown = 40
  static let objectsShown = 1000
  static let evidenceShown = 4000
  static let eventsShown = 1000
  static let loadsShown = 1000
  static let processesShown = 50
  private static let diagnosticsShown = 50
  private static let rangesShown = 50
  static let unnamedShown = 1000

  /// Which view of the picture is open.
  let view: PictureView
  /// The width of the pictures in columns.
  let columns: Int
  let words = ReloadWords()
  var glyphs: Glyphs { words.text.glyphs }

  /// Creates a renderer.
  init(view: PictureView = .time, columns: Int = PictureStyle.columns) {
    self.view = view
    self.columns = columns
  }

  /// Writes a page on reports.
  func render(_ reports: [Report]) -> [UInt8] {
    var out = Markup()
    let title = self.title(reports)
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    out.open(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; script-src "
          + "'sha256-\(PageScript.hash)'; base-uri 'none'; form-action 'none'",
      ])
    out.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    out.element("title", title)
    out.raw("\n<style>\n\(PictureStyle.rules)\(PageStyle.rules)</style>\n</head>\n<body>\n")
    out.raw("<svg class=\"rt defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>\n")
    out.raw("\(PictureStyle.patterns)</defs></svg>\n")
    out.open("header")
    out.element("h1", title)
    out.close("header")
    out.raw("\n<main>\n")
    for (index, report) in reports.enumerated() {
      write(report, number: index + 1, isOneOfMany: reports.count > 1, title: title, to: &out)
    }
    out.raw("</main>\n<footer>")
    out.element("p", "Analysed by \(Version.name).")
    out.raw("</footer>\n<script>\(PageScript.text)</script>\n</body>\n</html>\n")
    return out.bytes
  }

  /// The verdict on the whole page.
  private func title(_ reports: [Report]) -> String {
    let all = reports.flatMap { report in
      report.processes.flatMap { process in process.reloads.map { (process, $0) } }
    }
    if let (process, reload) = all.first, all.count == 1 {
      return words.title(reload, of: process)
    }
    if all.isEmpty { return "No reload in \(counted(reports.count, "log"))" }
    return words.count(all.map(\.1))
  }

  private func write(
    _ report: Report, number: Int, isOneOfMany: Bool, title: String, to out: inout Markup
  ) {
    let place = "t\(number)"
    out.open("article", ["id": place])
    if isOneOfMany {
      out.element("h2", report.trace.files.first.map { glyphs.name($0) } ?? "trace")
    }
    let processes = report.processes
    let selection = ProcessSelection(processes, most: Self.processesShown)
    let (told, others) = selection.lists
    for index in told {
      write(processes[index], place: "\(place)p\(index + 1)", of: report, title: title, to: &out)
    }
    if !others.isEmpty {
      let shown = others.prefix(Self.processesShown)
      out.open("details", ["open": told.isEmpty ? "" : nil])
      let count = counted(others.count, "process", plural: "processes")
      out.element("summary", told.isEmpty ? count : selection.others)
      for index in shown {
        write(
          processes[index], place: "\(place)p\(index + 1)", of: report, title: title, to: &out)
      }
      leftOut(others.count - shown.count, "processes", to: &out)
      out.raw("</details>\n")
    }
    if !report.findings.isEmpty {
      let evidence = EvidenceList(
        report.findings.flatMap(\.evidence), quotes: report.quotes, place: place,
        most: Self.evidenceShown)
      out.element("h2", "Findings of no reload in the log")
      findings(report.findings, evidence, to: &out)
      evidence.write(words, to: &out)
    }
    if report.processes.isEmpty { out.element("p", words.nothing(report.processes) + ".") }
    capture(report, to: &out)
    out.close("article")
    out.line()
  }

  private func write(
    _ process: ProcessReport, place: String, of report: Report, title: String,
    to out: inout Markup
  ) {
    let reloads = process.reloads
    out.open("section", ["id": place])
    if report.processes.count > 1 || reloads.isEmpty {
      out.element("h2", words.process(process))
    }
    noReload(process, of: report, place: place + "n", to: &out)
    let shown = Set(reloads.gravest(Self.reloadsShown))
    if reloads.count > 1 { overview(process, shown, place: place, of: report, to: &out) }
    for index in reloads.indices where shown.contains(index) {
      write(
        reloads[index], place: "\(place)r\(index + 1)", of: process, report, title: title,
        to: &out)
    }
    unnamed(process, report.quotes, to: &out)
    if reloads.allSatisfy({ $0.kind == .cycle }) {
      loads(process, of: report, place: place, to: &out)
    }
    out.close("section")
    out.line()
  }

  /// Why there is no reload, and the lines that show it.
  private func noReload(
    _ process: ProcessReport, of report: Report, place: String, to out: inout Markup
  ) {
    guard let sentence = process.noReload else {
      if process.reloads.isEmpty { out.element("p", words.nothing(report.processes) + ".") }
      return
    }
    let evidence = EvidenceList(
      process.noReloadEvidence, quotes: report.quotes, place: place, most: Self.evidenceShown)
    out.open("p")
    evidence.prose(glyphs.sentence(sentence) + ".", to: &out)
    out.raw("</p>\n")
    evidence.write(words, to: &out)
  }

  /// All reloads side by side: a picture over the whole log, and a row each.
  private func overview(
    _ process: ProcessReport, _ shown: Set<Int>, place: String, of report: Report,
    to out: inout Markup
  ) {
    if let picture = Picture(
      reloadsOf: process, in: report.trace, words: words,
      link: { shown.contains($0) ? "#\(place)r\($0 + 1)" : nil })
    {
      out.element("a", ["class": "skip", "href": "#\(place)t"], "Skip the picture")
      figure(picture, .time, to: &out)
    }
    var table = PageTable(
      titles: ["#", "trigger", "at", "line", "took", "objects", "findings"],
      label: "All reloads of \(words.process(process))", id: "\(place)t")
    for (index, reload) in process.reloads.enumerated() {
      let from = reload.trigger?.instant ?? reload.start
      let link = shown.contains(index) ? "#\(place)r\(index + 1)" : nil
      table.rows.append([
        .init(
          words.number(reload) + (reload.failed ? " FAILED" : ""), value: "\(index)", link: link),
        .init(reload.trigger.map { glyphs.sentence($0.signal) } ?? reload.kind.rawValue),
        .init(from.time.map(glyphs.sentence) ?? ""), .init(words.text.reference(from)),
        .init(
          words.text.elapsed(from, reload.end) ?? "",
          value: PageTable.seconds(from: from, to: reload.end)),
        .init(words.counts(reload)),
        .init(words.findings(reload)),
      ])
    }
    table.write(to: &out)
    fates(process, shown, place: place, to: &out)
    let more = process.reloadCount - shown.count
    if more > 0 {
      out.element(
        "p", ["class": "left-out"],
        "\(more) of these reloads are not told in full here; --reload N tells any of them.")
    }
  }

  private func loads(
    _ process: ProcessReport, of report: Report, place: String, to out: inout Markup
  ) {
    let objects = process.loads.filter(\.isObject)
    let others = process.loads.count - objects.count
    guard !objects.isEmpty else { return }
    let shown = objects.prefix(Self.loadsShown)
    let list = EvidenceList(
      shown.flatMap { [$0.beginning, $0.ending].compactMap(\.self) }, quotes: report.quotes,
      place: place, most: Self.evidenceShown)
    if let picture = Picture(loadsOf: process, in: report.trace, words: words) {
      figure(picture, view, to: &out)
    }
    var table = PageTable(
      titles: ["object", "base", "size", "mapped", "unmapped"],
      label: "Loads of \(words.process(process))")
    func cell(_ proof: Evidence?, _ otherwise: String) -> PageTable.Cell {
      guard let proof else { return .init(otherwise) }
      return .init(className: "proof") { list.links([proof], words, to: &$0) }
    }
    for load in shown {
      table.rows.append([
        .init(glyphs.name(load.path)), .init(String(load.base, radix: 16), value: "\(load.base)"),
        .init(ByteCount.text(load.size), value: "\(load.size)"),
        cell(load.beginning, "before the log"), cell(load.ending, ""),
      ])
    }
    table.write(to: &out)
    list.write(words, to: &out)
    leftOut(objects.count - Self.loadsShown, "loads", to: &out)
    leftOut(others, "loads of data files", to: &out)
  }

  /// Draws a picture into the page.
  func figure(_ picture: Picture, _ view: PictureView, to out: inout Markup) {
    var canvas = PictureCanvas(columns: columns)
    SVGRenderer.draw(picture, view, columns: columns, on: &canvas)
    let (width, height) = (pixels(canvas.width), pixels(canvas.y))
    let label = (view == .time ? "Over time: " : "Addresses over time: ") + picture.title
    out.open("div", ["class": "figure", "tabindex": "0", "role": "region", "aria-label": label])
    out.open(
      "svg",
      [
        "class": "rt", "width": width, "height": height, "viewBox": "0 0 \(width) \(height)",
        "role": "group", "aria-label": label,
      ])
    out.append(canvas.markup)
    out.raw("</svg></div>\n")
  }

  /// Says how many of something were left out.
  func leftOut(_ count: Int, _ what: String, to out: inout Markup) {
    guard count > 0 else { return }
    out.element(
      "p", ["class": "left-out"], "\(count) more \(what) are left out; --format json has all.")
  }

  private func capture(_ report: Report, to out: inout Markup) {
    out.raw("<h3>How it was captured</h3>\n<ul>\n")
    let files = report.trace.files.prefix(4).map(words.text.fileName).joined(separator: ", ")
    let more = report.trace.files.count > 4 ? " and \(report.trace.files.count - 4) more" : ""
    out.element("li", "\(files)\(more): \(words.trace(report.trace))")
    if let snapshot = report.snapshot {
      out.element(
        "li",
        "\(words.text.fileName(snapshot.file)): "
          + counted(snapshot.mappings, "mapping") + ", "
          + counted(snapshot.objects, "object"))
    }
    for log in report.loaderLogs {
      out.element("li", "\(words.text.fileName(log.file)): \(words.text.loaderLog(log))")
    }
    if let verification = report.verification {
      out.open("li")
      out.text("the reconstruction " + words.verification(verification))
      if !verification.differing.isEmpty {
        out.raw("<ul>\n")
        for range in verification.differing.prefix(Self.rangesShown) {
          out.element("li", words.range(range))
        }
        out.raw("</ul>\n")
        leftOut(verification.differing.count - Self.rangesShown, "ranges", to: &out)
      }
      out.close("li")
    }
    if report.trace.skippedLines > 0 {
      out.element("li", counted(report.trace.skippedLines, "line") + " not understood")
    }
    for sentence in words.unquoted(report.quotes) { out.element("li", sentence) }
    for diagnostic in report.trace.diagnostics.prefix(Self.diagnosticsShown) {
      out.element("li", words.diagnostic(diagnostic))
    }
    out.raw("</ul>\n")
    leftOut(report.trace.diagnostics.count - Self.diagnosticsShown, "remarks", to: &out)
  }
}

import TraceModel

extension HTMLRenderer {
  /// One reload: findings first, the picture, the objects, the lines that prove it all.
  func write(
    _ reload: ReloadReport, place: String, of process: ProcessReport, _ report: Report,
    title: String, to out: inout Markup
  ) {
    // The findings come first, so that theirs are the last to be left out.
    let evidence = EvidenceList(
      reload.findings.flatMap(\.evidence) + reload.bounds + reload.asides
        + reload.objects.flatMap(\.evidence),
      quotes: report.quotes, place: place, most: Self.evidenceShown)
    out.open("section", ["id": place, "class": reload.failed ? "reload failed" : "reload"])
    let heading = words.title(reload, of: process)
    // Where it is all there is, the page's title says it.
    if heading != title { out.element("h2", heading) }
    out.open("p", ["class": "verdict"])
    evidence.prose(words.verdict(reload), to: &out)
    out.raw("</p>\n<p>")
    evidence.prose(words.headline(reload) + "; " + words.window(reload) + ".", to: &out)
    out.raw("</p>\n")
    findings(reload.findings, evidence, to: &out)
    if let blindness = words.blindness(reload, report) { out.element("p", blindness + ".") }
    context(ReloadContext(reload, of: process, words: words.text), evidence, to: &out)
    let isOverTime = view == .time
    for shown in [view, isOverTime ? .space : .time] {
      let picture = Picture(
        reload, of: process, words: words, showsAll: shown == .space,
        link: { _, index in index < Self.objectsShown ? "#\(place)o\(index + 1)" : nil })
      if shown == view {
        if reload.objects.prefix(Self.objectsShown).contains(where: { !$0.isPathlessMemory }) {
          out.element("a", ["class": "skip", "href": "#\(place)t"], "Skip the picture")
        }
        figure(picture, shown, to: &out)
      } else {
        out.open("details", ["class": "printed"])
        out.element("summary", isOverTime ? "Addresses over time" : "Objects over time")
        figure(picture, shown, to: &out)
        out.raw("</details>\n")
      }
    }
    objects(reload, evidence, place: place, to: &out)
    evidence.write(words, to: &out)
    leftOut(evidence.leftOut, "lines", to: &out)
    loaderSteps(reload, report.quotes, to: &out)
    events(reload, report.quotes, to: &out)
    out.close("section")
    out.line()
  }

  /// The findings, each with links to the lines that prove it.
  func findings(
    _ findings: [Finding], _ evidence: EvidenceList, to out: inout Markup
  ) {
    guard !findings.isEmpty else { return }
    out.raw("<ul class=\"findings\">\n")
    for finding in findings {
      out.open("li", ["class": finding.severity.rawValue])
      out.element("strong", finding.severity.rawValue)
      let doubt = finding.certainty > .snapshot ? " (\(finding.certainty.rawValue))" : ""
      out.text(" ")
      evidence.prose(glyphs.sentence(finding.message) + doubt, to: &out)
      if !finding.advice.isEmpty {
        out.element("p", ["class": "advice"], "→ " + glyphs.sentence(finding.advice))
      }
      if !finding.evidence.isEmpty {
        out.raw("<p class=\"proof\">")
        evidence.links(finding.evidence, words, to: &out)
        out.raw("</p>")
      }
      out.raw("</li>\n")
    }
    out.raw("</ul>\n")
  }

  private func objects(
    _ reload: ReloadReport, _ evidence: EvidenceList, place: String, to out: inout Markup
  ) {
    let places = reload.objects.indices.prefix(Self.objectsShown).filter {
      !reload.objects[$0].isPathlessMemory
    }
    guard !places.isEmpty else { return }
    let objects = places.map { reload.objects[$0] }
    let names = ObjectNames(objects, glyphs: glyphs)
    let builder = LaneRowBuilder(
      objects: objects, names: names, renderer: words.text, isCutShort: reload.isCutShort)
    var table = PageTable(
      titles: ["object", "fate", "base", "size", "now at", "file", "gone", "sure", "lines"],
      label: "Objects of \(words.number(reload))", id: "\(place)t")
    for (index, object) in objects.enumerated() {
      let row = builder.row(index)
      let gone = words.gone(object)
      // What was only tried is sorted by where it lay then, as it is shown.
      let size = object.before?.size ?? object.after?.size ?? object.spans.last?.size
      let base = object.before?.base ?? object.after?.base ?? object.spans.last?.base
      table.rows.append([
        .init(row.name, detail: glyphs.name(object.path)),
        .init(words.fate(object.fate, reload), className: "fate \(object.fate.rawValue)"),
        .init(row.base, value: base.map { "\($0)" } ?? "", className: "code"),
        .init(row.size, value: size.map { "\($0)" } ?? ""),
        .init(
          words.address(object), value: object.after?.base.map { "\($0)" }, className: "code"),
        .init(words.file(object)),
        .init(
          gone,
          value: gone.isEmpty ? "" : object.gapSeconds.map { "\($0)" } ?? ""),
        .init(
          words.certainty(object), className: "sure"),
        .init(className: "proof") {
          evidence.links(object.evidence, words, isTable: true, to: &$0)
        },
      ])
      table.ids.append("\(place)o\(places[index] + 1)")
    }
    table.write(to: &out)
    leftOut(reload.objects.count - Self.objectsShown, "objects", to: &out)
  }

  private func events(_ reload: ReloadReport, _ quotes: QuotedLines, to out: inout Markup) {
    var table = PageTable(
      titles: ["line", "time", "call", "base", "bytes", "object", "what", "as logged"],
      label: "Calls of \(words.number(reload))")
    for event in reload.events.prefix(Self.eventsShown) {
      table.rows.append([
        .init(words.text.reference(event.instant)),
        .init(event.instant.time.map(glyphs.sentence) ?? ""), .init(glyphs.sentence(event.call)),
        .init(String(event.base, radix: 16), value: "\(event.base)", className: "code"),
        .init("\(event.size)"),
        .init(event.object.map { glyphs.name($0) } ?? ""), .init(glyphs.sentence(event.note)),
        quote(event.instant.line, event.instant.file, quotes),
      ])
    }
    fold(
      table, "Every call of the window (\(reload.events.count))",
      of: reload.events.count + reload.eventsLeftOut, "calls", to: &out)
  }

  /// The processes that go on, and the reload before.
  private func context(
    _ context: ReloadContext, _ evidence: EvidenceList, to out: inout Markup
  ) {
    let facts = context.groups.flatMap(\.self)
    guard !facts.isEmpty else { return }
    out.raw("<ul>\n")
    for fact in facts {
      out.open("li")
      out.element("strong", fact.title)
      out.text(": ")
      evidence.prose(fact.text, to: &out)
      out.close("li")
    }
    out.raw("</ul>\n")
  }

  /// What the loader did, as LD_DEBUG tells it.
  private func loaderSteps(_ reload: ReloadReport, _ quotes: QuotedLines, to out: inout Markup) {
    guard let first = reload.loaderSteps.first else { return }
    var table = PageTable(
      titles: ["line", "trace", "what", "object", "why", "as logged"],
      label: "The loader's steps in \(words.number(reload))")
    for step in reload.loaderSteps.prefix(Self.eventsShown) {
      table.rows.append([
        .init("\(step.line)"), .init(step.instant.map(words.text.reference) ?? ""),
        .init(step.what.words),
        .init(step.name.bytes.isEmpty ? "(the program)" : glyphs.name(step.name)),
        .init(glyphs.sentence(step.reason)), quote(step.line, step.file, quotes),
      ])
    }
    let count = counted(reload.loaderSteps.count, "step")
    fold(
      table, "The loader in \(words.text.fileName(first.file)) (\(count))",
      of: reload.loaderSteps.count, "steps", to: &out)
  }

  /// What was unmapped of which nothing shows what it was.
  func unnamed(_ process: ProcessReport, _ quotes: QuotedLines, to out: inout Markup) {
    var table = PageTable(
      titles: ["line", "time", "base", "bytes", "as logged"],
      label: "Ranges that were unmapped, not known what")
    for unmap in process.unnamedUnmaps.prefix(Self.unnamedShown) {
      table.rows.append([
        .init(words.text.reference(unmap.instant)),
        .init(unmap.instant.time.map(glyphs.sentence) ?? ""),
        .init(String(unmap.base, radix: 16), value: "\(unmap.base)", className: "code"),
        .init("\(unmap.size)"),
        quote(unmap.instant.line, unmap.instant.file, quotes),
      ])
    }
    let count = counted(process.unnamedUnmaps.count, "range")
    fold(
      table, "Unmapped, not known what: \(count) from before the log",
      of: process.unnamedUnmaps.count, "ranges", to: &out)
  }

  /// Writes a table that is folded away under a summary, and how many of `count` it leaves out; nothing
  /// where it has no rows.
  private func fold(
    _ table: PageTable, _ summary: String, of count: Int, _ what: String, to out: inout Markup
  ) {
    guard !table.rows.isEmpty else { return }
    out.open("details")
    out.element("summary", summary)
    table.write(to: &out)
    leftOut(count - table.rows.count, what, to: &out)
    out.raw("</details>\n")
  }

  /// The line that a row tells of, as it stands in its file.
  private func quote(_ line: Int, _ file: String?, _ quotes: QuotedLines) -> PageTable.Cell {
    guard let line = quotes[line, file] else { return .init("") }
    let quote = words.quote(line)
    return .init(quote.text + quote.mark, className: "code line")
  }
}

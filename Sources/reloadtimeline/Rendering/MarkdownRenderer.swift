import TraceModel

/// Writes a report as a section of an incident report: for GitHub, GitLab and to be read as it is.
struct MarkdownRenderer {
  /// How many objects a table lists; what did not change comes last and is counted.
  static let objectsShown = 100
  /// How many lines of evidence a finding cites.
  private static let evidenceShown = 12
  /// How many reloads are told in full.
  static let reloadsShown = 5
  private static let loadsShown = 100
  static let execvesShown = 20
  private static let processesShown = 10
  private static let diagnosticsShown = 20
  private static let rangesShown = 8
  static let unnamedShown = 20
  static let loaderStepsShown = 40

  let words = ReloadWords()
  var glyphs: Glyphs { words.text.glyphs }

  /// Writes reports, one section after the other.
  func render(_ reports: [Report]) -> [UInt8] {
    var lines: [String] = []
    for report in reports {
      if reports.count > 1, let file = report.trace.files.first {
        lines += ["# \(MarkdownText.name(glyphs.name(file)))", ""]
      }
      write(report, &lines)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func write(_ report: Report, _ lines: inout [String]) {
    let selection = ProcessSelection(report.processes, most: Self.processesShown)
    let (told, others) = selection.lists
    let shown = told.isEmpty ? Array(others.prefix(Self.processesShown)) : told
    for index in shown { write(report.processes[index], of: report, &lines) }
    let more = report.processes.count - shown.count
    if more > 0 {
      lines += ["Besides: \(selection.others); `--pid` tells of one of them.", ""]
    }
    if report.processes.isEmpty {
      lines += ["## No reload", "", words.nothing(report.processes) + ".", ""]
    }
    if !report.findings.isEmpty {
      lines += ["### Findings of no reload in the log", ""]
      for finding in report.findings { write(finding, report.quotes, &lines) }
      lines.append("")
    }
    capture(report, &lines)
  }

  private func write(
    _ process: ProcessReport, of report: Report, _ lines: inout [String]
  ) {
    let reloads = process.reloads
    if let sentence = process.noReload {
      lines += ["## No reload of \(MarkdownText.sentence(words.process(process)))", ""]
      lines += [MarkdownText.sentence(glyphs.sentence(sentence)) + ".", ""]
    } else if reloads.isEmpty {
      lines += ["## \(MarkdownText.sentence(words.process(process)))", ""]
      lines += [words.nothing(report.processes) + ".", ""]
    }
    // What went wrong is told first, where not all can be told.
    let shown = Set(reloads.gravest(Self.reloadsShown))
    if reloads.count > 1 { overview(reloads, of: process, shown: shown.count, &lines) }
    for index in reloads.indices where shown.contains(index) {
      write(reloads[index], of: process, report, &lines)
    }
    let others = words.failures(
      of: reloads.indices.filter { !shown.contains($0) }.map { reloads[$0] })
    if !others.isEmpty {
      lines += ["### What failed besides", ""]
      lines += others.map { "- " + MarkdownText.sentence($0) } + [""]
    }
    unnamed(process.unnamedUnmaps, &lines)
    if reloads.allSatisfy({ $0.kind == .cycle }) { loads(process.loads, &lines) }
  }

  private func overview(
    _ reloads: [ReloadReport], of process: ProcessReport, shown: Int, _ lines: inout [String]
  ) {
    lines += ["## \(MarkdownText.sentence(words.title(process)))", ""]
    table(
      ["#", "trigger", "at", "line", "took", "objects", "findings"],
      reloads.map { reload in
        let from = reload.trigger?.instant ?? reload.start
        let trigger = reload.trigger.map { glyphs.sentence($0.signal) } ?? reload.kind.rawValue
        return [
          reload.failed ? "**\(reload.index) FAILED**" : "\(reload.index)",
          MarkdownText.sentence(trigger),
          MarkdownText.sentence(from.time.map(glyphs.sentence) ?? ""),
          reference(from), MarkdownText.sentence(words.text.elapsed(from, reload.end) ?? ""),
          words.counts(reload), words.findings(reload),
        ]
      }, &lines)
    if shown < reloads.count {
      lines += [
        "\(shown) of them follow: those with the gravest findings, else the first ones; `--reload N` "
          + "tells of another.", "",
      ]
    }
  }

  private func write(
    _ reload: ReloadReport, of process: ProcessReport, _ report: Report, _ lines: inout [String]
  ) {
    lines += ["## \(MarkdownText.sentence(words.title(reload, of: process)))", ""]
    lines += ["**Verdict**: \(MarkdownText.sentence(words.verdict(reload)))", ""]
    lines += [MarkdownText.sentence(words.headline(reload)) + ".", ""]
    if !reload.findings.isEmpty {
      lines += ["### Findings", ""]
      for finding in reload.findings { write(finding, report.quotes, &lines) }
      lines.append("")
    }
    timeline(reload, &lines)
    context(ReloadContext(reload, of: process, words: words.text), &lines)
    fates(reload, of: report, &lines)
    objects(reload, &lines)
    loaderSteps(reload.loaderSteps, &lines)
  }

  private func write(_ finding: Finding, _ quotes: QuotedLines, _ lines: inout [String]) {
    let doubt = finding.certainty > .snapshot ? " (\(finding.certainty.rawValue))" : ""
    let message = MarkdownText.sentence(glyphs.sentence(finding.message))
    lines.append("- **\(finding.severity.rawValue)**\(doubt): \(message)")
    if !finding.advice.isEmpty {
      lines.append("  - what to do: " + MarkdownText.sentence(glyphs.sentence(finding.advice)))
    }
    let proof = CitedLine.lines(finding.evidence, quotes)
    for line in proof.prefix(Self.evidenceShown) {
      let place = words.text.place(line: line.key.line, file: line.key.file)
      lines.append("  - \(MarkdownText.sentence(place)): \(quotation(line))")
    }
    let more = proof.count - Self.evidenceShown
    if more > 0 { lines.append("  - and \(counted(more, "line")) more") }
  }

  /// A line as it stands in its file; in short where it cannot be quoted, and what it does not hold.
  private func quotation(_ line: CitedLine) -> String {
    let text = glyphs.sentence(line.addition)
    let told = text.isEmpty ? "" : MarkdownText.code(text)
    guard let quote = line.quote.map(words.quote) else { return told }
    return MarkdownText.code(quote.text) + quote.mark + (told.isEmpty ? "" : " – \(told)")
  }

  /// A table, its cells in Markdown already; columns are padded so that it reads as it is.
  func table(_ titles: [String], _ rows: [[String]], _ lines: inout [String]) {
    let widths = titles.indices.map { column in
      min(([titles] + rows).reduce(3) { max($0, DisplayWidth.of($1[column])) }, 40)
    }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: max(0, width - DisplayWidth.of(cell)))
      }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    lines.append(line(titles))
    lines.append(
      "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|")
    lines += rows.map(line)
    lines.append("")
  }

  /// A line's number, and its file where there are several.
  func reference(_ instant: Instant) -> String {
    MarkdownText.sentence(words.text.reference(instant))
  }

  private func loads(_ all: [LoadReport], _ lines: inout [String]) {
    let loads = all.filter(\.isObject)
    guard !loads.isEmpty else { return }
    lines += ["### Loads", ""]
    table(
      ["object", "base", "size", "mapped", "unmapped"],
      loads.prefix(Self.loadsShown).map { load in
        [
          MarkdownText.name(glyphs.name(load.path)), "`\(String(load.base, radix: 16))`",
          ByteCount.text(load.size), load.start.map(place) ?? "before the log",
          load.end.map(place) ?? "",
        ]
      }, &lines)
    let data = all.count - loads.count
    if data > 0 { lines += ["Besides: \(counted(data, "load")) of data files.", ""] }
    let more = loads.count - Self.loadsShown
    if more > 0 { lines += ["And \(counted(more, "load")) more; `--format json` has all.", ""] }
  }

  private func place(_ instant: Instant) -> String {
    let time = instant.time.map { MarkdownText.sentence(glyphs.sentence($0)) + ", " } ?? ""
    return time + MarkdownText.sentence(words.text.place(instant))
  }

  private func capture(_ report: Report, _ lines: inout [String]) {
    lines += ["### How it was captured", ""]
    let files = report.trace.files.prefix(4).map { MarkdownText.name(words.text.fileName($0)) }
    let more = report.trace.files.count > 4 ? " and \(report.trace.files.count - 4) more" : ""
    lines.append(
      "- \(files.joined(separator: ", "))\(more): "
        + MarkdownText.sentence(words.trace(report.trace)))
    if let snapshot = report.snapshot {
      let file = MarkdownText.name(words.text.fileName(snapshot.file))
      lines.append(
        "- \(file): " + counted(snapshot.mappings, "mapping") + ", "
          + counted(snapshot.objects, "object"))
    }
    for log in report.loaderLogs {
      let file = MarkdownText.name(words.text.fileName(log.file))
      lines.append("- \(file): " + MarkdownText.sentence(words.text.loaderLog(log)))
    }
    if let verification = report.verification {
      lines.append(
        "- the reconstruction " + MarkdownText.sentence(words.verification(verification)))
      for range in verification.differing.prefix(Self.rangesShown) {
        lines.append("  - " + MarkdownText.sentence(words.range(range)))
      }
      let more = verification.differing.count - Self.rangesShown
      if more > 0 {
        lines.append("  - and \(counted(more, "range")) more; `--format json` has all")
      }
    }
    if report.trace.skippedLines > 0 {
      lines.append("- " + counted(report.trace.skippedLines, "line") + " not understood")
    }
    for sentence in words.unquoted(report.quotes) {
      lines.append("- " + MarkdownText.sentence(sentence))
    }
    for diagnostic in report.trace.diagnostics.prefix(Self.diagnosticsShown) {
      lines.append("- " + MarkdownText.sentence(words.diagnostic(diagnostic)))
    }
    let left = report.trace.diagnostics.count - Self.diagnosticsShown
    if left > 0 { lines.append("- and \(left) remarks more; `--format json` has all") }
    lines += ["- analysed by \(MarkdownText.sentence(Version.name))", ""]
  }
}

import TraceModel

extension TextRenderer {
  private static let evidenceShown = 6
  private static let placesShown = 16

  /// One reload in full: headline, findings, fates, table, calls.
  func reload(
    _ reload: ReloadReport, of report: Report, _ process: ProcessReport,
    _ canvas: inout TextCanvas
  ) {
    canvas.blank()
    headline(reload, &canvas)
    findings(reload.findings, &canvas)
    fateSummary(reload, of: report, &canvas)
    context(ReloadContext(reload, of: process, words: self), &canvas)
    LaneTable(reload: reload, renderer: self).write(to: &canvas)
    loaderSteps(reload.loaderSteps, &canvas)
    if options.events { events(reload, &canvas) }
    if options.story { story(reload, of: process, &canvas) }
  }

  private func context(_ context: ReloadContext, _ canvas: inout TextCanvas) {
    for facts in context.groups {
      canvas.blank()
      for fact in facts {
        var lead = TextLine(indent: 5)
        lead.add(fact.title, .bold)
        canvas.paragraph(lead, indent: 18, [StyledText(fact.text)])
      }
    }
  }

  private func headline(_ reload: ReloadReport, _ canvas: inout TextCanvas) {
    var lead = TextLine()
    lead.add(title(reload), .bold)
    var parts: [String] = []
    let from = reload.trigger?.instant ?? reload.start
    if let trigger = reload.trigger {
      let sender = trigger.senderPID.map { " from pid \($0)" } ?? ""
      parts.append(glyphs.sentence(trigger.signal) + sender + at(trigger.instant))
    } else {
      parts.append(
        reload.start.time.map { "at \(glyphs.sentence($0)) (\(place(reload.start)))" }
          ?? "at \(place(reload.start))")
    }
    switch reload.kind {
    case .inPlace: parts.append("in place")
    case .cycle: parts.append("without a signal")
    case .reexec: parts.append(execves(reload))
    case .handover: parts.append("handed over")
    case .window: parts.append("from --from to --to")
    }
    let took = elapsed(from, reload.end).map { time in
      reload.trigger == nil ? "over \(time)" : "\(time) after the signal"
    }
    var pieces = [StyledText(parts.joined(separator: ", "))]
    if reload.failed {
      pieces[0].text += ","
      pieces.append(StyledText("FAILED", .boldRed))
    }
    let indent = lead.width + 3
    canvas.paragraph(lead, indent: indent, pieces)
    var window =
      reload.start.file == nil
      ? reload.start.line == reload.end.line
        ? place(reload.start) : "lines " + lines(reload.start, reload.end)
      : "\(place(reload.start)) \(glyphs.arrow) \(place(reload.end))"
    if let took { window += ", " + took }
    if !reload.endReason.isEmpty {
      window += "; end: " + glyphs.sentence(reload.endReason)
    }
    canvas.paragraph(TextLine(), indent: indent, [StyledText(window, .dim)])
    canvas.blank()
    canvas.paragraph(
      TextLine(), indent: 2,
      [StyledText(glyphs.sentence(reload.verdict), reload.failed ? .boldRed : .bold)])
  }

  /// By how many calls of execve a process started itself anew, and where they are.
  func execves(_ reload: ReloadReport) -> String {
    guard reload.execves.count > 1 else { return "by execve: a new address space" }
    let places = LineWords.places(reload.execves)
    return
      "by \(counted(reload.execves.count, "call")) of execve (\(places)): each time a new address "
      + "space"
  }

  private func title(_ reload: ReloadReport) -> String {
    switch reload.kind {
    case .cycle: "Cycle \(reload.index)"
    case .window: "Window"
    default: "Reload \(reload.index)"
    }
  }

  private func at(_ instant: Instant) -> String {
    guard let time = instant.time else { return " (\(place(instant)))" }
    return " at \(glyphs.sentence(time)) (\(place(instant)))"
  }

  /// The findings, each with its advice and the lines that prove it.
  func findings(_ findings: [Finding], _ canvas: inout TextCanvas) {
    if !findings.isEmpty { canvas.blank() }
    for finding in findings {
      let style: TextStyle =
        switch finding.severity {
        case .error: .boldRed
        case .warning: .yellow
        case .note: .dim
        }
      var lead = TextLine(indent: 2)
      lead.add(finding.severity.rawValue, style)
      var pieces = [StyledText(glyphs.sentence(finding.message))]
      if finding.certainty > .snapshot {
        pieces.append(StyledText("(\(finding.certainty.rawValue))", .yellow))
      }
      canvas.paragraph(lead, indent: 11, pieces)
      if !finding.advice.isEmpty {
        var lead = TextLine(indent: 11)
        lead.add(glyphs.arrow)
        canvas.paragraph(
          lead, indent: 12 + DisplayWidth.of(glyphs.arrow),
          [
            StyledText(glyphs.sentence(finding.advice))
          ])
      }
      if let search = finding.search { self.search(search, &canvas) }
      evidence(finding.evidence, &canvas)
    }
  }

  /// The lines that prove a finding: what was written is quoted, of the rest the places are named,
  /// for the table below has them in full.
  private func evidence(_ evidence: [Evidence], _ canvas: inout TextCanvas) {
    let quoted = evidence.filter(\.isQuoted)
    for item in quoted.prefix(Self.evidenceShown) {
      var lead = TextLine(indent: 11)
      lead.add(place(line: item.line, file: item.file), .dim)
      canvas.paragraph(
        lead, indent: lead.width + 2, [StyledText(glyphs.sentence(item.text), .dim)])
    }
    let others = evidence.filter { !$0.isQuoted }
    guard !others.isEmpty else { return }
    var places: [String: Set<Int>] = [:]
    for item in others { places[item.file ?? "", default: []].insert(item.line) }
    let parts = places.sorted { $0.key < $1.key }.map { file, lines -> String in
      let shown = lines.sorted().prefix(Self.placesShown).map(String.init).joined(separator: ", ")
      let more = lines.count > Self.placesShown ? " and \(lines.count - Self.placesShown) more" : ""
      let word = lines.count == 1 ? "line " : "lines "
      let name = file.isEmpty ? "" : " of " + glyphs.name(TraceText(file).lastComponent)
      return word + shown + more + name
    }
    var lead = TextLine(indent: 11)
    lead.add("see", .dim)
    canvas.paragraph(
      lead, indent: lead.width + 1, [StyledText(parts.joined(separator: "; "), .dim)])
  }
}

import TraceModel

extension TextRenderer {
  private static let diagnosticsShown = 5
  private static let processesWithoutCount = 4
  private static let failuresShown = 3

  /// What was read: the log, the snapshot, how many processes.
  func header(_ report: Report, _ canvas: inout TextCanvas) {
    let limit = max(16, canvas.width * 2 / 5)
    let trace = canvas.shorten(traceName(report.trace.files), to: limit)
    let snapshot = report.snapshot.map { canvas.shorten(fileName($0.file), to: limit) }
    let others = report.loaderLogs.map { canvas.shorten(fileName($0.file), to: limit) }
    let indent =
      ([trace, snapshot ?? ""] + others).map { DisplayWidth.of($0) }.reduce(0, max) + 3
    var lead = TextLine()
    lead.add(trace, .bold)
    canvas.paragraph(lead, indent: indent, [StyledText(traceSentence(report))])
    if let snapshot, let summary = report.snapshot {
      var lead = TextLine()
      lead.add(snapshot, .bold)
      let text = counted(summary.mappings, "mapping") + ", " + counted(summary.objects, "object")
      canvas.paragraph(lead, indent: indent, [StyledText(text)])
    }
    loaderLogs(report.loaderLogs, indent: indent, &canvas)
    if report.otherProcessCount > 0 {
      let other = report.processes.isEmpty ? "" : "other "
      let others = counted(
        report.otherProcessCount, other + "process", plural: other + "processes")
      canvas.paragraph(
        TextLine(), indent: indent,
        [
          StyledText(
            report.isOfSome
              ? others + ", not asked for"
              : others + " in which nothing was loaded, unloaded or reloaded", .dim)
        ])
    }
    if report.processes.count > Self.processesWithoutCount {
      processCount(report, indent: indent, &canvas)
    }
  }

  /// How much is to come, and what of it failed: with many processes that is pages away.
  private func processCount(_ report: Report, indent: Int, _ canvas: inout TextCanvas) {
    let reloads = report.processes.flatMap { process in
      process.reloads.filter { $0.kind != .cycle || $0.failed }.map { (process, $0) }
    }
    let failures = reloads.filter(\.1.failed)
    let count = reloads.isEmpty ? "no reload" : counted(reloads.count, "reload")
    let end = failures.isEmpty ? "" : ","
    var words = [StyledText("\(report.processes.count) processes below, \(count)\(end)")]
    if !failures.isEmpty {
      let places = failures.prefix(Self.failuresShown).map { process, reload in
        let place = place(reload.trigger?.instant ?? reload.start)
        return process.pid.map { "process \($0) (\(place))" } ?? place
      }
      let more = failures.count > places.count ? " and \(failures.count - places.count) more" : ""
      words.append(StyledText("\(failures.count) FAILED:", .boldRed))
      words.append(StyledText(places.joined(separator: ", ") + more))
    }
    canvas.paragraph(TextLine(), indent: indent, words)
  }

  /// What the reader should know about the input; the first few, and how many more there are.
  func diagnostics(_ trace: TraceSummary, _ canvas: inout TextCanvas) {
    guard !trace.diagnostics.isEmpty || trace.skippedLines > 0 else { return }
    canvas.blank()
    var lead = TextLine(indent: 2)
    lead.add("input", .yellow)
    let indent = lead.width + 4
    if trace.skippedLines > 0 {
      let skipped = counted(trace.skippedLines, "line") + " not understood and skipped"
      canvas.paragraph(lead, indent: indent, [StyledText(skipped)])
    }
    for diagnostic in trace.diagnostics.prefix(Self.diagnosticsShown) {
      let message = StyledText(glyphs.sentence(diagnostic.message))
      var place: [StyledText] = []
      if let line = diagnostic.line {
        place = [StyledText(self.place(line: line, file: diagnostic.file) + ":", .dim)]
      } else if let file = diagnostic.file {
        place = [StyledText(fileName(file) + ":", .dim)]
      }
      canvas.paragraph(lead, indent: indent, place + [message])
    }
    let more = trace.diagnostics.count - Self.diagnosticsShown
    if more > 0 {
      canvas.paragraph(
        TextLine(), indent: indent, [StyledText("and \(more) more; --format json has all", .dim)])
    }
  }

  private func traceName(_ files: [String]) -> String {
    guard let first = files.first else { return "trace" }
    return files.count > 1 ? "\(fileName(first)) + \(files.count - 1) more" : fileName(first)
  }

  private func traceSentence(_ report: Report) -> String {
    let trace = report.trace
    var parts: [String] = []
    if report.processes.count == 1 { parts.append(processName(report.processes[0])) }
    guard report.processes.count != 1 || report.processes[0].isFirst else {
      return parts.joined() + "; the log: " + stretch(trace)
    }
    parts.append(stretch(trace))
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// From where to where a log goes: `attached at 14:56:02.050146 for 1.5 s, 1623 lines`.
  func stretch(_ trace: TraceSummary) -> String {
    var beginning = startWords(trace)
    if let first = trace.first, let last = trace.last, let time = elapsed(first, last) {
      beginning += " for \(time)"
    }
    let end: String? =
      switch trace.end {
      case .exited: "to its exit"
      case .killed: "until it was killed"
      case .detached: nil
      case .cut: "its end is not shown"
      }
    return [beginning, counted(trace.lines, "line"), end].compactMap(\.self).joined(separator: ", ")
  }

  private func startWords(_ trace: TraceSummary) -> String {
    let first = trace.first?.time.map { glyphs.sentence($0) }
    let time = first.map { " at \($0)" } ?? ""
    if trace.lacksExecve {
      return "traced from its start, without its execve"
        + (time.isEmpty ? "" : "," + time)
    }
    return switch trace.start {
    case .exec: "traced from its execve" + time
    case .attached: "attached" + time
    case .cut: "the beginning is missing" + (first.map { ", from \($0)" } ?? "")
    }
  }

  /// `pid 8869 /usr/sbin/apache2`, as far as known.
  func processName(_ process: ProcessReport) -> String {
    let pid = process.pid.map { "pid \($0)" }
    let executable = process.executable.map { glyphs.name($0) }
    return [pid, executable].compactMap(\.self).joined(separator: " ")
  }
}

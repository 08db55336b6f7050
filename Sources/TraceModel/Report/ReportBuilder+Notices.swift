extension ReportBuilder {
  private static let namesShown = 8

  /// What was asked for and is not there, and what there is instead.
  func notices(_ processes: [ProcessReport]) -> [Diagnostic] {
    var notices: [Diagnostic] = []
    for (name, instant) in [("--from", options.from), ("--to", options.to)] {
      guard let instant, let problem = problem(instant, isEnd: name == "--to") else { continue }
      notices.append(Diagnostic(message: "\(name): \(problem)"))
    }
    if let wanted = options.reload, !processes.isEmpty,
      !processes.contains(where: { $0.reloadCount >= wanted })
    {
      let most = processes.map(\.reloadCount).max() ?? 0
      let present =
        most == 0
        ? "there is none" : most == 1 ? "there is only number 1" : "there are 1 to \(most)"
      notices.append(
        Diagnostic(message: "--reload \(wanted): there is no such reload in the log; \(present)"))
    }
    return notices + unmatchedPatterns()
  }

  private func problem(_ instant: InstantArgument, isEnd: Bool) -> String? {
    if case .line(let line) = instant {
      guard run.files.count == 1, line > run.lines else { return nil }
      return "line \(line) is behind the end of the log, which has "
        + counted(run.lines, "line")
    }
    guard let first = run.parser.first, let last = run.parser.last, let start = first.time,
      let end = last.time, let printed = first.printed, let final = last.printed
    else { return "the lines of the log have no times; name a line, as in L12" }
    guard let time = run.sequencer.watch.time(of: instant) else {
      return "the log has times of another form, as in \(printed)"
    }
    if time > end, !isEnd {
      return "this is behind the end of the log, which goes from \(printed) to \(final)"
    }
    if time < start, isEnd {
      return "this is before the beginning of the log, which goes from \(printed) to \(final)"
    }
    return nil
  }

  private func unmatchedPatterns() -> [Diagnostic] {
    guard !options.objectPatterns.isEmpty else { return [] }
    var names: [TraceText] = []
    var seen: Set<TraceText> = []
    for backing in mappedBackings() where seen.insert(backing.path).inserted {
      names.append(backing.path)
    }
    return options.objectPatterns.compactMap { pattern in
      let bytes = Array(pattern.utf8)
      guard !names.contains(where: { Glob.matches(bytes, $0.bytes) }) else { return nil }
      let shown = names.prefix(Self.namesShown).map(\.lastComponent.escaped).joined(separator: ", ")
      let more =
        names.count > Self.namesShown ? " and \(names.count - Self.namesShown) more" : ""
      let present = names.isEmpty ? "there is none" : "there are \(shown)\(more)"
      return Diagnostic(
        message: "--object '\(TraceText(pattern).escaped)': no object matches (a pattern with a "
          + "slash is of the whole path, another of the name); \(present)")
    }
  }
}

extension ReportBuilder {
  private static let namesShown = 8

  /// What was asked for and is not there, and what there is instead.
  func notices(_ processes: [ProcessReport]) -> [Diagnostic] {
    var notices: [Diagnostic] = []
    for (name, instant) in [("--from", options.from), ("--to", options.to)] {
      guard let instant, let problem = run.problem(instant, isEnd: name == "--to") else { continue }
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

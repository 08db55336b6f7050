/// What the logs of LD_DEBUG tell of the windows of one process.
struct LoaderStory {
  private let witness: LoaderWitness
  private let knowsPID: Bool
  private let alignments: [LoaderAlignment]
  private let facts: LogFacts
  /// For each window the lines of the process's own log that tell of it.
  private var ranges: [ClosedRange<Int>?] = []

  init(
    _ told: LoaderWitness, of process: ProcessState, _ timeline: ProcessTimeline,
    _ windows: [Window], _ names: NameMatcher, facts: LogFacts, options: AnalysisOptions
  ) {
    // Without a column of pids there is one process, and the user, lsof, or what its loader wrote under
    // LD_DEBUG names it.
    let listed = facts.lsof.flatMap { $0.pids.count == 1 ? $0.pids.first : nil }
    let known =
      options.pid.flatMap { Int32(exactly: $0) }
      ?? (process.pid == 0 ? listed ?? Self.writer(timeline) : process.pid)
    witness = told.of(pid: known)
    knowsPID = known != nil
    self.facts = facts
    guard !told.speakers.isEmpty else {
      alignments = []
      return
    }
    let index = NameIndex(timeline.loads.map { names.resolved(facts.backings[$0.backing].path) })
    alignments = witness.own.prefix(1).map {
      LoaderAlignment($0, timeline, index, facts: facts, naming: names)
    }
    guard let alignment = alignments.first else { return }
    ranges = windows.map { alignment.lines(of: $0) }
    // An error of a load that was given up stands behind what is aligned.
    for place in ranges.indices {
      guard let range = ranges[place] else { continue }
      let errors = alignment.process.errors.map(\.line).filter { bounds(place).contains($0) }
      if let last = errors.last, last > range.upperBound {
        ranges[place] = range.lowerBound...last
      }
    }
  }

  /// The pid with which a loader begins what it writes under LD_DEBUG: `     26229:\t…` (elf/dl-misc.c).
  private static func writer(_ timeline: ProcessTimeline) -> Int32? {
    for mark in timeline.process.history.marks {
      guard case .message(let written) = mark.kind else { continue }
      let text = written.text.span
      var position = 0
      text.skipBlanks(at: &position)
      if let pid = text.decimal(at: &position), text.has(":\t", at: position) {
        return Int32(exactly: pid)
      }
    }
    return nil
  }

  /// The lines behind the first that tells of a window, up to the first of the next.
  private func bounds(_ place: Int) -> Range<Int> {
    guard ranges.indices.contains(place), let range = ranges[place] else { return 0..<Int.max }
    let next = ranges[(place + 1)...].lazy.compactMap { $0?.lowerBound }
      .first { $0 > range.lowerBound }
    return range.lowerBound..<(next ?? .max)
  }

  /// What the rules of findings may use for a window.
  func account(_ place: Int) -> LoaderAccount {
    LoaderAccount(
      witness: witness, knowsPID: knowsPID,
      lines: ranges.indices.contains(place) && ranges[place] != nil ? bounds(place) : nil)
  }

  /// What the loader did in a window.
  func steps(_ place: Int, names: NameIndex) -> [LoaderStep] {
    guard let alignment = alignments.first, ranges.indices.contains(place),
      let range = ranges[place]
    else { return [] }
    return LoaderSteps(alignment: alignment, names: names, facts: facts).steps(in: range)
  }
}

extension LoaderLog {
  /// What was read.
  var summary: LoaderLogSummary {
    LoaderLogSummary(
      file: file, lines: lineCount, pids: processes.map { Int($0.pid) },
      errors: processes.reduce(0) { $0 + $1.errors.count }, otherLines: otherLines)
  }
}

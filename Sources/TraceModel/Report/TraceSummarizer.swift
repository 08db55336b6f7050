/// Sums up what was read, and tells what is missing and which flag would have shown it.
struct TraceSummarizer {
  let run: TraceRun
  let facts: LogFacts
  let options: AnalysisOptions

  var world: World { run.sequencer.world }
  var features: TraceFeatures { run.parser.features }

  /// The summary.
  func summary() -> TraceSummary {
    var summary = TraceSummary(
      files: run.files, lines: run.lines, bytes: run.bytes, start: start, end: end,
      first: run.parser.first.map { facts.instant($0) },
      last: run.parser.last.map { facts.instant($0) }, calls: calls,
      skippedLines: run.parser.skippedCount, diagnostics: diagnostics,
      processCount: world.tracedCount)
    summary.lacksExecve = summary.start == .attached && loadsLibraryOfStart
    return summary
  }

  private var start: TraceSummary.Start {
    if world.beginsWithExecve { return .exec }
    return run.parser.beginsInCall ? .cut : .attached
  }

  private var end: TraceSummary.End {
    if run.parser.endsDetached { return .detached }
    // Without -f children are announced and never heard.
    let isLast = world.tasks.allSatisfy { !world.processes[$0.value.process].isTraced }
    if isLast, let end = world.lastEnd {
      if case .killed = end { return .killed }
      return .exited
    }
    let isOver = !world.tasks.isEmpty && world.tasks.allSatisfy { world.isExiting($0.value) }
    return isOver ? .exited : .cut
  }

  private var calls: [(name: String, count: Int)] {
    Syscall.allCases.filter(\.isCounted)
      .map { (name: $0.name, count: run.parser.counts[Int($0.rawValue)]) }
      .filter { $0.count > 0 }.sorted { $0.name < $1.name }
  }

  // MARK: What is missing

  /// What the reader should know about the log.
  var diagnostics: [Diagnostic] {
    var found = run.parser.elisions.map {
      diagnostic(at: $0, "lines were left out here: what they held is not known")
    }
    if run.parser.headless > TraceParser.mostCutHeads, run.cutLines == nil {
      found.append(
        Diagnostic(
          message:
            "\(run.parser.headless) calls that map or unmap have their second half only: lines that "
            + "end with '<unfinished ...>' were left out, and what those calls did is not known"))
    }
    found += run.cutParts.prefix(TraceParser.mostSkippedNamed).map {
      diagnostic(
        at: $0,
        "this part ends in the middle of this line: it was cut, and what was to come is not known")
    }
    if let line = run.cutAt {
      found.append(
        Diagnostic(
          line: line,
          message: "the log ends in the middle of this line: it was cut, and what was to come is "
            + "not known"))
    }
    found += run.damages.map {
      diagnostic(at: Moment(line: $0.line, file: Int32($0.file)), $0.reason)
    }
    return found + limits + missing + skippedLines
  }

  /// The lines that are not understood: the first of them, and how many more there are.
  private var skippedLines: [Diagnostic] {
    var found = run.parser.skipped.map {
      diagnostic(at: $0, "this line is not understood and was skipped")
    }
    let more = run.parser.skippedCount - run.parser.skipped.count
    if more > 0 {
      found.append(Diagnostic(message: "\(more) more lines were not understood and skipped"))
    }
    return found
  }

  /// What is to be said of a place of the log; of one of several files it names which.
  func diagnostic(at place: Moment, _ message: String) -> Diagnostic {
    Diagnostic(
      file: run.files.count > 1 ? run.files[Int(place.file)] : nil, line: place.line,
      message: message)
  }
}

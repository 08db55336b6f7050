/// Sums up what was read, and tells what is missing and which flag would have shown it.
struct TraceSummarizer {
  let run: TraceRun
  let facts: LogFacts
  let options: AnalysisOptions

  private var world: World { run.sequencer.world }
  private var features: TraceFeatures { run.parser.features }

  /// The summary.
  func summary() -> TraceSummary {
    TraceSummary(
      files: run.files, lines: run.lines, bytes: run.bytes, start: start, end: end,
      first: run.parser.first.map { facts.instant($0) },
      last: run.parser.last.map { facts.instant($0) }, calls: calls,
      skippedLines: run.parser.skippedCount, diagnostics: diagnostics,
      processCount: world.tracedCount)
  }

  private var start: TraceSummary.Start {
    if world.beginsWithExecve { return .exec }
    return run.parser.beginsInCall ? .cut : .attached
  }

  private var end: TraceSummary.End {
    if run.parser.endsDetached { return .detached }
    if world.tasks.isEmpty, let end = world.lastEnd {
      if case .killed = end { return .killed }
      return .exited
    }
    return world.tasks.allSatisfy { world.isExiting($0.value) } ? .exited : .cut
  }

  private var calls: [(name: String, count: Int)] {
    Syscall.allCases.filter(\.isCounted)
      .map { (name: $0.name, count: run.parser.counts[Int($0.rawValue)]) }
      .filter { $0.count > 0 }.sorted { $0.name < $1.name }
  }

  // MARK: What is missing

  private var diagnostics: [Diagnostic] {
    var found: [Diagnostic] = []
    for moment in run.parser.skipped {
      found.append(
        Diagnostic(
          file: run.files.count > 1 ? run.files[Int(moment.file)] : nil, line: moment.line,
          message: "this line is not understood and was skipped"))
    }
    let more = run.parser.skippedCount - run.parser.skipped.count
    if more > 0 {
      found.append(Diagnostic(message: "\(more) more lines were not understood and skipped"))
    }
    for moment in run.parser.elisions {
      found.append(
        Diagnostic(
          file: run.files.count > 1 ? run.files[Int(moment.file)] : nil, line: moment.line,
          message: "lines were left out here: what they held is not known"))
    }
    if run.cutLines > 0 {
      found.append(
        Diagnostic(
          message: "\(run.cutLines) lines were longer than \(LineReader.longestLine) bytes; what "
            + "is beyond was not read"))
    }
    if run.parser.forgotPending {
      found.append(
        Diagnostic(
          message: "more than \(TraceParser.mostPending) calls were under way at once; some "
            + "beginnings were forgotten"))
    }
    found += missing
    return found
  }

  private var missing: [Diagnostic] {
    var found: [Diagnostic] = []
    if run.parser.callCount == 0 {
      found.append(
        Diagnostic(
          message: features.summary
            ? "the log holds only the table of 'strace -c', no calls: capture it with -C, or "
              + "without -c" : "the log holds no calls"))
      return found
    }
    if !features.has(.mmap), !features.has(.mmap2), !features.has(.old_mmap) {
      found.append(
        Diagnostic(
          message: "the log holds no mmap: what was loaded cannot be seen; trace with "
            + "'-e trace=%memory,%file,%desc,%process' or without -e"))
    }
    if !facts.showsUnmaps, features.has(.mmap) {
      found.append(
        Diagnostic(
          message: "the log holds no munmap: nothing can be called unmapped or survived; add "
            + "munmap to '-e trace='"))
    }
    if let root = world.root, !world.processes[root].isKnown,
      world.processes[root].history.isOfInterest
        || !world.processes[root].history.unknownUnmaps.isEmpty
    {
      found.append(
        Diagnostic(
          message: "strace attached to a running process, and nothing shows what was mapped "
            + "before: survivors and most of what was unmapped have no name; save "
            + "/proc/PID/maps before you attach, and give it with --maps"))
    }
    if world.snapshotUse.contradictions > 0, let file = facts.snapshotFile {
      found.append(
        Diagnostic(
          file: file,
          message: "\(world.snapshotUse.contradictions) calls of the log contradict this snapshot: "
            + "it was taken at another time or of another process; what rests on it is inferred"))
    }
    if facts.firstTime == nil {
      found.append(
        Diagnostic(message: "the lines have no times: trace with -tt (and -T) to see durations"))
    }
    if world.supposedTasks > 0, features.pidColumn {
      found.append(
        Diagnostic(
          message: "\(world.supposedTasks) tasks appear that no clone announced: they are "
            + "supposed to be "
            + (world.beginsWithExecve ? "children" : "threads of the process attached to")))
    }
    return found
  }
}

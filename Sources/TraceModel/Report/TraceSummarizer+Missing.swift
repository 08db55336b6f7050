extension TraceSummarizer {
  /// What the log does not show though the answer needs it, and what would have shown it.
  var missing: [Diagnostic] {
    if run.parser.callCount == 0 { return [otherTracer].compactMap(\.self) + [noCalls] }
    return [otherTracer, escapes, folding, cutLines, sources].compactMap(\.self) + laterRuns
      + unusedSnapshots
      + [
        stepBack, noMaps, noUnmaps, nothingBefore, snapshotContradicted,
        noTimes,
        noOrder,
        noThreads,
        noNames, noDirectory,
        noSignals,
        onlyFailures, supposed, otherIDs,
      ].compactMap(\.self)
  }

  private var mapsAnything: Bool {
    features.has(.mmap) || features.has(.mmap2) || features.has(.old_mmap)
  }

  /// Whether something was loaded or unloaded, or a reload was asked for.
  private var hasAnswer: Bool { world.processes.contains(where: \.history.isOfInterest) }

  private var noCalls: Diagnostic {
    Diagnostic(
      message: features.summary
        ? "the log holds only the table of 'strace -c', no calls: capture it with -C, or "
          + "without -c"
        : "the log holds no calls"
          + (run.parser.firstWords.isEmpty
            ? "" : "; strace says: \(WrittenMessage.shortened(run.parser.firstWords))"))
  }

  /// Another program that prints calls; what is told of its log may be wrong.
  private var otherTracer: Diagnostic? {
    run.otherTracer.map {
      Diagnostic(
        message:
          "the log looks like one of \($0), not of strace: only what both print alike is read, "
          + "and what is told of it may be wrong; capture one with strace")
    }
  }

  private var escapes: Diagnostic? {
    switch run.parser.escapes {
    case nil: nil
    case .entities?:
      Diagnostic(
        message: "the log was copied from the source of an HTML page: '&lt;', '&gt;', '&amp;' and "
          + "'&quot;' were read as the characters that they stand for")
    case .markdown?:
      Diagnostic(
        message:
          "the log was copied from the source of a Markdown document: '\\_' and its like were "
          + "read as the characters that they stand for")
    case .typography?:
      Diagnostic(
        message:
          "the log was set as prose when it was copied: typographic quotation marks, '…' and "
          + "no-break spaces were read as what strace prints")
    }
  }

  private var cutLines: Diagnostic? {
    run.cutLines.map {
      Diagnostic(
        message:
          "lines of the log were cut at column \($0.width) when it was copied: what stood behind it is not "
          + "known; copy the file, not what a terminal shows of it")
    }
  }

  private var folding: Diagnostic? {
    let how: String
    switch run.joining {
    case nil: return nil
    case .folded(let lines)? where lines.place == .column:
      how = "at column \(lines.width) when it was copied"
    case .folded(let lines)?: how = "between words, after at most \(lines.width) bytes"
    case .quoted?: how = "between words, when a mail had been quoted"
    case .softBreaks?: how = "by a mail (quoted-printable)"
    case .lost?:
      return Diagnostic(
        message:
          "the log lost its line breaks when it was copied: its records were taken apart again, and "
          + "all are cited by the line on which they stand")
    }
    return Diagnostic(
      message:
        "lines of the log were broken \(how): they were put together again, and are cited by "
        + "the first of their pieces")
  }

  /// Where the times step back: what lies across such a step has no length.
  private var stepBack: Diagnostic? {
    guard let step = run.parser.clock.steps.first,
      let from = step.from.printed, let to = step.to.printed
    else { return nil }
    let more = run.parser.clock.steps.count - 1
    return diagnostic(
      at: step.to,
      "the times go back, from \(from) to \(to)"
        + (more > 0 ? ", and \(counted(more, "time")) more" : "")
        + ": the clock was set, or logs were put one behind the other or sorted by pid; give the "
        + "parts of 'strace -ff' as they are, and durations across such a step mean nothing")
  }

  private var noMaps: Diagnostic? {
    guard !mapsAnything, !facts.showsMaps else { return nil }
    let isOfFailures =
      features.otherFailures && !features.otherSuccesses && !features.successes
      && !features.failures
    return Diagnostic(
      message: "the log holds no mmap: what was loaded cannot be seen; trace "
        + (isOfFailures ? "without -Z, by which a log holds failed calls only, and " : "")
        + "with '-e trace=%memory,%file,%desc,%process' or without -e")
  }

  private var noUnmaps: Diagnostic? {
    guard !facts.showsUnmaps, mapsAnything else { return nil }
    return Diagnostic(
      message: facts.isOfOnePath
        ? "all calls of the log are about files, as 'strace -P' selects them, and munmap is not: "
          + "nothing can be called unmapped or survived; trace without -P"
        : "the log holds no munmap"
          + (facts.isUnfiltered
            ? ", though pages went or came where others lay: it was left out of '-e trace='"
              + (world.usedSnapshot == nil ? "" : ", or the snapshot is of another time")
              + "; nothing can be called unmapped or survived"
            : ": nothing can be called unmapped or survived; add munmap to '-e trace=', if that was given")
    )
  }

  private var nothingBefore: Diagnostic? {
    guard let root = world.root, !world.processes[root].isKnown,
      world.processes[root].history.isOfInterest
        || !world.processes[root].history.unknownUnmaps.isEmpty
    else { return nil }
    if loadsLibraryOfStart {
      return Diagnostic(
        message: "the log shows libc being loaded, but no execve: what the kernel mapped at the "
          + "start (the program and its loader) has no line; add execve to '-e trace='")
    }
    return Diagnostic(
      message: (world.beginsWithExecve ? "a later run of strace" : "the log")
        + " does not begin with an execve, and nothing shows what was mapped before: "
        + "survivors and most of what was unmapped have no name; where strace attaches to a running "
        + "process, save /proc/PID/maps before and give it with --maps")
  }

  /// Whether the root process loaded libc: what a program does at its start, and never later.
  var loadsLibraryOfStart: Bool {
    guard let root = world.root, !features.has(.execve), world.attachedRoot == nil else {
      return false
    }
    let state = world.processes[root]
    let live =
      state.isOver ? state.history.live : Array(world.spaces[state.space].loads.live.values)
    return (state.history.ended + live).contains { load in
      guard !load.traits.contains(.fromSnapshot), load.traits.contains(.executable) else {
        return false
      }
      let name = facts.backings[load.backing].path.lastComponent.bytes
      return ["libc.so.6", "libc-2."].contains { name.starts(with: $0.utf8) }
    }
  }

  /// Snapshots of processes that are not in the log.
  private var unusedSnapshots: [Diagnostic] {
    world.otherSnapshots.sorted { $0.key < $1.key }.map { pid, snapshot in
      Diagnostic(
        file: snapshot.file,
        message: "this snapshot is of process \(pid), and "
          + (features.pidColumn
            ? "no line of the log is: it was not used"
            : "the lines of the log have no pids: it was not used; give the one of the process traced")
      )
    }
  }

  /// What stands before the lines names several sources.
  private var sources: Diagnostic? {
    let names = run.parser.wrapping.sources.names
    guard names.count > 1 else { return nil }
    let told = names.map { TraceText(bytes: $0).escaped }.joined(separator: "' and '")
    return Diagnostic(
      message:
        "lines of several sources stand in the log ('\(told)'), and are told as those of one: give "
        + "the lines of each by themselves")
  }

  private var snapshotContradicted: Diagnostic? {
    guard facts.snapshotIsDoubtful, let file = facts.snapshotFile else { return nil }
    return Diagnostic(
      file: file,
      message: counted(world.snapshotUse.contradictions, "call") + " of the log "
        + (world.snapshotUse.contradictions == 1 ? "contradicts" : "contradict")
        + " this snapshot"
        + (world.snapshotUse.firstContradiction.map { ", first line \($0.line)" } ?? "")
        + ": it was taken at another time or of another process; what rests on it is inferred")
  }

  private var noTimes: Diagnostic? {
    guard facts.firstTime == nil, hasAnswer else { return nil }
    return Diagnostic(
      message: "the lines have no times: trace with -tt (and -T) to see durations")
  }

  /// Threads whose calls are in several files, with nothing that tells which came first.
  private var noOrder: Diagnostic? {
    let hasWholeSeconds = run.parser.first?.digits == 0
    guard run.files.count > 1, facts.firstTime == nil || hasWholeSeconds, hasAnswer,
      world.processes.contains(where: \.hasHadThreads)
    else { return nil }
    let times = facts.firstTime == nil ? "no times of a clock" : "times of whole seconds only"
    return Diagnostic(
      message: "the threads of a process have a file each, and the lines have \(times): "
        + "the order between the calls of different threads is not certain; trace with -ttt, or "
        + "with -f into one file")
  }

  /// Threads that share the address space and never speak: without `-f` only the first is traced.
  private var noThreads: Diagnostic? {
    let count = features.pidColumn ? world.vanishedThreads : world.silentThreads
    guard count > 0 else { return nil }
    if features.pidColumn {
      return Diagnostic(
        message: "\(count) \(count == 1 ? "thread was" : "threads were") made of which the log has "
          + "no line, not even the end: lines were selected, or a part of the set is missing; what "
          + "they map and unmap is the process's")
    }
    return Diagnostic(
      message: "\(count) \(count == 1 ? "thread was" : "threads were") made that "
        + "\(count == 1 ? "has" : "have") no line, though what it maps and unmaps is the "
        + "process's: trace with -f")
  }

  private var noNames: Diagnostic? {
    guard world.namelessMaps > 0, !features.decorations else { return nil }
    let opens = features.has(.open) || features.has(.openat) || features.has(.openat2)
    return Diagnostic(
      message: counted(world.namelessMaps, "mapping")
        + (world.namelessMaps == 1 ? " is of a file" : " are of files")
        + " of which the log does not show the name: trace with -y"
        + (world.mapsRawDescriptors ? " and without '-e raw=mmap'" : "")
        + (opens ? "" : ", or add %file and %desc to '-e trace='"))
  }

  /// Names in the log that those of the snapshot cannot be compared with.
  private var noDirectory: Diagnostic? {
    guard world.relativeMaps > 0, world.usedSnapshot != nil else { return nil }
    return Diagnostic(
      message: counted(world.relativeMaps, "mapping")
        + (world.relativeMaps == 1 ? " is of a file" : " are of files")
        + " that the process opened by a relative name, and the log does not show where it stood: the "
        + "snapshot may show them by another name; give the directory with --cwd, or trace with -y")
  }

  /// Something came and went, and no signal is in the log: perhaps by `-e signal=none`.
  private var noSignals: Diagnostic? {
    guard !features.signals, facts.showsUnmaps,
      !world.beginsWithExecve || features.returnsFromHandlers || world.sendsSignals,
      world.processes.contains(where: { Self.loadedAgain($0.history, world) })
    else { return nil }
    return Diagnostic(
      message: "objects were unloaded and loaded again, and the log shows no signal that asked for "
        + "it: leave '-e signal=none' out, if it was given")
  }

  private static func loadedAgain(_ history: ProcessHistory, _ world: World) -> Bool {
    // A snapshot knows the inode of a file, and the log does not: they are one by their path.
    func path(_ load: Load) -> TraceText { world.backings[load.backing].path }
    var ends: [TraceText: Int] = [:]
    for load in history.ended where load.end == .unmapped && load.traits.contains(.executable) {
      if let end = ends[path(load)], load.began.order > end { return true }
      ends[path(load)] = min(ends[path(load)] ?? .max, load.ended.order)
    }
    guard !ends.isEmpty else { return false }
    func isAgain(_ load: Load) -> Bool { ends[path(load)].map { load.began.order > $0 } ?? false }
    return history.ended.contains(where: isAgain) || history.live.contains(where: isAgain)
      || world.spaces.contains { state in state.loads.live.values.contains(where: isAgain) }
  }

  private var onlyFailures: Diagnostic? {
    guard features.failures, !features.successes else { return nil }
    return Diagnostic(
      message: "every call that is read failed, as 'strace -Z' selects them: what was mapped and "
        + "unmapped is not in the log; trace without -Z")
  }

  private var supposed: Diagnostic? {
    guard features.pidColumn, world.leftOut.tasks == 0 else { return nil }
    // Of a log of all calls there is nothing to add: they were there before it.
    let isWhole = facts.isUnfiltered && !world.runBeginsWithExecve
    let remedy =
      showsCreators || isWhole
      ? "" : "; add clone, clone3, fork and vfork to '-e trace=' (%process)"
    let count = world.supposedTasks
    guard count > 0 else {
      // Those that turned out to be processes are told as such: what is left to say is how to see it.
      let others = world.strangerTasks
      guard others > 0, !remedy.isEmpty else { return nil }
      let words =
        others == 1
        ? "1 task appears that no clone announced: what it does shows that it is a process of its own"
        : "\(others) tasks appear that no clone announced: what they do shows that they are processes "
          + "of their own"
      return Diagnostic(message: words + remedy)
    }
    let rest =
      switch (count == 1, world.runBeginsWithExecve) {
      case (true, true): " appears that no clone announced: it is supposed to be a child"
      case (false, true): "s appear that no clone announced: they are supposed to be children"
      case (true, false):
        " appears that no clone announced: it is supposed to be a thread of the process attached to"
      case (false, false):
        "s appear that no clone announced: they are supposed to be threads of the process "
          + "attached to"
      }
    return Diagnostic(message: "\(count) task" + rest + remedy)
  }

  /// Whether calls that make tasks are in the log.
  var showsCreators: Bool {
    features.has(.clone) || features.has(.clone3) || features.has(.fork)
  }

  /// Calls that returned ids of another pid namespace (a container's).
  private var otherIDs: Diagnostic? {
    let count = world.options.namespaceIDs.count
    guard count > 0 else { return nil }
    return Diagnostic(
      message: "\(count) \(count == 1 ? "task was" : "tasks were") made under an id of another pid "
        + "namespace than strace's; which lines are whose was told by what the tasks did and by the "
        + "order of the ids: 'strace --pidns-translation' prints both")
  }
}

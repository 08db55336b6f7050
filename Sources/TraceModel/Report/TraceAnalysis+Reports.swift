import Glibc

extension TraceAnalysis {
  /// What happened: one report for each log.
  ///
  /// - Parameter inputs: Files; the parts of an `-ff` set are one log, every other file is one of its
  ///   own.
  /// - Returns: The reports, in the order of the inputs.
  /// - Throws: A `TraceError` where an input cannot be read, or nothing in it is understood.
  public func reports(of inputs: [TraceInput]) throws(TraceError) -> [Report] {
    let logs = try Self.logs(of: inputs)
    var reports: [Report] = []
    for log in logs {
      do throws(TraceError) {
        reports.append(try report(of: log))
      } catch .foreignSnapshot(let file) where logs.count > 1 {
        // The snapshot is of one of several logs.
        var others = options
        others.snapshots = []
        others.snapshotAfter = nil
        var report = try TraceAnalysis(options: others).report(of: log)
        report.trace.diagnostics.insert(
          Diagnostic(
            file: file, message: "none of its ranges fits this log: it was not used for it"),
          at: 0)
        reports.append(report)
      }
    }
    return reports
  }

  private func report(of log: TraceLog) throws(TraceError) -> Report {
    let quoter = options.quotesLines ? LineQuoter(log, options) : nil
    var targets: [InstantWatch.Target] = []
    if let from = options.from { targets.append(.init(from, isBefore: true)) }
    if let to = options.to { targets.append(.init(to, isBefore: false)) }
    let run = try pass(over: log, watch: InstantWatch(targets: targets), recordsLoads: true)
    try checkIsLog(run)
    options.progress?(run.finalProgress)
    let snapshot = run.sequencer.world.usedSnapshot
    try checkSnapshot(snapshot, run)
    let facts = try self.facts(run, snapshot)
    var summary = TraceSummarizer(run: run, facts: facts, options: options).summary()
    summary.diagnostics += Self.leftOut(log)
    var report = try ReportBuilder(run, options: options, facts: facts)
      .report(snapshot: snapshot.map { self.summary($0, run) }, trace: summary)
    if let quoter { report.quotes = quoter.quotes(for: report) }
    return report
  }

  /// An input in which nothing is understood is no log.
  func checkIsLog(_ run: TraceRun) throws(TraceError) {
    // Of a recording it is known that it is one.
    // Among binary data some lines look like calls.
    let isBinary = run.isBinary && run.parser.skippedCount > run.lines / 2
    guard run.parser.recordCount == 0 || isBinary, options.capture == nil else { return }
    guard run.bytes > 0 else { throw .empty(file: run.files[0]) }
    throw .nothingUnderstood(
      file: run.files[0], lines: run.lines, looksLike: run.isBinary ? "binary data" : nil)
  }

  /// A snapshot of which no range is found in the log is of another process.
  func checkSnapshot(_ snapshot: Snapshot?, _ run: TraceRun) throws(TraceError) {
    let world = run.sequencer.world
    // Where a filter hides munmap, what is placed over others was unmapped unseen; where it hides mmap,
    // what is unmapped was mapped unseen.
    let features = run.parser.features
    guard let snapshot, features.holds(.munmap),
      features.holds(.mmap) || features.holds(.mmap2) || features.holds(.old_mmap),
      world.snapshotUse.hits == 0,
      world.snapshotUse.proofs > 0
    else {
      return
    }
    throw .foreignSnapshot(file: snapshot.file)
  }

  func summary(_ snapshot: Snapshot, _ run: TraceRun) -> SnapshotSummary {
    var objects: Set<[UInt8]> = []
    for line in snapshot.lines
    where line.isOfFile && !line.isSharedAnonymous && !line.isSystemV {
      objects.insert(ReplacedName.strip(line.name))
    }
    return SnapshotSummary(
      file: snapshot.file, mappings: snapshot.lines.count, objects: objects.count)
  }

  func facts(_ run: TraceRun, _ snapshot: Snapshot?) throws(TraceError) -> LogFacts {
    let features = run.parser.features
    let world = run.sequencer.world
    var facts = LogFacts(backings: world.backings, files: run.files)
    facts.first = run.parser.first
    facts.last = run.parser.last
    facts.showsWrites = features.has(.write) || features.has(.writev)
    facts.hasPIDs = features.pidColumn
    facts.gaps = run.parser.gaps
    facts.moreGaps = run.parser.moreGaps
    // Calls that are not read for their own sake show that the log is no selection of a few calls.
    // A program of which all is traced maps anonymous memory, protects or moves its break; where
    // none of this is, but files are mapped and other calls are there, `-P` selected them.
    facts.isOfOnePath =
      features.hasOtherCalls && features.has(.mmap) && !world.mapsAnonymous
      && !features.has(.munmap) && !features.has(.mprotect) && !features.has(.brk)
      && !features.has(.mremap) && !features.has(.execve) && !features.has(.getpid)
      && !features.hasPathlessCalls
    // A call without a file tells more than one with: `-e trace=open,read,mmap` has only such.
    // Where an object was opened as a loader does and nothing was mapped, a filter left that out.
    let isUnfiltered =
      features.hasPathlessCalls && !facts.isOfOnePath
      && (features.hasMemoryCalls || features.hasOrdinaryCalls && !world.opensObjects)
    facts.isUnfiltered = isUnfiltered
    // A filter may leave out munmap alone (`-e trace='!munmap'`).
    let hidesUnmaps = world.overlays > 0 || world.keepsLoaderCache
    facts.showsUnmaps = features.has(.munmap) || isUnfiltered && !hidesUnmaps
    facts.restsAtEnd = run.parser.endsDetached && features.restsAtEnd
    // Or mmap alone: where objects were opened as a loader does, and none was mapped.
    facts.showsMaps =
      features.has(.mmap) || features.has(.mmap2) || features.has(.old_mmap)
      || isUnfiltered && !world.opensObjects
    facts.fileChanges = FileChanges(world.fileChanges)
    if let lsof = options.lsof {
      let rows = try Lsof.read(lsof.open())
      facts.lsof = rows
      if let root = world.root {
        let pid = world.processes[root].pid
        let isNamed = features.pidColumn && pid != 0
        if isNamed, let foreign = rows.pids.first,
          Set(rows.pids.map(Int.init)).isDisjoint(with: world.presentPIDs)
        {
          throw .badLsof(
            file: lsof.name, line: 1,
            reason: "it is of process \(foreign), which is not in the log")
        }
        if rows.pids.contains(pid) || !isNamed && rows.pids.count == 1 { facts.lsofPID = pid }
      }
      for row in rows.mappings(of: facts.lsofPID) {
        facts.lsofRows[TraceText(bytes: ReplacedName.strip(row.name)), default: []].append(row)
      }
    }
    facts.showsProtects = features.has(.mprotect)
    facts.hasResolvedNames = features.decorations
    facts.lastOrder = run.parser.order
    facts.isComplete = world.tasks.isEmpty
    facts.snapshotFile = snapshot?.file
    // Where a filter hides mmap, what is unmapped may have been mapped since the snapshot.
    facts.snapshotIsDoubtful =
      facts.showsUnmaps && facts.showsMaps && world.snapshotUse.contradictions > 0
    facts.pageSize = world.options.pageSize
    if let after = options.snapshotAfter { facts.after = try Snapshot.read(after.open()) }
    if let root = options.root, FileKind(root) != .directory {
      throw .cannotOpen(file: root, errno: FileKind(root) == .none ? ENOENT : ENOTDIR)
    }
    if let reference = options.referenceMaps {
      facts.reference = ReferenceExtents(
        try Snapshot.read(reference.open()), pageSize: facts.pageSize)
    }
    for input in options.loaderLogs {
      facts.loaderLogs.append(try LoaderLog.read(input.open()))
    }
    if !features.pidColumn {
      facts.snapshotPID = world.root.map { world.processes[$0].pid }
    } else if let pid = options.snapshotAfterPID {
      guard let known = Int32(exactly: pid), world.process(known) != nil else {
        throw .noSuchProcess(pid: pid, present: world.presentPIDs)
      }
      facts.snapshotPID = known
    } else {
      facts.snapshotPID =
        options.pid.flatMap { Int32(exactly: $0) }
        ?? facts.after.flatMap { SnapshotFit.owner(of: $0, in: world) }
      if let after = facts.after, facts.snapshotPID == nil {
        // It must not be taken for any process's.
        facts.unownedSnapshot = after.file
        facts.after = nil
      }
    }
    return facts
  }
}

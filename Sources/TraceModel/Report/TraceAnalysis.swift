/// Reads logs and says what happened: the library's front door.
public struct TraceAnalysis: Sendable {
  let options: AnalysisOptions

  /// Creates an analysis.
  public init(options: AnalysisOptions = AnalysisOptions()) {
    self.options = options
  }

  /// The address space of a process at an instant, in the form of /proc/PID/maps.
  ///
  /// - Parameter inputs: The log: one file, or the parts of an `-ff` set.
  /// - Returns: The lines.
  /// - Throws: A `TraceError` where an input cannot be read, or the process or the instant is not
  ///   in the log.
  public func maps(of inputs: [TraceInput]) throws(TraceError) -> MapsReport {
    var watch = InstantWatch(
      targets: options.at.map { [InstantWatch.Target($0, isBefore: false)] } ?? [],
      pid: options.pid.flatMap { Int32(exactly: $0) }, keepsSpace: true)
    watch.keepsSpace = true
    let logs = try Self.logs(of: inputs)
    guard let log = logs.first else { throw .noSuchInstant(reason: "there is no log") }
    let run = try pass(over: log, watch: watch, recordsLoads: false)
    try checkIsLog(run)
    let world = run.sequencer.world
    guard let state = run.sequencer.watch.kept else {
      throw missingProcess(run)
    }
    let facts = try facts(run, world.usedSnapshot)
    return MapsReport(
      space: state.space, backings: world.backings,
      pid: options.pid ?? run.sequencer.watch.keptProcess.map { Int($0.pid) },
      diagnostics: behindTheEnd(run) + unasked(run, facts) + Self.leftOut(log)
        + TraceSummarizer(run: run, facts: facts, options: options).diagnostics
        + logs.dropFirst().flatMap(\.inputs).map { other in
          Diagnostic(
            file: other.name,
            message: "this is another log and was not read; ask for one log at a time")
        })
  }

  /// That the instant that was asked for lies behind the log.
  private func behindTheEnd(_ run: TraceRun) -> [Diagnostic] {
    guard let at = options.at, let problem = run.problem(at, isEnd: false) else { return [] }
    return [Diagnostic(message: "--at: \(problem); this is the address space at its end")]
  }

  /// Whose address space it is, where several could have been meant and none was named.
  private func unasked(_ run: TraceRun, _ facts: LogFacts) -> [Diagnostic] {
    let present = run.sequencer.world.presentPIDs
    let isOneOfRuns = !run.sequencer.world.laterRuns.isEmpty
    guard options.pid == nil, present.count > 1 || isOneOfRuns,
      let process = run.sequencer.watch.keptProcess
    else { return [] }
    var message = "this is the address space of "
    message += process.pid == 0 ? "a process without a pid" : "process \(process.pid)"
    message +=
      isOneOfRuns
      ? ", in the run of strace that begins at \(LineWords.place(facts.instant(process.born)))"
      : ", with which the log begins"
    let others = present.filter { $0 != Int(process.pid) && $0 > 0 }
    if !others.isEmpty {
      let shown = others.prefix(8).map(String.init).joined(separator: ", ")
      let more = others.count > 8 ? " and \(others.count - 8) more" : ""
      message += "; --pid chooses another: \(shown)\(more)"
    }
    return [Diagnostic(message: message)]
  }

  /// The files that lie beside the parts of a set, and are of another run or cannot be read.
  static func leftOut(_ log: TraceLog) -> [Diagnostic] {
    log.leftOut.map { file in
      let message =
        switch file.error {
        case nil: "this file belongs to another run of strace and was left out"
        case .cannotDecompress(_, _, let reason)?:
          "this part cannot be decompressed (\(reason)) and was left out: what its task did is missing"
        case _?: "this part cannot be read and was left out: what its task did is missing"
        }
      return Diagnostic(file: file.input.name, message: message)
    }
  }

  /// Groups inputs into logs: the parts of an `-ff` set are one, every other file is one of its own.
  ///
  /// Of a set the parts that lie beside those given are found too.
  static func logs(of inputs: [TraceInput]) throws(TraceError) -> [TraceLog] {
    try TraceSet.logs(of: inputs)
  }

  private func missingProcess(_ run: TraceRun) -> TraceError {
    let world = run.sequencer.world
    let present = world.presentPIDs
    if let pid = options.pid, !present.contains(pid) {
      return .noSuchProcess(pid: pid, present: present)
    }
    return .noSuchInstant(reason: "the process did not exist then")
  }

  func readSnapshots() throws(TraceError) -> [(pid: Int?, snapshot: Snapshot)] {
    var snapshots: [(pid: Int?, snapshot: Snapshot)] = []
    for (pid, input) in options.snapshots {
      snapshots.append((pid, try Snapshot.read(input.open())))
    }
    return snapshots
  }

  /// How often a log is read anew because its calls contradict what was supposed of its tasks.
  private static let mostPasses = 4

  /// Reads a log from its first line to its last, or to the instant that is wanted.
  ///
  /// Rule: a task that nothing announced may be a thread or a child, and what its calls contradict
  /// decides. Where calls contradict that it is a thread the log is read again, now with a child:
  /// its first lines were of an address space of its own. So it is where calls returned ids of another
  /// pid namespace. Standard input cannot be read again.
  func pass(
    over log: TraceLog, watch: InstantWatch, recordsLoads: Bool, address: UInt64? = nil
  ) throws(TraceError) -> TraceRun {
    var learnt = World.Options()
    var run = try readOnce(log, watch, recordsLoads, address, learnt)
    var passes = 1
    while passes < Self.mostPasses, !log.inputs.contains(.standardInput),
      run.sequencer.world.teaches(&learnt, showsCloses: run.parser.showsCloses)
    {
      run = try readOnce(log, watch, recordsLoads, address, learnt)
      passes += 1
    }
    if let capture = options.capture { run.parser.features.note(capture) }
    return run
  }

  private func readOnce(
    _ log: TraceLog, _ watch: InstantWatch, _ recordsLoads: Bool, _ address: UInt64?,
    _ learnt: World.Options
  ) throws(TraceError) -> TraceRun {
    var settings = learnt
    settings.recordsLoads = recordsLoads
    settings.historyLimits = options.historyLimits
    settings.directory = options.workingDirectory.map { Array($0.utf8) }
    settings.givenPID = options.pid.flatMap { Int32(exactly: $0) }
    if let attached = options.capture?.attached, attached.count == 1 {
      settings.attachedPID = Int32(exactly: attached[0])
    }
    let snapshots = try readSnapshots()
    let pageSize = options.pageSize ?? snapshots.compactMap(\.snapshot.toldPageSize).min()
    settings.pageSize = pageSize ?? settings.pageSize
    var world = World(options: settings)
    world.keepsLastSpace = watch.keepsSpace
    world.watchedPID = watch.pid
    world.addressWatch = address.map { AddressWatch(address: $0) }
    world.await(snapshots)
    if let lsof = options.lsof { world.awaitRoot(with: try Lsof.read(lsof.open())) }
    var run = TraceRun(files: log.inputs.map(\.name), world: world, watch: watch)
    run.knowsPageSize = pageSize != nil
    run.parser.isQuick = options.isQuick
    run.progress = options.progress
    if log.isSet {
      try run.read(set: log, isStrict: options.isStrict)
    } else if let input = log.inputs.first {
      try run.read(
        input.open(), file: 0, owner: log.owners.first ?? nil, isStrict: options.isStrict)
    }
    if let pid = settings.attachedPID { run.attachSilently(to: pid) }
    run.finish()
    return run
  }
}

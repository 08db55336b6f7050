extension TraceAnalysis {
  /// Everything that was ever at an address, in one pass over each log.
  ///
  /// - Parameters:
  ///   - address: The address, in bytes; any byte of a page.
  ///   - inputs: Files; the parts of an `-ff` set are one log, every other file is one of its own.
  /// - Returns: What was there, for each log, in the order of the inputs.
  /// - Throws: A `TraceError` where an input cannot be read, nothing in it is understood, or the
  ///   process that was asked for is not in the log.
  public func histories(
    of address: UInt64, in inputs: [TraceInput]
  ) throws(TraceError) -> [AddressHistory] {
    var histories: [AddressHistory] = []
    for log in try Self.logs(of: inputs) { histories.append(try history(of: address, in: log)) }
    return histories
  }

  private func history(
    of address: UInt64, in log: TraceLog
  ) throws(TraceError) -> AddressHistory {
    let watched = InstantWatch(pid: options.pid.flatMap { Int32(exactly: $0) })
    var run = try pass(over: log, watch: watched, recordsLoads: true, address: address)
    try checkIsLog(run)
    let snapshot = run.sequencer.world.usedSnapshot
    try checkSnapshot(snapshot, run)
    run.sequencer.world.watchFinish()
    let facts = try self.facts(run, snapshot)
    let watch = run.sequencer.world.addressWatch ?? AddressWatch(address: address)
    let builder = AddressHistoryBuilder(run: run, facts: facts, watch: watch, options: options)
    let space = AddressSpace(pageSize: facts.pageSize)
    let page = space.roundDown(address)
    var history = AddressHistory(
      address: address,
      page: AddressRange(start: page, length: facts.pageSize)
        ?? AddressRange(start: page, end: .max),
      trace: TraceSummarizer(run: run, facts: facts, options: options).summary(),
      snapshot: snapshot.map { summary($0, run) }, processes: try builder.processes(),
      entriesLeftOut: watch.leftOut)
    if watch.leftOut > 0 {
      history.trace.diagnostics.append(
        Diagnostic(
          message: "what was at the address changed more than \(AddressWatch.mostStates) times: "
            + "\(watch.leftOut) entries in the middle were left out"))
    }
    return history
  }
}

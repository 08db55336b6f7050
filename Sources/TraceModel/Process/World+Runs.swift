/// Logs to which several runs of strace were written.
extension World {
  /// A further run of strace in a log.
  struct LaterRun: Sendable {
    /// What shows that the run before was over.
    enum Sign: Sendable { case detach, end }

    /// Its first line.
    var start: Moment
    /// What it follows: that strace let go, or the end of the last task that was known.
    var follows: Sign
  }

  /// Takes that a further run begins, of which nothing is known; the line behind a detach shows it twice.
  mutating func begin(_ run: LaterRun) {
    sawCall = false
    runBeginsWithExecve = false
    attachedRoot = nil
    leadsThreads = false
    attachedAlone = []
    guard laterRuns.count < Limits.namedRuns, laterRuns.last?.start.order != run.start.order else {
      return
    }
    laterRuns.append(run)
  }
}

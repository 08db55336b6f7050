/// What of a history may belong to a reload, as far as the log was read.
///
/// Rule: a reload is made of loads and unloadings of code, of requests, and of what else happens to a process
/// as a whole; a stretch without any of these ends it (`WindowFinder`). What lies behind the last of them
/// belongs to it only if more of it follows.
struct ReloadSteps: Sendable {
  /// What a thing of which a reload may be made means for what was before.
  enum Step: Sendable {
    /// A request: what was before is over.
    case ends
    /// A load or an unloading: after a quiet stretch what was before is over.
    case follows
    /// The rest of a load, an execve: what was before goes on, however long ago it was.
    case goesOn
  }

  /// How many calls about anonymous memory are kept behind a step while it is quiet.
  static let mostWaiting = 10_000

  /// The last step, and how many calls had been kept by then.
  private(set) var last: Moment?
  private(set) var eventCount = 0
  /// Calls behind it that were not kept: about anonymous memory, and those that no reload was near.
  private(set) var anonymousLeftOut = 0
  private(set) var quietLeftOut = 0

  /// Whether a moment lies so long behind the last step that it belongs to no reload, unless that goes on.
  func isQuiet(at moment: Moment) -> Bool {
    last.map { QuietStretch.lies(from: $0, to: moment) } ?? true
  }

  /// Whether a step says that what was before is over.
  func isOver(by step: Step, at moment: Moment) -> Bool {
    switch step {
    case .ends: true
    case .follows: isQuiet(at: moment)
    case .goesOn: false
    }
  }

  /// Begins anew behind a step.
  mutating func restart(at moment: Moment, eventCount: Int) {
    self = ReloadSteps()
    last = moment
    self.eventCount = eventCount
  }

  /// Counts a call that is not kept.
  mutating func leaveOut(isAnonymous: Bool) {
    if isAnonymous { anonymousLeftOut += 1 } else { quietLeftOut += 1 }
  }
}

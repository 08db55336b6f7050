/// Where the times of a log step back: the clock was set, or lines of several logs stand one behind the
/// other.
///
/// Rule: strace prints lines in the order of their times, but for those that it keeps back until the
/// call is over (`-z`, strace 5.2): they bear the time at which it began, and may stand behind later ones
/// of other tasks. What the task does next is later than those, for it was in that call meanwhile; where
/// it is not, the clock went back.
struct ClockSteps: Sendable {
  private typealias Step = (from: Moment, to: Moment)

  /// What steps back less is the clock's own doing, in nanoseconds: a millisecond.
  private static let shortest: Int64 = 1_000_000
  /// How many tasks may be in doubt at a time.
  private static let mostInDoubt = 4096

  /// How often the clock went back by a millisecond or more.
  private(set) var count = 0
  /// The first such step: the lines before and behind it.
  private(set) var first: (from: Moment, to: Moment)?
  /// The last line that was noted.
  private var before = Moment()
  private var speaker: Int32 = -1
  /// Steps to a line of another task than the one before, by that task: its next line decides.
  private var inDoubt: [Int32: Step] = [:]

  /// Notes a line of a task with a time of its own.
  mutating func note(_ moment: Moment, of task: Int32) {
    if !inDoubt.isEmpty, let step = inDoubt.removeValue(forKey: task),
      Self.isStep(from: step.from, to: moment)
    {
      take(step)
    }
    if Self.isStep(from: before, to: moment) {
      let step = (from: before, to: moment)
      if task == speaker || inDoubt.count >= Self.mostInDoubt {
        take(step)
      } else {
        inDoubt[task] = step
      }
    }
    before = moment
    speaker = task
  }

  private static func isStep(from: Moment, to: Moment) -> Bool {
    guard from.clock == to.clock else { return false }
    // Times of fewer digits, of another run, say no more than these.
    let unit: Int64 =
      to.digits < from.digits ? (to.digits..<9).reduce(1) { unit, _ in unit * 10 } : 1
    return from.nanoseconds - from.nanoseconds % unit - to.nanoseconds >= shortest
  }

  private mutating func take(_ step: Step) {
    count += 1
    if first.map({ step.to.order < $0.to.order }) ?? true { first = step }
  }
}

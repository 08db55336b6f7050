/// Where the merge stands in one file of a set.
struct PartCursor: Sendable {
  /// What a file waits for.
  enum State: Sendable {
    /// For the call that makes its task.
    case announced
    /// Its lines are being merged.
    case started
    /// It is read to its end.
    case over
  }

  let part: TracePart
  /// Whether a creating call returns its task.
  let isAnnounced: Bool
  var state = State.announced
  /// The current line, from 1; 0 before the first.
  var number = 0
  /// Where it begins, in bytes.
  var offset = 0
  /// What it says of its place.
  var line = PartLine()
  /// The time reached, in nanoseconds on one axis: no line goes back behind the one before.
  var reached = Int64.min
  /// How early it came into the merge: of two lines of one time, that of the later task goes first.
  var rank = 0
  /// How many calls had to wait for calls of others: which wait is the last.
  var waits = 0
  private var lastTime: Int64?
  private var days: Int64 = 0

  /// Calls are over later than they begin only where the clock is finer than calls are long.
  static let digitsOfDurations = 6

  init(_ part: TracePart, isAnnounced: Bool) {
    self.part = part
    self.isAnnounced = isAnnounced
  }

  /// Takes in the time of the current line.
  ///
  /// A time of day that falls back by more than 12 hours is of the next day.
  mutating func advanceClock() {
    guard let time = line.time else { return }
    if time.clock == .timeOfDay, let lastTime, lastTime - time.nanoseconds > LogClock.day / 2,
      days < LogClock.mostDays
    {
      days += 1
    }
    lastTime = time.nanoseconds
    let offset = time.clock == .timeOfDay ? days * LogClock.day : 0
    reached = max(reached, LogClock.later(time.nanoseconds, by: offset))
  }

  /// Begins where the call of another task stands that made this one.
  mutating func begin(after creator: PartCursor) {
    reached = max(reached, creator.reached)
    days = creator.days
    lastTime = creator.lastTime
  }

  /// Counts its first line to the day after that of the others.
  mutating func beginNextDay() {
    guard days < LogClock.mostDays else { return }
    days += 1
    reached = LogClock.later(reached, by: LogClock.day)
  }

  /// Until when the call of the current line may last, if `next` is the time of the next line.
  func limit(_ next: Timestamp?) -> Int64 {
    guard line.time != nil else { return reached }
    guard let next else { return .max }
    var later = self
    later.line.time = next
    later.advanceClock()
    return later.reached
  }

  /// When the call of the current line is over; nothing where that is no later than its beginning.
  var end: Int64? {
    guard let duration = line.duration, duration > 0, let time = line.time,
      time.digits >= Self.digitsOfDurations
    else { return nil }
    return LogClock.later(reached, by: duration)
  }
}

/// A place in the log with its time: what every event and every piece of evidence cites.
struct Moment: Equatable, Sendable, BitwiseCopyable {
  /// How many lines had been read, of all files together: the order of events.
  var order = 0
  /// The line, from 1, in its file.
  var line = 0
  /// Nanoseconds on one axis for the whole log (midnight counted on); 0 without a time.
  var nanoseconds: Int64 = 0
  /// The file: an index into the files that were read.
  var file: Int32 = 0
  /// What the time means.
  var clock = Timestamp.Clock.none
  /// How many digits of a second the log prints.
  var digits: UInt8 = 0

  /// The place on the axis, where the line has a time.
  var time: Int64? { clock == .none ? nil : nanoseconds }

  /// The time as the log prints it.
  var printed: String? {
    var stamp = Timestamp()
    stamp.clock = clock
    stamp.digits = digits
    stamp.nanoseconds =
      clock == .timeOfDay ? nanoseconds % LogClock.day : nanoseconds
    return stamp.printed
  }
}

/// Puts the times of lines on one axis.
///
/// A time of day has no date: less than 24 hours are assumed between two lines, and a step back by
/// more than 12 is midnight. Smaller steps back (a clock that was set) stay as they are.
struct LogClock: Sendable {
  /// A day in nanoseconds.
  static let day: Int64 = 86_400_000_000_000
  /// How many days are counted: all that the axis has.
  static let mostDays = end / day - 1
  private var days: Int64 = 0
  private var last: Int64?
  private var elapsed: Int64 = 0
  /// Where the times step back.
  private(set) var steps = ClockSteps()

  /// Where the axis ends, in nanoseconds from its zero: 146 years.
  ///
  /// What a damaged log counts further stays there, so that sums and differences of places on the axis
  /// are numbers.
  static let end = Int64.max / 2

  /// A place on the axis `distance` nanoseconds (not negative) behind `time`, or the axis's end.
  static func later(_ time: Int64, by distance: Int64) -> Int64 {
    min(time, end) >= end - min(distance, end) ? end : time + distance
  }

  /// Sets the time of `moment` from the prefix of its line.
  mutating func place(_ moment: inout Moment, _ prefix: LinePrefix) {
    moment.clock = prefix.time.clock
    moment.digits = prefix.time.digits
    switch prefix.time.clock {
    case .none:
      guard let delta = prefix.delta else { return }
      elapsed = Self.later(elapsed, by: delta)
      moment.clock = .relative
      moment.nanoseconds = elapsed
    case .relative:
      elapsed = Self.later(elapsed, by: prefix.delta ?? 0)
      moment.nanoseconds = elapsed
    case .epoch:
      moment.nanoseconds = min(prefix.time.nanoseconds, Self.end)
    case .timeOfDay:
      let time = prefix.time.nanoseconds
      if let last {
        if last - time > Self.day / 2, days < Self.mostDays { days += 1 }
        if time - last > Self.day / 2, days > 0 { days -= 1 }
      }
      last = time
      moment.nanoseconds = time + days * Self.day
    }
  }

  /// Notes the time of a line of a task that is read in full, however others are: of what is passed over
  /// no time is read.
  mutating func noteStep(to moment: Moment, of task: Int32) {
    if moment.clock != .relative { steps.note(moment, of: task) }
  }
}

/// The time that a line begins with.
struct Timestamp: Equatable, Sendable, BitwiseCopyable {
  /// What the number means.
  enum Clock: UInt8, Sendable {
    /// The line has no time.
    case none
    /// Local time of day, without date and zone (`-t`, `-tt`).
    case timeOfDay
    /// Seconds since 1970 (`-ttt`).
    case epoch
    /// Only the distance to the line before (`-r`).
    case relative
  }

  /// What the number means.
  var clock = Clock.none
  /// How many digits of a second are printed, 0 to 9.
  var digits: UInt8 = 0
  /// Nanoseconds: of the day, since 1970, or since the line before.
  var nanoseconds: Int64 = 0

  /// The time as the log prints it, or nothing where it prints no time of its own.
  var printed: String? {
    switch clock {
    case .none, .relative: return nil
    case .timeOfDay:
      let seconds = nanoseconds / 1_000_000_000
      return Self.padded(seconds / 3600, 2) + ":" + Self.padded(seconds / 60 % 60, 2) + ":"
        + Self.padded(seconds % 60, 2) + fraction
    case .epoch:
      return String(nanoseconds / 1_000_000_000) + fraction
    }
  }

  private var fraction: String {
    guard digits > 0 else { return "" }
    var part = nanoseconds % 1_000_000_000
    for _ in 0..<(9 - digits) { part /= 10 }
    return "." + Self.padded(part, Int(digits))
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

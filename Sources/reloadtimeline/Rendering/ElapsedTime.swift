import TraceModel

/// A stretch of time as a person reads it: `820 µs`, `43.4 ms`, `3.1 s`, `2 min 05 s`.
enum ElapsedTime {
  /// The text for a number of seconds; a clock that was set back makes it negative.
  static func text(_ seconds: Double, micro: String = "µ") -> String {
    guard seconds.isFinite, seconds.magnitude < 1e12 else { return "?" }
    let sign = seconds < 0 ? "-" : ""
    return sign + text(microseconds: Int(seconds.magnitude * 1_000_000 + 0.5), micro: micro)
  }

  private static func text(microseconds: Int, micro: String) -> String {
    if microseconds < 1000 { return "\(microseconds) \(micro)s" }
    if microseconds < 99_950 { return tenths(of: microseconds, unit: 1000) + " ms" }
    if microseconds < 999_500 { return "\((microseconds + 500) / 1000) ms" }
    if microseconds < 59_950_000 { return tenths(of: microseconds, unit: 1_000_000) + " s" }
    let seconds = (microseconds + 500_000) / 1_000_000
    if seconds < 3600 { return "\(seconds / 60) min \(twoDigits(seconds % 60)) s" }
    return "\(seconds / 3600) h \(twoDigits(seconds % 3600 / 60)) min"
  }

  /// The text for what lies between two instants, or nothing where the log has no times.
  ///
  /// A clock of whole seconds (strace -t) cannot tell less than a second.
  static func text(from start: Instant, to end: Instant, micro: String = "µ") -> String? {
    // A clock that was set back, or another run before: such a difference is no time.
    guard let first = start.seconds, let last = end.seconds, last >= first else { return nil }
    guard hasFraction(start), hasFraction(end) else {
      return last - first < 1 ? "< 1 s" : text(last - first, micro: micro)
    }
    return text(last - first, micro: micro)
  }

  /// Whether the clock of an instant tells parts of a second.
  static func hasFraction(_ instant: Instant) -> Bool {
    instant.time?.contains(".") ?? true
  }

  private static func tenths(of value: Int, unit: Int) -> String {
    let tenths = (value + unit / 20) / (unit / 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

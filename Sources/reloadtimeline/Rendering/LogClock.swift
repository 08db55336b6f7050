import TraceModel

/// The log's own clock along an axis: what strace's -t, -tt or -ttt printed there.
struct LogClock {
  /// The clock where the axis begins, in microseconds of the day or of the epoch.
  let microseconds: Int
  private let isTimeOfDay: Bool

  /// Reads the clock off two instants of the log; nothing where they do not agree with their
  /// seconds, as with the relative times of strace -r, or where the clock was set.
  init?(start: Instant, end: Instant, low: Double) {
    guard let startTime = start.time, let endTime = end.time,
      let startSeconds = start.seconds, let endSeconds = end.seconds,
      let first = Self.parse(startTime), let last = Self.parse(endTime)
    else { return nil }
    let told = Double(last - first) / 1_000_000
    guard (told - (endSeconds - startSeconds)).magnitude < 0.001 else { return nil }
    let before = (startSeconds - low) * 1_000_000
    guard before.magnitude < 1e15 else { return nil }
    let clock = first - Int(before + (before < 0 ? -0.5 : 0.5))
    guard clock >= 0 else { return nil }
    microseconds = clock
    isTimeOfDay = startTime.contains(":")
  }

  /// A place of the clock as a label: `.290`, `15.290`, `14:42:15`.
  func label(_ value: Int, step: Int, onlyFraction: Bool) -> String {
    let second = 1_000_000
    if step >= second, isTimeOfDay {
      let seconds = value / second
      return [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
        .map { Self.padded($0, to: 2) }.joined(separator: ":")
    }
    if step >= second { return "\(value / second)" }
    let fraction = "." + Self.fraction(value % second, step: step)
    if onlyFraction { return fraction }
    return Self.padded(value / second % (isTimeOfDay ? 60 : 100), to: 2) + fraction
  }

  /// A number of microseconds as seconds, with as many decimals as the step needs.
  static func seconds(_ value: Int, step: Int) -> String {
    let second = 1_000_000
    if value < 0 { return "-" + seconds(-value, step: step) }
    if step >= second { return "\(value / second)" }
    return "\(value / second)." + fraction(value % second, step: step)
  }

  private static func fraction(_ microseconds: Int, step: Int) -> String {
    let decimals = step >= 1000 ? 3 : 6
    return padded(decimals == 3 ? microseconds / 1000 : microseconds, to: decimals)
  }

  private static func padded(_ number: Int, to digits: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// The microseconds that `14:42:15.284112`, `1700000000.123` or `2026-11-23T14:42:15` tell.
  private static func parse(_ time: String) -> Int? {
    let clock = time.split(whereSeparator: { $0 == " " || $0 == "T" }).last ?? ""
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 3, let last = parts.last else { return nil }
    let pair = last.split(separator: ".", omittingEmptySubsequences: false)
    guard pair.count <= 2, let seconds = number(pair[0]) else { return nil }
    var total = seconds
    if parts.count == 3 {
      guard let hours = number(parts[0]), let minutes = number(parts[1]) else { return nil }
      total += hours % 100 * 3600 + minutes % 100 * 60
    }
    guard pair.count == 2 else { return total * 1_000_000 }
    let digits = String(pair[1].prefix(6))
    guard let fraction = number(Substring(digits)) else { return nil }
    let scale = (0..<(6 - digits.utf8.count)).reduce(1) { scale, _ in scale * 10 }
    return total * 1_000_000 + fraction * scale
  }

  /// A number of at most eleven digits.
  private static func number(_ text: Substring) -> Int? {
    guard (1...11).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }
}

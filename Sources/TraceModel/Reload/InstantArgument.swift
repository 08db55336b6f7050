/// A place in the log as a person names it: a line, or a time in one of the forms of strace.
public enum InstantArgument: Hashable, Sendable {
  /// A line, from 1: `L1234`.
  case line(Int)
  /// A time of day as `strace -t` and `-tt` print it, in nanoseconds from midnight, with the number
  /// of decimals that were given (0…9): `16:50:58.123456`.
  case timeOfDay(nanoseconds: Int64, digits: Int)
  /// A time as `strace -ttt` prints it, in nanoseconds from the epoch, with the number of decimals
  /// that were given (0…9): `1700000000.123`.
  case epoch(nanoseconds: Int64, digits: Int)
  /// Nanoseconds from the first instant of the log: `+2.5`.
  case sinceStart(nanoseconds: Int64)

  /// Reads an instant; nothing where the text has none of the four forms, or does not fit.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)[...]
    switch bytes.first {
    case UInt8(ascii: "L"):
      guard let line = Self.number(bytes.dropFirst()), line >= 1, let line = Int(exactly: line)
      else { return nil }
      self = .line(line)
    case UInt8(ascii: "+"):
      guard let time = Self.decimalSeconds(bytes.dropFirst()) else { return nil }
      self = .sinceStart(nanoseconds: time.nanoseconds)
    default:
      if bytes.contains(UInt8(ascii: ":")) {
        guard let time = Self.clockTime(bytes) else { return nil }
        self = .timeOfDay(nanoseconds: time.nanoseconds, digits: time.digits)
      } else {
        guard let time = Self.decimalSeconds(bytes) else { return nil }
        self = .epoch(nanoseconds: time.nanoseconds, digits: time.digits)
      }
    }
  }

  /// Reads `HH:MM:SS` with decimals or without, two digits each.
  ///
  /// The second 60 is a leap second: localtime(3) gives it in the "right" time zones.
  private static func clockTime(_ bytes: ArraySlice<UInt8>) -> (nanoseconds: Int64, digits: Int)? {
    let parts = bytes.split(
      separator: UInt8(ascii: ":"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 2, parts[1].count == 2,
      parts[2].prefix(while: { $0 != UInt8(ascii: ".") }).count == 2,
      let hours = number(parts[0]), hours < 24, let minutes = number(parts[1]), minutes < 60,
      let seconds = decimalSeconds(parts[2]), seconds.nanoseconds < 61_000_000_000
    else { return nil }
    // At most a day and a second of nanoseconds: far below the bounds of the type.
    let whole = (hours * 60 + minutes) * 60 * 1_000_000_000
    return (whole + seconds.nanoseconds, seconds.digits)
  }

  /// Reads seconds with at most nine decimals: a point stands between digits.
  private static func decimalSeconds(
    _ bytes: ArraySlice<UInt8>
  ) -> (nanoseconds: Int64, digits: Int)? {
    let parts = bytes.split(
      separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count <= 2, let seconds = number(parts[0]) else { return nil }
    var fraction: Int64 = 0
    let digits = parts.count == 2 ? parts[1].count : 0
    if parts.count == 2 {
      guard digits <= 9, let read = number(parts[1]) else { return nil }
      fraction = read
      for _ in digits..<9 { fraction *= 10 }
    }
    let (scaled, scaling) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, adding) = scaled.addingReportingOverflow(fraction)
    return scaling || adding ? nil : (sum, digits)
  }

  /// Reads a decimal number without a sign; nothing where there is no digit or too many.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard !bytes.isEmpty else { return nil }
    var result: Int64 = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let (scaled, scaling) = result.multipliedReportingOverflow(by: 10)
      let (sum, adding) = scaled.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
      if scaling || adding { return nil }
      result = sum
    }
    return result
  }
}

/// The time before a call as bytes that a line of the same hour has, too: `14:56:02.050146 `.
///
/// Eight bytes are compared at once. A byte is right where its difference to the one that is expected,
/// as exclusive or, is at most its range: 0 for a colon, 9 for a digit.
struct TimePattern: Sendable {
  /// The bytes that are expected: a zero for a digit.
  private var expected: (UInt64, UInt64, UInt64) = (0, 0, 0)
  /// What takes a difference that is too large to the highest bit of its byte: 127 less the range.
  private var room: (UInt64, UInt64, UInt64) = (0, 0, 0)
  /// The bytes that are looked at.
  private var mask: (UInt64, UInt64, UInt64) = (0, 0, 0)
  /// How many bytes of a line have to be there, from the time on.
  static let reach = 24

  /// Nothing is expected where lines have no time.
  init() {}

  /// Whether there is a pattern of times that are printed in this way.
  static func covers(_ time: Timestamp) -> Bool { form(of: time) != nil }

  /// How many bytes a time has that is printed in this way, with the blank behind it.
  static func length(of time: Timestamp) -> Int { form(of: time)?.utf8CodeUnitCount ?? 0 }

  /// The largest digit at each place.
  private static func form(of time: Timestamp) -> StaticString? {
    switch (time.clock, time.digits) {
    case (.timeOfDay, 0): "29:59:59 "
    case (.timeOfDay, 3): "29:59:59.999 "
    case (.timeOfDay, 6): "29:59:59.999999 "
    case (.timeOfDay, 9): "29:59:59.999999999 "
    case (.epoch, 0): "9999999999 "
    case (.epoch, 3): "9999999999.999 "
    case (.epoch, 6): "9999999999.999999 "
    case (.epoch, 9): "9999999999.999999999 "
    default: nil
    }
  }

  /// The pattern of the time at `start` of a line; nothing where it is not printed in the usual way.
  ///
  /// Its first two digits are those of this line: that midnight passes shows in them.
  init?(_ line: Span<UInt8>, at start: Int, _ time: Timestamp) {
    guard let form = Self.form(of: time), start >= 0, line.count >= start + Self.reach else {
      return nil
    }
    for index in 0..<form.utf8CodeUnitCount {
      // The index is one of the literal's.
      let most = unsafe form.utf8Start[index]
      let isDigit = index > 1 && most &- 0x30 < 10
      if index < 2, line[start + index] &- 0x30 > 9 { return nil }
      let byte = index < 2 ? line[start + index] : isDigit ? 0x30 : most
      add(byte, range: isDigit ? most - 0x30 : 0, at: index)
    }
    // Of other years a prefix is no time since 1970 (`LinePrefix`): below 10 it would begin with a zero.
    if time.clock == .epoch {
      let first = (line[start] - 0x30) * 10 + line[start + 1] - 0x30
      guard (10...84).contains(first) else { return nil }
    }
    guard matches(line, at: start) else { return nil }
  }

  /// Whether the first two digits of a time at `start` are those that are expected.
  func isOfHour(_ line: Span<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + 1 < line.count else { return false }
    return UInt64(line[start]) | UInt64(line[start + 1]) << 8 == expected.0 & 0xFFFF
  }

  private mutating func add(_ byte: UInt8, range: UInt8, at index: Int) {
    let shift = UInt64(index % 8 * 8)
    let (byte, room) = (UInt64(byte) << shift, UInt64(127 - range) << shift)
    let mask = UInt64(0xFF) << shift
    switch index / 8 {
    case 0:
      expected.0 |= byte
      self.room.0 |= room
      self.mask.0 |= mask
    case 1:
      expected.1 |= byte
      self.room.1 |= room
      self.mask.1 |= mask
    default:
      expected.2 |= byte
      self.room.2 |= room
      self.mask.2 |= mask
    }
  }

  /// Whether a time of this kind stands at `start`, of which `reach` bytes have to be there.
  @inline(__always)
  func matches(_ line: Span<UInt8>, at start: Int) -> Bool {
    let (first, second) = line.words(at: start)
    let third = line.word(at: start + 16)
    return Self.excess(first ^ expected.0, room.0, mask.0)
      | Self.excess(second ^ expected.1, room.1, mask.1)
      | Self.excess(third ^ expected.2, room.2, mask.2) == 0
  }

  /// The highest bits of the bytes whose difference is too large: the sum of seven bits each carries
  /// nothing into the next byte.
  @inline(__always)
  private static func excess(_ difference: UInt64, _ room: UInt64, _ mask: UInt64) -> UInt64 {
    let difference = difference & mask
    return (difference & 0x7F7F_7F7F_7F7F_7F7F &+ room | difference) & 0x8080_8080_8080_8080
  }
}

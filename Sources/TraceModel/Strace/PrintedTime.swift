/// The time of a line as it is printed, at most 24 bytes: what it says is read where it is needed.
struct PrintedTime: Sendable {
  private var clock = Timestamp.Clock.none
  /// How many digits of a second there are: 0, 3, 6 or 9.
  private var digits: UInt8 = 0
  private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

  /// The time at `start` of a line, which was found to fit a `TimePattern` of this clock and precision.
  @inline(__always)
  init(_ line: Span<UInt8>, at start: Int, _ clock: Timestamp.Clock, digits: UInt8) {
    self.clock = clock
    self.digits = digits
    if clock == .none { return }
    words.0 = line.word(at: start)
    words.1 = line.word(at: start + 8)
    if clock == .epoch || digits > 6 { words.2 = line.word(at: start + 16) }
  }

  /// What it says.
  var timestamp: Timestamp {
    var stamp = Timestamp()
    if clock == .none { return stamp }
    stamp.clock = clock
    stamp.digits = digits
    let (first, second, third) = words
    if clock == .timeOfDay {
      let minutes = Self.number(first, 0, 2) &* 60 &+ Self.number(first, 3, 2)
      stamp.nanoseconds = minutes &* 60 &+ Self.number(first, 6, 2)
    } else {
      stamp.nanoseconds = Self.number(first, 0, 8) &* 100 &+ Self.number(second, 0, 2)
    }
    stamp.nanoseconds &*= 1_000_000_000
    switch (clock, digits) {
    case (.timeOfDay, 6): stamp.nanoseconds &+= Self.number(second, 1, 6) &* 1000
    case (_, 6):
      stamp.nanoseconds &+=
        (Self.number(second, 3, 5) &* 10 &+ Self.number(third, 0, 1)) &* 1000
    default: stamp.nanoseconds &+= fraction(from: clock == .timeOfDay ? 9 : 11)
    }
    return stamp
  }

  /// The digits of a second from byte `start` on, in nanoseconds.
  private func fraction(from start: Int) -> Int64 {
    var value: Int64 = 0
    for place in start..<(start + 9) {
      let word = place < 8 ? words.0 : place < 16 ? words.1 : words.2
      let digit = place < start + Int(digits) ? Self.number(word, place & 7, 1) : 0
      value = value &* 10 &+ digit
    }
    return value
  }

  /// The number of `count` digits from byte `start` of a word on; inlined, so that the loop unrolls.
  @inline(__always)
  private static func number(_ word: UInt64, _ start: Int, _ count: Int) -> Int64 {
    var value: Int64 = 0
    for index in start..<(start + count) {
      value = value &* 10 &+ Int64(word >> UInt64(index * 8) & 0xF)
    }
    return value
  }
}

/// Knows lines of calls that are not read by their first bytes, once it has seen their like.
///
/// Most lines of a log of all calls say nothing of the address space. The first of each kind is read
/// like any other; of those behind it, which have the same layout, a known pid column, a time in the
/// same hour and a known name, only these bytes are looked at, to pass over the line or to read it on
/// from its arguments. Whatever is not just so is read in full: what is told does not depend on it.
struct QuickLines: Sendable {
  /// What a line was known by.
  struct Match {
    /// The task that its pid column names; nothing without one.
    var task: Int32?
    /// Whether it is the second half of a call.
    var isRest = false
    /// The call, where it is one of which some lines are read.
    var call: Syscall?
    /// Where the call begins, and where its arguments do; without meaning in a second half.
    var body = 0
    var arguments = 0
  }

  /// The time of a line, as it is printed: at most 24 bytes.
  struct Time: Sendable {
    fileprivate var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
  }

  /// How times are printed that are known.
  private enum Clock: Sendable {
    case none, timeOfDay, epoch

    /// How many bytes a time has, with the blank behind it.
    var length: Int {
      switch self {
      case .none: 0
      case .timeOfDay: 16
      case .epoch: 18
      }
    }
  }

  private struct Head: Sendable {
    var key = SyscallTable.Key()
    var task: Int32?
  }

  private struct Name: Sendable {
    var key = SyscallTable.Key()
    /// How many bytes it has: a zero byte of a line is not taken for the end.
    var length = 0
    var call: Syscall?
  }

  /// How many bytes behind the prefix are looked at.
  private static let most = 16
  private static let headCount = 64
  private static let nameCount = 256

  /// The layout; where it is another, what was learned before is forgotten.
  private var clock = Clock.none
  private var headLength = 0
  /// Where calls begin.
  private var body = 0
  /// How many bytes a line has at least of which something can be known; without a layout none has.
  private var least = Int.max
  /// The first two bytes of the time: within an hour there is no midnight.
  private var beginning: UInt64 = 0
  private var heads = [Head](repeating: Head(), count: headCount)
  private var names = [Name](repeating: Name(), count: nameCount)

  // MARK: Learning

  /// Learns from a line that was read from its beginning, where it holds a call or the second half of
  /// one that is not read.
  ///
  /// - Parameters:
  ///   - line: the line, without its end.
  ///   - prefix: what stands before the call.
  ///   - kind: what the line is.
  mutating func learn(_ line: Span<UInt8>, _ prefix: LinePrefix, _ kind: BodyKind) {
    let call: Syscall?
    switch kind {
    case .call(let found, _): call = found
    case .resumed(nil, _): call = nil
    default: return
    }
    guard prefix.delta == nil, let clock = Self.clock(of: prefix.time) else {
      least = .max
      return
    }
    let head = prefix.body - clock.length
    guard line.count >= prefix.body + Self.most,
      let name = Self.name(line, at: prefix.body),
      prefix.pid != nil && head > 0 && head <= Self.most || prefix.pid == nil && head == 0,
      Self.isTime(line, at: head, clock)
    else { return }
    if least == .max || clock != self.clock || head != headLength {
      self.clock = clock
      headLength = head
      body = prefix.body
      least = body + Self.most
      heads = [Head](repeating: Head(), count: Self.headCount)
    }
    beginning = clock == .none ? 0 : line.word(at: head) & 0xFFFF
    if head > 0 {
      let key = Self.head(line, head)
      heads[key.slot & (Self.headCount - 1)] = Head(key: key, task: prefix.pid)
    }
    names[name.key.slot] = Name(key: name.key, length: name.length, call: call)
  }

  private static func clock(of time: Timestamp) -> Clock? {
    switch (time.clock, time.digits) {
    case (.none, _): Clock.none
    case (.timeOfDay, 6): .timeOfDay
    case (.epoch, 6): .epoch
    default: nil
    }
  }

  // MARK: Knowing

  /// What a line is known by; nothing where it has to be read from its beginning.
  @inline(__always)
  func match(_ line: Span<UInt8>) -> Match? {
    guard line.count >= least, !Self.hasRemark(line) else { return nil }
    var match = Match()
    if headLength > 0 {
      let key = Self.head(line, headLength)
      let head = heads[key.slot & (Self.headCount - 1)]
      guard head.key == key, let task = head.task else { return nil }
      match.task = task
    }
    if clock != .none {
      guard line.word(at: headLength) & 0xFFFF == beginning,
        Self.isTime(line, at: headLength, clock)
      else { return nil }
    }
    guard let name = Self.name(line, at: body) else { return nil }
    let known = names[name.key.slot]
    guard known.key == name.key, known.length == name.length else { return nil }
    match.isRest = name.isRest
    match.call = known.call
    match.body = body
    match.arguments = body + name.length + 1
    return match
  }

  /// What stands before the call of a line that was known.
  func prefix(of line: Span<UInt8>, _ match: Match) -> LinePrefix {
    var prefix = LinePrefix(time: timestamp(time(of: line)))
    prefix.pid = match.task
    prefix.body = match.body
    return prefix
  }

  /// The time that was kept of a line.
  func timestamp(_ time: Time) -> Timestamp {
    var stamp = Timestamp()
    let (first, second, third) = time.words
    switch clock {
    case .none:
      break
    case .timeOfDay:
      stamp.clock = .timeOfDay
      let minutes = Self.number(first, 0, 2) &* 60 &+ Self.number(first, 3, 2)
      stamp.nanoseconds = (minutes &* 60 &+ Self.number(first, 6, 2)) &* 1_000_000_000
      stamp.nanoseconds &+= Self.number(second, 1, 6) &* 1000
    case .epoch:
      stamp.clock = .epoch
      let seconds = Self.number(first, 0, 8) &* 100 &+ Self.number(second, 0, 2)
      let micros = Self.number(second, 3, 5) &* 10 &+ Self.number(third, 0, 1)
      stamp.nanoseconds = seconds &* 1_000_000_000 &+ micros &* 1000
    }
    if clock != .none { stamp.digits = 6 }
    return stamp
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

  /// Whether something may stand behind the call that is not of the call: a notice that ends with
  /// `attached`, ` <detached ...>`.
  @inline(__always)
  private static func hasRemark(_ line: Span<UInt8>) -> Bool {
    let last = line[line.count - 1]
    if last == UInt8(ascii: "d") { return true }
    return last == UInt8(ascii: ">") && line[line.count - 2] == UInt8(ascii: ".")
      && line[line.count - 15] != UInt8(ascii: "u")
  }

  /// The bytes of the pid column.
  @inline(__always)
  private static func head(_ line: Span<UInt8>, _ length: Int) -> SyscallTable.Key {
    SyscallTable.Key(
      low: length >= 8 ? line.word(at: 0) : line.word(at: 0) & mask(length),
      high: length > 8 ? line.word(at: 8) & mask(length - 8) : 0)
  }

  /// The name of a call of at most 15 bytes: up to its parenthesis, or in `<... read resumed>`.
  @inline(__always)
  private static func name(
    _ line: Span<UInt8>, at position: Int
  ) -> (key: SyscallTable.Key, length: Int, isRest: Bool)? {
    let low = line.word(at: position)
    if low & 0xFF_FFFF_FFFF == 0x20_2E2E_2E3C {
      guard line.count >= position + 29,
        let (key, length) = word(line, at: position + 5, until: 0x2020_2020_2020_2020),
        line.word(at: position + 5 + length) == 0x6465_6D75_7365_7220,
        line[position + 13 + length] == UInt8(ascii: ">")
      else { return nil }
      return (key, length, true)
    }
    guard let (key, length) = word(line, at: position, until: 0x2828_2828_2828_2828) else {
      return nil
    }
    return (key, length, false)
  }

  /// The bytes from `position` to the one that `end` repeats, at most 15, and how many they are.
  @inline(__always)
  private static func word(
    _ line: Span<UInt8>, at position: Int, until end: UInt64
  ) -> (SyscallTable.Key, Int)? {
    let low = line.word(at: position)
    let first = firstZero(low ^ end)
    if first < 8 {
      return first == 0 ? nil : (SyscallTable.Key(low: low & mask(first), high: 0), first)
    }
    let high = line.word(at: position + 8)
    let second = firstZero(high ^ end)
    return second < 8
      ? (SyscallTable.Key(low: low, high: high & mask(second)), second + 8) : nil
  }

  /// Which of eight bytes is the first that is zero; 8 where none is.
  ///
  /// A byte is zero where subtracting one borrows from its highest bit and that bit was not set; what
  /// lies above the first such byte may err, and is not looked at.
  @inline(__always)
  private static func firstZero(_ word: UInt64) -> Int {
    let found = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    return found.trailingZeroBitCount / 8
  }

  @inline(__always)
  private static func mask(_ bytes: Int) -> UInt64 {
    bytes >= 8 ? .max : 1 << UInt64(bytes * 8) - 1
  }

  /// The time of a line that is known, as it is printed.
  func time(of line: Span<UInt8>) -> Time {
    var time = Time()
    if clock == .none { return time }
    time.words.0 = line.word(at: headLength)
    time.words.1 = line.word(at: headLength + 8)
    if clock == .epoch { time.words.2 = line.word(at: headLength + 16) }
    return time
  }

  /// Whether the bytes at `position` are a time: `14:56:02.050146 ` or `1795445762.067258 `.
  @inline(__always)
  private static func isTime(_ line: Span<UInt8>, at position: Int, _ clock: Clock) -> Bool {
    switch clock {
    case .none:
      return true
    case .timeOfDay:
      let (first, second) = (line.word(at: position), line.word(at: position + 8))
      // Colons at 2 and 5; minutes and seconds below 60 (a leap second is read in full).
      return first & 0x0000_FF00_00FF_0000 == 0x0000_3A00_003A_0000
        && areDigits(first, 0xFFFF_00FF_FF00_FFFF)
        && first >> 24 & 0xFF < 0x36 && first >> 48 & 0xFF < 0x36
        && second & 0xFF00_0000_0000_00FF == 0x2000_0000_0000_002E
        && areDigits(second, 0x00FF_FFFF_FFFF_FF00)
    case .epoch:
      let (second, third) = (line.word(at: position + 8), line.word(at: position + 16))
      return areDigits(line.word(at: position), .max)
        && second & 0x0000_0000_00FF_0000 == 0x0000_0000_002E_0000
        && areDigits(second, 0xFFFF_FFFF_FF00_FFFF)
        && third & 0xFF00 == 0x2000 && areDigits(third, 0xFF)
    }
  }

  /// Whether the bytes of a word that a mask selects are decimal digits.
  ///
  /// A digit has 3 in its upper half, and still has it when six are added.
  @inline(__always)
  private static func areDigits(_ word: UInt64, _ mask: UInt64) -> Bool {
    let upper = mask & 0xF0F0_F0F0_F0F0_F0F0
    let digits = mask & 0x3030_3030_3030_3030
    return word & upper == digits
      && (word & mask &+ mask & 0x0606_0606_0606_0606) & upper == digits
  }
}

/// What stands before the body of a line: `[pid] [secontext] [abstime] [reltime] [nr] [ip]`, in
/// this order, each optional (strace.c, printleader).
struct LinePrefix: Sendable, BitwiseCopyable {
  /// The thread id of the pid column or of `[pid N]`; nothing where the line has none.
  var pid: Int32?
  /// The time.
  var time = Timestamp()
  /// The distance to the line before, in nanoseconds, where `-r` prints it.
  var delta: Int64?
  /// Where the body begins.
  var body = 0
  private var hasBracket = false
  /// Whether there is what strace does not print there.
  ///
  /// A second time of day or since 1970, a pid behind a time or a bracket: the first is that of somebody
  /// who copied the line.
  var isForeign = false

  /// The largest pid that the kernel gives out (PID_MAX_LIMIT): a larger first number is a time.
  static let largestPID: UInt64 = 4_194_304

  /// Reads the prefix of `line`.
  init(_ line: Span<UInt8>) {
    var position = 0
    if let first = line.count > 0 ? line[0] : nil,
      first &- 0x30 < 10 || first == UInt8(ascii: "[")
    {
      readPID(line, &position)
    }
    while position < line.count {
      let byte = line[position]
      if byte == 0x20 {
        position += 1
      } else if byte &- 0x30 < 10 {
        if pid == nil, position > 0, isWhole(line, position) { isForeign = true }
        guard readTimeOfDay(line, &position) || readTime(line, &position) else { break }
      } else if byte == UInt8(ascii: "[") {
        if position > 0, line.has("[pid ", at: position) { isForeign = true }
        guard skipBracket(line, &position) else { break }
      } else if byte == UInt8(ascii: "("), line.has("(+", at: position) {
        guard readDelta(line, &position) else { break }
      } else {
        break
      }
    }
    body = position
  }

  /// `23087 `, `[pid 17852] `, and with `-Y` `23087<comm> `, `[pid 17852<comm>] `.
  private mutating func readPID(_ line: Span<UInt8>, _ position: inout Int) {
    var at = 0
    let bracketed = line.has("[pid ", at: 0)
    if bracketed {
      at = 5
      line.skipBlanks(at: &at)
    }
    guard at < line.count, line[at] &- 0x30 < 10, let number = line.decimal(at: &at),
      number > 0, number <= Self.largestPID, at < line.count
    else { return }
    if line[at] == UInt8(ascii: "<") {
      guard let close = line.firstIndex(of: UInt8(ascii: ">"), in: at..<line.count) else { return }
      at = close + 1
    }
    if bracketed {
      guard at < line.count, line[at] == UInt8(ascii: "]") else { return }
      at += 1
    }
    guard at < line.count, line[at] == 0x20 else { return }
    pid = Int32(number)
    position = at + 1
  }

  /// Whether a whole number begins here, and something that is no blank stands before it: a pid, which
  /// strace prints first; seconds that `-r` counts have a fraction, or stand behind a pid or nothing.
  private func isWhole(_ line: Span<UInt8>, _ start: Int) -> Bool {
    guard time.clock == .timeOfDay || time.clock == .epoch || hasBracket else { return false }
    var end = start
    while end < line.count, line[end] &- 0x30 < 10 { end += 1 }
    return end < line.count && line[end] == 0x20 && end - start < 9
  }

  /// `14:56:02.050146 ` and nothing else: what most lines have, read without a loop.
  private mutating func readTimeOfDay(_ line: Span<UInt8>, _ position: inout Int) -> Bool {
    let at = position
    guard at + 16 <= line.count, line[at + 2] == UInt8(ascii: ":"),
      line[at + 5] == UInt8(ascii: ":"), line[at + 8] == UInt8(ascii: "."),
      line[at + 15] == 0x20
    else { return false }
    func pair(_ offset: Int) -> Int64? {
      let high = line[at + offset] &- 0x30
      let low = line[at + offset + 1] &- 0x30
      return high < 10 && low < 10 ? Int64(high &* 10 &+ low) : nil
    }
    guard let hours = pair(0), let minutes = pair(3), let seconds = pair(6),
      let first = pair(9), let second = pair(11), let third = pair(13), hours < 24,
      minutes < 60, seconds < 62
    else { return false }
    let whole = (hours &* 60 &+ minutes) &* 60 &+ seconds
    let micros = (first &* 100 &+ second) &* 100 &+ third
    beginTime()
    time.clock = .timeOfDay
    time.digits = 6
    time.nanoseconds = whole &* 1_000_000_000 &+ micros &* 1000
    position = at + 16
    return true
  }

  /// `14:56:02`, `14:56:02.050146`, `1795445762.067258`, `     0.000429`; false leaves all as is.
  private mutating func readTime(_ line: Span<UInt8>, _ position: inout Int) -> Bool {
    var at = position
    let start = at
    guard let first = line.decimal(at: &at), at < line.count else { return false }
    let length = at - start
    var seconds: Int64
    var stamp = Timestamp()
    if line[at] == UInt8(ascii: ":") {
      guard length == 2, at + 6 <= line.count, line[at + 3] == UInt8(ascii: ":") else {
        return false
      }
      at += 1
      guard let minute = line.decimal(at: &at), at == start + 5 else { return false }
      at += 1
      guard let second = line.decimal(at: &at), at == start + 8, first < 24, minute < 60,
        second < 62
      else { return false }
      seconds = Int64(first * 3600 + minute * 60 + second)
      stamp.clock = .timeOfDay
    } else {
      guard first < 1 << 33 else { return false }
      seconds = Int64(first)
      stamp.clock = length >= 9 ? .epoch : .relative
    }
    var nanoseconds: Int64 = 0
    if at < line.count, line[at] == UInt8(ascii: ".") {
      at += 1
      var scale: Int64 = 100_000_000
      while at < line.count, line[at] &- 0x30 < 10, stamp.digits < 9 {
        nanoseconds += Int64(line[at] &- 0x30) * scale
        scale /= 10
        stamp.digits += 1
        at += 1
      }
      // The number of an item of a list ends with a point.
      guard stamp.digits > 0 else { return false }
    }
    guard at < line.count, line[at] == 0x20 else { return false }
    stamp.nanoseconds = seconds * 1_000_000_000 + nanoseconds
    if stamp.clock == .relative {
      delta = stamp.nanoseconds
      if time.clock == .none { time = stamp }
    } else {
      beginTime()
      time = stamp
    }
    position = at + 1
    return true
  }

  /// A time of day or since 1970 comes: what stood before it as a whole number was no distance but a
  /// pid, for strace prints either time first (strace.c, printleader).
  private mutating func beginTime() {
    switch time.clock {
    case .none: break
    case .relative:
      if pid == nil, time.digits == 0, let delta {
        pid = Int32(exactly: delta / 1_000_000_000).flatMap {
          $0 > 0 && $0 <= Int32(Self.largestPID) ? $0 : nil
        }
      }
      delta = nil
    case .timeOfDay, .epoch: isForeign = true
    }
  }

  /// `(+     0.000285) `.
  private mutating func readDelta(_ line: Span<UInt8>, _ position: inout Int) -> Bool {
    var at = position + 2
    line.skipBlanks(at: &at)
    let kept = time
    guard let close = line.firstIndex(of: UInt8(ascii: ")"), in: at..<line.count),
      close - at <= 24
    else { return false }
    var stamp = LinePrefix()
    stamp.readSeconds(line.extracting(at..<close))
    delta = stamp.delta
    time = kept
    position = close + 1
    return true
  }

  private mutating func readSeconds(_ text: Span<UInt8>) {
    var at = 0
    guard let seconds = text.decimal(at: &at), seconds < 1 << 33 else { return }
    var nanoseconds = Int64(seconds) * 1_000_000_000
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      var scale: Int64 = 100_000_000
      while at < text.count, text[at] &- 0x30 < 10, scale > 0 {
        nanoseconds += Int64(text[at] &- 0x30) * scale
        scale /= 10
        at += 1
      }
    }
    delta = nanoseconds
  }

  private init() {}

  /// A prefix with nothing but a time.
  init(time: Timestamp) {
    self.time = time
  }

  /// Skips `[ctx] `, `[   9] `, `[00007f2ff25edc47] `; false at `[ Process PID=… ]`, which is a body.
  private mutating func skipBracket(_ line: Span<UInt8>, _ position: inout Int) -> Bool {
    guard !line.has("[ Process PID=", at: position),
      let close = line.firstIndex(of: UInt8(ascii: "]"), in: position..<line.count),
      close + 1 < line.count, line[close + 1] == 0x20
    else { return false }
    position = close + 2
    hasBracket = true
    return true
  }
}

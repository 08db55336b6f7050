/// Knows lines of calls that are not read by their first bytes, once it has seen their like.
///
/// Most lines of a log of all calls say nothing of the address space. The first of each kind is read
/// like any other; of those behind it, which have the same layout, a known pid column, a time in the
/// same hour and a known name, only these bytes are looked at, to pass over the line or to read it on
/// from its arguments. Whatever is not just so is read in full: what is told does not depend on it.
///
/// What asks it is inlined: it is part of a parser that changes, and would be copied for each line.
struct QuickLines: Sendable {
  /// What stands before the time.
  private enum Column: Sendable {
    /// As many bytes in all lines, or none.
    case fixed
    /// `1234  ` (`-o`).
    case plain
    /// `[pid  1234] `.
    case bracketed
  }

  private struct Head: Sendable {
    var task: Int32?
    /// When it was found that lines of this task may be passed over.
    var passes = 0
  }

  private struct Name: Sendable {
    /// How many bytes it has: a zero byte of a line is not taken for the end.
    var length = 0
    var traits = LineMatch.NameTraits()
  }

  /// What is not known yet of the log as a whole, and lines of calls that are not read may tell.
  enum Sought: Sendable {
    /// Whether calls succeed: all lines are read until one does.
    case successes
    /// Whether there are calls without a file.
    case pathlessCalls
    /// Whether there are such that are not about signals.
    case ordinaryCalls
    case nothing
  }

  /// How many bytes of a call are looked at.
  private static let mostOfCall = 16
  /// Fewer bytes than this stand before the time: two words hold them.
  private static let mostOfHead = 16
  /// Room for the pids of a thousand tasks.
  private static let noHeads = WordTable(empty: Head(), bits: 10)
  /// More bytes than a line has: nothing can be known without a layout.
  private static let never = Int.max / 2

  /// The layout; where it is another, what was learned before is forgotten.
  ///
  /// How lines begin, and how many bytes stand before the time; in a plain column of pids at least, for
  /// strace fills it up to five digits, and a process may have a larger pid.
  private var column = Column.fixed
  private var headLength = 0
  private var clock = Timestamp.Clock.none
  private var digits: UInt8 = 0
  private var time = TimePattern()
  private var timeLength = 0
  /// How many bytes a line has behind that at least of which something can be known.
  private var reach = never
  private var heads = noHeads
  private var names = WordTable(empty: Name(), bits: 8)
  /// Counts the lines that were read since, for each may change who may be passed over.
  private var age = 1
  /// What is not known yet: a line that may tell it is read in full.
  var sought = Sought.successes

  // MARK: Learning

  /// Learns from a line that was read from its beginning, where it holds a call or the second half of
  /// one that is not read.
  ///
  /// - Parameters:
  ///   - line: the line, without its end.
  ///   - prefix: what stands before the call.
  ///   - kind: what the line is.
  mutating func learn(_ line: Span<UInt8>, _ prefix: LinePrefix, _ kind: BodyKind) {
    if learns(line, prefix, kind) || !kind.isRecord || prefix.time.clock == .none { return }
    // Of lines that are passed over only the last is put on the axis of times: all of them have the hour
    // of the record before, be it one that is not known by its first bytes.
    let start = prefix.body - TimePattern.length(of: prefix.time)
    if !hasForm(prefix.time) || !time.isOfHour(line, at: start) { reach = Self.never }
  }

  /// Learns from a line; says whether its time is known now.
  private mutating func learns(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ kind: BodyKind
  ) -> Bool {
    let call: Syscall?
    switch kind {
    case .call(let found, _): call = found
    case .resumed(nil, _): call = nil
    default: return false
    }
    let hasTime = prefix.time.clock != .none
    guard prefix.delta == nil, !hasTime || TimePattern.covers(prefix.time) else {
      reach = Self.never
      return false
    }
    let timeLength = hasTime ? TimePattern.length(of: prefix.time) : 0
    let head = prefix.body - timeLength
    let reach = max(timeLength + Self.mostOfCall, hasTime ? TimePattern.reach : 0)
    guard line.count >= head + reach,
      let name = CallName(line, at: prefix.body), name.isWord(in: line, prefix.body),
      prefix.pid != nil && head > 0 && head < Self.mostOfHead || prefix.pid == nil && head == 0,
      let time = hasTime ? pattern(of: line, at: head, prefix.time) : TimePattern()
    else { return false }
    let column = Self.column(line, head)
    let isKnown = hasForm(prefix.time) && column == self.column
    // In brackets the column ends where it says; a pid behind which one blank stands may have a longer
    // column than others.
    let isLonger =
      column == .bracketed || column == .plain && line[head - 2] != 0x20 && head >= headLength
    if !isKnown || head != headLength && !isLonger {
      clock = prefix.time.clock
      digits = prefix.time.digits
      headLength = head
      self.column = column
      self.timeLength = timeLength
      self.reach = reach
      heads = Self.noHeads
    }
    self.time = time
    let word = self.head(of: line, head)
    if head > 0 || heads.place(of: word) == nil { heads.put(Head(task: prefix.pid), for: word) }
    // The first line of a call shows more than its second half: a name is learned from that.
    if !name.isRest {
      let traits = LineMatch.NameTraits(line, at: prefix.body, call)
      names.put(Name(length: name.length, traits: traits), for: name.key)
    }
    return true
  }

  /// How the first bytes of a line tell its pid.
  private static func column(_ line: Span<UInt8>, _ head: Int) -> Column {
    if head > 0, bracketedEnd(line) == head { return .bracketed }
    let digits = (0..<head).first { line[$0] &- 0x30 > 9 } ?? head
    let isPlain = digits > 0 && digits < head && (digits..<head).allSatisfy { line[$0] == 0x20 }
    return isPlain ? .plain : .fixed
  }

  /// Where the time of a line would begin behind `[pid  1234] `, which has at least five digits or blanks
  /// and at most seven.
  @inline(__always)
  private static func bracketedEnd(_ line: Span<UInt8>) -> Int {
    (line.word(at: 8) ^ 0x5D5D_5D5D_5D5D_5D5D).firstZeroByte + 10
  }

  /// The pattern that is known, where it fits, or a new one.
  private func pattern(
    of line: Span<UInt8>, at head: Int, _ time: Timestamp
  ) -> TimePattern? {
    hasForm(time) && self.time.matches(line, at: head)
      ? self.time : TimePattern(line, at: head, time)
  }

  /// Whether a layout is known, with times that are printed as this one is.
  private func hasForm(_ time: Timestamp) -> Bool {
    reach != Self.never && time.clock == clock && time.digits == digits
  }

  // MARK: Tasks that say nothing

  /// Whether lines of the task of a line may be passed over of which nothing is wanted.
  @inline(__always)
  func passes(_ match: LineMatch) -> Bool { heads[match.head].passes == age }

  /// Notes that they may, until a line is read.
  @inline(__always)
  mutating func notePassing(_ match: LineMatch) { heads[match.head].passes = age }

  /// The task that the pid column of the last of some lines names; nothing where lines have none.
  @inline(__always)
  func task(of passed: Passed) -> Int32? { heads[passed.lastPlace].task }

  /// Notes that a line is read.
  @inline(__always)
  mutating func noteRead() { age &+= 1 }

  // MARK: Knowing

  /// What a line is known by; nothing where it has to be read from its beginning.
  @inline(__always)
  func match(_ line: Span<UInt8>) -> LineMatch? {
    guard let start = start(of: line), let head = heads.place(of: head(of: line, start)),
      var match = call(line, start)
    else { return nil }
    match.head = head
    match.task = heads[head].task
    return match
  }

  /// What the call of a line is known by whose time stands at `start`.
  @inline(__always)
  private func call(_ line: Span<UInt8>, _ start: Int) -> LineMatch? {
    guard clock == .none || time.matches(line, at: start),
      let name = CallName(line, at: start + timeLength), let place = names.place(of: name.key)
    else { return nil }
    let known = names[place]
    guard known.length == name.length else { return nil }
    let body = start + timeLength
    return LineMatch(
      traits: known.traits, isRest: name.isRest, body: body,
      arguments: body + name.length + (name.isRest ? CallName.aroundRest : 1))
  }

  /// Lines that were passed over, one behind the other.
  struct Passed {
    var lines = 0
    /// How many of them are second halves of calls.
    var rests = 0
    /// Where the last begins, and where the line behind it does.
    var last = 0
    var end = 0
    /// The pid column of the line that was looked at last, and where what is known of it lies.
    fileprivate var head = SyscallTable.Key(low: ~0, high: ~0)
    fileprivate var place = 0
    /// Where what is known of the pid column of the last line lies that was passed over.
    fileprivate var lastPlace = 0

    /// Adds the line that ends at `end`.
    @inline(__always)
    mutating func add(upTo end: Int, isRest: Bool) {
      lines += 1
      rests += isRest ? 1 : 0
      last = self.end
      self.end = end + 1
      lastPlace = place
    }

    /// Begins anew behind a line that ends at `end`.
    @inline(__always)
    mutating func restart(behind end: Int) {
      (lines, rests) = (0, 0)
      self.end = end + 1
    }
  }

  /// Passes over lines of which nothing is wanted, whoever reads them, and finds the first that is not
  /// such a line.
  ///
  /// - Parameters:
  ///   - text: whole lines, and perhaps the beginning of one more.
  ///   - passed: the lines before: those that are passed over are added.
  /// - Returns: What the line behind them is known by; nothing where it has to be read from its beginning,
  ///   or is not all there.
  @inline(__always)
  func next(_ text: Span<UInt8>, adding passed: inout Passed) -> LineMatch? {
    while passed.end < text.count, let end = text.firstIndex(of: 0x0A, in: passed.end..<text.count),
      // A blank or a carriage return at the end is no part of the line.
      end > passed.end, text[end - 1] > 0x20
    {
      let line = text.extracting(passed.end..<end)
      guard let start = start(of: line) else { return nil }
      let head = head(of: line, start)
      // Most lines are of the task of the one before.
      if head != passed.head {
        guard let place = heads.place(of: head) else { return nil }
        (passed.head, passed.place) = (head, place)
      }
      guard var match = call(line, start) else { return nil }
      guard heads[passed.place].passes == age, match.tellsNothing(line, sought) else {
        match.head = passed.place
        match.task = heads[passed.place].task
        match.end = end
        return match
      }
      passed.add(upTo: end, isRest: match.isRest)
    }
    return nil
  }

  /// What stands before the call of a line that was known.
  @inline(__always)
  func prefix(of line: Span<UInt8>, _ match: LineMatch) -> LinePrefix {
    var prefix = LinePrefix(time: time(of: line).timestamp)
    prefix.pid = match.task
    prefix.body = match.body
    return prefix
  }

  /// Whether something may stand behind the call that is not of the call.
  ///
  /// A notice ends with `attached`, another with ` <detached ...>`. The line has at least 16 bytes.
  @inline(__always)
  private static func hasRemark(_ line: Span<UInt8>) -> Bool {
    let last = line[line.count - 1]
    if last == UInt8(ascii: "d") { return true }
    return last == UInt8(ascii: ">") && line[line.count - 2] == UInt8(ascii: ".")
      && line[line.count - 15] != UInt8(ascii: "u")
  }

  /// How many bytes stand before the time; nothing where the line is too short for something to be known,
  /// or something may stand behind its call.
  @inline(__always)
  private func start(of line: Span<UInt8>) -> Int? {
    guard line.count >= reach, !Self.hasRemark(line) else { return nil }
    let start = headEnd(line)
    return start < Self.mostOfHead && line.count - start >= reach ? start : nil
  }

  /// How many bytes stand before the time of a line that has at least `reach`, which are more than 16.
  @inline(__always)
  private func headEnd(_ line: Span<UInt8>) -> Int {
    switch column {
    case .fixed: headLength
    case .plain: max((line.word(at: 0) ^ 0x2020_2020_2020_2020).firstZeroByte + 1, headLength)
    case .bracketed: Self.bracketedEnd(line)
    }
  }

  /// The first `length` bytes, at most 15: the pid column, or none.
  @inline(__always)
  private func head(of line: Span<UInt8>, _ length: Int) -> SyscallTable.Key {
    let (low, high) = line.words(at: 0)
    return SyscallTable.Key(
      low: length < 8 ? low & UInt64.mask(bytes: length) : low,
      high: length > 8 ? high & UInt64.mask(bytes: length - 8) : 0)
  }

  /// The time of a line that is known, as it is printed.
  @inline(__always)
  func time(of line: Span<UInt8>) -> PrintedTime {
    PrintedTime(line, at: clock == .none ? 0 : headEnd(line), clock, digits: digits)
  }
}

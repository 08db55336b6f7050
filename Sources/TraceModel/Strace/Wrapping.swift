/// What stands before every line of a log that was copied out of something else.
///
/// A mail quotes with `> `, a ticket indents, journald and Docker put a time and a name before each
/// line, `grep -n` and `cat -n` a number. What it is is learned from the first line that holds a
/// record; a log that has nothing of the kind pays for one comparison a line.
struct Wrapping: Sendable {
  private enum State: Sendable {
    /// No record has been seen.
    case unknown
    /// Lines begin with what strace printed.
    case none
    /// Lines begin with something else.
    case some
  }

  /// How far into a line a record may begin, in bytes.
  static let longest = 256
  /// After how many lines without a record it is no longer looked for.
  private static let mostLines = 10_000

  private var state = State.unknown
  private var file: Int32 = 0
  private var linesSeen = 0
  /// How many bytes to leave out, and the last of them, by which they are known again.
  private var length = 0
  private var tail: (UInt8, UInt8) = (0, 0)
  /// Where a record began in the line before, if that was none as it stood; else 0.
  private var missed = 0
  /// Whether it is nothing but blanks.
  private var isIndent = false
  /// Whether it is a number, which grows longer.
  private var isNumbered = false
  /// How the lines are numbered, where the first of them show that.
  private var numbers: NumberColumn?

  /// Whose lines they are, by what stands before them.
  private(set) var sources = LineSources()

  /// Whether lines of `file` begin with what strace printed, as all do but in copies.
  @inline(__always)
  func isNone(_ file: Int32) -> Bool {
    state == .none && self.file == file
  }

  /// Where in `line` begins what strace printed.
  ///
  /// - Parameters:
  ///   - line: A physical line.
  ///   - file: Its file; each may come from elsewhere.
  ///   - isPart: Whether the file is a part of an `-ff` set, which only strace itself writes.
  ///   - table: The names of calls.
  /// - Returns: The index of the first byte.
  mutating func start(
    of line: Span<UInt8>, file: Int32, isPart: Bool, _ table: SyscallTable
  ) -> Int {
    if file != self.file {
      self = Wrapping()
      self.file = file
    }
    if isPart { state = .none }
    switch state {
    case .none: return 0
    case .unknown:
      linesSeen += 1
      if linesSeen > Self.mostLines { state = .none }
      guard let start = Self.firstRecord(line, table) else {
        // `> strace: Process 27364 attached` comes before all records and teaches nothing.
        return Self.startOfNotice(line) ?? 0
      }
      learn(line, start)
      return start
    case .some:
      if let end = numbers?.end(in: line) { return end }
      if isNumbered, let end = Self.endOfNumber(line) { return end }
      if fits(line) {
        sources.note(line, before: length)
        let rest = line.count - length
        return rest < 8 && Self.isBlank(line.extracting(length..<line.count)) ? line.count : length
      }
      if Self.isRecord(line, table) { return 0 }
      if let start = Self.firstRecord(line, table) {
        sources.note(line, before: start)
        learn(line, start)
        return start
      }
      return Self.isBlank(line) ? line.count : 0
    }
  }

  /// Where strace says that it attached, if no call that the notice interrupts stands before it.
  private static func startOfNotice(_ line: Span<UInt8>) -> Int? {
    guard let notice = AttachNotice(line, from: 0), notice.start <= longest,
      line.firstIndex(of: UInt8(ascii: "("), in: 0..<notice.start) == nil
    else { return nil }
    return notice.start
  }

  /// Where a record begins in a line that is none as it stands, of a log of which the first lines were
  /// bare: where only marks of quotation stand before it, or what stood before the last such line, too.
  mutating func startOfMissed(_ line: Span<UInt8>, _ table: SyscallTable) -> Int? {
    guard state == .none, let start = Self.firstRecord(line, table), start > 0 else {
      missed = 0
      return nil
    }
    let isQuoted = Self.isBlank(line.extracting(0..<start))
    let isSame = missed == start && (line[start - 1] == tail.1)
    missed = start
    tail = (start > 1 ? line[start - 2] : 0, line[start - 1])
    guard isQuoted || isSame else { return nil }
    learn(line, start)
    return start
  }

  /// Where a record begins in a line before whose pid stands what strace does not print there, of a log
  /// of which the first lines looked bare: `[web] ` might have been a security context.
  mutating func startOfForeign(_ line: Span<UInt8>, _ table: SyscallTable) -> Int? {
    guard state == .none, let start = Self.firstRecord(line, table), start > 0 else { return nil }
    learn(line, start)
    return start
  }

  private mutating func learn(_ line: Span<UInt8>, _ start: Int) {
    state = start == 0 ? .none : .some
    length = start
    guard start > 0 else { return }
    tail = (start > 1 ? line[start - 2] : 0, line[start - 1])
    isNumbered = Self.endOfNumber(line) == start
    isIndent = (0..<start).allSatisfy { Self.isSpace(line[$0]) }
  }

  private func fits(_ line: Span<UInt8>) -> Bool {
    guard line.count >= length, line[length - 1] == tail.1,
      length < 2 || line[length - 2] == tail.0
    else { return false }
    // A column of pids is padded with blanks, too.
    return !isIndent || (0..<length).allSatisfy { Self.isSpace(line[$0]) }
  }

  /// Behind a number and one byte: `grep -n` (a minus at lines of context, `-C`) and `cat -n`.
  private static func endOfNumber(_ line: Span<UInt8>) -> Int? {
    var position = 0
    line.skipBlanks(at: &position)
    guard line.decimal(at: &position) != nil, position < line.count else { return nil }
    switch line[position] {
    case UInt8(ascii: ":"), UInt8(ascii: "-"), 0x09: return position + 1
    case 0x20 where line.has(" | ", at: position): return position + 3
    default: return nil
    }
  }

  /// The lines of `file` are numbered so.
  mutating func expect(_ numbers: NumberColumn, _ file: Int32) {
    self = Wrapping()
    self.file = file
    state = .some
    self.numbers = numbers
    length = 2
    tail = (UInt8(ascii: "1"), 0x20)
  }

  /// Where the first record in `line` begins, or nothing where there is none.
  private static func firstRecord(_ line: Span<UInt8>, _ table: SyscallTable) -> Int? {
    var indent = 0
    while indent < line.count, isSpace(line[indent]) { indent += 1 }
    if indent > 0, indent <= longest, isRecord(line.extracting(indent..<line.count), table) {
      return max(0, indent - blanksOfTime(line.extracting(indent..<line.count), indent))
    }
    if isRecord(line, table) { return 0 }
    // What diff(1) puts before a line that was added or taken away.
    if line.count > 1, line[0] == UInt8(ascii: "+") || line[0] == UInt8(ascii: "-"),
      !isSpace(line[1]), isRecord(line.extracting(1..<line.count), table)
    {
      return 1
    }
    if let end = endOfNumber(line), isRecord(line.extracting(end..<line.count), table) {
      return end
    }
    // A line may have megabytes, and each attempt may look at all of them.
    var work = max(1 << 20, 8 * line.count)
    for start in 1..<max(1, min(line.count, longest)) where work > 0 {
      let before = line[start - 1]
      let isGap =
        isSpace(before) || before == 0xA0 && line[max(0, start - 2)] == 0xC2
        || (before == UInt8(ascii: ":") || before == UInt8(ascii: "|")
          || before == UInt8(ascii: ">") || before == UInt8(ascii: "`")
          || before == UInt8(ascii: "}")) && !isSpace(line[start])
      guard
        isGap && !isWithinTime(line, start) && !isBehindMonth(line, start)
          || beginsTime(line, start)
      else { continue }
      // A column of pids begins with a digit; only `-r` pads what it prints.
      if isSpace(line[start]) {
        var digits = start
        line.skipBlanks(at: &digits)
        guard blanksOfTime(line.extracting(digits..<line.count), digits - start) > 0 else {
          continue
        }
      }
      work -= line.count
      if isRecord(line.extracting(start..<line.count), table) { return start }
    }
    return nil
  }

  /// Whether a time of day begins at `start`, whatever stands before it.
  private static func beginsTime(_ line: Span<UInt8>, _ start: Int) -> Bool {
    guard start + 8 <= line.count, line[start - 1] &- 0x30 >= 10,
      line[start - 1] != UInt8(ascii: ":"), line[start + 2] == UInt8(ascii: ":"),
      line[start + 5] == UInt8(ascii: ":")
    else { return false }
    return [0, 1, 3, 4, 6, 7].allSatisfy { line[start + $0] &- 0x30 < 10 }
  }

  /// Whether `15:50:` stands before `start`: what follows is no number of seconds for itself.
  private static func isWithinTime(_ line: Span<UInt8>, _ start: Int) -> Bool {
    start >= 3 && line[start - 1] == UInt8(ascii: ":") && line[start - 2] &- 0x30 < 10
      && line[start - 3] &- 0x30 < 10 && start + 2 < line.count && line[start] &- 0x30 < 10
      && line[start + 1] &- 0x30 < 10
      && (line[start + 2] == UInt8(ascii: ":")
        || start >= 6 && line[start - 4] == UInt8(ascii: ":"))
  }

  /// Whether `Nov ` stands before `start`: the number that follows is a day, as ts(1) prints it.
  private static func isBehindMonth(_ line: Span<UInt8>, _ start: Int) -> Bool {
    guard start >= 4 else { return false }
    let months: [StaticString] = [
      "Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ",
      "Dec ",
    ]
    return months.contains { line.has($0, at: start - 4) }
  }

  /// How many of the `indent` blanks before `text` are strace's own: `-r` pads seconds to 6 columns.
  private static func blanksOfTime(_ text: Span<UInt8>, _ indent: Int) -> Int {
    var digits = 0
    while digits < text.count, text[digits] &- 0x30 < 10 { digits += 1 }
    guard digits > 0, digits < 6, digits < text.count else { return 0 }
    if text[digits] == UInt8(ascii: ".") || text.has("0 ", at: 0) { return 6 - digits }
    // A number without a fraction is a pid, which nothing pads, or with `--relative-timestamps=s`
    // few seconds that are padded to just 6 columns.
    return text[digits] == 0x20 && digits < 4 && indent + digits == 6 ? indent : 0
  }

  /// Whether `text` begins with a whole record of strace.
  private static func isRecord(_ text: Span<UInt8>, _ table: SyscallTable) -> Bool {
    let prefix = LinePrefix(text)
    guard prefix.body < text.count, !prefix.isForeign else { return false }
    switch BodyKind(text, at: prefix.body, table) {
    case .call(_, let arguments):
      switch CallText(text, from: arguments).ending {
      case .result, .unfinished, .detached, .pidChanged: return true
      case .open: return false
      }
    case .resumed, .signal, .ended, .personality: return true
    case .diagnostic, .detail, .summary, .elision, .foreign: return false
    }
  }

  /// Whether only blanks and marks of quotation stand in a line.
  private static func isBlank(_ line: Span<UInt8>) -> Bool {
    for index in 0..<line.count {
      let byte = line[index]
      guard isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "|") else {
        return false
      }
    }
    return true
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// Puts lines together again that a terminal or an editor broke at a fixed column, or a mailer between
/// words.
///
/// A number or a name is cut at a column as anything else is, and what is left of it would be taken for
/// the whole. It is known from the first lines of a log: calls among them have no end, what stands behind
/// these begins no record, and they are all as long as a line can be: to the byte, or until the next word
/// no longer fits.
struct FoldedLines: Sendable {
  /// Where lines are broken.
  enum Place: Sendable {
    case column, blank
  }

  /// Where lines are broken.
  let place: Place
  /// How long lines can be, in bytes.
  let width: Int
  /// Whether records begin with a time or a pid.
  private let hasPrefix: Bool
  /// Whether each line begins with `>`: a mail was quoted, and then broken.
  private let isQuoted: Bool
  private let table: SyscallTable
  /// How long the line before was.
  private var last = 0
  /// The pieces of a line.
  var pieces = LinePieces()

  /// The widths that terminals and editors have, in bytes, and the widest of mailers.
  private static let widths = 40...400
  private static let widestMail = 100
  /// How many lines have to be broken in the same way.
  private static let fewest = 3

  /// Looks at the first lines of a log; nothing where they are not broken.
  init?(_ text: Span<UInt8>) {
    let isQuoted = Self.isQuoted(text)
    var start = 0
    var longest = 0
    var longestOfWords = 0
    var lines = 0
    var overlong = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let begin = start + Self.start(of: text.extracting(start..<end), isQuoted)
      let line = text.extracting(begin..<max(begin, text.withoutReturn(before: end)))
      let length = line.countWithoutBlanks
      longest = max(longest, line.count)
      lines += 1
      // A word that is longer than a line stands on one of its own, with little else.
      if length > Self.widestMail {
        overlong += 1
      } else if line.firstIndex(of: 0x20, in: 0..<length) != nil {
        longestOfWords = max(longestOfWords, length)
      }
      start = end + 1
    }
    let table = SyscallTable()
    let places: [(Place, Int)] =
      overlong * 10 <= lines
      ? [(.column, longest), (.blank, longestOfWords)] : [(.column, longest)]
    let found = places.filter { Self.widths.contains($0.1) }.compactMap { place, width in
      Self.survey(text, isQuoted, place, width, table).map {
        (place: place, width: width, signs: $0)
      }
    }
    // Some words end by chance where a line has to, and are taken for broken at that column.
    guard let best = found.max(by: { $0.signs.broken < $1.signs.broken }) else { return nil }
    self.place = best.place
    width = best.width
    self.table = table
    self.isQuoted = isQuoted
    hasPrefix = best.signs.hasPrefix
  }

  /// What shows that lines are broken.
  private struct Signs {
    /// How many are.
    var broken: Int
    /// Whether records begin with a time or a pid.
    var hasPrefix: Bool
  }

  /// What shows that the first lines of a log are broken at a place; nothing where they are not.
  private static func survey(
    _ text: Span<UInt8>, _ isQuoted: Bool, _ place: Place, _ width: Int, _ table: SyscallTable
  ) -> Signs? {
    var cut = 0
    var broken = 0
    var prefixed = 0
    // The length of a call before that has no end.
    var open: Int?
    var start = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let begin = start + Self.start(of: text.extracting(start..<end), isQuoted)
      let line = text.extracting(begin..<max(begin, text.withoutReturn(before: end)))
      let prefix = LinePrefix(line)
      let kind = prefix.body < line.count ? BodyKind(line, at: prefix.body, table) : .elision
      if let open {
        cut += 1
        if case .foreign = kind, isFull(open, before: line, place, width) {
          // One that is full to the byte may be broken at a column.
          broken += place == .column || open < width ? 1 : 0
        }
      }
      open = nil
      // A call that is whole as it stands may have the program's own words behind it.
      if place == .blank || line.count == width, case .call(_, let arguments) = kind,
        isCut(line, CallText(line, from: arguments))
          || place == .blank
            && hasDuration(text.extracting((end + 1)..<text.count), isQuoted)
      {
        open = line.countWithoutBlanks
        if prefix.body > 0 { prefixed += 1 }
      }
      start = end + 1
    }
    // The rest of one may look like a record.
    guard broken >= fewest, broken * 2 >= cut else { return nil }
    return Signs(broken: broken, hasPrefix: prefixed * 2 > cut)
  }

  /// Whether a line of so many bytes is as long as it can be, with the one behind it.
  private static func isFull(
    _ length: Int, before next: Span<UInt8>, _ place: Place, _ width: Int
  ) -> Bool {
    if place == .column { return length == width }
    let word = next.firstIndex(of: 0x20, in: 0..<next.count) ?? next.count
    return word > 0 && length + 1 + word > width
  }

  /// Whether a call has no end, or breaks off in what stands behind its result: a name, words, a duration.
  private static func isCut(_ line: Span<UInt8>, _ text: CallText) -> Bool {
    switch text.ending {
    case .open: return true
    case .unfinished, .detached, .pidChanged: return false
    case .result:
      let last = line[line.count - 1]
      let result = text.result..<line.count
      return line.firstIndex(of: UInt8(ascii: "<"), in: result) != nil && last != UInt8(ascii: ">")
        || line.firstIndex(of: UInt8(ascii: "("), in: result) != nil && last != UInt8(ascii: ")")
          && last != UInt8(ascii: ">")
    }
  }

  /// Whether a duration begins a line.
  private static func hasDuration(_ line: Span<UInt8>, _ isQuoted: Bool) -> Bool {
    let start = start(of: line, isQuoted)
    return line.has("<", at: start) && start + 1 < line.count && line[start + 1] &- 0x30 < 10
  }

  /// Whether each line of a text begins with a mark of quotation.
  private static func isQuoted(_ text: Span<UInt8>) -> Bool {
    var start = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      if !text.has(">", at: start) { return false }
      start = end + 1
    }
    return start > 0
  }

  /// Where a line begins behind its marks of quotation, each with the blank behind it.
  private static func start(of line: Span<UInt8>, _ isQuoted: Bool) -> Int {
    var position = 0
    while isQuoted, line.has(">", at: position) {
      position += line.has(" ", at: position + 1) ? 2 : 1
    }
    return position
  }

  /// Whether a line is nothing but a time, perhaps behind a pid: the name of the call did not fit.
  private static func isTime(_ line: Span<UInt8>) -> Bool {
    guard line.count > 0, line.count < 64, line[line.count - 1] &- 0x30 < 10 else { return false }
    let prefix = LinePrefix((line.copy(0..<line.count) + Array(" x".utf8)).span)
    return prefix.time.clock != .none && prefix.body == line.count + 1
  }

  /// Takes a line, and tells each record that is whole with it, and the number of its first line.
  mutating func add(
    _ whole: Span<UInt8>, number: Int, _ body: (Span<UInt8>, Int) -> Void
  ) {
    let line = whole.extracting(Self.start(of: whole, isQuoted)..<whole.count)
    if pieces.isOpen, begins(line) || !Self.isFull(last, before: line, place, width) {
      pieces.finish(body)
    }
    switch place {
    case .column:
      pieces.add(line, number: number)
      if line.count < width { pieces.finish(body) }
      last = line.count
    case .blank:
      last = line.countWithoutBlanks
      if pieces.isOpen { pieces.add([0x20].span, number: number) }
      pieces.add(line.extracting(0..<last), number: number)
    }
  }

  /// Whether a line is no rest of the one before.
  private func begins(_ line: Span<UInt8>) -> Bool {
    let prefix = LinePrefix(line)
    if place == .blank, Self.isTime(line) { return true }
    guard prefix.body < line.count else { return line.count == 0 }
    switch BodyKind(line, at: prefix.body, table) {
    case .foreign: return false
    // `makedev(0x8, 0x1)` is no call, but its beginning looks like one.
    case .call: return prefix.body > 0 || !hasPrefix
    default: return true
    }
  }
}

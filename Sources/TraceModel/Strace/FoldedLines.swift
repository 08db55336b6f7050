/// Puts lines together again that a terminal or an editor broke at a fixed column.
///
/// A number or a name is cut there as anything else is, and what is left of it would be taken for the
/// whole. It is known from the first lines of a log: there the longest lines are all of one length, calls
/// among them have no end, and what stands behind these begins no record.
struct FoldedLines: Sendable {
  /// How long lines are that go on in the next, in bytes.
  let width: Int
  /// Whether records begin with a time or a pid.
  private let hasPrefix: Bool
  private let table = SyscallTable()
  /// The pieces of a line.
  var pieces = LinePieces()

  /// The widths that terminals and editors have, in bytes.
  private static let widths = 40...400
  /// How many lines have to be broken at the same column.
  private static let fewest = 3

  /// Looks at the first lines of a log; nothing where they are not broken.
  init?(_ text: Span<UInt8>) {
    var start = 0
    var width = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      width = max(width, end - start)
      if width > Self.widths.upperBound { return nil }
      start = end + 1
    }
    guard Self.widths.contains(width) else { return nil }
    var cut = 0
    var broken = 0
    var prefixed = 0
    var isCut = false
    start = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let line = text.extracting(start..<end)
      let prefix = LinePrefix(line)
      let kind = prefix.body < end - start ? BodyKind(line, at: prefix.body, table) : .elision
      if isCut {
        cut += 1
        if case .foreign = kind { broken += 1 }
      }
      isCut = false
      // A call that is whole as it stands may have the program's own words behind it.
      if end - start == width, case .call(_, let arguments) = kind {
        isCut = Self.isCut(line, CallText(line, from: arguments))
        if isCut, prefix.body > 0 { prefixed += 1 }
      }
      start = end + 1
    }
    // The rest of one may look like a record.
    guard broken >= Self.fewest, broken * 2 >= cut else { return nil }
    self.width = width
    hasPrefix = prefixed >= cut
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

  /// Takes a line, and tells each record that is whole with it, and the number of its first line.
  mutating func add(
    _ line: Span<UInt8>, number: Int, _ body: (Span<UInt8>, Int) -> Void
  ) {
    if pieces.isOpen, begins(line) { pieces.finish(body) }
    pieces.add(line, number: number)
    if line.count < width { pieces.finish(body) }
  }

  /// Whether a line is no rest of the one before.
  private func begins(_ line: Span<UInt8>) -> Bool {
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return line.count == 0 }
    switch BodyKind(line, at: prefix.body, table) {
    case .foreign: return false
    // `makedev(0x8, 0x1)` is no call, but its beginning looks like one.
    case .call: return prefix.body > 0 || !hasPrefix
    default: return true
    }
  }
}

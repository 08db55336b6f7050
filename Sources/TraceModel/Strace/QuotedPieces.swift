/// Puts the lines of a mail together again that was quoted first, and then broken between words: a `>`
/// stands before the first piece of each line only.
struct QuotedPieces: Sendable {
  /// The pieces of a line.
  var pieces = LinePieces()

  /// How many calls have to be broken.
  private static let fewest = 3

  /// Looks at the first lines of a log; nothing where they are not quoted so.
  init?(_ text: Span<UInt8>) {
    guard text.has(">", at: 0) else { return nil }
    let table = SyscallTable()
    var broken = 0
    var isOpen = false
    var start = 0
    while broken < Self.fewest, let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let line = text.extracting(start..<text.withoutReturn(before: end))
      start = end + 1
      guard let first = Self.startOfQuoted(line) else {
        broken += isOpen ? 1 : 0
        isOpen = false
        continue
      }
      let quoted = line.extracting(first..<line.count)
      let prefix = LinePrefix(quoted)
      isOpen = false
      if prefix.body < quoted.count,
        case .call(_, let arguments) = BodyKind(quoted, at: prefix.body, table)
      {
        isOpen = CallText(quoted, from: arguments).ending == .open
      }
    }
    guard broken == Self.fewest else { return nil }
  }

  /// Takes a line, and tells each record that is whole with it, and the number of its first line.
  mutating func add(_ line: Span<UInt8>, number: Int, _ body: (Span<UInt8>, Int) -> Void) {
    if let first = Self.startOfQuoted(line) {
      pieces.finish(body)
      pieces.add(line.extracting(first..<line.count), number: number)
    } else {
      if pieces.isOpen { pieces.add([0x20].span, number: number) }
      pieces.add(line, number: number)
    }
  }

  /// Where a line goes on behind its mark of quotation; nothing where it has none.
  private static func startOfQuoted(_ line: Span<UInt8>) -> Int? {
    guard line.has(">", at: 0) else { return nil }
    return line.has(" ", at: 1) ? 2 : 1
  }
}

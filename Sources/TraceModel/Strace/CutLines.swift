/// A log whose lines were cut at the width of a terminal (`less -S`, a pane): what stood behind it is lost,
/// and what is left of a result would be taken for the whole.
struct CutLines: Sendable {
  /// How many bytes are left of a line.
  let width: Int
  /// How many hexadecimal digits the longest number of the first lines has.
  let addressDigits: Int

  /// The widths that terminals have, in columns.
  private static let widths = 40...400
  /// How many lines have to be cut.
  private static let fewest = 3

  /// Looks at the first lines of a log; nothing where they are whole.
  ///
  /// Rule: no line is longer, several are just as long, and calls among these have no end, or an address for
  /// a result that has fewer digits than others, though a record begins behind most.
  init?(_ text: Span<UInt8>) {
    var longest = 0
    var digits = 0
    var start = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let line = text.extracting(start..<text.withoutReturn(before: end))
      longest = max(longest, line.count)
      guard longest <= Self.widths.upperBound else { return nil }
      digits = max(digits, Self.mostDigits(line))
      start = end + 1
    }
    guard Self.widths.contains(longest) else { return nil }
    (width, addressDigits) = (longest, digits)
    let (cut, broken) = survey(text)
    guard cut >= Self.fewest, cut > broken else { return nil }
  }

  /// How many lines of the width have no end, with a record behind them, and without.
  private func survey(_ text: Span<UInt8>) -> (cut: Int, broken: Int) {
    let table = SyscallTable()
    let result = CutResult(hasDurations: false, addressDigits: addressDigits)
    var (cut, broken) = (0, 0)
    var isOpen = false
    var start = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let line = text.extracting(start..<text.withoutReturn(before: end))
      start = end + 1
      let prefix = LinePrefix(line)
      let kind = prefix.body < line.count ? BodyKind(line, at: prefix.body, table) : .foreign
      if isOpen {
        if case .foreign = kind { broken += 1 } else { cut += 1 }
      }
      isOpen = false
      if line.count == width, case .call(_, let arguments) = kind {
        isOpen =
          CallText(line, from: arguments).ending == .open || result.end(of: line, table) != nil
      }
    }
    return (cut, broken)
  }

  /// How many digits the longest hexadecimal number of a line has that may be an address of a program: of
  /// at most 47 bits (Documentation/arch/x86/x86_64/mm.rst of Linux).
  private static func mostDigits(_ line: Span<UInt8>) -> Int {
    var most = 0
    var position = 0
    while let found = line.find("0x", in: position..<line.count) {
      position = found + 2
      let first = position
      _ = line.hexadecimal(at: &position)
      if position - first <= 12 { most = max(most, position - first) }
    }
    return most
  }
}

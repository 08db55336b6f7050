/// Makes lines whole again that were broken, or put on one line, after strace had written them.
enum LineJoining {
  /// At a column or between words, by a terminal, an editor or a mailer.
  case folded(FoldedLines)
  /// By the soft line breaks of a mail.
  case softBreaks(QuotedPrintable)
  /// Between words, behind marks of quotation.
  case quoted(QuotedPieces)
  /// Not at all: many records are on one line.
  case lost(LostBreaks)

  /// Takes a line, and tells each record that is whole with it, and the number of its first line.
  mutating func add(_ line: Span<UInt8>, number: Int, _ body: (Span<UInt8>, Int) -> Void) {
    switch self {
    case .folded(var lines):
      lines.add(line, number: number, body)
      self = .folded(lines)
    case .softBreaks(var lines):
      lines.add(line, number: number, body)
      self = .softBreaks(lines)
    case .quoted(var lines):
      lines.add(line, number: number, body)
      self = .quoted(lines)
    case .lost(let lines): lines.add(line, number: number, body)
    }
  }

  /// Tells what is held: nothing comes behind it.
  mutating func finish(_ body: (Span<UInt8>, Int) -> Void) {
    switch self {
    case .folded(var lines):
      lines.pieces.finish(body)
      self = .folded(lines)
    case .softBreaks(var lines):
      lines.pieces.finish(body)
      self = .softBreaks(lines)
    case .quoted(var lines):
      lines.pieces.finish(body)
      self = .quoted(lines)
    case .lost: break
    }
  }
}

/// What was done to a log on its way, told by its first lines: in the order in which it is undone.
///
/// Lines are put together first (a mail's soft breaks, a terminal's column), then characters are what
/// they stand for; colours and what stands before every line are taken off line by line.
struct CopyTraits {
  /// How lines were broken, if they were.
  let joining: LineJoining?
  /// How characters are written, if not as themselves.
  let escapes: CharacterEscapes?
  /// How lines were cut, if they were.
  let cutLines: CutLines?
  /// The numbers that stand before the lines, if any do.
  let numbers: NumberColumn?

  /// Looks at the first lines of a log.
  init(_ text: Span<UInt8>) {
    guard let mail = QuotedPrintable(text) else {
      self.init(text, joining: nil)
      return
    }
    let plain = QuotedPrintable.plain(text)
    self.init(plain.span, joining: .softBreaks(mail))
  }

  private init(_ text: Span<UInt8>, joining: LineJoining?) {
    escapes = CharacterEscapes(text)
    if let escapes {
      // In the source of a page the browser breaks the lines, not whoever wrote it.
      self.joining = joining
      let plain = escapes.plain(text)
      cutLines = nil
      numbers = NumberColumn(plain.span)
    } else {
      self.joining =
        joining ?? LostBreaks(text).map(LineJoining.lost)
        ?? QuotedPieces(text).map(LineJoining.quoted) ?? FoldedLines(text).map(LineJoining.folded)
      cutLines = self.joining == nil ? CutLines(text) : nil
      numbers = NumberColumn(text)
    }
  }
}

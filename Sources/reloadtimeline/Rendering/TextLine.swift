/// One line of output: pieces of styled text and the columns they take.
struct TextLine: Sendable {
  /// The pieces, in order.
  private(set) var pieces: [StyledText] = []
  /// The columns taken so far.
  private(set) var width = 0

  /// Creates a line that begins with blanks.
  init(indent: Int = 0) { pad(to: indent) }

  /// Adds a piece.
  mutating func add(_ text: String, _ style: TextStyle = .plain) {
    guard !text.isEmpty else { return }
    if let last = pieces.last, last.style == style {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append(StyledText(text, style))
    }
    width += DisplayWidth.of(text)
  }

  /// Adds blanks up to a column.
  mutating func pad(to column: Int) {
    if column > width { add(String(repeating: " ", count: column - width)) }
  }

  /// Adds a cell of a table, `columns` wide.
  mutating func cell(_ cell: StyledText, columns: Int, right: Bool = false) {
    let start = width
    if right { pad(to: start + columns - DisplayWidth.of(cell.text)) }
    add(cell.text, cell.style)
    pad(to: start + columns)
  }
}

/// A table of aligned columns that gives way where the width does not suffice.
struct TextTable {
  /// A column: its title, and what it does when there is not enough room.
  struct Column {
    /// The title.
    var title: String
    /// Whether its cells stand at the right.
    var right = false
    /// The columns down to which its cells may be shortened; nothing: they may not.
    var shrinksTo: Int?
    /// The columns down to which its cells may be wrapped at blanks into several lines.
    ///
    /// Nothing of them is lost: such a column gives way before one that is shortened.
    var wrapsTo: Int?
  }

  /// The columns.
  var columns: [Column]
  /// The rows, a cell for each column.
  var rows: [[StyledText]] = []

  /// Writes the table; a column in which no cell has any text is left out.
  func write(to canvas: inout TextCanvas, indent: Int = 2) {
    let used = columns.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
    guard !used.isEmpty else { return }
    let widths = fitted(used, into: canvas.width - indent - 2 * (used.count - 1))
    write(columns.map { StyledText($0.title, .dim) }, used, widths, indent, &canvas)
    for row in rows { write(row, used, widths, indent, &canvas) }
  }

  private func fitted(_ used: [Int], into room: Int) -> [Int] {
    var widths = used.map { column in
      rows.reduce(DisplayWidth.of(columns[column].title)) {
        max($0, min(DisplayWidth.of($1[column].text), room))
      }
    }
    for least in [\Column.wrapsTo, \Column.shrinksTo] {
      while widths.reduce(0, +) > room {
        let candidates = used.indices.filter {
          widths[$0] > columns[used[$0]][keyPath: least] ?? .max
        }
        guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
        widths[widest] -= 1
      }
    }
    return widths
  }

  private func write(
    _ row: [StyledText], _ used: [Int], _ widths: [Int], _ indent: Int,
    _ canvas: inout TextCanvas
  ) {
    let cells = used.enumerated().map { place, column in
      columns[column].wrapsTo == nil
        ? [canvas.shorten(row[column].text, to: widths[place])]
        : Self.wrapped(row[column].text, to: widths[place])
    }
    for depth in 0..<(cells.map(\.count).max() ?? 0) {
      var line = TextLine(indent: indent)
      for (place, column) in used.enumerated() {
        if place > 0 { line.add("  ") }
        let text = depth < cells[place].count ? cells[place][depth] : ""
        line.cell(
          StyledText(text, row[column].style), columns: widths[place],
          right: columns[column].right)
      }
      canvas.line(line)
    }
  }

  /// A text in lines of at most `columns`, broken at blanks but not between a number and its noun;
  /// a word that is longer is cut.
  private static func wrapped(_ text: String, to columns: Int) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      if let last = words.last, !last.isEmpty, last.allSatisfy(\.isNumber) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    var lines = [""]
    for word in words {
      let last = lines[lines.count - 1]
      if !last.isEmpty, DisplayWidth.of(last) + 1 + DisplayWidth.of(word) <= columns {
        lines[lines.count - 1] = last + " " + word
        continue
      }
      if !last.isEmpty { lines.append("") }
      var rest = word[...]
      while DisplayWidth.of(rest) > columns {
        let part = DisplayWidth.prefix(of: rest, columns: columns)
        guard !part.isEmpty else { break }
        lines[lines.count - 1] = part
        lines.append("")
        rest = rest.dropFirst(part.count)
      }
      lines[lines.count - 1] = String(rest)
    }
    return lines
  }
}

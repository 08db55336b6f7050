/// Lays out text in lines of a width.
enum TextWrapping {
  /// Breaks text at its blanks into lines of at most `width` columns, where its words allow that.
  static func lines(of text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// A term with its meaning in a column beside it, or below where the term is too long for that.
  static func entry(_ term: String, _ meaning: String, column: Int, width: Int) -> String {
    let lines = lines(of: meaning, width: width - column)
    let margin = String(repeating: " ", count: column)
    let isBeside = term.count + 2 <= column
    let gap = String(repeating: " ", count: max(0, column - term.count))
    let first = isBeside ? term + gap : term + "\n" + margin
    return first + lines.joined(separator: "\n" + margin) + "\n"
  }
}

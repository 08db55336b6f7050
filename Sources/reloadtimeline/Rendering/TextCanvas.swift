/// The output as it grows: lines that keep to the width, wrapped paragraphs, blank lines.
struct TextCanvas {
  /// The columns that a line may take.
  let width: Int
  /// Whether styles are written.
  let color: Bool
  /// The signs to use.
  let glyphs: Glyphs
  /// What was written so far.
  private(set) var text = ""
  private var endsBlank = true

  /// Creates an empty canvas.
  init(options: TextOptions) {
    width = max(40, options.width)
    color = options.color
    glyphs = Glyphs(ascii: options.ascii)
  }

  /// Writes a line, cut at the width, without blanks at its end.
  mutating func line(_ line: TextLine) {
    var pieces = line.width > width ? cut(line.pieces) : line.pieces
    while let last = pieces.last {
      let bytes = last.text.utf8
      var end = bytes.endIndex
      while end > bytes.startIndex, bytes[bytes.index(before: end)] == UInt8(ascii: " ") {
        end = bytes.index(before: end)
      }
      if end > bytes.startIndex {
        pieces[pieces.count - 1].text = String(last.text[..<end])
        break
      }
      pieces.removeLast()
    }
    for piece in pieces { write(piece) }
    text += "\n"
    endsBlank = pieces.isEmpty
  }

  /// Writes a blank line, unless the last one is blank or there is none.
  mutating func blank() {
    if !endsBlank { line(TextLine()) }
  }

  /// Writes words after `lead`, wrapped; they begin at the column `indent`.
  mutating func paragraph(_ lead: TextLine, indent: Int, _ pieces: [StyledText]) {
    let indent = min(indent, width / 2)
    var current = lead
    var startsLine = true
    if lead.width > 0 { current.pad(to: max(indent, min(lead.width + 1, width / 2))) }
    current.pad(to: indent)
    for piece in pieces {
      for word in Self.words(of: piece.text) {
        var rest = word
        let length = DisplayWidth.of(rest)
        if !startsLine, current.width + 1 + length > width {
          line(current)
          current = TextLine(indent: indent)
          startsLine = true
        }
        let blank = current.pieces.last?.style == piece.style ? piece.style : .plain
        if !startsLine { current.add(" ", blank) }
        while current.width + DisplayWidth.of(rest) > width {
          let part = DisplayWidth.prefix(of: rest, columns: width - current.width)
          guard !part.isEmpty else { break }
          current.add(part, piece.style)
          rest.removeFirst(part.count)
          line(current)
          current = TextLine(indent: indent)
        }
        current.add(rest, piece.style)
        startsLine = false
      }
    }
    line(current)
  }

  /// The words between which a line may be broken: `43.4 ms` and `line 6` are one.
  ///
  /// By bytes: no blank and no digit is part of a longer letter.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for bytes in text.utf8.split(separator: UInt8(ascii: " ")) {
      let word = Substring(bytes)
      if let last = words.last, last.utf8.count <= 8, belongs(word, to: last) {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  private static let units: Set<Substring> = [
    "B", "kB", "MB", "GB", "s", "ms", "us", "µs", "min", "h",
  ]

  /// Whether a word is the unit or the number of the one before.
  private static func belongs(_ word: Substring, to last: String) -> Bool {
    if let digit = last.utf8.last, digit &- 0x30 < 10 {
      return units.contains(word.utf8.last == UInt8(ascii: ",") ? word.dropLast() : word)
    }
    guard let digit = word.utf8.first, digit &- 0x30 < 10 else { return false }
    return last.hasSuffix("line") || last == "pid"
  }

  /// A text that takes at most `columns`, shortened in the middle.
  func shorten(_ text: String, to columns: Int) -> String {
    DisplayWidth.shorten(text, to: columns, ellipsis: glyphs.ellipsis)
  }

  private mutating func write(_ piece: StyledText) {
    guard color, let parameters = piece.style.parameters else {
      text += piece.text
      return
    }
    text += "\u{1B}[\(parameters)m\(piece.text)\u{1B}[0m"
  }

  private func cut(_ pieces: [StyledText]) -> [StyledText] {
    var room = width - DisplayWidth.of(glyphs.ellipsis)
    var result: [StyledText] = []
    for piece in pieces {
      let length = DisplayWidth.of(piece.text)
      if length > room {
        let kept = DisplayWidth.prefix(of: piece.text, columns: room)
        result.append(StyledText(kept + glyphs.ellipsis, piece.style))
        break
      }
      result.append(piece)
      room -= length
    }
    return result
  }
}

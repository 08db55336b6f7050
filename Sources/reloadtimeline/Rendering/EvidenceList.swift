import TraceModel

/// The lines that prove what a page says, each once, with a place to link to.
struct EvidenceList {
  private struct Key: Hashable {
    var file: String
    var line: Int
    var text: String
  }

  private let place: String
  private let lines: [Key]
  private let numbers: [Key: Int]
  /// How many lines there was no room for.
  let leftOut: Int

  /// Collects the first `most` lines.
  init(_ evidence: [Evidence], place: String, most: Int) {
    self.place = place
    var seen: Set<Key> = []
    let keys = evidence.map(Self.key).filter { seen.insert($0).inserted }
    leftOut = max(0, keys.count - most)
    lines = keys.prefix(most).sorted {
      ($0.file, $0.line, $0.text) < ($1.file, $1.line, $1.text)
    }
    numbers = Dictionary(
      lines.enumerated().map { ($0.element, $0.offset + 1) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ evidence: Evidence) -> Key {
    Key(file: evidence.file ?? "", line: evidence.line, text: evidence.text)
  }

  /// Writes links to the lines that prove a statement; only their numbers in a table.
  func links(
    _ evidence: [Evidence], _ words: ReloadWords, isTable: Bool = false, to out: inout Markup
  ) {
    for (index, item) in evidence.enumerated() {
      if index > 0 { out.text(", ") }
      let text =
        item.file == nil
        ? (isTable ? "" : "line\u{A0}") + "\(item.line)"
        : words.text.place(line: item.line, file: item.file)
      if let number = numbers[Self.key(item)] {
        out.element(
          "a",
          [
            "href": "#\(place)e\(number)",
            "aria-label": isTable && item.file == nil ? "line \(item.line)" : nil,
          ], text)
      } else {
        out.text(text)
      }
    }
  }

  /// Writes the lines themselves.
  func write(_ words: ReloadWords, to out: inout Markup) {
    guard !lines.isEmpty else { return }
    out.raw("<details open>")
    out.element("summary", "What the lines that prove it tell, in short (\(lines.count))")
    out.raw("<ol class=\"evidence\">\n")
    for (index, line) in lines.enumerated() {
      out.open("li", ["id": "\(place)e\(index + 1)"])
      let file = line.file.isEmpty ? nil : line.file
      out.element("b", words.text.place(line: line.line, file: file))
      out.text(" ")
      out.element("code", words.text.glyphs.sentence(line.text))
      out.raw("</li>\n")
    }
    out.raw("</ol></details>\n")
  }
}

import TraceModel

/// The lines that prove what a page says, each once, with a place to link to.
struct EvidenceList {
  private struct Key: Hashable {
    var file: String
    var line: Int
  }

  private struct Told: Hashable {
    var text: String
    /// Whether the line does not hold it.
    var isAddition: Bool
  }

  private struct Entry {
    var key: Key
    var quote: QuotedLines.Line?
    /// What statements say that it tells.
    var told: [Told]
  }

  private let place: String
  private let entries: [Entry]
  private let numbers: [Key: Int]
  /// How many lines there was no room for.
  let leftOut: Int

  /// Collects the first `most` lines.
  init(_ evidence: [Evidence], quotes: QuotedLines, place: String, most: Int) {
    self.place = place
    var told: [Key: [Told]] = [:]
    var keys: [Key] = []
    for item in evidence {
      let key = Self.key(item)
      if told[key] == nil { keys.append(key) }
      let text = Told(text: item.text, isAddition: item.addsToLine)
      if told[key]?.contains(text) != true { told[key, default: []].append(text) }
    }
    leftOut = max(0, keys.count - most)
    entries = keys.prefix(most).sorted { ($0.file, $0.line) < ($1.file, $1.line) }.map { key in
      Entry(
        key: key, quote: quotes[key.line, key.file.isEmpty ? nil : key.file],
        told: told[key] ?? [])
    }
    numbers = Dictionary(
      entries.enumerated().map { ($0.element.key, $0.offset + 1) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ evidence: Evidence) -> Key {
    Key(file: evidence.file ?? "", line: evidence.line)
  }

  /// Writes links to the lines that prove a statement, each once; only their numbers in a table.
  func links(
    _ evidence: [Evidence], _ words: ReloadWords, isTable: Bool = false, to out: inout Markup
  ) {
    var seen: Set<Key> = []
    for item in evidence where seen.insert(Self.key(item)).inserted {
      if seen.count > 1 { out.text(", ") }
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

  /// Writes the lines themselves, as they stand in their files.
  func write(_ words: ReloadWords, to out: inout Markup) {
    guard !entries.isEmpty else { return }
    let isShort = entries.allSatisfy { $0.quote == nil }
    out.raw("<details open>")
    out.element(
      "summary",
      (isShort ? "What the lines that prove it tell, in short" : "The lines that prove it")
        + " (\(entries.count))")
    out.raw("<ol class=\"evidence\">\n")
    for (index, entry) in entries.enumerated() {
      out.open("li", ["id": "\(place)e\(index + 1)"])
      let file = entry.key.file.isEmpty ? nil : entry.key.file
      out.element("b", words.text.place(line: entry.key.line, file: file))
      out.open("div")
      if let line = entry.quote {
        let quote = words.quote(line)
        out.element("code", quote.text)
        out.text(quote.mark)
      }
      let told = entry.told.filter { $0.isAddition || entry.quote?.isHalf ?? true }
      if !told.isEmpty {
        let text = words.text.glyphs.sentence(told.map(\.text).joined(separator: "; "))
        out.element("span", ["class": "told"], (entry.quote == nil ? "" : " – ") + text)
      }
      out.raw("</div></li>\n")
    }
    out.raw("</ol></details>\n")
  }
}

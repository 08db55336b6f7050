import TraceModel

/// The lines that prove what a page says, each once, with a place to link to.
struct EvidenceList {
  private let place: String
  private let entries: [CitedLine]
  private let numbers: [CitedLine.Key: Int]
  /// The numbers by what a sentence calls a line of one of several files: `reload.8869:14`.
  private let places: [String: Int]
  /// How many lines there was no room for.
  let leftOut: Int

  /// Collects the first `most` lines.
  init(_ evidence: [Evidence], quotes: QuotedLines, place: String, most: Int) {
    self.place = place
    let lines = CitedLine.lines(evidence, quotes)
    leftOut = max(0, lines.count - most)
    entries = lines.prefix(most).sorted {
      ($0.key.file ?? "", $0.key.line) < ($1.key.file ?? "", $1.key.line)
    }
    numbers = Dictionary(
      entries.enumerated().map { ($0.element.key, $0.offset + 1) },
      uniquingKeysWith: { first, _ in first })
    let text = ReloadWords().text
    places = Dictionary(
      entries.enumerated().lazy.filter { $0.element.key.file != nil }.flatMap { index, entry in
        [
          LineWords.place(line: entry.key.line, file: entry.key.file),
          text.place(line: entry.key.line, file: entry.key.file),
        ].map { ($0, index + 1) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes links to the lines that prove a statement, each once; only their numbers in a table.
  func links(
    _ evidence: [Evidence], _ words: ReloadWords, isTable: Bool = false, to out: inout Markup
  ) {
    var seen: Set<CitedLine.Key> = []
    for item in evidence where seen.insert(CitedLine.Key(item)).inserted {
      if seen.count > 1 { out.text(", ") }
      let text =
        item.file == nil
        ? (isTable ? "" : "line\u{A0}") + "\(item.line)"
        : words.text.place(line: item.line, file: item.file)
      if let number = numbers[CitedLine.Key(item)] {
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

  /// Writes a sentence; the lines that it names are links where the list has them.
  ///
  /// What it quotes (in `“”`) names lines of something else, and so does `line 3 of FILE`.
  func prose(_ sentence: String, to out: inout Markup) {
    var isNumber = false
    var isQuoted = false
    let words = sentence.split(separator: " ", omittingEmptySubsequences: false)
    for (index, word) in words.enumerated() {
      if index > 0 { out.text(" ") }
      if word.hasPrefix("\u{201C}") { isQuoted = true }
      let isElsewhere =
        isQuoted || words.indices.contains(index + 1) && words[index + 1] == "of"
      if word.contains("\u{201D}") { isQuoted = false }
      if isElsewhere {
        out.text(String(word))
        isNumber = false
        continue
      }
      let start = word.firstIndex { $0 != "(" } ?? word.endIndex
      let end = word[start...].lastIndex { !",;.):".contains($0) }.map(word.index(after:)) ?? start
      let core = String(word[start..<end])
      let line = isNumber ? Int(core) : nil
      out.text(String(word[..<start]))
      if let number = line.map({ numbers[CitedLine.Key(line: $0)] }) ?? places[core] {
        out.element(
          "a",
          ["href": "#\(place)e\(number)", "aria-label": line.map { "line \($0)" }], core)
      } else {
        out.text(core)
      }
      out.text(String(word[end...]))
      // `line 14`, `lines 14, 26 and 33`, `lines 5 → 33`.
      let goesOn = word[end...].isEmpty || word[end...] == ","
      let isListed = line != nil || core == "and" || core == "→"
      isNumber = core == "line" || core == "lines" || goesOn && isNumber && isListed
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
      out.element("b", words.text.place(line: entry.key.line, file: entry.key.file))
      out.open("div")
      if let line = entry.quote {
        let quote = words.quote(line)
        out.element("code", quote.text)
        out.text(quote.mark)
      }
      let text = words.text.glyphs.sentence(entry.addition)
      if !text.isEmpty {
        out.element("span", ["class": "told"], (entry.quote == nil ? "" : " – ") + text)
      }
      out.raw("</div></li>\n")
    }
    out.raw("</ol></details>\n")
  }
}

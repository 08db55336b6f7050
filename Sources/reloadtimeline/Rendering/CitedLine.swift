import TraceModel

/// A line that proves something, once, with all that statements say that it tells.
struct CitedLine {
  /// A line of a file; that of the only trace has none.
  struct Key: Hashable {
    var file: String?
    var line: Int

    init(_ evidence: Evidence) {
      file = evidence.file
      line = evidence.line
    }

    /// A line of the only trace.
    init(line: Int) { self.line = line }
  }

  private struct Told: Hashable {
    var text: String
    /// Whether the line does not hold it.
    var isAddition: Bool
  }

  let key: Key
  /// The line as it stands in its file, where it can be quoted.
  let quote: QuotedLines.Line?
  private var told: [Told] = []

  private init(_ key: Key, _ quotes: QuotedLines) {
    self.key = key
    quote = quotes[key.line, key.file]
  }

  /// The lines of evidence in the order in which they come first.
  static func lines(_ evidence: [Evidence], _ quotes: QuotedLines) -> [CitedLine] {
    var lines: [CitedLine] = []
    var places: [Key: Int] = [:]
    for item in evidence {
      let key = Key(item)
      if places[key] == nil {
        places[key] = lines.count
        lines.append(CitedLine(key, quotes))
      }
      let told = Told(text: item.text, isAddition: item.addsToLine)
      if let place = places[key], !lines[place].told.contains(told) {
        lines[place].told.append(told)
      }
    }
    return lines
  }

  /// What is to be told of it besides the line itself; empty for nothing.
  var addition: String {
    told.filter { $0.isAddition || quote?.isHalf ?? true }.map(\.text).joined(separator: "; ")
  }
}

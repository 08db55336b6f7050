/// Lines in words, as every sentence of a report names them.
package enum LineWords {
  /// How many lines a sentence names.
  private static let most = 6

  /// `line 14`; of a log in several files `reload.8869:14`.
  package static func place(_ instant: Instant) -> String {
    place(line: instant.line, file: instant.file)
  }

  package static func place(line: Int, file: String?) -> String {
    guard let file else { return "line \(line)" }
    return "\(TraceText(file).lastComponent.escaped):\(line)"
  }

  /// `lines 14, 26`; nothing for none.
  package static func places(_ instants: [Instant]) -> String {
    guard let first = instants.first, instants.count > 1 else {
      return instants.first.map(place) ?? ""
    }
    let shown = instants.prefix(most)
    let more = instants.count > most ? ", …" : ""
    if first.file == nil {
      return "lines " + shown.map { "\($0.line)" }.joined(separator: ", ") + more
    }
    return shown.map(place).joined(separator: ", ") + more
  }
}

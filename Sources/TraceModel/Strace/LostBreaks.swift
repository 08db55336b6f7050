/// Takes the records of a log apart whose line breaks were lost when it was copied: a page that shows a
/// log as running text puts blanks in their place.
struct LostBreaks: Sendable {
  private let table: SyscallTable
  /// What kind of time records begin with.
  private let clock: Timestamp.Clock

  /// How many records the first line has to hold.
  private static let fewest = 3

  /// Looks at the first line of a log; nothing where it does not hold several records.
  init?(_ text: Span<UInt8>) {
    let line = text.extracting(0..<(text.firstIndex(of: 0x0A, in: 0..<text.count) ?? text.count))
    table = SyscallTable()
    let prefix = LinePrefix(line)
    clock = prefix.time.clock
    guard prefix.body < line.count, BodyKind(line, at: prefix.body, table).isRecord else {
      return nil
    }
    var start = 0
    for _ in 1..<Self.fewest {
      guard let next = startOfNext(line, behind: start) else { return nil }
      start = next
    }
  }

  /// Takes a line, and tells each record on it.
  func add(_ line: Span<UInt8>, number: Int, _ body: (Span<UInt8>, Int) -> Void) {
    var start = 0
    while let next = startOfNext(line, behind: start) {
      let record = line.extracting(start..<next)
      body(record.extracting(0..<record.countWithoutBlanks), number)
      start = next
    }
    body(line.extracting(start..<line.count), number)
  }

  /// Where the record behind the one at `start` begins; nothing where that one does not end.
  private func startOfNext(_ line: Span<UInt8>, behind start: Int) -> Int? {
    let prefix = LinePrefix(line.extracting(start..<line.count))
    let first = start + prefix.body
    guard first < line.count,
      var position = end(of: BodyKind(line, at: first, table), line, first)
    else { return nil }
    while let blank = line.firstIndex(of: 0x20, in: position..<line.count) {
      position = blank + 1
      let end = min(line.count, position + Self.longestBeginning)
      if begins(line.extracting(position..<end)) { return position }
    }
    return nil
  }

  /// How many bytes are looked at to know a record: a line of megabytes is not searched at each blank.
  private static let longestBeginning = 256

  /// From where on the next record may be looked for: a name may contain what looks like one.
  private func end(of kind: BodyKind, _ line: Span<UInt8>, _ start: Int) -> Int? {
    switch kind {
    case .call(_, let arguments), .resumed(_, let arguments):
      let text = CallText(line, from: max(start, arguments))
      return switch text.ending {
      case .result: text.result
      case .unfinished, .detached, .pidChanged:
        line.find("...>", in: max(start, arguments)..<line.count)
      case .open: nil
      }
    case .signal: return behind(line.find(" ---", in: min(start + 3, line.count)..<line.count))
    case .ended: return behind(line.find(" +++", in: min(start + 3, line.count)..<line.count))
    default: return start
    }
  }

  private func behind(_ mark: Int?) -> Int? { mark.map { $0 + 4 } }

  /// Whether a record begins here, as the first of the log does.
  private func begins(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[0] != 0x20 else { return false }
    let prefix = LinePrefix(text)
    return prefix.body < text.count && prefix.time.clock == clock
      && BodyKind(text, at: prefix.body, table).isRecord
  }
}

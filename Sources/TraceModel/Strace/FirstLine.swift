/// Knows a log that was cut within its first line, `tail -c` does that: what is left of the line's time
/// or pid would be taken for the whole.
enum FirstLine {
  /// How many lines are looked at.
  private static let mostLines = 32
  /// How many of them have to have the same layout.
  private static let fewest = 3

  /// Whether the first line of a log is the rest of one, told by those behind it.
  ///
  /// Rule: three records behind it have times of one kind, and it has none such, or one a day away; or
  /// their columns of pids are as wide as strace prints them, and its is not (`%-5u ` in strace.c,
  /// printleader).
  static func isFragment(_ text: Span<UInt8>) -> Bool {
    let table = SyscallTable()
    var first: LinePrefix?
    var rest = 0..<0
    var others: [LinePrefix] = []
    var widths: [Int] = []
    var start = 0
    for _ in 0..<mostLines {
      guard let end = text.firstIndex(of: 0x0A, in: start..<text.count) else { break }
      let line = text.extracting(start..<end)
      let prefix = LinePrefix(line)
      if first == nil {
        guard isOfRecord(line) else { return false }
        (first, rest) = (prefix, start..<end)
        widths.append(columnWidth(line))
      } else if prefix.body < line.count, BodyKind(line, at: prefix.body, table).isRecord {
        others.append(prefix)
        widths.append(columnWidth(line))
      }
      start = end + 1
    }
    guard let first, others.count >= fewest, let next = others.first else { return false }
    if others.allSatisfy({ $0.isAlike(next) }) {
      let line = text.extracting(rest)
      guard first.isAlike(next) else {
        return !holds(next, line, table) && !beginsWithCall(line, first, table)
      }
      let distance = next.time.nanoseconds.subtractingReportingOverflow(first.time.nanoseconds)
      if next.time.clock == .epoch, distance.overflow || distance.partialValue.magnitude > day {
        return true
      }
    }
    return first.pid != nil && widths[0] > 0 && widths[0] < narrowest
      && widths.dropFirst().allSatisfy { $0 >= narrowest }
  }

  /// Whether a record that begins like another stands behind a mark of the document out of which the log
  /// was copied: `<pre>`, a backtick.
  private static func holds(
    _ prefix: LinePrefix, _ line: Span<UInt8>, _ table: SyscallTable
  ) -> Bool {
    (1..<max(1, min(line.count, longestMark))).contains { start in
      guard line[start - 1] &- 0x30 >= 10, !isLetter(line[start - 1]) else { return false }
      let text = line.extracting(start..<line.count)
      let own = LinePrefix(text)
      return own.isAlike(prefix) && own.body > 0 && own.body < text.count
        && BodyKind(text, at: own.body, table).isRecord
    }
  }

  /// Whether whoever copied the log began with the call, not with what stands before it.
  private static func beginsWithCall(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ table: SyscallTable
  ) -> Bool {
    if prefix.body == 0, case .call(_?, _) = BodyKind(line, at: 0, table) { return true }
    return false
  }

  /// How many bytes such a mark may have.
  private static let longestMark = 16

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 &- 0x61 < 26 }

  /// How wide a column of pids is at least, in bytes.
  private static let narrowest = 6

  /// How many bytes a number and the blanks behind it have at the beginning of a line.
  private static func columnWidth(_ line: Span<UInt8>) -> Int {
    var position = 0
    while position < line.count, line[position] &- 0x30 < 10 { position += 1 }
    let digits = position
    line.skipBlanks(at: &position)
    return digits > 0 && position > digits ? position : 0
  }

  /// A day in nanoseconds.
  private static let day = UInt64(LogClock.day)

  /// Whether a line ends as records do.
  private static func isOfRecord(_ line: Span<UInt8>) -> Bool {
    line.find(" = ", in: 0..<line.count) != nil || line.find("<... ", in: 0..<line.count) != nil
      || line.ends(with: "<unfinished ...>") || line.ends(with: " ---") || line.ends(with: " +++")
  }
}

extension LinePrefix {
  /// Whether its times are of the same kind.
  fileprivate func isAlike(_ other: LinePrefix) -> Bool {
    time.clock == other.time.clock && time.digits == other.time.digits
      && (delta == nil) == (other.delta == nil)
  }
}

/// A line that stands for lines which are not there: somebody shortened the log, or a journal dropped
/// messages.
enum Elision {
  /// How long a line of somebody's own words may be, in bytes.
  private static let longest = 80

  /// Whether a line that is no record stands for others.
  static func isIn(_ line: Span<UInt8>) -> Bool {
    if isOfJournal(line) { return true }
    var start = 0
    line.skipBlanks(at: &start)
    let end = line.countWithoutBlanks
    guard start < end, end - start <= longest else { return false }
    return isDots(line, start..<end)
      || isMark(line[start])
        && (holds(words, line, start..<end)
          || holds(verbs, line, start..<end) && holds(objects, line, start..<end))
  }

  /// What people write in the place of lines, and what tools do that cut them.
  private static let words: [StaticString] = [
    "snip", "Snip", "SNIP", "omitted", "elided", "left out", "cut here", "more lines",
    "[truncated]",
    "<truncated>", "(truncated)", "[removed]", "[skipped]",
  ]

  /// What a program may say of other things, too.
  private static let verbs: [StaticString] = ["truncated", "removed", "skipped"]
  private static let objects: [StaticString] = ["lines", "output", "log"]

  private static func holds(
    _ words: [StaticString], _ line: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    words.contains { line.find($0, in: range) != nil }
  }

  /// systemd's journal and rsyslog drop what comes too fast (journald.conf(5), RateLimitBurst=; imuxsock).
  private static func isOfJournal(_ line: Span<UInt8>) -> Bool {
    line.find("uppressed ", in: 0..<line.count) != nil
      && line.find(" messages from ", in: 0..<line.count) != nil
      || line.find(" messages lost due to rate-limiting", in: 0..<line.count) != nil
  }

  /// `...`, `[...]`, `(…)`, `. . .`.
  private static func isDots(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var dots = 0
    var position = range.lowerBound
    while position < range.upperBound {
      if line.has("\u{2026}", at: position) {
        dots += 3
        position += 3
        continue
      }
      switch line[position] {
      case UInt8(ascii: "."): dots += 1
      case 0x20, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "<"), UInt8(ascii: ">"):
        break
      default: return false
      }
      position += 1
    }
    return dots >= 3
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"),
      UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "."), UInt8(ascii: "#"),
      UInt8(ascii: "8"), UInt8(ascii: "="), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

/// A line by which a document marks where a log begins or ends: of Markdown, of a ticket, of a page.
enum CopyMark {
  private static let marks: [StaticString] = [
    "```", "~~~", "{noformat}", "{code}", "[code]", "[/code]", "<pre>", "</pre>", "<code>",
    "</code>",
    "<pre><code>", "</code></pre>",
  ]

  /// How long a mark with the name of a language behind it is at most, in bytes.
  private static let longest = 24

  /// Whether a line that is no record is one.
  static func isIn(_ line: Span<UInt8>) -> Bool {
    var start = 0
    line.skipBlanks(at: &start)
    let end = line.countWithoutBlanks
    guard start < end, end - start <= longest else { return false }
    // Behind the first two a language may be named.
    return marks.indices.contains { index in
      line.has(marks[index], at: start)
        && (index < 2 || marks[index].utf8CodeUnitCount == end - start)
    }
  }
}

/// Knows a log that an editor or a messenger has set as prose: `“` for `"`, `…` for `...`, no-break
/// spaces for blanks.
enum Typography {
  /// Whether what strace itself prints is written so, told by the first lines of a log.
  ///
  /// strace prints none of these characters outside of strings, and in strings as octal escapes
  /// (`string_quote` in util.c); so a name behind a descriptor, or what the tracee prints itself, shows
  /// them only where strace's own signs stand as they are.
  static func isIn(_ text: Span<UInt8>) -> Bool {
    // All of the signs that show it begin with these bytes.
    guard [0xE2, 0xC2].contains(where: { text.firstIndex(of: $0, in: 0..<text.count) != nil })
    else {
      return false
    }
    if text.holds("<unfinished \u{2026}>") || text.holds("<\u{2026} ") {
      return !text.holds("<unfinished ...>") && !text.holds("<... ")
    }
    if text.holds("(\u{201C}") || text.holds(", \u{201C}") || text.holds("[\u{201C}")
      || text.holds("(\u{201D}") || text.holds(", \u{201D}")
    {
      return !text.holds("\"")
    }
    return text.holds("\u{A0}= ") || text.holds("\u{A0}=\u{A0}")
      || text.holds(",\u{A0}") && !text.holds(", ") || padsPIDs(text)
  }

  /// Whether a no-break space stands behind the pid of a line: a page keeps runs of blanks so.
  private static func padsPIDs(_ text: Span<UInt8>) -> Bool {
    var start = 0
    while let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      var position = start
      if text.decimal(at: &position) != nil, text.has("\u{A0}", at: position) { return true }
      start = end + 1
    }
    return false
  }

  /// A text with what strace printed.
  static func plain(_ text: Span<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let byte = text[position]
      // All of them begin with these bytes.
      guard byte == 0xE2 || byte == 0xC2 || byte == 0xC3,
        let (meant, length) = sign(text, at: position)
      else {
        plain.append(byte)
        position += 1
        continue
      }
      plain.append(contentsOf: meant.utf8)
      position += length
    }
    return plain
  }

  /// What a sign stands for, and how many bytes it has.
  private static func sign(
    _ text: Span<UInt8>, at position: Int
  ) -> (meant: String, length: Int)? {
    if text.has("\u{A0}", at: position) { return (" ", 2) }
    if text.has("\u{2026}", at: position) { return ("...", 3) }
    if text.has("\u{201C}", at: position) || text.has("\u{201D}", at: position)
      || text.has("\u{201E}", at: position) || text.has("\u{2033}", at: position)
    {
      return ("\"", 3)
    }
    // WordPress takes 0x804 for a product, and a quotation mark behind a digit for inches.
    if text.has("\u{D7}", at: position), position > 0, text[position - 1] == UInt8(ascii: "0") {
      return ("x", 2)
    }
    if text.has("\u{2018}", at: position) || text.has("\u{2019}", at: position) { return ("'", 3) }
    // `--- SIGHUP {…} ---` begins and ends with three; a minus stands before a digit.
    if text.has("\u{2014}-", at: position) || text.has("\u{2013}-", at: position) {
      return ("---", 4)
    }
    if text.has("\u{2014}", at: position) { return ("---", 3) }
    return text.has("\u{2013}", at: position) ? ("-", 3) : nil
  }
}

extension Span<UInt8> {
  fileprivate func holds(_ sign: StaticString) -> Bool { find(sign, in: 0..<count) != nil }
}

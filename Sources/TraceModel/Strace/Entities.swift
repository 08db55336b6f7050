/// Knows a log that was copied out of the source of an HTML page, where `<` is written as `&lt;`.
enum Entities {
  /// Whether what strace itself prints is written so, told by the first lines of a log.
  ///
  /// Rule: nowhere is a real `<` but of a tag, and somewhere outside of strings is what strace prints with one: a
  /// name behind a descriptor, a mark of a call that is not whole, a duration; or a string begins
  /// with the entity of a quotation mark. A name that holds `&lt;` shows neither.
  static func areIn(_ text: Span<UInt8>) -> Bool {
    var tag = 0
    while let found = text.firstIndex(of: UInt8(ascii: "<"), in: tag..<text.count) {
      guard text.isTag(at: found) else { return false }
      tag = found + 1
    }
    if breaksLines(text) { return true }
    var isInString = false
    var position = 0
    // Without an entity there is nothing to look for.
    guard let first = text.firstIndex(of: UInt8(ascii: "&"), in: 0..<text.count) else {
      return false
    }
    // Strings end with their line.
    while position < first, let end = text.firstIndex(of: 0x0A, in: position..<first) {
      position = end + 1
    }
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isInString = false
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "\\") where isInString: position += 1
      case UInt8(ascii: "&") where !isInString:
        if isOfStrace(text, at: position) { return true }
      default: break
      }
      position += 1
    }
    return false
  }

  /// How many lines have to end in a tag.
  private static let fewestBroken = 3

  /// Whether lines end in a tag that breaks them on a page.
  private static func breaksLines(_ text: Span<UInt8>) -> Bool {
    let table = SyscallTable()
    var broken = 0
    var start = 0
    while broken < fewestBroken, let end = text.firstIndex(of: 0x0A, in: start..<text.count) {
      let line = text.extracting(start..<text.withoutReturn(before: end))
      let prefix = LinePrefix(line)
      if ["<br>", "<br/>", "<br />", "</p>"].contains(where: { line.ends(with: $0) }),
        prefix.body < line.count, BodyKind(line, at: prefix.body, table).isRecord
      {
        broken += 1
      }
      start = end + 1
    }
    return broken == fewestBroken
  }

  private static func isOfStrace(_ text: Span<UInt8>, at position: Int) -> Bool {
    guard position > 0 else { return text.has("&lt;... ", at: position) }
    let before = text[position - 1]
    if text.has("&quot;", at: position) || text.has("&#34;", at: position) {
      return before == UInt8(ascii: "(") || before == UInt8(ascii: "[")
        || text.has(", ", at: position - 2)
    }
    if text.has("&gt; ", at: position) {
      // What clone3 wrote, and the frames of -k.
      return text.has(" =&gt; {", at: position - 2) || text.has("\n &gt; /", at: position - 2)
    }
    guard text.has("&lt;", at: position) else { return false }
    let next = position + 4
    if before &- 0x30 < 10 || text.has("AT_FDCWD", at: position - 8) {
      return text.has("/", at: next) || text.has("pipe:[", at: next)
        || text.has("socket:[", at: next) || text.has("anon_inode:", at: next)
    }
    if text.has("... ", at: next) { return true }
    guard before == 0x20 else { return false }
    if text.has("unfinished ...", at: next) || text.has("detached ...", at: next) { return true }
    var end = next
    while end < text.count, text[end] &- 0x30 < 10 || text[end] == UInt8(ascii: ".") { end += 1 }
    return end > next && text.has("&gt;", at: end)
  }
}

extension Span<UInt8> {
  /// The elements that stand around text in a page, and in which their tags are left out.
  private static var elements: [StaticString] {
    [
      "pre", "code", "span", "br", "p", "div", "a", "b", "i", "em", "strong", "font", "tt", "samp",
      "td",
      "tr", "th", "table", "tbody", "li", "ol", "ul", "html", "head", "body", "title", "mark", "u",
    ]
  }

  /// Whether a tag of HTML begins here.
  func isTag(at position: Int) -> Bool {
    guard has("<", at: position) else { return false }
    let name = has("/", at: position + 1) ? position + 2 : position + 1
    var end = name
    while end < count, end - name < 8, self[end] | 0x20 &- 0x61 < 26 { end += 1 }
    guard end > name, end == count || has(">", at: end) || has(" ", at: end) || has("/>", at: end)
    else { return false }
    return Self.elements.contains { element in
      element.utf8CodeUnitCount == end - name && has(element, at: name)
    }
  }

  /// The bytes with the characters that entities stand for, those that HTML needs for ASCII, and without
  /// tags.
  var withoutEntities: [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    var position = 0
    while position < count {
      if isTag(at: position),
        let close = firstIndex(of: UInt8(ascii: ">"), in: position..<count)
      {
        position = close + 1
      } else if self[position] == UInt8(ascii: "&"), let (byte, end) = entity(at: position) {
        plain.append(byte)
        position = end
      } else {
        plain.append(self[position])
        position += 1
      }
    }
    return plain
  }

  private func entity(at position: Int) -> (byte: UInt8, end: Int)? {
    if has("&lt;", at: position) { return (UInt8(ascii: "<"), position + 4) }
    if has("&gt;", at: position) { return (UInt8(ascii: ">"), position + 4) }
    if has("&amp;", at: position) { return (UInt8(ascii: "&"), position + 5) }
    if has("&quot;", at: position) { return (UInt8(ascii: "\""), position + 6) }
    if has("&apos;", at: position) { return (UInt8(ascii: "'"), position + 6) }
    if has("&nbsp;", at: position) { return (0x20, position + 6) }
    guard has("&#", at: position) else { return nil }
    var end = position + 2
    let isHexadecimal = has("x", at: end) || has("X", at: end)
    if isHexadecimal { end += 1 }
    guard let code = isHexadecimal ? hexadecimal(at: &end) : decimal(at: &end), has(";", at: end)
    else { return nil }
    // A no-break space is a blank; what else is no printable ASCII stays as it is.
    if code == 0xA0 { return (0x20, end + 1) }
    return code >= 0x20 && code < 0x7F ? (UInt8(code), end + 1) : nil
  }
}

/// How a page or a document writes characters that have a meaning in it.
enum CharacterEscapes: Sendable {
  /// `&lt;`, in the source of an HTML page.
  case entities
  /// `\_`, in the source of a Markdown document.
  case markdown
  /// `“`, in a text that was set as prose.
  case typography

  /// Looks at the first lines of a log; nothing where characters are themselves.
  init?(_ text: Span<UInt8>) {
    if Entities.areIn(text) {
      self = .entities
    } else if Self.isMarkdown(text) {
      self = .markdown
    } else if Typography.isIn(text) {
      self = .typography
    } else {
      return nil
    }
  }

  /// A text with the characters that are meant.
  func plain(_ text: Span<UInt8>) -> [UInt8] {
    switch self {
    case .entities: text.withoutEntities
    case .markdown: Self.withoutBackslashes(text)
    case .typography: Typography.plain(text)
    }
  }

  /// Whether a constant is written as `PROT\_READ`: strace puts no backslash before an underscore, and
  /// doubles one that it prints.
  private static func isMarkdown(_ text: Span<UInt8>) -> Bool {
    var position = min(1, text.count)
    while let found = text.find("\\_", in: position..<text.count) {
      if text[found - 1] &- 0x41 < 26, found + 2 < text.count, text[found + 2] &- 0x41 < 26 {
        return true
      }
      position = found + 2
    }
    return false
  }

  /// Without the backslashes before signs of Markdown; those that strace prints stay, which stand before
  /// letters, digits, quotation marks and backslashes.
  private static func withoutBackslashes(_ text: Span<UInt8>) -> [UInt8] {
    let signs = Array("_*[]<>#|~-{}+!().`".utf8)
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "\\"), position + 1 < text.count {
        // Two of them are one that is printed.
        if !signs.contains(text[position + 1]) { plain.append(text[position]) }
        plain.append(text[position + 1])
        position += 2
      } else {
        plain.append(text[position])
        position += 1
      }
    }
    return plain
  }
}

/// How many columns of a terminal a text takes: 0 for a combining mark, 2 for a wide letter.
enum DisplayWidth {
  /// The columns that a text takes.
  static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The columns that a scalar takes.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    // Letters of Latin, and what lines are drawn with: none of them is a mark, or wide.
    switch scalar.value {
    case 0..<0xAD, 0xAE..<0x300, 0x2500..<0x25A0: return 1
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and final consonants of Korean join the consonant before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  /// The blocks whose East Asian Width is W or F (Unicode Standard Annex 11), emoji apart.
  private static let wideBlocks: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    guard value >= 0x1100 else { return false }
    if wideBlocks.contains(where: { $0.contains(value) }) { return true }
    // A regional indicator is one column; two of them make a flag.
    return scalar.properties.isEmojiPresentation && !(0x1F1E6...0x1F1FF).contains(value)
  }

  /// The text with its middle replaced so that it takes at most `columns`.
  ///
  /// The end keeps more than the beginning: that is where names of libraries differ.
  static func shorten(_ text: String, to columns: Int, ellipsis: String) -> String {
    guard of(text) > columns else { return text }
    let room = columns - of(ellipsis)
    guard room > 1 else { return prefix(of: text, columns: max(0, columns)) }
    let head = room * 2 / 5
    return prefix(of: text, columns: head) + ellipsis + suffix(of: text, columns: room - head)
  }

  /// The longest beginning that takes at most `columns`; no letter is parted from its marks.
  static func prefix(of text: some StringProtocol, columns: Int) -> String {
    var result = ""
    var used = 0
    for character in text {
      used += of(String(character))
      if used > columns { break }
      result.append(character)
    }
    return result
  }

  private static func suffix(of text: String, columns: Int) -> String {
    var result: [Character] = []
    var used = 0
    for character in text.reversed() {
      used += of(String(character))
      if used > columns { break }
      result.append(character)
    }
    return String(result.reversed())
  }
}

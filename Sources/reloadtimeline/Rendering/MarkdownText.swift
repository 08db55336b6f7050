/// Puts text into Markdown (GitHub, GitLab, CommonMark) so that it stays text.
enum MarkdownText {
  /// A name as code; in characters by number where code could not hold it in a table.
  static func name(_ text: String) -> String {
    if text.isEmpty { return "" }
    let isDelicate = text.utf8.contains { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "|") }
    return isDelicate ? entities(text) : "`\(text)`"
  }

  /// A line of a log as code; not for a table.
  static func code(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // Of blanks at both ends Markdown takes one away.
    let isDelicate =
      text.hasPrefix("`") || text.hasSuffix("`") || text.isEmpty
      || text.hasPrefix(" ") && text.hasSuffix(" ")
    let blank = isDelicate ? " " : ""
    return fence + blank + text + blank + fence
  }

  /// A sentence: words that Markdown or a forge could take for more than words become code.
  static func sentence(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { index, word in
      isPlain(word) || index > 0 && isSigned(word) ? String(word) : marked(word)
    }.joined(separator: " ")
  }

  /// Whether a word is a number with a sign, which begins no list where words stand before it.
  private static func isSigned(_ word: Substring) -> Bool {
    (word.hasPrefix("-") || word.hasPrefix("+")) && word.count > 1
      && word.dropFirst().allSatisfy { $0.isASCII && $0.isNumber || $0 == "." || $0 == "," }
  }

  /// A word as code, its punctuation outside.
  private static func marked(_ word: Substring) -> String {
    var core = word
    var before = ""
    var after = ""
    while let first = core.first, first == "(" || first == "\"" || first == "“" {
      before.append(first)
      core.removeFirst()
    }
    while let last = core.last, ",;:.)\"”".contains(last) {
      after.insert(last, at: after.startIndex)
      core.removeLast()
    }
    return before + (isPlain(core) ? String(core) : name(String(core))) + after
  }

  private static func isPlain(_ word: some StringProtocol) -> Bool {
    // With a blank after it, it opens no tag.
    if word == "<" { return true }
    let signs = "().,;'\"“”→…✗%-+=?"
    return word.allSatisfy { $0.isLetter || $0.isNumber || signs.contains($0) || $0 == ":" }
      && !word.hasPrefix("-") && !word.hasPrefix("+") && !word.hasPrefix("=")
      && !word.dropLast().contains(":") && !word.hasPrefix("www.")
      && !word.contains(".so")
      && !(word.contains(".") && word.contains { $0.isLetter } && !word.hasSuffix("."))
  }

  /// Every character that is neither letter, digit nor harmless, by its number.
  private static func entities(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      let isHarmless =
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == " "
        || scalar == "/" || scalar == "-"
      if isHarmless { result.unicodeScalars.append(scalar) } else { result += "&#\(scalar.value);" }
    }
  }
}

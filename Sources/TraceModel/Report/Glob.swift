/// Patterns as the shell has them: `*`, `?`, over bytes.
enum Glob {
  /// Whether a path, or its last component where the pattern has no slash, matches a pattern.
  static func matches(_ pattern: [UInt8], _ path: [UInt8]) -> Bool {
    if !pattern.contains(UInt8(ascii: "/")) {
      return match(pattern, TraceText(bytes: path).lastComponent.bytes)
    }
    return match(pattern, path)
  }

  /// Goes back to the last `*` only, so that the cost is at most the product of the lengths.
  private static func match(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var position = 0
    var index = 0
    var star: (pattern: Int, text: Int)?
    while index < text.count {
      if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
        star = (position, index)
        position += 1
      } else if position < pattern.count,
        pattern[position] == UInt8(ascii: "?") || pattern[position] == text[index]
      {
        position += 1
        index += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        position = last.pattern + 1
        index = last.text + 1
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

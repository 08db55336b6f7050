/// Decodes what strace escapes in strings and names.
enum StringLiteral {
  /// The bytes of the string whose opening quote is at the start of `range`, and whether strace cut
  /// it (`"…"...`); nothing where no string stands there.
  static func decode(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (bytes: [UInt8], isCut: Bool)? {
    guard !range.isEmpty, text[range.lowerBound] == UInt8(ascii: "\"") else { return nil }
    var end = range.lowerBound
    guard ArgumentScanner.skipString(text, &end) else { return nil }
    let isCut = text.has("\"...", at: end - 4)
    let close = isCut ? end - 4 : end - 1
    guard close > range.lowerBound, text[close] == UInt8(ascii: "\"") else { return nil }
    return (unescape(text, (range.lowerBound + 1)..<close), isCut)
  }

  /// Where in a string the last component of a path lies; nothing where bytes of it are escaped.
  static func lastComponent(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    let close = range.upperBound - 1
    guard close > range.lowerBound, text[close] == UInt8(ascii: "\""),
      text.firstIndex(of: UInt8(ascii: "\\"), in: range) == nil
    else { return nil }
    var start = close
    while start > range.lowerBound + 1, text[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start..<close
  }

  /// Undoes the escapes: `\n` and its like, octal of one to three digits (`\1`, `\018` is not
  /// C's), `\x` with exactly two digits (`-x`, `--strings-in-hex`).
  static func unescape(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    var position = range.lowerBound
    // A backslash at the very end is none.
    while let mark = text.firstIndex(of: UInt8(ascii: "\\"), in: position..<range.upperBound),
      mark + 1 < range.upperBound
    {
      bytes.append(bytesOf: text.extracting(position..<mark))
      let escape = text[mark + 1]
      position = mark + 2
      switch escape {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "v"): bytes.append(0x0B)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "x"):
        if position + 1 < range.upperBound, let high = hexDigitValue(text[position]),
          let low = hexDigitValue(text[position + 1])
        {
          bytes.append(high << 4 | low)
          position += 2
        } else {
          bytes.append(escape)
        }
      case 0x30...0x37:
        var value = UInt16(escape - 0x30)
        var digits = 1
        while digits < 3, position < range.upperBound, text[position] &- 0x30 < 8 {
          value = value * 8 + UInt16(text[position] - 0x30)
          position += 1
          digits += 1
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
      default:
        bytes.append(escape)
      }
    }
    bytes.append(bytesOf: text.extracting(position..<range.upperBound))
    return bytes
  }
}

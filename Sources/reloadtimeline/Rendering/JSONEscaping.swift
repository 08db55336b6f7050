/// Escapes strings so that JSON, a terminal and a page can all hold them.
enum JSONEscaping {
  /// Appends `text`, escaped, without quotes.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    let wasPlain = text.withUTF8 { all in
      // The bytes are copied before the call that lends them is over.
      guard unsafe Self.isPlain(all.span) else { return false }
      unsafe bytes.append(contentsOf: all)
      return true
    }
    if wasPlain { return }
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      // In a script element `</` could end it, and `<!--` make it swallow its own end.
      case "<" where next == "!": bytes.append(contentsOf: "\\u003c".utf8)
      case "/" where bytes.last == UInt8(ascii: "<"): bytes.append(contentsOf: "\\/".utf8)
      default:
        if isShown(scalar) {
          bytes.append(contentsOf: String(scalar).utf8)
        } else {
          for unit in String(scalar).utf16 { appendUnit(unit, to: &bytes) }
        }
      }
    }
  }

  /// Whether every byte stands for itself, as in nearly all strings.
  private static func isPlain(_ text: Span<UInt8>) -> Bool {
    var position = 0
    while position + 8 <= text.count {
      // Any eight bytes are a number, and that they are there was checked.
      let word = unsafe text.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: position, as: UInt64.self)
      guard isPlain(word) else { return false }
      position += 8
    }
    var rest: UInt64 = 0x2020_2020_2020_2020
    while position < text.count {
      rest = rest << 8 | UInt64(text[position])
      position += 1
    }
    return isPlain(rest)
  }

  /// Whether eight bytes stand for themselves: printable ASCII, but `"`, `<` and the backslash.
  ///
  /// A byte below another is found by the borrow of a subtraction into its highest bit, which no
  /// byte has that is ASCII; one that equals another, after an exclusive or, as one below 1.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let controls = word &- ones &* 0x20
    let delete = word &+ ones
    let quotes = (word ^ ones &* 0x22) &- ones
    let backslashes = (word ^ ones &* 0x5C) &- ones
    let angles = (word ^ ones &* 0x3C) &- ones
    return (word | controls | delete | quotes | backslashes | angles) & (ones &* 0x80) == 0
  }

  /// Whether a scalar may stand as it is: no control, no separator of lines, and it neither
  /// reorders nor hides what is beside it.
  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  /// Appends a UTF-16 code unit as `\u202e`.
  private static func appendUnit(_ unit: UInt16, to bytes: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    bytes.append(contentsOf: digits.utf8)
  }
}

/// Escapes strings so that JSON, a terminal and a page can all hold them.
enum JSONEscaping {
  /// Appends a text of valid UTF-8, escaped, between quotes.
  static func append(quoted text: Span<UInt8>, to buffer: inout ByteBuffer) {
    let plain = plainCount(text, from: 0)
    if plain == text.count { return buffer.append("\"", text, "\"") }
    buffer.append(UInt8(ascii: "\""))
    var position = 0
    while position < text.count {
      let end = position + plainCount(text, from: position)
      buffer.append(text.extracting(position..<end))
      position = end
      if position < text.count { position += append(scalarOf: text, at: position, to: &buffer) }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// Appends the scalar at `start`, and says how many bytes it has.
  private static func append(
    scalarOf text: Span<UInt8>, at start: Int, to buffer: inout ByteBuffer
  ) -> Int {
    let byte = text[start]
    switch byte {
    case UInt8(ascii: "\""): buffer.append("\\\"")
    case UInt8(ascii: "\\"): buffer.append("\\\\")
    case 0x0A: buffer.append("\\n")
    case 0x0D: buffer.append("\\r")
    case 0x09: buffer.append("\\t")
    // In a script element `</` could end it, and `<!--` make it swallow its own end.
    case UInt8(ascii: "<") where start + 1 < text.count && text[start + 1] == UInt8(ascii: "!"):
      buffer.append("\\u003c")
    case UInt8(ascii: "<") where start + 1 < text.count && text[start + 1] == UInt8(ascii: "/"):
      buffer.append("<\\/")
      return 2
    case UInt8(ascii: "<"): buffer.append(byte)
    case 0x80...:
      let (scalar, length) = scalar(of: text, at: start)
      if isShown(scalar) {
        buffer.append(text.extracting(start..<start + length))
      } else {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          append(unit: unit, to: &buffer)
        }
      }
      return length
    default: append(unit: UInt16(byte), to: &buffer)
    }
    return 1
  }

  /// The scalar of more than one byte at a place of a text that is valid UTF-8, and its length.
  private static func scalar(
    of text: Span<UInt8>, at start: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = text[start]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for index in 1..<length { value = value << 6 | UInt32(text[start + index] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// How many bytes from `start` on stand for themselves: nearly always all.
  private static func plainCount(_ text: Span<UInt8>, from start: Int) -> Int {
    var position = start
    while position + 8 <= text.count {
      guard isPlain(word(text, position)) else { break }
      position += 8
    }
    // The last eight, some of which were looked at before: most texts are plain.
    if position + 8 > text.count, text.count - start >= 8, isPlain(word(text, text.count - 8)) {
      return text.count - start
    }
    let blanks: UInt64 = 0x2020_2020_2020_2020
    while position < text.count, isPlain(blanks << 8 | UInt64(text[position])) { position += 1 }
    return position - start
  }

  /// The eight bytes at a place of a text that has them.
  @inline(__always)
  private static func word(_ text: Span<UInt8>, _ position: Int) -> UInt64 {
    precondition(position >= 0 && position <= text.count - 8)
    // Any eight bytes are a number, and that they are there was checked.
    return unsafe text.bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: position, as: UInt64.self)
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
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  /// Appends a UTF-16 code unit as `\u202e`.
  private static func append(unit: UInt16, to buffer: inout ByteBuffer) {
    buffer.append("\\u")
    for shift: UInt16 in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
      buffer.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
    }
  }
}

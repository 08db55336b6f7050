/// Finds the end of one argument of a call.
enum ArgumentScanner {
  /// How deep brackets may nest: real logs stay below 8.
  private static let deepest = 64

  /// Moves `position` to the `,` or `)` that ends the argument at `position`, to a marker such as
  /// ` <unfinished ...>`, or to the end of the text.
  static func skip(_ text: Span<UInt8>, _ position: inout Int) {
    var depth = 0
    while position < text.count {
      if position + 8 <= text.count {
        let plain = plainCount(text.word(at: position))
        position += plain
        if plain == 8 { continue }
      }
      let byte = text[position]
      guard isSpecial(byte) else {
        position += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        skipString(text, &position)
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("):
        depth = min(depth + 1, deepest)
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth = max(depth - 1, 0)
        position += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return }
        depth -= 1
        position += 1
      case UInt8(ascii: ","):
        if depth == 0 { return }
        position += 1
      case UInt8(ascii: "<"):
        if isMarker(text, position) { return }
        if isDecoration(text, position) {
          Decoration.skip(text, &position)
        } else {
          position += 1
        }
      case UInt8(ascii: "/"):
        if text.has("/*", at: position) { skipComment(text, &position) } else { position += 1 }
      default:
        position += 1
      }
    }
  }

  /// The bytes below 64 that can mean something: `"(),/<`.
  private static var lowSpecials: UInt64 {
    1 << 0x22 | 1 << 0x28 | 1 << 0x29 | 1 << 0x2C | 1 << 0x2F | 1 << 0x3C
  }
  /// Those from 64 on: `[]{}`.
  private static var highSpecials: UInt64 {
    1 << (0x5B - 64) | 1 << (0x5D - 64) | 1 << (0x7B - 64) | 1 << (0x7D - 64)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    let word = byte < 64 ? lowSpecials : highSpecials
    return word >> UInt64(byte & 63) & 1 != 0
  }

  /// How many of eight bytes mean nothing, up to the first that may: letters, digits and what else lies
  /// above the comma, but for what is special there.
  ///
  /// A byte below another is found by the borrow of a subtraction into its highest bit, which no byte
  /// has that is ASCII; one that equals another, after an exclusive or, as one below 1. Both kinds of
  /// brackets differ in one bit. What lies above the first such byte may err, and is not looked at.
  @inline(__always)
  private static func plainCount(_ word: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let brackets = word | ones &* 0x20
    let found =
      word | (word &- ones &* 0x2D) | ((word ^ ones &* 0x2F) &- ones)
      | ((word ^ ones &* 0x3C) &- ones) | ((brackets ^ ones &* 0x7B) &- ones)
      | ((brackets ^ ones &* 0x7D) &- ones)
    return (found & (ones &* 0x80)).trailingZeroBitCount / 8
  }

  /// Whether ` <unfinished ...>` or its like stands at the `<`.
  private static func isMarker(_ text: Span<UInt8>, _ position: Int) -> Bool {
    guard position > 0, text[position - 1] == 0x20 || text[position - 1] == UInt8(ascii: "(")
    else { return false }
    return text.has("<unfinished", at: position) || text.has("<detached ...>", at: position)
      || text.has("<pid changed to ", at: position)
  }

  /// Whether `<…>` follows a descriptor: a digit or `AT_FDCWD` before it, and no shift `<<`.
  private static func isDecoration(_ text: Span<UInt8>, _ position: Int) -> Bool {
    guard position > 0, position + 1 < text.count, text[position + 1] != UInt8(ascii: "<") else {
      return false
    }
    let before = text[position - 1]
    return before &- 0x30 < 10 || before == UInt8(ascii: "D") || before &- 0x61 < 6
  }

  /// Moves behind a string and the dots of a truncated one; false where the text ends in it.
  @discardableResult
  static func skipString(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
    position += 1
    // Most strings have no escapes: their end is the next quote.
    let rest = min(position, text.count)..<text.count
    if let quote = text.firstIndex(of: UInt8(ascii: "\""), in: rest),
      text.firstIndex(of: UInt8(ascii: "\\"), in: position..<quote) == nil
    {
      position = quote
    }
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\\") {
        position += 2
      } else if byte == UInt8(ascii: "\"") {
        position += 1
        if text.has("...", at: position) { position += 3 }
        return true
      } else {
        position += 1
      }
    }
    position = text.count
    return false
  }

  /// Moves behind a comment; they nest with `-X verbose`.
  private static func skipComment(_ text: Span<UInt8>, _ position: inout Int) {
    var depth = 0
    while position < text.count {
      if text.has("/*", at: position) {
        depth += 1
        position += 2
      } else if text.has("*/", at: position) {
        depth -= 1
        position += 2
        if depth == 0 { return }
      } else {
        position += 1
      }
    }
  }
}

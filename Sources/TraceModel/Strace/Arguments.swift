/// Reads the values of arguments.
enum Argument {
  /// An integer or an address: `4096`, `0x7f…`, `NULL`, `-1`, `3</path>`, `0x22 /* … */`; nothing
  /// where no number stands there.
  static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    guard !range.isEmpty else { return nil }
    if text[range.lowerBound] == UInt8(ascii: "N"), text.has("NULL", at: range.lowerBound) {
      return 0
    }
    var position = range.lowerBound
    return Outcome.number(text, &position)
  }

  /// Whether an argument is a number and nothing else, but for a comment of strace.
  static func isNumber(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    if text.has("NULL", at: range.lowerBound) { return range.count == 4 }
    var position = range.lowerBound
    guard Outcome.number(text, &position) != nil else { return false }
    return position >= range.upperBound || text.has(" /*", at: position)
  }

  /// A file descriptor; `AT_FDCWD` is -100, as in the kernel.
  static func descriptor(_ text: Span<UInt8>, _ range: Range<Int>) -> Int32? {
    guard !range.isEmpty else { return nil }
    if text[range.lowerBound] == UInt8(ascii: "A"), text.has("AT_FDCWD", at: range.lowerBound) {
      return -100
    }
    // With `-e raw=` a descriptor is 32 or 64 bits of hex: 0xffffff9c.
    return number(text, range).map { Int32(truncatingIfNeeded: $0) }
  }

  /// The decoration of a descriptor argument, where `-y` prints one.
  static func decoration(_ text: Span<UInt8>, _ range: Range<Int>) -> Decoration? {
    var position = range.lowerBound
    while position < range.upperBound, text[position] != UInt8(ascii: "<") {
      // Only a number or AT_FDCWD may stand before it.
      guard text[position] != 0x20, text[position] != UInt8(ascii: "\"") else { return nil }
      position += 1
    }
    guard position < range.upperBound else { return nil }
    return Decoration(text, at: position)
  }

  /// How much of an argument is read as flags, in bytes: all flags of any call with their comments
  /// stay below.
  private static let longestFlags = 4096

  /// A set of flags: names, numbers and shifts joined by `|`; with `-X raw` and `-X verbose` the
  /// number comes first and says all.
  static func flags(
    _ text: Span<UInt8>, _ range: Range<Int>, _ value: (Span<UInt8>, Int, Int) -> UInt64
  ) -> UInt64 {
    var bits: UInt64 = 0
    var position = range.lowerBound
    let range = range.lowerBound..<min(range.upperBound, range.lowerBound + longestFlags)
    while position < range.upperBound {
      let start = position
      if text[position] &- 0x30 < 10 {
        let number = Outcome.number(text, &position) ?? 0
        if text.has("<<", at: position) {
          // `21<<MAP_HUGE_SHIFT`: all shifts that are printed are by 26 (MAP_HUGE_SHIFT, mman.h).
          bits |= number << 26
          position += 2
          while position < range.upperBound, isNameByte(text[position]) { position += 1 }
        } else {
          bits |= number
        }
        if text.has(" /* ", at: position) {
          // The names in the comment repeat the number, but for those behind it.
          guard let end = text.find("*/", in: position..<range.upperBound) else { return bits }
          var depth = 1
          var at = position + 4
          position = end + 2
          while at < range.upperBound, depth > 0 {
            if text.has("/*", at: at) { depth += 1 }
            if text.has("*/", at: at) {
              depth -= 1
              position = at + 2
            }
            at += 1
          }
        }
      } else {
        while position < range.upperBound, isNameByte(text[position]) { position += 1 }
        if position > start { bits |= value(text, start, position) }
      }
      // To the next `|`.
      while position < range.upperBound, text[position] != UInt8(ascii: "|") { position += 1 }
      position += 1
    }
    return bits
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 0x41 < 26 || byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || byte &- 0x61 < 26
  }

  /// The value behind `name` (with its `=`) in a struct `{flags=…, …}`: up to the next `,` or `}`.
  static func field(
    _ name: StaticString, _ text: Span<UInt8>, _ range: Range<Int>
  ) -> Range<Int>? {
    guard let found = text.find(name, in: range) else { return nil }
    let start = found + name.utf8CodeUnitCount
    var end = start
    while end < range.upperBound, text[end] != UInt8(ascii: ","), text[end] != UInt8(ascii: "}") {
      end += 1
    }
    return start..<end
  }
}

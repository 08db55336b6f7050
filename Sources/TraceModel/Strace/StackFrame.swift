/// A stack frame as `-k` prints it: ` > /usr/lib/libc.so.6(munmap+0x7) [0x11eb37]`.
///
/// The name is raw from /proc/PID/maps; the symbol is the nearest that is exported, which need not be
/// the function; `-kk` adds the place in the source behind the brackets.
struct StackFrame {
  /// The file.
  var path: Range<Int>
  /// The symbol with its offset; empty where none is near.
  var symbol: Range<Int>
  /// Whether ` (deleted)` stands behind the name.
  var isDeleted: Bool

  /// Reads a frame from behind its ` > `; nothing where it is of no file.
  init?(_ text: Span<UInt8>, from start: Int) {
    guard start < text.count, text[start] == UInt8(ascii: "/"),
      let address = text.find(") [0x", in: start..<text.count)
    else { return nil }
    // The parenthesis that belongs to the last: symbols of C++ hold some of their own.
    var depth = 1
    var open = address - 1
    while open > start {
      if text[open] == UInt8(ascii: ")") { depth += 1 }
      if text[open] == UInt8(ascii: "(") {
        depth -= 1
        if depth == 0 { break }
      }
      open -= 1
    }
    guard depth == 0, open > start else { return nil }
    symbol = (open + 1)..<address
    isDeleted = text.has(" (deleted)", at: open - 10)
    path = start..<(isDeleted ? open - 10 : open)
    guard !path.isEmpty else { return nil }
  }
}

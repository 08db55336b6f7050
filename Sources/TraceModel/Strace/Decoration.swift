/// What `-y` prints behind a descriptor: `3</usr/lib/libc.so.6>`, `5</tmp/x>(deleted)`.
struct Decoration: Sendable {
  private let start: Int32
  private let end: Int32
  /// Whether the file is unlinked or replaced: `>(deleted)` since strace 5.19, ` (deleted)>` before.
  let isDeleted: Bool

  /// The content between `<` and `>`, a mark of deletion and a device removed.
  var content: Range<Int> { Int(start)..<Int(end) }

  /// Moves `position` from the `<` behind the decoration.
  ///
  /// A path ends at the first `>` (which names have escaped as `\76` since 4.22), but for a device
  /// behind it (`</dev/zero<char 1:5>>`); anything else (`<TCP:[a->b]>`, `<UNIX:[1,"x>y"]>`) ends at
  /// the first `>` outside of brackets and quotes that is no arrow.
  static func skip(_ text: Span<UInt8>, _ position: inout Int) {
    position += 1
    guard position < text.count else { return }
    // Most are paths behind which the argument ends.
    if text[position] == UInt8(ascii: "/"),
      let close = text.firstIndex(of: UInt8(ascii: ">"), in: position..<text.count),
      close + 1 < text.count,
      text[close + 1] == UInt8(ascii: ",") || text[close + 1] == UInt8(ascii: ")")
    {
      position = close + 1
      return
    }
    if text[position] == UInt8(ascii: "/") || text[position] == UInt8(ascii: "\\") {
      skipPath(text, &position)
    } else {
      skipOther(text, &position)
    }
    if text.has("(deleted)", at: position) { position += 9 }
  }

  private static func skipPath(_ text: Span<UInt8>, _ position: inout Int) {
    // strace before 4.22 does not escape `>`: the one that ends it is followed by the end of the
    // argument or of the result. That also steps over the device in `</dev/zero<char 1:5>>`.
    while let close = text.firstIndex(of: UInt8(ascii: ">"), in: position..<text.count) {
      position = close + 1
      if endsToken(text, position) { return }
    }
    position = text.count
  }

  /// Whether at `position`, behind a `>`, an argument or a result may end.
  private static func endsToken(_ text: Span<UInt8>, _ position: Int) -> Bool {
    guard position < text.count else { return true }
    switch text[position] {
    case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return true
    case UInt8(ascii: "("): return text.has("(deleted)", at: position)
    case 0x20:
      // ` <0.000012>`, ` (flags …)`, ` [context]`, ` <unfinished ...>`, ` = `, ` => `, or a blank
      // before one of these.
      guard position + 1 < text.count else { return true }
      switch text[position + 1] {
      case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "="), UInt8(ascii: "/"),
        UInt8(ascii: "|"), 0x20:
        return true
      case UInt8(ascii: "["):
        // A context ends the token in turn; `-> [vdso].so>` goes on.
        let end = min(text.count, position + longestOther)
        guard let close = text.firstIndex(of: UInt8(ascii: "]"), in: position..<end) else {
          return true
        }
        return close + 1 == text.count || text[close + 1] == 0x20
          || text[close + 1] == UInt8(ascii: ",") || text[close + 1] == UInt8(ascii: ")")
      default: return false
      }
    default: return false
    }
  }

  /// The longest decoration that is no path, and the longest security context, in bytes: a socket
  /// with a name of 108 bytes, all of them escaped, stays below.
  private static let longestOther = 1024

  /// Where brackets or quotes are not closed (the name of a task, `-Y`) the first `>` ends it.
  private static func skipOther(_ text: Span<UInt8>, _ position: inout Int) {
    let start = position
    let end = min(text.count, start + longestOther)
    if skipBalanced(text, &position, end) { return }
    position = text.firstIndex(of: UInt8(ascii: ">"), in: start..<end).map { $0 + 1 } ?? text.count
  }

  private static func skipBalanced(
    _ text: Span<UInt8>, _ position: inout Int, _ end: Int
  ) -> Bool {
    var depth = 0
    while position < end {
      switch text[position] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
      case UInt8(ascii: "\\"):
        position += 2
        continue
      case UInt8(ascii: "\""):
        position += 1
        while position < end, text[position] != UInt8(ascii: "\"") {
          position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: ">"):
        if depth <= 0, text[position - 1] != UInt8(ascii: "-") {
          position += 1
          return true
        }
      default: break
      }
      position += 1
    }
    return false
  }

  /// The decoration whose `<` is at `position`, or nothing where none is there.
  init?(_ text: Span<UInt8>, at position: Int) {
    var end = position
    self.init(text, from: &end)
  }

  /// The decoration whose `<` is at `moving`, which moves behind it; nothing where none is there.
  init?(_ text: Span<UInt8>, from moving: inout Int) {
    let position = moving
    guard position < text.count, text[position] == UInt8(ascii: "<") else { return nil }
    Self.skip(text, &moving)
    var end = moving
    var isGone = false
    if text.has("(deleted)", at: end - 9), end - 10 > position,
      text[end - 10] == UInt8(ascii: ">")
    {
      isGone = true
      end -= 9
    }
    guard end - 1 > position, text[end - 1] == UInt8(ascii: ">") else { return nil }
    let start = position + 1
    end -= 1
    // `</dev/zero<char 1:5>>`: the device is no part of the name.
    if text[end - 1] == UInt8(ascii: ">") {
      var open = end - 1
      while open > start, text[open] != UInt8(ascii: "<") { open -= 1 }
      if text.has("<char ", at: open) || text.has("<block ", at: open) { end = open }
    }
    if !isGone, text.has(" (deleted)", at: end - 10), end - 10 > start {
      isGone = true
      end -= 10
    }
    // No line has more bytes than 32 bits count.
    self.start = Int32(min(start, end))
    self.end = Int32(end)
    isDeleted = isGone
  }
}

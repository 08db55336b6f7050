extension Span<UInt8> {
  /// Where the ` <unfinished ...>` (or its like) at the end begins.
  var lastMarker: Int? {
    var position = count - 1
    while position >= 0, self[position] != UInt8(ascii: "<") { position -= 1 }
    guard position >= 0 else { return nil }
    return position > 0 && self[position - 1] == 0x20 ? position - 1 : position
  }

  /// Whether a line can only be the rest of a call: `) = 0`, ` => {…`, `, child_tidptr=…`.
  var looksLikeRestOfCall: Bool {
    var position = 0
    skipBlanks(at: &position)
    guard position < count else { return true }
    switch self[position] {
    case UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "<"): return true
    default: return find(") = ", in: position..<count) != nil
    }
  }
}

extension Span<UInt8> {
  /// Whether a colour begins at `position`.
  ///
  /// `--color=always` (strace 7.0) colours what a line begins with, or the name of the call; escapes
  /// inside of strings are always escaped, so that a raw one is a colour.
  func isColoured(at position: Int) -> Bool {
    position < count && self[position] == 0x1B
  }

  /// The bytes without the colours (`ESC [ … m`).
  var withoutColours: [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    var position = 0
    while position < count {
      if has("\u{1B}[", at: position) {
        position += 2
        while position < count, self[position] != UInt8(ascii: "m") { position += 1 }
      } else {
        plain.append(self[position])
      }
      position += 1
    }
    return plain
  }
}

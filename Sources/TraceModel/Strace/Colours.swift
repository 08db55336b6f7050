extension Span<UInt8> {
  /// Whether a colour begins at `position`.
  ///
  /// `--color=always` (strace 7.0) colours what a line begins with, or the name of the call; escapes
  /// inside of strings are always escaped, so that a raw one is a colour.
  func isColoured(at position: Int) -> Bool {
    position < count && self[position] == 0x1B
  }

  /// The bytes without the colours (`ESC [ … m`), and what grep(1) puts between them (`ESC [ K`).
  var withoutColours: [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    var position = 0
    while position < count {
      if has("\u{1B}[", at: position) {
        position += 2
        // A control sequence ends with a byte of its own (ECMA-48, 5.4).
        while position < count, !(0x40...0x7E).contains(self[position]) { position += 1 }
        // script(1) keeps what a shell says when it takes a command: `ESC [ ? 2004 l`, and a return.
        if has("\r", at: position + 1) { position += 1 }
      } else {
        plain.append(self[position])
      }
      position += 1
    }
    return plain
  }
}

/// Reads a log out of the source of a mail: quoted-printable (RFC 2045, 6.7), where `=` is `=3D` and a
/// line that is too long ends with `=` and goes on in the next.
struct QuotedPrintable: Sendable {
  /// The pieces of a line.
  var pieces = LinePieces()

  /// How many signs there have to be, and how many others that are none for each: those of a header.
  private static let fewest = 3
  private static let mostOthers = 16

  /// Looks at the first lines of a log; nothing where they are no such mail.
  ///
  /// Every call that strace prints has a bare `=` before its result, and a mail has none.
  init?(_ text: Span<UInt8>) {
    var signs = 0
    var breaks = 0
    var others = 0
    var position = 0
    while let found = text.firstIndex(of: UInt8(ascii: "="), in: position..<text.count) {
      position = found + 1
      if Self.isBreak(text, at: found) {
        breaks += 1
      } else if Self.byte(text, at: found) != nil {
        signs += 1
      } else {
        others += 1
        if others > Self.mostOthers || others > Self.fewest + signs { return nil }
      }
    }
    guard signs >= Self.fewest, others * 4 <= signs + breaks,
      text.find(" =3D ", in: 0..<text.count) != nil
    else { return nil }
  }

  /// Takes a line, and tells each record that is whole with it, and the number of its first line.
  mutating func add(_ line: Span<UInt8>, number: Int, _ body: (Span<UInt8>, Int) -> Void) {
    let end = line.countWithoutBlanks
    let goesOn = end > 0 && line[end - 1] == UInt8(ascii: "=")
    let plain = Self.plain(line.extracting(0..<(goesOn ? end - 1 : line.count)))
    pieces.add(plain.span, number: number)
    if !goesOn { pieces.finish(body) }
  }

  /// The text with the bytes that signs stand for, and without soft breaks.
  static func plain(_ text: Span<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "=") {
        if let byte = byte(text, at: position) {
          plain.append(byte)
          position += 3
          continue
        }
        if isBreak(text, at: position) {
          position += text.has("\r", at: position + 1) ? 3 : 2
          continue
        }
      }
      plain.append(text[position])
      position += 1
    }
    return plain
  }

  private static func isBreak(_ text: Span<UInt8>, at position: Int) -> Bool {
    text.has("\n", at: position + 1) || text.has("\r\n", at: position + 1)
  }

  /// The byte of `=3D`; lower-case digits are no sign (RFC 2045, 6.7, rule 1).
  private static func byte(_ text: Span<UInt8>, at position: Int) -> UInt8? {
    guard position + 2 < text.count else { return nil }
    let high = text[position + 1]
    let low = text[position + 2]
    guard high < 0x61, low < 0x61, let first = hexDigitValue(high), let second = hexDigitValue(low)
    else { return nil }
    return UInt8(first * 16 + second)
  }
}

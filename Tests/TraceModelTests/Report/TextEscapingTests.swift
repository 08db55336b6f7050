import Testing

@testable import TraceModel

@Suite("Untrusted bytes are shown as strace shows them")
struct TextEscapingTests {
  @Test("letters, octal and printable characters of UTF-8")
  func forms() {
    let characters = "a\\b\n\t\r\u{0B}\u{0C}\u{1}\u{7F}é€😀\u{202E}\u{85}"
    let text: [UInt8] = Array(characters.utf8) + [0xC3, 0x28, 0xF0, 0x9F, 0x98]
    let shown = #"a\\b\n\t\r\v\f\001\177é€😀\342\200\256\302\205\303(\360\237\230"#
    #expect(TextEscaping.escape(text) == shown)
    #expect(TextEscaping.escape(Array(#"a\n"#.utf8) + [0x0A], isEscaped: true) == #"a\n\n"#)
    #expect(TextEscaping.escape([]).isEmpty)
  }

  @Test("what is shown says what the bytes were")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("TextEscapingTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] =
      ["é", "€", "😀", "\u{202E}", "\\", "a", "7", "\n", "\u{0}"].map { Array($0.utf8) }
    for _ in 0..<5000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<8, using: &generator) {
        let piece = pieces.randomElement(using: &generator) ?? []
        bytes += piece.prefix(Int.random(in: 1...4, using: &generator))
        if Int.random(in: 0..<4, using: &generator) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        }
      }
      let shown = Array(TextEscaping.escape(bytes).utf8)
      let read = StringLiteral.unescape(shown.span, 0..<shown.count)
      #expect(read == bytes, "seed \(seed): \(bytes)")
    }
  }
}

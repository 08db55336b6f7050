import Testing

@testable import TraceModel

@Suite("A write is read for the words of a loader")
struct LoaderWordsTests {
  private static let messages = [
    "undefined symbol", "not defined in file", "cannot open shared object", "file too short",
    "wrong ELF class", "invalid ELF header", "symbol lookup error", "' not found (required by",
  ]

  /// The same, asked of the text as a whole.
  private static func holdsWords(_ text: String) -> Bool {
    guard text.contains(": ") else { return false }
    return messages.contains { text.contains($0) }
      || text.contains(": unde") && text.contains("\"...")
  }

  private static func mayStand(_ text: String) -> Bool {
    let call = "write(2</a: b file too short>, "
    let bytes = Array("\(call)\"\(text)".utf8)
    return LoaderWords.mayStand(in: bytes.span, from: 6)
  }

  @Test("wherever they stand, next to anything", arguments: messages)
  func everywhere(_ words: String) {
    for before in 0..<17 {
      for after in [0, 1, 9] {
        let text =
          String(repeating: "!", count: before) + words + String(repeating: "#", count: after)
        #expect(Self.mayStand("a.so: " + text) && Self.mayStand(text + ": b"))
        #expect(!Self.mayStand(text))
        #expect(!Self.mayStand("a: " + text.replacing(" ", with: "_")))
      }
    }
  }

  @Test("also where a quote stands in what -y shows of the descriptor")
  func quoted() {
    let line = Array("write(2<UNIX:[1,\"/a\"]>, \"b.so: undefined symbol: c\", 25) = 25".utf8)
    let found = LoaderWords.mayStand(in: line.span, from: 6)
    #expect(found)
  }

  @Test("in texts of parts of them, as if each were looked for")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("LoaderWordsTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let pieces = Self.messages + [": ", ":", " ", "!", "\"...", ": unde", "x", "é"]
    var found = 0
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<6, using: &generator) {
        let piece = pieces.randomElement(using: &generator) ?? ""
        let isWhole = Bool.random(using: &generator)
        text += isWhole ? piece : String(piece.prefix(Int.random(in: 0...30, using: &generator)))
      }
      let expected = Self.holdsWords(text)
      #expect(Self.mayStand(text) == expected, "seed \(seed): \(text)")
      found += expected ? 1 : 0
    }
    #expect(found > 1000)
  }
}

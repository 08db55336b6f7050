import Testing

@testable import TraceModel

@Suite("What is known of texts that were met of late")
struct RecentTextsTests {
  @Test("is of the text itself, or forgotten")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("RecentTextsTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var texts = RecentTexts<Int>(bits: 4)
    var noted: [Int: Int] = [:]
    var known = 0
    for step in 0..<5000 {
      let text = Int.random(in: -40..<40, using: &generator) &* 0x0101_0101_0101
      if Bool.random(using: &generator) {
        texts[text] = step
        noted[text] = step
        #expect(texts[text] == step, "seed \(seed)")
      } else if let value = texts[text] {
        known += 1
        #expect(noted[text] == value, "seed \(seed)")
      }
    }
    #expect(known > 100)
    texts.removeAll()
    #expect(noted.keys.allSatisfy { texts[$0] == nil })
  }
}

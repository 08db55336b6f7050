import Testing

@testable import TraceModel

@Suite("Words of which something is known")
struct WordTableTests {
  private static func word(_ number: Int) -> SyscallTable.Key {
    SyscallTable.Key(low: UInt64(number) &* 0x9E37_79B9, high: UInt64(number) << 7)
  }

  /// Words whose place is `place`, as many as there are among the first.
  private static func words(at place: Int) -> [SyscallTable.Key] {
    (1...20_000).map(word).filter { $0.slot(8) == place }
  }

  @Test("are known with the value that was put in last")
  func values() {
    var table = WordTable(empty: 0, bits: 8)
    let word = Self.word(7)
    #expect(table.place(of: word) == nil)
    table.put(1, for: word)
    #expect(table.place(of: word).map { table[$0] } == 1)
    table.put(2, for: word)
    #expect(table.place(of: word).map { table[$0] } == 2)
    #expect(table.place(of: Self.word(8)) == nil)
  }

  @Test("do not push each other out where two share a place, as close and write do")
  func neighbours() throws {
    let words = Self.words(at: 6)
    try #require(words.count > 3)
    var table = WordTable(empty: -1, bits: 8)
    for turn in 0..<3 {
      for index in 0..<2 {
        if turn > 0 { #expect(table.place(of: words[index]).map { table[$0] } == index) }
        table.put(index, for: words[index])
      }
    }
    table.put(2, for: words[2])
    #expect(table.place(of: words[2]).map { table[$0] } == 2)
    #expect((0..<2).count { table.place(of: words[$0]) != nil } == 1)
  }

  @Test("do not push out words whose own places are next to theirs")
  func homes() throws {
    let (even, odd) = (Self.words(at: 6), Self.words(at: 7))
    try #require(even.count > 2 && odd.count > 0)
    var table = WordTable(empty: -1, bits: 8)
    table.put(0, for: odd[0])
    table.put(1, for: even[0])
    for turn in 0..<4 {
      table.put(2 + turn, for: even[turn % 2])
      #expect(table.place(of: odd[0]).map { table[$0] } == 0)
    }
  }
}

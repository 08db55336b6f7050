import Testing

@testable import TraceModel

@Suite("What is unmapped and stays without a name, reload for reload")
struct UnnamedUnmapsTests {
  private typealias Unmap = ProcessHistory.UnknownUnmap

  private static func unmap(_ order: Int, _ length: UInt64) -> Unmap {
    Unmap(at: Moment(order: order), start: 0x1000, length: length)
  }

  @Test("is what filtering all of it for each reload leaves")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("UnnamedUnmapsTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var named = 0
    for round in 0..<300 {
      let lengths: [UInt64] = [0x4000, 0x4123]
      let all = (1...60).filter { _ in Bool.random(using: &generator) }.map {
        Self.unmap($0, lengths[Int.random(in: 0...1, using: &generator)])
      }
      var unnamed = UnnamedUnmaps(all, pageSize: 4096)
      var expected = all
      var from = 0
      while from < 60 {
        let to = from + Int.random(in: 0..<12, using: &generator)
        let window = Window(kind: .cycle, start: Moment(), end: Moment(), from: from, to: to)
        let inside = all.filter { $0.at.order > from && $0.at.order <= to }
        let nameless = inside.filter { _ in Bool.random(using: &generator) }
        unnamed.advance(through: window, nameless: nameless)
        expected.removeAll { one in
          inside.contains { $0.at == one.at } && !nameless.contains { $0.at == one.at }
        }
        named += inside.count - nameless.count
        let lines = expected.filter { $0.at.order <= to && $0.length % 4096 != 0 }
        #expect(
          unnamed.ordersOfCode.filter { $0 <= to } == lines.map(\.at.order),
          "seed \(seed), round \(round), to \(to)")
        #expect(unnamed.rest.map(\.at) == expected.map(\.at), "seed \(seed), round \(round)")
        // Some windows have lines in common with the one before.
        from = max(from + 1, to - Int.random(in: -6...4, using: &generator))
      }
    }
    #expect(named > 1000)
  }
}

import Testing

@testable import TraceModel

@Suite("A table whose copies share what neither changed")
struct SharedTableTests {
  @Test("it holds what a dictionary holds, and its copies what they held")
  func property() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    print("shared table: seed \(seed)")
    var table = SharedTable<[Int]>()
    var expected: [UInt32: [Int]] = [:]
    var copies: [(SharedTable<[Int]>, [UInt32: [Int]])] = []
    for step in 0..<4000 {
      // Far numbers and near ones, and that of the sign.
      let key = UInt32.random(in: 0..<200, using: &generator) &* (step % 3 == 0 ? 0x0101_0101 : 1)
      switch UInt8.random(in: 0..<5, using: &generator) {
      case 0:
        #expect(
          table.removeValue(forKey: key) == expected.removeValue(forKey: key), "seed \(seed)")
      case 1 where step % 9 == 0:
        let kept = { (key: UInt32, value: [Int]) in key % 64 < 40 || value.count > 1 }
        table.removeAll { key, value in !kept(key, value) }
        expected = expected.filter { kept($0.key, $0.value) }
      case 1: (table[key], expected[key]) = (nil, nil)
      case 2:
        #expect(table.update(key) { $0.append(step) } == (expected[key] != nil), "seed \(seed)")
        expected[key]?.append(step)
        #expect(table.read(key) { $0.last } == expected[key].map { $0.last }, "seed \(seed)")
      default: (table[key], expected[key]) = ([step], [step])
      }
      if step % 500 == 0 { copies.append((table, expected)) }
    }
    copies.append((table, expected))
    for (table, expected) in copies {
      #expect(table.count == expected.count, "seed \(seed)")
      let held = Dictionary(table.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
      #expect(held == expected, "seed \(seed)")
      #expect(table.values.count == expected.count, "seed \(seed)")
      #expect((0..<200).allSatisfy { table[$0] == expected[$0] }, "seed \(seed)")
    }
  }
}

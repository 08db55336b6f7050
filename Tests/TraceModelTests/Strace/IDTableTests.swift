import Testing

@testable import TraceModel

@Suite("Values by the number of a task or a descriptor")
struct IDTableTests {
  @Test("are those that a dictionary has, whatever is put in and taken out")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("IDTableTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var table = IDTable<Int>()
    var expected: [Int32: Int] = [:]
    for step in 0..<20_000 {
      let key = Int32.random(in: -20..<60, using: &generator)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0:
        table[key] = step
        expected[key] = step
      case 1: #expect(table.removeValue(forKey: key) == expected.removeValue(forKey: key))
      case 2:
        table.remove(key)
        expected[key] = nil
      case 3:
        table[key]? += 1
        expected[key]? += 1
      case 4:
        let changed = table.update(key) { value in
          value -= 1
          return value
        }
        expected[key]? -= 1
        #expect(changed == expected[key], "seed \(seed), step \(step)")
      case 5: (table[key], expected[key]) = (nil, nil)
      default: break
      }
      #expect(table[key] == expected[key], "seed \(seed), step \(step)")
      #expect(table.contains(key) == (expected[key] != nil), "seed \(seed), step \(step)")
      #expect(table.count == expected.count && table.isEmpty == expected.isEmpty)
    }
    #expect(table.sortedKeys == expected.keys.sorted())
  }

  @Test("the number that marks a free place has none")
  func free() {
    var table = IDTable<Int>()
    table[3] = 7
    #expect(table[.min] == nil && !table.contains(.min))
    table.remove(.min)
    #expect(table.removeValue(forKey: .min) == nil)
    #expect(table[3] == 7 && table.count == 1)
  }
}

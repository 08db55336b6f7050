import Testing

@testable import TraceModel

@Suite("Which file a descriptor is of")
struct FileTableTests {
  private static func size(_ table: FileTable, _ number: Int32) -> UInt64? {
    table[number]?.identity?.size
  }

  private static func identity(_ size: UInt64) -> FileIdentity {
    FileIdentity(size: size, at: Moment(order: 1))
  }

  @Test("is known until it is closed, whatever is opened beside it")
  func known() {
    var table = FileTable()
    table[3] = OpenFile(flags: 0)
    #expect(table.awaitsIdentity(3))
    table.identify(3, as: Self.identity(30))
    #expect(!table.awaitsIdentity(3) && Self.size(table, 3) == 30)
    table[4] = OpenFile(flags: 0)
    #expect(table.awaitsIdentity(4) && Self.size(table, 4) == nil)
    #expect(!table.awaitsIdentity(3) && Self.size(table, 3) == 30)
    table.identify(4, as: Self.identity(40))
    // A copy has it, and goes on by itself.
    var copy = table
    table.close(4)
    table[4] = OpenFile(flags: 0)
    #expect(table.awaitsIdentity(4) && Self.size(table, 4) == nil)
    copy[5] = copy[4]
    #expect(Self.size(copy, 5) == 40 && Self.size(copy, 4) == 40)
    copy.closeRange(4...4, onExec: true)
    copy.closeOnExec()
    #expect(copy[4] == nil && Self.size(copy, 5) == 40)
  }

  @Test("is forgotten where the number is given to another")
  func given() {
    var table = FileTable()
    table[3] = OpenFile(flags: 0)
    table.identify(3, as: Self.identity(30))
    table[3] = OpenFile(flags: 0)
    #expect(table.awaitsIdentity(3) && Self.size(table, 3) == nil)
  }

  @Test("is what a list of all that is open says, with what is noted of what is not mapped")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("FileTableTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var table = FileTable()
    var expected: [Int32: (size: UInt64?, tried: Int, closes: Bool)] = [:]
    for step in 1..<5000 {
      let number = Int32.random(in: -1..<12, using: &generator)
      switch Int.random(in: 0..<9, using: &generator) {
      case 0, 1, 2:
        let closes = Bool.random(using: &generator)
        var file = OpenFile(flags: closes ? Flags.openCloseOnExec : 0)
        file.unused.triedName = Bool.random(using: &generator) ? step : 0
        #expect(table.open(file, as: number) == (number >= 0), "seed \(seed)")
        if number >= 0 { expected[number] = (nil, file.unused.triedName, closes) }
      case 3, 4:
        let tried = expected.removeValue(forKey: number)?.tried ?? 0
        #expect(table.close(number)?.triedName == (tried == 0 ? nil : tried), "seed \(seed)")
      case 5:
        table.identify(number, as: Self.identity(UInt64(step)))
        expected[number]?.size = UInt64(step)
      case 6:
        table.use(number)
        expected[number]?.tried = 0
      case 7 where step.isMultiple(of: 7):
        table.closeOnExec()
        expected = expected.filter { !$0.value.closes }
      case 8 where step.isMultiple(of: 5):
        let range = number...(number + 3)
        let onExec = Bool.random(using: &generator)
        table.closeRange(range, onExec: onExec)
        if onExec {
          for number in range { expected[number]?.closes = true }
        } else {
          expected = expected.filter { !range.contains($0.key) }
        }
      default: break
      }
      #expect(table.count == expected.count, "seed \(seed)")
      #expect(table.contains(number) == (expected[number] != nil), "seed \(seed)")
      #expect(Self.size(table, number) == expected[number]?.size, "seed \(seed)")
      #expect(table[number]?.unused.triedName == expected[number]?.tried, "seed \(seed)")
    }
  }

  @Test("is not known where more are open than are remembered, but where a number is given anew")
  func full() {
    var table = FileTable()
    for number in 0..<Int32(FileTable.most) { table[number] = OpenFile(flags: 0) }
    #expect(table.isFull && !table.open(OpenFile(), as: 70_000) && !table.contains(70_000))
    #expect(table.open(OpenFile(), as: 3) && table.open(OpenFile(), as: 65_535))
    table.close(3)
    #expect(table.open(OpenFile(), as: 70_000) && table.count == FileTable.most)
  }

  @Test("is of no other, where the number has no file")
  func none() {
    var table = FileTable()
    table.identify(-1, as: Self.identity(10))
    table.identify(3, as: Self.identity(30))
    table[3] = OpenFile(flags: 0)
    #expect(table.awaitsIdentity(3) && Self.size(table, 3) == nil && table[-1] == nil)
  }
}

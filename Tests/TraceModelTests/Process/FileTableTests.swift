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

  @Test("is of no other, where the number has no file")
  func none() {
    var table = FileTable()
    table.identify(-1, as: Self.identity(10))
    table.identify(3, as: Self.identity(30))
    table[3] = OpenFile(flags: 0)
    #expect(table.awaitsIdentity(3) && Self.size(table, 3) == nil && table[-1] == nil)
  }
}

import Testing

@testable import TraceModel

/// Rules 8 and 19: brk(2), mm/mmap.c.
@Suite("The program break")
struct AddressSpaceBreakTests {
  @Test("pages between the rounded-up breaks come, as heap, whatever their neighbours are")
  func grows() {
    var sketch = Sketch(anonymous(10..<11, .readOnly, traits: .heap))
    sketch.space.moveBreak(from: 0xaff0, to: 0xc001, line: 5, changes: &sketch.changes)
    sketch.expect(
      anonymous(10..<11, .readOnly, traits: .heap), anonymous(11..<13, traits: .heap, line: 5))
    sketch.expectChanges(added: [anonymous(11..<13, traits: .heap, line: 5)])
    sketch.space.moveBreak(from: 0xc001, to: 0xd000, line: 6, changes: &sketch.changes)
    sketch.expectChanges()
  }

  @Test("growing step by step stays one mapping; a neighbour that is no heap stays apart")
  func staysOne() {
    var sketch = Sketch(anonymous(14..<15))
    for page in 10..<14 {
      sketch.space.moveBreak(
        from: address(page), to: address(page + 1), line: page, changes: &sketch.changes)
    }
    sketch.expect(anonymous(10..<14, traits: .heap, line: 10), anonymous(14..<15))
  }

  @Test("READ_IMPLIES_EXEC makes it rwx")
  func executable() {
    var sketch = Sketch()
    sketch.space.moveBreak(
      from: 0xa000, to: 0xb000, permissions: [.read, .write, .execute], line: 1,
      changes: &sketch.changes)
    sketch.expect(anonymous(10..<11, [.read, .write, .execute], traits: .heap))
  }

  @Test("what goes is whatever lies there")
  func shrinks() {
    var sketch = Sketch(anonymous(10..<12, traits: .heap), file(12..<14), anonymous(14..<15))
    sketch.space.moveBreak(from: 0xe800, to: 0xb000, line: 5, changes: &sketch.changes)
    sketch.expect(anonymous(10..<11, traits: .heap))
    sketch.expectChanges(
      removed: [anonymous(11..<12, traits: .heap), file(12..<14), anonymous(14..<15)])
  }

  @Test("a break that does not move, or is beyond all pages, changes nothing")
  func nothing() {
    var sketch = Sketch(anonymous(10..<12, traits: .heap))
    sketch.space.moveBreak(from: 0xc000, to: 0xc000, line: 5, changes: &sketch.changes)
    sketch.space.moveBreak(from: 0xc000, to: .max, line: 5, changes: &sketch.changes)
    sketch.expect(anonymous(10..<12, traits: .heap))
  }
}

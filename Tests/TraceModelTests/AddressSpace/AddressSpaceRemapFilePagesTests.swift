import Testing

@testable import TraceModel

/// Rules 1 and 24: remap_file_pages(2), mm/mmap.c.
@Suite("Remapping file pages")
struct AddressSpaceRemapFilePagesTests {
  @Test("same file and permissions, another offset; start and size are cut down")
  func remaps() {
    var sketch = Sketch(file(10..<14, .sharedReadWrite))
    sketch.space.remapFilePages(
      address: 0xb010, size: 0x2fff, pageOffset: 7, line: 9, changes: &sketch.changes)
    sketch.expect(
      file(10..<11, .sharedReadWrite), file(11..<13, at: 7, .sharedReadWrite, line: 9),
      file(13..<14, at: 3, .sharedReadWrite))
    sketch.expectChanges(
      removed: [file(11..<13, at: 1, .sharedReadWrite)],
      added: [file(11..<13, at: 7, .sharedReadWrite, line: 9)])
  }

  @Test("marks of madvise are gone, what is true of the file is not")
  func traits() {
    var sketch = Sketch(segment(10..<12, traits: .dontFork))
    sketch.space.remapFilePages(
      address: 0xa000, size: 0x1000, pageOffset: 3, line: 9, changes: &sketch.changes)
    sketch.expect(segment(10..<11, at: 3), segment(11..<12, at: 1, traits: .dontFork))
  }

  @Test("unknown memory, no pages, an offset out of range: nothing")
  func nothing() {
    var sketch = Sketch(file(10..<12, .sharedReadWrite))
    for (start, size, offset) in [(0x20, 1, 0), (10, 0, 0), (10, 1, UInt64.max)] as [(_, _, UInt64)]
    {
      sketch.space.remapFilePages(
        address: address(start), size: address(size), pageOffset: offset, line: 9,
        changes: &sketch.changes)
    }
    sketch.expect(file(10..<12, .sharedReadWrite))
  }

  @Test("READ_IMPLIES_EXEC adds x to what is readable, and to nothing else")
  func readImpliesExecute() {
    var sketch = Sketch(file(10..<11, .sharedReadWrite), file(20..<21, [.write, .shared]))
    for page in [10, 20] {
      sketch.space.remapFilePages(
        address: address(page), size: 0x1000, pageOffset: 3, readImpliesExecute: true, line: 9,
        changes: &sketch.changes)
    }
    sketch.expect(
      file(10..<11, at: 3, [.read, .write, .execute, .shared], line: 9),
      file(20..<21, at: 3, [.write, .shared], line: 9))
  }

  private func fail(_ sketch: inout Sketch, _ range: Range<Int>, _ failure: KernelError) {
    sketch.space.remapFilePages(
      address: address(range.lowerBound) + 5, size: address(range.count) + 5, failure: failure,
      changes: &sketch.changes)
  }

  @Test("a call that fails takes the last pages of a System V segment with it")
  func lastPages() {
    var sketch = Sketch(segment(10..<12), segment(20..<22, backing: .otherFile))
    fail(&sketch, 10..<12, .invalidArgument)
    sketch.expect(segment(20..<22, backing: .otherFile))
    sketch.expectChanges(removed: [segment(10..<12)])
  }

  @Test(
    "and changes nothing where anything else explains it",
    arguments: [
      Sketch(segment(10..<13)), Sketch(segment(10..<12), segment(14..<15, line: 2)),
      Sketch(segment(10..<12, .sharedReadOnly, traits: .openedReadOnly)),
      Sketch(segment(10..<11), segment(11..<12, at: 1, .sharedReadOnly)),
      Sketch(segment(10..<11)), Sketch(segment(11..<12)), Sketch(file(10..<12, .sharedReadWrite)),
    ])
  func explained(_ sketch: Sketch) {
    var sketch = sketch
    let before = sketch.space.mappings(overlapping: pages(0..<99))
    fail(&sketch, 10..<12, .invalidArgument)
    #expect(sketch.space.mappings(overlapping: pages(0..<99)) == before)
  }

  @Test("or where the error is another")
  func otherError() {
    var sketch = Sketch(segment(10..<12))
    fail(&sketch, 10..<12, .notPermitted)
    sketch.expect(segment(10..<12))
  }
}

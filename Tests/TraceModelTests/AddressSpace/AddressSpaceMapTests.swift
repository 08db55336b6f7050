import Testing

@testable import TraceModel

/// Rules 3 and 5: mmap(2), proc_pid_maps(5).
@Suite("Mapping")
struct AddressSpaceMapTests {
  @Test("what is left of a file on either side keeps all; its offset moves with its start")
  func replacesTheMiddle() {
    var sketch = Sketch(file(10..<20, at: 5, .readExecute, traits: .dontFork))
    sketch.map(anonymous(13..<15, line: 2))
    sketch.expect(
      file(10..<13, at: 5, .readExecute, traits: .dontFork), anonymous(13..<15, line: 2),
      file(15..<20, at: 10, .readExecute, traits: .dontFork))
    sketch.expectChanges(
      removed: [file(13..<15, at: 8, .readExecute, traits: .dontFork)],
      added: [anonymous(13..<15, line: 2)])
  }

  @Test("replaces several mappings and holes at once")
  func replacesSeveral() {
    var sketch = Sketch(anonymous(10..<12), file(13..<15), anonymous(16..<18, .readOnly))
    sketch.map(file(11..<17, at: 1, backing: .otherFile, line: 2))
    sketch.expect(
      anonymous(10..<11), file(11..<17, at: 1, backing: .otherFile, line: 2),
      anonymous(17..<18, .readOnly))
    sketch.expectChanges(
      removed: [anonymous(11..<12), file(13..<15), anonymous(16..<17, .readOnly)],
      added: [file(11..<17, at: 1, backing: .otherFile, line: 2)])
  }

  @Test("private anonymous memory has the offset 0, also when it is cut")
  func anonymousOffset() {
    var sketch = Sketch()
    var mapping = anonymous(10..<20)
    mapping.offset = 0x5000
    sketch.map(mapping)
    sketch.unmap(10..<12)
    sketch.expect(anonymous(12..<20))
  }

  @Test("a length that is no whole page takes the page")
  func wholePages() {
    var sketch = Sketch()
    var mapping = file(10..<11)
    mapping.range = AddressRange(start: 0xa000, end: 0xb001)
    sketch.map(mapping)
    sketch.expect(file(10..<12))
  }

  @Test("an empty range, and one beyond the last page, map nothing")
  func nothing() {
    var sketch = Sketch()
    sketch.map(anonymous(10..<10))
    var mapping = anonymous(1..<2)
    mapping.range = AddressRange(start: 0xffff_ffff_ffff_f000, end: .max)
    sketch.map(mapping)
    sketch.expect()
    sketch.expectChanges()
  }
}

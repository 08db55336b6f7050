import Testing

@testable import TraceModel

/// Rules 12 to 14, 16, 17, and 15 where it succeeds: mremap(2), mm/mremap.c.
@Suite("Remapping")
struct AddressSpaceRemapTests {
  private let load = LoadID(rawValue: 3)

  @Test("shrinking in place takes whatever lies in the tail")
  func shrink() {
    var sketch = Sketch(anonymous(10..<14), file(15..<18), anonymous(18..<20))
    sketch.remap(10..<19, length: 2, result: .page(10))
    sketch.expect(anonymous(10..<12), anonymous(19..<20))
    sketch.expectChanges(removed: [anonymous(12..<14), file(15..<18), anonymous(18..<19)])
  }

  @Test("growing in place adds pages like the last, and the file goes on")
  func grow() {
    let mapping = file(10..<12, at: 3, .readExecute, load: load, traits: .dontFork)
    var sketch = Sketch(mapping)
    sketch.remap(10..<12, length: 5, result: .page(10))
    sketch.expect(file(10..<15, at: 3, .readExecute, load: load, traits: .dontFork))
    sketch.expectChanges(added: [
      file(12..<15, at: 5, .readExecute, load: load, traits: .dontFork)
    ])
  }

  @Test("a move takes everything along and leaves a hole; lengths are rounded up")
  func moves() {
    let mapping = file(10..<14, at: 3, .readExecute, load: load, traits: .dontFork, line: 7)
    var sketch = Sketch(mapping)
    let request = RemapRequest(
      oldAddress: address(11), oldLength: 0x1001, newLength: 0x2ff1, mayMove: true, line: 99)
    sketch.space.remap(request, result: address(30), changes: &sketch.changes)
    let moved = file(30..<32, at: 4, .readExecute, load: load, traits: .dontFork, line: 7)
    let grown = file(32..<33, at: 6, .readExecute, load: load, traits: .dontFork, line: 7)
    sketch.expect(
      file(10..<11, at: 3, .readExecute, load: load, traits: .dontFork, line: 7),
      file(13..<14, at: 6, .readExecute, load: load, traits: .dontFork, line: 7),
      file(30..<33, at: 4, .readExecute, load: load, traits: .dontFork, line: 7))
    sketch.expectChanges(
      removed: [
        file(11..<13, at: 4, .readExecute, load: load, traits: .dontFork, line: 7)
      ], added: [moved, grown])
  }

  @Test("heap that moves is heap no more")
  func heap() {
    var sketch = Sketch(anonymous(10..<14, traits: .heap))
    sketch.remap(10..<12, length: 3, result: .page(30))
    sketch.expect(anonymous(12..<14, traits: .heap), anonymous(30..<33))
  }

  @Test("MREMAP_FIXED unmaps the target; smaller, the source's tail goes too")
  func fixedSmaller() {
    var sketch = Sketch(file(10..<14), anonymous(14..<15), file(29..<33, backing: .otherFile))
    sketch.remap(10..<15, length: 2, fixed: 30, result: .page(30))
    sketch.expect(
      file(29..<30, backing: .otherFile), file(30..<32),
      file(32..<33, at: 3, backing: .otherFile))
    sketch.expectChanges(
      removed: [
        file(30..<32, at: 1, backing: .otherFile), file(12..<14, at: 2), anonymous(14..<15),
        file(10..<12),
      ], added: [file(30..<32)])
  }

  @Test("MREMAP_FIXED of the same size: holes stay, and so does what lies opposite one")
  func span() {
    var sketch = Sketch(
      file(10..<12), anonymous(13..<15), file(30..<36, at: 9, .readExecute, backing: .otherFile))
    sketch.remap(10..<15, length: 5, fixed: 30, result: .page(30))
    sketch.expect(
      file(30..<32), file(32..<33, at: 11, .readExecute, backing: .otherFile),
      anonymous(33..<35), file(35..<36, at: 14, .readExecute, backing: .otherFile))
  }

  @Test("what moves out of unknown memory is unknown: what was known at the target goes")
  func unknownSource() {
    var sketch = Sketch(anonymous(13..<15), file(30..<36))
    sketch.remap(10..<15, length: 5, fixed: 30, result: .page(30))
    sketch.expect(anonymous(33..<35), file(35..<36, at: 5))
    sketch.remap(50..<52, length: 3, result: .page(33))
    sketch.remap(60..<62, length: 9, result: .page(60))
    sketch.expect()
  }

  @Test("MREMAP_DONTUNMAP leaves the source as it is")
  func dontUnmap() {
    var sketch = Sketch(file(10..<12, at: 4, load: load))
    sketch.remap(10..<12, length: 2, dontUnmap: true, result: .page(30))
    sketch.expect(file(10..<12, at: 4, load: load), file(30..<32, at: 4, load: load))
    sketch.expectChanges(added: [file(30..<32, at: 4, load: load)])
  }

  @Test("old length 0 maps shared memory a second time, at the offset of the address")
  func duplicate() {
    var sketch = Sketch(file(10..<14, at: 4, .sharedReadWrite, line: 1))
    sketch.remap(12..<12, length: 3, result: .page(30))
    sketch.expect(
      file(10..<14, at: 4, .sharedReadWrite, line: 1),
      file(30..<33, at: 6, .sharedReadWrite, line: 99))
    sketch.expectChanges(added: [file(30..<33, at: 6, .sharedReadWrite, line: 99)])
  }

  @Test("what the kernel would refuse changes nothing", arguments: [(10, 12), (10, 8), (0, 0)])
  func contradictory(_ old: Int, _ new: Int) {
    var sketch = Sketch(file(10..<14))
    sketch.remap(old..<old + 4, length: 4, fixed: new, result: .page(new))
    sketch.remap(0..<0, length: 4, result: .page(0))
    sketch.remap(10..<12, length: 0, result: .page(30))
    sketch.expect(file(10..<14))
  }
}

import Testing

@testable import TraceModel

/// Rule 9: munmap(2).
@Suite("Unmapping")
struct AddressSpaceUnmapTests {
  @Test("takes any range, over several mappings and holes")
  func several() {
    var sketch = Sketch(file(10..<12), anonymous(13..<15), file(16..<18, backing: .otherFile))
    sketch.unmap(11..<17)
    sketch.expect(file(10..<11), file(17..<18, at: 1, backing: .otherFile))
    sketch.expectChanges(removed: [
      file(11..<12, at: 1), anonymous(13..<15), file(16..<17, backing: .otherFile),
    ])
  }

  @Test("leaves both sides of one mapping")
  func middle() {
    var sketch = Sketch(file(10..<20))
    sketch.unmap(14..<15)
    sketch.expect(file(10..<14), file(15..<20, at: 5))
  }

  @Test("where nothing was changes nothing")
  func nothing() {
    var sketch = Sketch(file(10..<12))
    sketch.unmap(12..<20)
    sketch.unmap(5..<5)
    sketch.expect(file(10..<12))
    sketch.expectChanges()
  }
}

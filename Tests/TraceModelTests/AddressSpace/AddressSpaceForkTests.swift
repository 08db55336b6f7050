import Testing

@testable import TraceModel

/// Rule 26: fork(2), madvise(2), mm/madvise.c `madvise_walk_vmas`.
@Suite("Forking")
struct AddressSpaceForkTests {
  @Test("the child has all but the pages under MADV_DONTFORK; the parent keeps them")
  func dontFork() {
    var sketch = Sketch(anonymous(10..<14), file(14..<16))
    sketch.space.advise(pages(12..<15), .init(inserted: .dontFork), failure: nil)
    var child = sketch
    child.space = sketch.space.forked()
    child.expect(anonymous(10..<12), file(15..<16, at: 1))
    #expect(sketch.space.coveredBytes(in: pages(0..<100)) == address(6))
    child.space = child.space.forked()
    child.expect(anonymous(10..<12), file(15..<16, at: 1))
  }

  @Test("MADV_DOFORK takes the mark away")
  func doFork() {
    var sketch = Sketch(anonymous(10..<14))
    sketch.space.advise(pages(10..<14), .init(inserted: .dontFork), failure: nil)
    sketch.space.advise(pages(11..<20), .init(removed: .dontFork), failure: .outOfMemory)
    sketch.expect(anonymous(10..<11, traits: .dontFork), anonymous(11..<14))
  }

  @Test("ENOMEM has marked all that is mapped in the range, any other error nothing")
  func failures() {
    var sketch = Sketch(anonymous(10..<12), anonymous(13..<15))
    sketch.space.advise(pages(11..<14), .init(inserted: .dontFork), failure: .invalidArgument)
    sketch.expect(anonymous(10..<12), anonymous(13..<15))
    sketch.space.advise(pages(11..<14), .init(inserted: .dontFork), failure: .outOfMemory)
    sketch.expect(
      anonymous(10..<11), anonymous(11..<12, traits: .dontFork),
      anonymous(13..<14, traits: .dontFork), anonymous(14..<15))
  }
}

import Testing

@testable import TraceModel

@Suite("The container of mappings")
struct MappingTreeTests {
  /// Mappings that stay apart: every other page.
  private func space(of count: Int) -> AddressSpace {
    var sketch = Sketch()
    for index in 0..<count { sketch.map(anonymous(2 * index..<2 * index + 1)) }
    return sketch.space
  }

  @Test("copies behave as values")
  func values() {
    var original = space(of: 1_000)
    let kept = original.mappings(overlapping: pages(0..<5_000))
    var changes = AddressSpaceChanges()
    var copies = (0..<50).map { _ in original }
    for index in copies.indices {
      copies[index].unmap(pages(20 * index..<20 * index + 20), changes: &changes)
      copies[index].map(file(5_000..<5_001 + index), changes: &changes)
    }
    original.protect(pages(0..<10), permissions: [], growsDown: false, failure: nil)
    for index in copies.indices {
      let expected = kept.filter { !$0.range.overlaps(pages(20 * index..<20 * index + 20)) }
      #expect(
        copies[index].mappings(overlapping: pages(0..<6_000)) == expected + [
          file(5_000..<5_001 + index)
        ])
      #expect(copies[index].checkInvariants() == nil)
    }
    #expect(original.mapping(at: 0)?.permissions == [])
    #expect(original.count == 1_000)
  }

  @Test("splits and joins its leaves", arguments: [0, 1, 2])
  func leaves(_ order: Int) {
    var space = AddressSpace()
    var changes = AddressSpaceChanges()
    var generator = SeededGenerator(seed: 7)
    var numbers = Array(0..<2_000)
    for phase in 0..<2 {
      switch order {
      case 0: break
      case 1: numbers.reverse()
      default: numbers.shuffle(using: &generator)
      }
      for (done, number) in numbers.enumerated() {
        if phase == 0 {
          space.map(anonymous(2 * number..<2 * number + 1), changes: &changes)
        } else {
          space.unmap(pages(2 * number..<2 * number + 1), changes: &changes)
        }
        if done % 20 == 0 { #expect(space.checkInvariants() == nil) }
      }
      #expect(space.count == (phase == 0 ? 2_000 : 0))
      #expect(space.checkInvariants() == nil)
    }
  }

  @Test("joins a leaf that got small with the one below it")
  func joinsBelow() {
    var space = space(of: 66)
    var changes = AddressSpaceChanges()
    for index in 66..<90 { space.map(anonymous(2 * index..<2 * index + 1), changes: &changes) }
    for index in Array(0..<20) + Array((33..<90).reversed()) {
      space.unmap(pages(2 * index..<2 * index + 1), changes: &changes)
      #expect(space.checkInvariants() == nil)
    }
    #expect(space.count == 13)
  }

  @Test("one call takes thousands of mappings out")
  func clearsAll() {
    var space = space(of: 5_000)
    var changes = AddressSpaceChanges()
    space.unmap(pages(3..<9_997), changes: &changes)
    #expect(space.count == 3)
    #expect(changes.removed.count == 4_997)
    #expect(space.checkInvariants() == nil)
  }

  @Test("finds every address among many leaves")
  func finds() {
    let space = space(of: 1_000)
    for page in 0..<2_000 {
      #expect(
        space.mapping(at: address(page)) == (page % 2 == 0 ? anonymous(page..<page + 1) : nil))
    }
  }
}

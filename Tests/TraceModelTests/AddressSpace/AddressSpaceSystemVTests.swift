import Testing

@testable import TraceModel

/// Rule 22: shmdt(2), ipc/shm.c `ksys_shmdt`; each case was watched on Linux 6.18.
@Suite("Detaching System V memory")
struct AddressSpaceSystemVTests {
  private func detach(_ sketch: inout Sketch, _ page: Int, pages: Int? = 4) {
    sketch.space.detach(
      address: address(page), segmentSize: pages.map { UInt64($0) * 4096 - 5 },
      changes: &sketch.changes)
  }

  @Test("every piece goes, not what has replaced one", arguments: [4, nil])
  func pieces(_ size: Int?) {
    var sketch = Sketch(segment(10..<14), anonymous(11..<12))
    sketch.protect(13..<14, .readOnly)
    sketch.changes.removeAll()
    detach(&sketch, 10, pages: size)
    sketch.expect(anonymous(11..<12))
    sketch.expectChanges(removed: [
      segment(10..<11), segment(12..<13, at: 2), segment(13..<14, at: 3, .sharedReadOnly),
    ])
  }

  @Test("the first page may be gone")
  func firstPageGone() {
    var sketch = Sketch(segment(10..<14), anonymous(10..<11))
    detach(&sketch, 10)
    sketch.expect(anonymous(10..<11))
  }

  @Test("the first piece goes even if it was grown; a later one that was grown stays")
  func grown() {
    var sketch = Sketch(segment(10..<14))
    sketch.remap(10..<14, length: 6, result: .page(10))
    detach(&sketch, 10)
    sketch.expect()
    sketch = Sketch(segment(10..<14))
    sketch.protect(13..<14, .readOnly)
    sketch.remap(13..<14, length: 2, result: .page(13))
    detach(&sketch, 10)
    sketch.expect(segment(13..<15, at: 3, .sharedReadOnly))
  }

  @Test("a piece that was moved away stays; of another attachment too")
  func others() {
    let other = segment(20..<24, line: 2)
    var sketch = Sketch(segment(10..<14), other)
    sketch.remap(11..<12, length: 1, fixed: 16, result: .page(16))
    sketch.remap(22..<23, length: 1, fixed: 12, result: .page(12))
    detach(&sketch, 10)
    sketch.expect(
      segment(12..<13, at: 2, line: 2), segment(16..<17, at: 1),
      segment(20..<22, line: 2), segment(23..<24, at: 3, line: 2))
  }

  @Test("a second mapping of it that lies where the first would goes with it")
  func duplicate() {
    var sketch = Sketch(segment(10..<14))
    sketch.unmap(12..<14)
    sketch.remap(11..<11, length: 2, result: .page(30))
    sketch.remap(31..<32, length: 1, fixed: 12, result: .page(12))
    detach(&sketch, 10)
    sketch.expect(segment(30..<31, at: 1))
  }

  @Test("a sealed piece stays")
  func sealed() {
    var sketch = Sketch(segment(10..<14))
    sketch.space.seal(pages(10..<11))
    detach(&sketch, 10)
    sketch.expect(segment(10..<11, traits: .sealed))
  }

  @Test("where nothing is known nothing changes")
  func unknown() {
    var sketch = Sketch(segment(10..<14), file(20..<24))
    detach(&sketch, 20)
    detach(&sketch, 11)
    sketch.expect(segment(10..<14), file(20..<24))
  }
}

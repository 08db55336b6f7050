import Testing

@testable import TraceModel

/// Rules 15 and 18 where mremap fails: mm/mremap.c `remap_move`, `mremap_to`.
@Suite("Remapping that fails")
struct AddressSpaceRemapFailureTests {
  @Test("EPERM at a sealed source: what went before stays moved")
  func sealedSource() {
    let rest = file(12..<14, traits: .sealed)
    var sketch = Sketch(anonymous(10..<12), rest, anonymous(30..<31, .readOnly))
    sketch.remap(10..<14, length: 4, fixed: 30, result: .error(.notPermitted))
    sketch.expect(rest, anonymous(30..<32))
    sketch.expectChanges(
      removed: [anonymous(10..<12), anonymous(30..<31, .readOnly)], added: [anonymous(30..<32)])
  }

  @Test("EPERM at a sealed target: what went before stays moved")
  func sealedTarget() {
    var sketch = Sketch(anonymous(10..<12), file(12..<14), anonymous(33..<34, traits: .sealed))
    sketch.remap(10..<14, length: 4, fixed: 30, result: .error(.notPermitted))
    sketch.expect(file(12..<14), anonymous(30..<32), anonymous(33..<34, traits: .sealed))
  }

  @Test("a mapping goes as /proc/PID/maps shows it: whole, whatever lines made it")
  func wholeLines() {
    let pieces = [file(10..<12, line: 1), file(12..<14, at: 2, line: 2)]
    var sketch = Sketch(pieces[0], pieces[1], anonymous(33..<34, traits: .sealed))
    sketch.remap(10..<14, length: 4, fixed: 30, result: .error(.notPermitted))
    sketch.expect(pieces[0], pieces[1], anonymous(33..<34, traits: .sealed))
  }

  @Test(
    "EFAULT at what cannot be one of several: what went before stays moved",
    arguments: [MappingTraits.systemV, .privateZero])
  func movesAlone(_ trait: MappingTraits) {
    var sketch = Sketch(anonymous(10..<12), file(13..<14, traits: trait))
    sketch.remap(10..<14, length: 4, fixed: 30, result: .error(.badAddress))
    sketch.expect(file(13..<14, traits: trait), anonymous(30..<32))
  }

  @Test("EFAULT: nothing if the first page is unmapped, or the first cannot be one of several")
  func firstPage() {
    var sketch = Sketch(anonymous(10..<12), segment(14..<16), anonymous(16..<17))
    sketch.remap(9..<12, length: 3, fixed: 30, result: .error(.badAddress))
    sketch.remap(14..<17, length: 3, fixed: 30, result: .error(.badAddress))
    sketch.expect(anonymous(10..<12), segment(14..<16), anonymous(16..<17))
    sketch.map(segment(16..<17, backing: .otherFile))
    sketch.changes.removeAll()
    sketch.remap(14..<17, length: 3, fixed: 30, result: .error(.badAddress))
    sketch.expectChanges()
  }

  @Test("an error other than the one that what is known would give changes nothing")
  func anotherError() {
    var sketch = Sketch(anonymous(10..<12), file(12..<14, traits: .sealed))
    sketch.remap(10..<14, length: 4, fixed: 30, result: .error(.outOfMemory))
    sketch.remap(10..<14, length: 4, fixed: 30, result: .error(.badAddress))
    sketch.expect(anonymous(10..<12), file(12..<14, traits: .sealed))
  }

  @Test("a failure that nothing known explains changes nothing", arguments: KernelError.allCases)
  func unexplained(_ failure: KernelError) {
    var sketch = Sketch(anonymous(10..<12), file(12..<14), anonymous(30..<32, .readOnly))
    for length in [2, 4, 6] {
      sketch.remap(10..<14, length: length, fixed: 30, result: .error(failure))
      sketch.remap(10..<14, length: length, result: .error(failure))
    }
    sketch.expect(anonymous(10..<12), file(12..<14), anonymous(30..<32, .readOnly))
  }

  @Test("EPERM by a sealed page in the tail: the target is already unmapped")
  func sealedTail() {
    var sketch = Sketch(file(10..<12), anonymous(12..<14, traits: .sealed), anonymous(29..<33))
    sketch.remap(10..<14, length: 2, result: .error(.notPermitted))
    sketch.expectChanges()
    sketch.remap(10..<14, length: 2, fixed: 30, result: .error(.notPermitted))
    sketch.expect(
      file(10..<12), anonymous(12..<14, traits: .sealed), anonymous(29..<30),
      anonymous(32..<33))
    sketch.expectChanges(removed: [anonymous(30..<32)])
  }

  @Test("EPERM by a sealed source or target comes before: nothing")
  func sealedEarlier() {
    var sketch = Sketch(anonymous(10..<14, traits: .sealed), anonymous(30..<33))
    sketch.remap(10..<14, length: 2, fixed: 30, result: .error(.notPermitted))
    sketch.remap(30..<33, length: 2, fixed: 10, result: .error(.notPermitted))
    sketch.expect(anonymous(10..<14, traits: .sealed), anonymous(30..<33))
  }

  @Test("old length 0 onto itself: the target, which was the source, is already unmapped")
  func ontoItself() {
    var sketch = Sketch(file(10..<14, .sharedReadWrite))
    sketch.remap(10..<10, length: 2, fixed: 10, result: .error(.badAddress))
    sketch.expect(file(12..<14, at: 2, .sharedReadWrite))
    var priv = Sketch(file(10..<14))
    priv.remap(10..<10, length: 2, fixed: 10, result: .error(.badAddress))
    priv.expect(file(10..<14))
  }
}

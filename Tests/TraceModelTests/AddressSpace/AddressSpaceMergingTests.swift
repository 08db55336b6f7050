import Testing

@testable import TraceModel

/// What is kept as one, and what /proc/PID/maps shows as one (proc_pid_maps(5), mm/vma.c).
@Suite("Merging")
struct AddressSpaceMergingTests {
  @Test("a file that goes on is one, of the same line only")
  func files() {
    Sketch(file(10..<12, at: 0), file(12..<14, at: 2)).expect(file(10..<14))
    Sketch(file(12..<14, at: 2), file(10..<12, at: 0)).expect(file(10..<14))
    Sketch(file(10..<12), file(12..<14, at: 2, line: 2))
      .expect(file(10..<12), file(12..<14, at: 2, line: 2))
    Sketch(file(10..<12), file(12..<14, at: 3)).expect(file(10..<12), file(12..<14, at: 3))
  }

  @Test("filling a gap makes one of three")
  func fillsGap() {
    Sketch(file(10..<12), file(14..<16, at: 4), file(12..<14, at: 2)).expect(file(10..<16))
  }

  @Test("anonymous memory is one whatever line made it, and keeps the lower one's")
  func anonymousLines() {
    Sketch(anonymous(12..<14, line: 3), anonymous(10..<12, line: 7))
      .expect(anonymous(10..<14, line: 7))
    Sketch(anonymous(10..<12, line: 3), anonymous(12..<14, line: 7))
      .expect(anonymous(10..<14, line: 3))
  }

  @Test("anonymous memory of a load is one with its own line's only")
  func anonymousOfLoad() {
    var first = anonymous(10..<12, line: 1)
    var second = anonymous(12..<14, line: 2)
    (first.load, second.load) = (LoadID(rawValue: 4), LoadID(rawValue: 4))
    Sketch(first, second).expect(first, second)
  }

  @Test(
    "permissions and every trait keep neighbours apart",
    arguments: [
      MappingTraits.growsDown, .sealed, .dontFork, .hugeTLB, .heap, .unknownPermissions, .accounted,
      .locked, .dontDump, .noReserve, .apart,
    ])
  func apart(_ trait: MappingTraits) {
    Sketch(anonymous(10..<12), anonymous(12..<14, traits: trait))
      .expect(anonymous(10..<12), anonymous(12..<14, traits: trait))
    Sketch(anonymous(10..<12), anonymous(12..<14, .readOnly))
      .expect(anonymous(10..<12), anonymous(12..<14, .readOnly))
  }

  @Test("a program that grows by small maps stays one mapping")
  func smallMaps() {
    var sketch = Sketch()
    for page in (10..<1010).reversed() { sketch.map(anonymous(page..<page + 1, line: page)) }
    sketch.expect(anonymous(10..<1010, line: 10))
  }

  @Test("as in /proc/PID/maps: neither line, load, what brk added nor how it was opened is seen")
  func shown() {
    let sketch = Sketch(
      file(10..<12, line: 1),
      file(12..<14, at: 2, load: LoadID(rawValue: 1), traits: .openedReadOnly, line: 2),
      file(14..<16, at: 5, line: 2), anonymous(16..<18), anonymous(18..<19, traits: .heap),
      anonymous(20..<21))
    var lines: [Mapping] = []
    sketch.space.forEachMerged { lines.append($0) }
    #expect(
      lines == [
        file(10..<14, line: 1), file(14..<16, at: 5, line: 2), anonymous(16..<19, traits: .heap),
        anonymous(20..<21),
      ])
  }
}

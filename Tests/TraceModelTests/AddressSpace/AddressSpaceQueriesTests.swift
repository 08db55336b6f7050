import Testing

@testable import TraceModel

@Suite("Asking an address space")
struct AddressSpaceQueriesTests {
  let space = Sketch(file(10..<12), anonymous(12..<13), anonymous(20..<22)).space

  @Test("finds the mapping that holds an address")
  func at() {
    #expect(space.mapping(at: 0xbfff) == file(10..<12))
    #expect(space.mapping(at: 0xc000) == anonymous(12..<13))
    #expect(space.mapping(at: 0xd000) == nil)
    #expect(space.mapping(at: 0) == nil)
    #expect(space.mapping(at: .max) == nil)
    #expect(AddressSpace().mapping(at: 0) == nil)
  }

  @Test("lists what overlaps a range, whole")
  func overlapping() {
    #expect(space.mappings(overlapping: pages(11..<20)) == [file(10..<12), anonymous(12..<13)])
    #expect(space.mappings(overlapping: pages(13..<20)).isEmpty)
    #expect(space.mappings(overlapping: pages(11..<11)).isEmpty)
    #expect(space.overlapsAny(pages(12..<20)))
    #expect(!space.overlapsAny(pages(13..<20)))
  }

  @Test("counts covered bytes and mappings")
  func covered() {
    #expect(space.coveredBytes(in: pages(11..<21)) == address(3))
    #expect(space.count == 3)
    #expect(!space.isEmpty)
    #expect(AddressSpace().isEmpty)
  }
}

import Testing

@testable import TraceModel

/// Rules 1 and 2: munmap(2), mprotect(2), madvise(2), mremap(2).
@Suite("Whole pages")
struct AddressSpacePagesTests {
  let space = AddressSpace()

  @Test("lengths are rounded up to whole pages")
  func lengths() {
    #expect(space.pages(from: 0x1000, length: 1) == pages(1..<2))
    #expect(space.pages(from: 0x1000, length: 0x1001) == pages(1..<3))
    #expect(AddressSpace(pageSize: 65536).pages(from: 0x10000, length: 1)?.length == 65536)
  }

  @Test("length 0 is an empty range")
  func nothing() { #expect(space.pages(from: 0x1000, length: 0)?.isEmpty == true) }

  @Test("an address that is no whole page, and a sum that wraps, are refused")
  func refused() {
    #expect(space.pages(from: 0x1001, length: 1) == nil)
    #expect(space.pages(from: 0x1000, length: .max) == nil)
    #expect(space.pages(from: 0xffff_ffff_ffff_f000, length: 0x1000) == nil)
  }

  @Test("rounds up and down, and says where up does not go")
  func rounding() {
    #expect(space.roundUp(0) == 0)
    #expect(space.roundUp(0x1001) == 0x2000)
    #expect(space.roundUp(.max) == nil)
    #expect(space.roundDown(0x1fff) == 0x1000)
  }
}

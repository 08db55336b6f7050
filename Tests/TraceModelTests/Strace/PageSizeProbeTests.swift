import Testing

@testable import TraceModel

@Suite("The size of a page as the addresses of a log tell it")
struct PageSizeProbeTests {
  private static func size(_ lines: [String]) -> UInt64? {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    return PageSizeProbe.pageSize(bytes.span)
  }

  private static func maps(step: Int) -> [String] {
    (1...8).map {
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
        + String(0x7000_0000 + $0 * step, radix: 16)
    }
  }

  @Test("where all that the kernel chose are multiples of a larger one, it is that")
  func larger() {
    #expect(Self.size(Self.maps(step: 0x10000)) == 65536)
    #expect(Self.size(Self.maps(step: 0x4000)) == 16384)
    #expect(Self.size(Self.maps(step: 0x1000)) == nil)
    // By chance seven may be.
    #expect(Self.size(Array(Self.maps(step: 0x10000).dropLast())) == nil)
  }

  @Test("an address that was asked for and got says what it is not, and no more")
  func fixed() {
    let call = "mmap(0x70011000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</l/a.so>, 0) = "
    #expect(Self.size(Self.maps(step: 0x10000) + [call + "0x70011000"]) == nil)
    #expect(Self.size(Self.maps(step: 0x10000) + [call + "-1 EINVAL (Invalid)"]) == 65536)
    let aligned = call.replacing("0x70011000", with: "0x70020000") + "0x70020000"
    #expect(Self.size(Array(repeating: aligned, count: 20)) == nil)
  }

  @Test("neither the same address again nor one that may be aligned to a huge page says more")
  func others() {
    let again = Self.maps(step: 0x10000)[0]
    let fixed =
      "mmap(0x70080000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</l/a.so>, 0) = 0x70080000"
    #expect(Self.size(Array(repeating: [again, fixed], count: 9).flatMap { $0 }) == nil)
    let large = Self.maps(step: 0x20_0000).map { $0.replacing("4096", with: "2097152") }
    #expect(Self.size(large) == nil)
  }
}

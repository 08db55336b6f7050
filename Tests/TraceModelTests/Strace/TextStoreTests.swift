import Testing

@testable import TraceModel

@Suite("Texts that are kept for a while")
struct TextStoreTests {
  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0) }
  }

  /// Where the memory of an array lies.
  private static func place(_ text: [UInt8]) -> UInt {
    unsafe text.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  @Test("are what they are copies of, also in memory that held a longer one")
  func copies() {
    var store = TextStore()
    for count in [700, 30, 0, 4000, 1] {
      let text = store.copy(Self.bytes(count).span)
      #expect(text == Self.bytes(count))
      store.giveBack(text)
    }
  }

  @Test("get the memory of one that was given back, and room for its second half")
  func reuse() {
    var store = TextStore()
    var text = store.copy(Self.bytes(200).span)
    let place = Self.place(text)
    text.append(bytesOf: Self.bytes(100).span)
    #expect(Self.place(text) == place)
    store.giveBack(consume text)
    let next = store.copy(Self.bytes(150).span)
    #expect(Self.place(next) == place)
  }

  @Test("are not kept where they are large")
  func large() {
    var store = TextStore()
    store.giveBack(store.copy(Self.bytes(1 << 20).span))
    #expect(store.copy(Self.bytes(10).span).capacity < 1 << 12)
  }
}

/// Copies of lines that are kept for a while, in memory that is used again.
///
/// In a busy log every third line is one half of a call: to allocate room for each first half, and to free
/// it a line later, takes as long as to read it.
struct TextStore: Sendable {
  private var free: [[UInt8]] = []

  /// How many texts that were given back wait for their next use.
  private static let most = 64
  /// How large they may be, in bytes.
  private static let largest = 1 << 12
  /// How many bytes more than the text a copy has room for: most second halves are shorter.
  private static let roomForRest = 128

  /// A copy of a text.
  mutating func copy(_ text: Span<UInt8>) -> [UInt8] {
    var copy = free.popLast() ?? []
    copy.reserveCapacity(text.count + Self.roomForRest)
    copy.append(bytesOf: text)
    return copy
  }

  /// Takes back a text of which nothing is needed any more.
  mutating func giveBack(_ text: consuming [UInt8]) {
    guard free.count < Self.most, text.capacity <= Self.largest else { return }
    text.removeAll(keepingCapacity: true)
    free.append(text)
  }
}

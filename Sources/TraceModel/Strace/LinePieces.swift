/// The pieces of a line that was broken, until it is whole.
struct LinePieces: Sendable {
  /// Whether more is to come.
  private(set) var isOpen = false
  private var held: [UInt8] = []
  private var number = 0

  /// Adds a piece and its line's number; of a record `LineReader.longestLine` bytes are kept.
  mutating func add(_ piece: Span<UInt8>, number: Int) {
    if !isOpen {
      held.removeAll(keepingCapacity: true)
      self.number = number
    }
    isOpen = true
    for index in 0..<min(piece.count, LineReader.longestLine - held.count) {
      held.append(piece[index])
    }
  }

  /// Tells what is held, and the number of its first line: it is whole.
  mutating func finish(_ body: (Span<UInt8>, Int) -> Void) {
    guard isOpen else { return }
    isOpen = false
    body(held.span, number)
  }
}

/// Stack frames by the fingerprints of their lines: what calls comes from the same places again and
/// again, and of most frames only the bytes are looked at.
struct KnownFrames: Sendable {
  /// What is kept of a frame.
  struct Frame: Sendable, BitwiseCopyable {
    /// The fingerprint of the text behind its ` > `; no other has it but by a chance of one in 2^64.
    fileprivate var fingerprint = 0
    /// Whether it is of a file.
    fileprivate var isOfFile = false
    /// The fingerprint of the file's name.
    var name = 0
    /// Whether ` (deleted)` stands behind the name.
    var isDeleted = false
    /// Whether it is of the function `main` or `_start`.
    var isProgram = false
    /// Where a process had its file among those that were seen; another may have it elsewhere.
    var place = 0
  }

  /// How many are remembered, a power of two.
  private static let most = 4096

  private var frames: [Frame] = []

  /// Reads a frame from behind its ` > `, or finds it; nothing where it is of no file.
  mutating func frame(_ text: Span<UInt8>, from start: Int) -> Frame? {
    if frames.isEmpty { frames = Array(repeating: Frame(), count: Self.most) }
    let fingerprint = text.fingerprint(start..<text.count)
    let slot = fingerprint & (Self.most - 1)
    if frames[slot].fingerprint != fingerprint {
      frames[slot] = Self.read(text, from: start)
      frames[slot].fingerprint = fingerprint
    }
    return frames[slot].isOfFile ? frames[slot] : nil
  }

  private static func read(_ text: Span<UInt8>, from start: Int) -> Frame {
    guard let frame = StackFrame(text, from: start) else { return Frame() }
    let symbol = frame.symbol.lowerBound
    return Frame(
      isOfFile: true, name: text.fingerprint(frame.path), isDeleted: frame.isDeleted,
      isProgram: text.has("main+", at: symbol) || text.has("_start+", at: symbol))
  }

  /// Notes where a process has the file of a frame.
  mutating func note(place: Int, of frame: Frame) {
    frames[frame.fingerprint & (Self.most - 1)].place = place
  }
}

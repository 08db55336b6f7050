/// Names that were read, each stored once; bounded.
struct SharedNames {
  /// The most names that are stored.
  static let mostNames = 1 << 16
  /// The most bytes of names that are stored.
  static let mostBytes = 1 << 24
  /// The longest name that is taken: PATH_MAX on Linux.
  static let longest = 4096

  private var names: [[UInt8]] = []
  private var places: [Int: Int] = [:]
  private var byteCount = 0

  /// The bytes in `range`, in an array that is shared by all who ask for the same; `?` where no more
  /// can be stored.
  mutating func name(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    let range = range.lowerBound..<min(range.upperBound, range.lowerBound + Self.longest)
    if range.isEmpty { return [] }
    let hash = text.fingerprint(range)
    if let place = places[hash] {
      let name = names[place]
      if text.extracting(range).isEqual(to: name) { return name }
    }
    guard names.count < Self.mostNames, byteCount + range.count <= Self.mostBytes else {
      return Array("?".utf8)
    }
    let name = text.copy(range)
    places[hash] = names.count
    names.append(name)
    byteCount += range.count
    return name
  }
}

extension Span<UInt8> {
  /// Whether it holds the same bytes.
  func isEqual(to bytes: [UInt8]) -> Bool {
    guard count == bytes.count else { return false }
    for index in 0..<count where self[index] != bytes[index] { return false }
    return true
  }
}

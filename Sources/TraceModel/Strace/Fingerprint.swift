/// Tells texts apart by a number, another in every run.
///
/// It is made of the high and the low halves of products with secret numbers, 16 bytes at a time: SipHash,
/// of which `Hasher` is made, takes ten times as long for a name.
enum Fingerprint {
  fileprivate static let seed = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max) | 1)

  /// A number for a pair of texts, of their fingerprints; it is not that of the one text that they make.
  static func pair(_ first: Int, _ second: Int) -> Int {
    let (first, second) = (UInt64(bitPattern: Int64(first)), UInt64(bitPattern: Int64(second)))
    return Int(truncatingIfNeeded: mix(first ^ seed.1, second ^ seed.0))
  }

  @inline(__always)
  fileprivate static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}

extension Span<UInt8> {
  /// A hash of the bytes in `range`, of another seed in every run: a log cannot be made to collide.
  func fingerprint(_ range: Range<Int>) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let seed = Fingerprint.seed
    let end = range.upperBound
    var position = range.lowerBound
    var state = seed.0 ^ UInt64(range.count)
    // The words read below lie in the range, which was checked.
    while end - position > 16 {
      state = unsafe Fingerprint.mix(
        state ^ uncheckedWord(at: position), seed.1 ^ uncheckedWord(at: position + 8))
      position += 16
    }
    var rest: (UInt64, UInt64) = (0, 0)
    if range.count >= 8 {
      // The last words, some of whose bytes were in one before.
      rest.0 = unsafe uncheckedWord(at: Swift.max(range.lowerBound, end - 16))
      rest.1 = unsafe uncheckedWord(at: end - 8)
    } else {
      while position < end {
        rest.0 = rest.0 << 8 | UInt64(self[position])
        position += 1
      }
    }
    state = Fingerprint.mix(state ^ rest.0, seed.1 ^ rest.1)
    return Int(truncatingIfNeeded: Fingerprint.mix(state, seed.0))
  }
}

/// The name of a call of at most 15 bytes, as it stands before its parenthesis or in
/// `<... read resumed>`.
struct CallName {
  /// Its bytes.
  let key: SyscallTable.Key
  /// How many they are: a zero byte of a line is not taken for the end.
  let length: Int
  /// Whether the call is the second half of one.
  let isRest: Bool

  /// How many bytes stand before a name in `<... read resumed>`, and around it.
  static let restStart = 5
  static let aroundRest = 14

  /// The name of the call at `position` of a line, from which on 16 bytes have to be there; nothing where
  /// there is none that is as short.
  @inline(__always)
  init?(_ line: Span<UInt8>, at position: Int) {
    let words = line.words(at: position)
    if words.low & 0xFF_FFFF_FFFF == 0x20_2E2E_2E3C {
      self.init(rest: line, at: position + Self.restStart)
      return
    }
    guard let word = Self.word(words, until: 0x2828_2828_2828_2828) else { return nil }
    self.init(word, isRest: false)
  }

  @inline(__always)
  private init(_ word: (key: SyscallTable.Key, length: Int), isRest: Bool) {
    key = word.key
    length = word.length
    self.isRest = isRest
  }

  /// The name in a line whose `<... ` ends before `position`.
  private init?(rest line: Span<UInt8>, at position: Int) {
    guard line.count >= position + 24,
      let word = Self.word(line.words(at: position), until: 0x2020_2020_2020_2020),
      line.word(at: position + word.length) == 0x6465_6D75_7365_7220,
      line[position + 8 + word.length] == UInt8(ascii: ">")
    else { return nil }
    self.init(word, isRest: true)
  }

  /// Whether it holds nothing that no name of a call does: what is damaged is no call.
  ///
  /// - Parameters:
  ///   - line: the line in which it stands.
  ///   - body: where its call begins.
  /// - Returns: Whether all its bytes are letters, digits or underscores.
  func isWord(in line: Span<UInt8>, _ body: Int) -> Bool {
    let start = body + (isRest ? Self.restStart : 0)
    return (start..<start + length).allSatisfy { BodyKind.isNameByte(line[$0]) }
  }

  /// The bytes up to the one that `end` repeats, at most 15, and how many they are.
  @inline(__always)
  private static func word(
    _ words: (low: UInt64, high: UInt64), until end: UInt64
  ) -> (key: SyscallTable.Key, length: Int)? {
    let first = (words.low ^ end).firstZeroByte
    if first < 8 {
      let key = SyscallTable.Key(low: words.low & UInt64.mask(bytes: first), high: 0)
      return first == 0 ? nil : (key, first)
    }
    let second = (words.high ^ end).firstZeroByte
    guard second < 8 else { return nil }
    let high = words.high & UInt64.mask(bytes: second)
    return (SyscallTable.Key(low: words.low, high: high), second + 8)
  }
}

extension UInt64 {
  /// Which of its bytes, from the lowest on, is the first that is zero; 8 where none is.
  ///
  /// A byte is zero where subtracting one borrows from its highest bit and that bit was not set; what
  /// lies above the first such byte may err, and is not looked at.
  @inline(__always)
  var firstZeroByte: Int {
    let found = (self &- 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080
    return found.trailingZeroBitCount / 8
  }

  /// The lowest `bytes`, of which there are at most seven.
  @inline(__always)
  static func mask(bytes: Int) -> UInt64 {
    1 &<< UInt64(truncatingIfNeeded: bytes &* 8) &- 1
  }
}

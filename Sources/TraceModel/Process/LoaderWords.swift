/// The words by which a loader's message is noticed in a write.
enum LoaderWords {
  /// Whether the text of a write may hold a message of a loader: a quick look, no more.
  ///
  /// All of the messages have a blank, and few other texts have the same two letters around one: the text
  /// is gone through once, from blank to blank, eight bytes at a time.
  ///
  /// - Parameters:
  ///   - text: a line.
  ///   - start: where the arguments of its call begin.
  /// - Returns: Whether the line is to be read.
  static func mayStand(in text: Span<UInt8>, from start: Int) -> Bool {
    // Before the first quote stands no text; and all of the messages name a file first.
    guard let quote = text.firstIndex(of: UInt8(ascii: "\""), in: start..<text.count),
      text.find(": ", in: quote..<text.count) != nil
    else { return false }
    var isCut = false
    var position = quote
    while position < text.count {
      var blanks = Self.blanks(text, position)
      while blanks != 0 {
        let blank = position + blanks.trailingZeroBitCount / 8
        blanks &= blanks &- 1
        guard blank > quote, text[blank] == 0x20, blank + 1 < text.count else { continue }
        switch (text[blank - 1], text[blank + 1]) {
        case (UInt8(ascii: ":"), UInt8(ascii: "u")):
          isCut = isCut || text.has(": unde", at: blank - 1)
        case (let before, let next):
          if Self.speaks(text, before, blank, next) { return true }
        }
      }
      position += 8
    }
    // What strace cut in the middle of these words: `….so.2: undef"...`.
    return isCut && text.find("\"...", in: quote..<text.count) != nil
  }

  /// A bit for each of eight bytes that is a blank; one of a byte behind a blank may err.
  @inline(__always)
  private static func blanks(_ text: Span<UInt8>, _ position: Int) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var word: UInt64 = 0
    if position + 8 <= text.count {
      word = text.word(at: position)
    } else {
      for index in (position..<text.count).reversed() { word = word << 8 | UInt64(text[index]) }
    }
    word ^= ones &* 0x20
    return (word &- ones) & ~word & (ones &* 0x80)
  }

  /// Whether the blank at `blank`, between two letters, is the first of what a loader says.
  @inline(__always)
  private static func speaks(
    _ text: Span<UInt8>, _ before: UInt8, _ blank: Int, _ next: UInt8
  ) -> Bool {
    switch (before, next) {
    case (UInt8(ascii: "d"), UInt8(ascii: "s")): text.has("undefined symbol", at: blank - 9)
    case (UInt8(ascii: "t"), UInt8(ascii: "d")): text.has("not defined in file", at: blank - 3)
    case (UInt8(ascii: "t"), UInt8(ascii: "o")):
      text.has("cannot open shared object", at: blank - 6)
    case (UInt8(ascii: "e"), UInt8(ascii: "t")): text.has("file too short", at: blank - 4)
    case (UInt8(ascii: "g"), UInt8(ascii: "E")): text.has("wrong ELF class", at: blank - 5)
    case (UInt8(ascii: "d"), UInt8(ascii: "E")): text.has("invalid ELF header", at: blank - 7)
    case (UInt8(ascii: "l"), UInt8(ascii: "l")): text.has("symbol lookup error", at: blank - 6)
    case (UInt8(ascii: "'"), UInt8(ascii: "n")):
      text.has("' not found (required by", at: blank - 1)
    default: false
    }
  }
}

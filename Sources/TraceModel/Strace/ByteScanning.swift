import Glibc

extension Span<UInt8> {
  /// The first index of `byte` in `range`, or nothing.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // The pointer is used for the length of the call only, and the range was checked.
    return unsafe withUnsafeBytes { all -> Int? in
      guard let base = all.baseAddress,
        let hit = unsafe memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// Whether `text` stands at `position`.
  ///
  /// Inlined, so that the few bytes of a literal are compared as words.
  @inline(__always)
  func has(_ text: StaticString, at position: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position >= 0, position <= count - length else { return false }
    // A static string is always there, and its length and the span's were compared above.
    return unsafe withUnsafeBytes { all -> Bool in
      guard let base = all.baseAddress else { return length == 0 }
      return unsafe memcmp(base + position, text.utf8Start, length) == 0
    }
  }

  /// Whether the bytes of `other` stand at `position`.
  func has(_ other: Span<UInt8>, at position: Int) -> Bool {
    guard position >= 0, position <= count - other.count else { return false }
    // Both hold that many bytes: the lengths were compared above.
    return unsafe withUnsafeBytes { all in
      unsafe other.withUnsafeBytes { bytes in
        guard let base = all.baseAddress, let start = bytes.baseAddress else {
          return other.count == 0
        }
        return unsafe memcmp(base + position, start, other.count) == 0
      }
    }
  }

  /// Whether it ends with `text`.
  func ends(with text: StaticString) -> Bool {
    has(text, at: count - text.utf8CodeUnitCount)
  }

  /// Whether it ends with a number as a result, of digits only: ` = 5`, ` = 5 <0.000010>`.
  var endsWithCount: Bool {
    let end = startOfDuration
    var position = end - 1
    while position > 0, self[position] &- 0x30 < 10 { position -= 1 }
    return position < end - 1 && position > 0 && self[position] == 0x20
      && self[position - 1] == UInt8(ascii: "=")
  }

  /// Whether the last byte is a blank: no line of strace ends in one, a copy's may.
  var endsInBlank: Bool {
    count > 0 && (self[count - 1] == 0x20 || self[count - 1] == 0x09)
  }

  /// How many bytes there are before the blanks at the end.
  var countWithoutBlanks: Int {
    var end = count
    while end > 0, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    return end
  }

  /// Where a line that ends before `end` has its end without a carriage return.
  func withoutReturn(before end: Int) -> Int {
    end > 0 && self[end - 1] == 0x0D ? end - 1 : end
  }

  /// Where `text`, of at least one byte, first stands in `range`, or nothing.
  func find(_ text: StaticString, in range: Range<Int>) -> Int? {
    // The first byte of a static string that is not empty is there.
    let first = unsafe text.utf8Start.pointee
    var position = range.lowerBound
    while let hit = firstIndex(of: first, in: position..<range.upperBound) {
      guard hit + text.utf8CodeUnitCount <= range.upperBound else { return nil }
      if has(text, at: hit) { return hit }
      position = hit + 1
    }
    return nil
  }

  /// A copy of the bytes in `range`.
  func copy(_ range: Range<Int>) -> [UInt8] {
    if range.isEmpty { return [] }
    // The bytes are copied before the call that lends them is over.
    return unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// The eight bytes at `position`, the first the lowest.
  @inline(__always)
  func word(at position: Int) -> UInt64 {
    precondition(position >= 0 && position <= count - 8)
    // Any eight bytes are a number, and that they are there was checked.
    return unsafe uncheckedWord(at: position)
  }

  /// The sixteen bytes at `position` as two words, the first byte the lowest.
  @inline(__always)
  func words(at position: Int) -> (low: UInt64, high: UInt64) {
    precondition(position >= 0 && position <= count - 16)
    // That they are there was checked.
    return unsafe (uncheckedWord(at: position), uncheckedWord(at: position + 8))
  }

  /// The eight bytes at `position`, of which the caller knows that they are there.
  @inline(__always)
  @unsafe func uncheckedWord(at position: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
  }

  /// Moves `position` over blanks.
  func skipBlanks(at position: inout Int) {
    while position < count, self[position] == 0x20 { position += 1 }
  }
}

extension [UInt8] {
  /// Adds the bytes of a text.
  mutating func append(bytesOf text: Span<UInt8>) {
    // They are copied before the call that lends them is over.
    unsafe text.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

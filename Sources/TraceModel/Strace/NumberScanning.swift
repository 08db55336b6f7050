/// Reads numbers, eight digits at once where there are eight bytes.
extension Span<UInt8> {
  /// The decimal number at `position`, which moves behind it; nothing where there is none or where
  /// it exceeds 64 bits.
  func decimal(at position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    let start = position
    if position + 8 <= count {
      let digits = DecimalDigits(word(at: position))
      value = digits.value
      position += digits.count
      if digits.count < 8 { return digits.count > 0 ? value : nil }
    }
    while position < count {
      let digit = self[position] &- 0x30
      guard digit < 10 else { break }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return nil }
      value = sum
      position += 1
    }
    return position > start ? value : nil
  }

  /// The hexadecimal number (without `0x`) at `position`, which moves behind it; nothing where there
  /// is none or where it exceeds 64 bits.
  func hexadecimal(at position: inout Int) -> UInt64? {
    var value: UInt64 = 0
    let start = position
    // Up to 16 digits: what begins with zeros may have more.
    while position + 8 <= count, value >> 32 == 0 {
      let digits = HexadecimalDigits(word(at: position))
      value = value << UInt64(digits.count * 4) | digits.value
      position += digits.count
      if digits.count < 8 { return position > start ? value : nil }
    }
    while position < count, let digit = hexDigitValue(self[position]) {
      if value >> 60 != 0 { return nil }
      value = value << 4 | UInt64(digit)
      position += 1
    }
    return position > start ? value : nil
  }
}

/// The digits with which eight bytes begin.
private struct DecimalDigits {
  /// How many there are.
  let count: Int
  /// The number that they are.
  let value: UInt64

  /// Reads a word whose lowest byte is the first.
  @inline(__always)
  init(_ word: UInt64) {
    let bytes = word ^ 0x3030_3030_3030_3030
    // What is above 9 carries into the highest bit of its byte.
    let others = bytes.bytesAbove(9)
    count = others.firstMarkedByte
    // Zeros take the places before the digits; pairs, then fours, then eights are added up.
    var sum = count == 0 ? 0 : bytes << UInt64(64 - count * 8)
    sum = (sum &* 2561) >> 8 & 0x00FF_00FF_00FF_00FF
    sum = (sum &* 6_553_601) >> 16 & 0x0000_FFFF_0000_FFFF
    value = (sum &* 42_949_672_960_001) >> 32
  }
}

/// The hexadecimal digits with which eight bytes begin.
private struct HexadecimalDigits {
  /// How many there are.
  let count: Int
  /// The number that they are.
  let value: UInt64

  /// Reads a word whose lowest byte is the first.
  @inline(__always)
  init(_ word: UInt64) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let digits = word ^ ones &* 0x30
    // Letters, as small ones: `a` is 1.
    let letters = (word | ones &* 0x20) ^ ones &* 0x60
    let others = digits.bytesAbove(9) & (letters.bytesAbove(6) | ~letters.bytesAbove(0))
    count = (others & 0x8080_8080_8080_8080).firstMarkedByte
    // The lower four bits of a letter say how far it is behind 9.
    let values = (word & 0x0F0F_0F0F_0F0F_0F0F) &+ (word >> 6 & ones) &* 9
    var sum = count == 0 ? 0 : values << UInt64(64 - count * 8)
    sum = (sum << 4 | sum >> 8) & 0x00FF_00FF_00FF_00FF
    sum = (sum << 8 | sum >> 16) & 0x0000_FFFF_0000_FFFF
    value = (sum << 16 | sum >> 32) & 0xFFFF_FFFF
  }
}

extension UInt64 {
  /// The highest bits of the bytes that are above `most`, which is below 128.
  @inline(__always)
  fileprivate func bytesAbove(_ most: UInt8) -> UInt64 {
    let room = 0x0101_0101_0101_0101 &* UInt64(127 - most)
    return ((self & 0x7F7F_7F7F_7F7F_7F7F) &+ room | self) & 0x8080_8080_8080_8080
  }

  /// The first byte of which the highest bit, and no other, may be set; 8 where none is.
  @inline(__always)
  fileprivate var firstMarkedByte: Int { trailingZeroBitCount / 8 }
}

/// The value of a hexadecimal digit, or nothing.
func hexDigitValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x61...0x66: byte - 0x61 + 10
  case 0x41...0x46: byte - 0x41 + 10
  default: nil
  }
}

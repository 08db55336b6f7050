import Testing

@testable import TraceModel

@Suite("Numbers in a text")
struct NumberScanningTests {
  /// What stands there, read digit by digit; where it ends, and the number, unless it exceeds 64 bits.
  private static func plain(
    _ bytes: [UInt8], from start: Int, radix: UInt64
  ) -> (value: UInt64?, end: Int) {
    var value: UInt64 = 0
    var end = start
    while end < bytes.count, let digit = Character(UnicodeScalar(bytes[end])).hexDigitValue,
      bytes[end] < 0x80, digit < radix
    {
      let (scaled, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
      if overflow || carry { return (nil, end) }
      value = sum
      end += 1
    }
    return (end > start ? value : nil, end)
  }

  private static func check(_ bytes: [UInt8], from start: Int) {
    var decimal = start
    let value = bytes.span.decimal(at: &decimal)
    let expected = plain(bytes, from: start, radix: 10)
    #expect(value == expected.value && decimal == expected.end, "\(bytes) from \(start)")
    var hexadecimal = start
    let address = bytes.span.hexadecimal(at: &hexadecimal)
    let other = plain(bytes, from: start, radix: 16)
    #expect(address == other.value && hexadecimal == other.end, "\(bytes) from \(start)")
  }

  @Test("a number is the same, whatever byte stands behind it and how near the end of the text")
  func bytes() {
    for byte in UInt8.min...UInt8.max {
      for length in [0, 1, 7, 8, 9] {
        for rest in [0, 3, 12] {
          let digits = [UInt8](repeating: 0x37, count: length)
          Self.check(digits + [byte] + [UInt8](repeating: 0x32, count: rest), from: 0)
        }
      }
    }
  }

  @Test(
    "what exceeds 64 bits is none",
    arguments: [
      "18446744073709551615", "18446744073709551616", "99999999999999999999999",
      "0000000000000000000000000018446744073709551615,", "ffffffffffffffff, ", "10000000000000000",
      "00000000ffffffffffffffff)       ", "0000000000000000000000000000000001",
      "fffffffffffffffff ",
      "7FFF12345678abCDEF", "",
    ])
  func limits(text: String) {
    Self.check(Array(text.utf8), from: 0)
    Self.check(Array(("0x" + text).utf8), from: 2)
  }

  @Test("random digits and others")
  func random() {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let some = Array("0123456789abcdefABCDEFg/:@`G ,".utf8) + [0x10, 0x19, 0x1A, 0x80, 0xB0, 0xFF]
    for _ in 0..<2000 {
      // Mostly digits, so that long numbers come up.
      let bytes = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        Int.random(in: 0...9, using: &generator) == 0
          ? some[Int.random(in: 0..<some.count, using: &generator)]
          : some[Int.random(in: 0..<16, using: &generator)]
      }
      Self.check(bytes, from: Int.random(in: 0...bytes.count, using: &generator))
    }
    print("seed of the numbers: \(seed)")
  }
}

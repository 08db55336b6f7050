import Testing
import TraceModel

@Suite("Instants as a person names them")
struct InstantArgumentTests {
  @Test(
    "reads the four forms",
    arguments: [
      ("L1", .line(1)),
      ("L1234", .line(1234)),
      ("L9223372036854775807", .line(Int.max)),
      ("00:00:00", .timeOfDay(nanoseconds: 0, digits: 0)),
      ("16:50:58", .timeOfDay(nanoseconds: 60_658_000_000_000, digits: 0)),
      ("16:50:58.123456", .timeOfDay(nanoseconds: 60_658_123_456_000, digits: 6)),
      ("23:59:59.999999999", .timeOfDay(nanoseconds: 86_399_999_999_999, digits: 9)),
      ("23:59:60", .timeOfDay(nanoseconds: 86_400_000_000_000, digits: 0)),
      ("1700000000", .epoch(nanoseconds: 1_700_000_000_000_000_000, digits: 0)),
      ("1700000000.123", .epoch(nanoseconds: 1_700_000_000_123_000_000, digits: 3)),
      ("12.5", .epoch(nanoseconds: 12_500_000_000, digits: 1)),
      ("9223372036.854775807", .epoch(nanoseconds: Int64.max, digits: 9)),
      ("+0", .sinceStart(nanoseconds: 0)),
      ("+2.5", .sinceStart(nanoseconds: 2_500_000_000)),
      ("+0.000000001", .sinceStart(nanoseconds: 1)),
    ] as [(String, InstantArgument)])
  func reads(_ text: String, _ expected: InstantArgument) {
    #expect(InstantArgument(text) == expected)
  }

  @Test(
    "rejects what is none of them",
    arguments: [
      "", " ", "L", "L0", "L00", "L-1", "L+1", "L1.5", "l12", "L12 ", " L12", "L12x", "LL1",
      "+", "++1", "+-1", "+1.", "+.5", "+1.2.3", "-1", "-2.5", "abc", "1e9", "0x10", ".", "1.",
      ".5", "1..2", "1.1234567890", "16:50", "16:50:", "1:02:03", "16:5:58", "24:00:00",
      "16:60:00", "16:50:61", "16:50:58.", "16:50:58.1234567890", "16:50:58:01", "::", "-1:00:00",
      "16:50:58,5", "１２:００:００", "2024-01-01",
    ])
  func rejects(_ text: String) {
    #expect(InstantArgument(text) == nil)
  }

  @Test(
    "rejects what does not fit 64 bits of nanoseconds or lines",
    arguments: [
      "L9223372036854775808", "L99999999999999999999999", "9223372036.854775808", "9223372037",
      "99999999999999999999999", "+9223372037", "+9223372036.854775808",
    ])
  func overflow(_ text: String) {
    #expect(InstantArgument(text) == nil)
  }

  @Test("reads back every time of day that strace can print, to the microsecond")
  func everyTimeOfDay() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var state = seed
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let microseconds = Int64((state >> 16) % 86_400_000_000)
      let seconds = microseconds / 1_000_000
      let text =
        [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
        .joined(separator: ":") + "." + padded(microseconds % 1_000_000, to: 6)
      #expect(
        InstantArgument(text) == .timeOfDay(nanoseconds: microseconds * 1_000, digits: 6),
        "seed \(seed), \(text)")
    }
  }

  private func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

import Testing

@testable import TraceModel

@Suite("The time that lines of an hour begin with")
struct TimePatternTests {
  /// Which bytes may stand at a place of a time like this one.
  private static func allowed(_ time: [UInt8], _ place: Int, _ most: UInt8) -> ClosedRange<UInt8> {
    place < 2 || most < 0x30 || most > 0x39 ? time[place]...time[place] : 0x30...most
  }

  @Test(
    "is known by every byte, whatever stands before and behind it",
    arguments: [
      ("14:56:02.050146 ", "29:59:59.999999 ", Timestamp.Clock.timeOfDay),
      ("1795445762.067258 ", "9999999999.999999 ", .epoch),
    ])
  func everyByte(_ printed: String, _ most: String, _ clock: Timestamp.Clock) {
    let (time, most) = (Array(printed.utf8), Array(most.utf8))
    let stamp = Timestamp(clock: clock, digits: 6)
    #expect(TimePattern.length(of: stamp) == time.count)
    var wrong: [(place: Int, byte: UInt8)] = []
    for start in 0..<3 {
      var line = [UInt8](repeating: 0xFF, count: start) + time + [UInt8](repeating: 0xFF, count: 8)
      guard let pattern = TimePattern(line.span, at: start, stamp) else {
        Issue.record("\(printed) is not known")
        return
      }
      for place in time.indices {
        let right = Self.allowed(time, place, most[place])
        for byte in UInt8.min...UInt8.max {
          line[start + place] = byte
          if pattern.matches(line.span, at: start) != right.contains(byte) {
            wrong.append((place, byte))
          }
        }
        line[start + place] = time[place]
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(3))")
  }

  @Test(
    "is none of another form",
    arguments: ["14:56:02.0501467", "14:56:02,050146 ", "1:2", ")4:56:02.050146 "])
  func others(_ text: String) {
    let line = Array(text.utf8) + [UInt8](repeating: 0x20, count: 16)
    let pattern = TimePattern(line.span, at: 0, Timestamp(clock: .timeOfDay, digits: 6))
    #expect(pattern == nil)
    #expect(!TimePattern.covers(Timestamp(clock: .timeOfDay, digits: 0)))
    #expect(!TimePattern.covers(Timestamp(clock: .relative, digits: 6)))
  }

  @Test("is nothing where lines have none")
  func none() {
    let line = Array("getpid()                         = 7".utf8)
    let isKnown = TimePattern().matches(line.span, at: 0)
    #expect(isKnown)
  }
}

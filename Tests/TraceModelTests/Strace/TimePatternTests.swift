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
    arguments: [Timestamp.Clock.timeOfDay, .epoch], [0, 3, 6, 9])
  func everyByte(_ clock: Timestamp.Clock, _ digits: Int) {
    let whole =
      clock == .timeOfDay ? ("14:56:02", "29:59:59") : ("1795445762", "9999999999")
    let part =
      digits == 0 ? ("", "") : (".050146789".prefix(digits + 1), ".999999999".prefix(digits + 1))
    let time = Array("\(whole.0)\(part.0) ".utf8)
    let most = Array("\(whole.1)\(part.1) ".utf8)
    let stamp = Timestamp(clock: clock, digits: UInt8(digits))
    #expect(TimePattern.length(of: stamp) == time.count)
    var wrong: [(place: Int, byte: UInt8)] = []
    for start in 0..<3 {
      var line = [UInt8](repeating: 0xFF, count: start) + time + [UInt8](repeating: 0xFF, count: 24)
      guard let pattern = TimePattern(line.span, at: start, stamp) else {
        Issue.record("\(clock) with \(digits) digits is not known")
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
    #expect(!TimePattern.covers(Timestamp(clock: .timeOfDay, digits: 4)))
    #expect(!TimePattern.covers(Timestamp(clock: .relative, digits: 6)))
  }

  @Test(
    "says what the whole line says",
    arguments: [
      "23:59:58 ", "00:01:09.078 ", "14:56:02.050146 ", "09:08:07.123456789 ", "1795445762 ",
      "1795445762.067 ", "1795445762.067258 ", "1795445762.067258019 ",
    ])
  func printed(_ time: String) {
    for head in ["", "7 "] {
      let line = Array("\(head)\(time)getpid()                 = 7".utf8)
      let stamp = LinePrefix(line.span).time
      #expect(stamp.clock != .none && TimePattern.covers(stamp))
      let said = PrintedTime(line.span, at: head.utf8.count, stamp.clock, digits: stamp.digits)
      #expect(said.timestamp == stamp)
    }
  }

  @Test("is nothing where lines have none")
  func none() {
    let line = Array("getpid()                         = 7".utf8)
    let isKnown = TimePattern().matches(line.span, at: 0)
    #expect(isKnown)
  }
}

import Testing

@testable import TraceModel

@Suite("The times of lines on one axis")
struct LogClockTests {
  /// The places of lines on the axis, in seconds.
  private static func seconds(_ lines: [String]) -> [Double?] {
    var clock = LogClock()
    return lines.map { line in
      let bytes = Array((line + " x(").utf8)
      var moment = Moment()
      clock.place(&moment, LinePrefix(bytes.span))
      return moment.time.map { Double($0) / 1e9 }
    }
  }

  @Test("midnight is a step back by more than half a day; a smaller one is a clock that was set")
  func midnight() {
    #expect(
      Self.seconds(["23:59:59.5", "00:00:00.5", "00:00:01", "23:59:59"])
        == [86_399.5, 86_400.5, 86_401, 86_399])
    #expect(Self.seconds(["10:00:00", "09:00:00", "09:00:01"]) == [36_000, 32_400, 32_401])
    #expect(
      Self.seconds(["23:00:00", "01:00:00", "23:00:00", "01:00:00"])
        == [82_800, 90_000, 82_800, 90_000])
  }

  @Test("distances add up; epochs stand for themselves; no time is none")
  func others() {
    #expect(Self.seconds(["     0.000000", "     0.250000", "     1.5"]) == [0, 0.25, 1.75])
    #expect(Self.seconds(["1795445762.5"]) == [1_795_445_762.5])
    #expect(Self.seconds(["", "14:00:00"]) == [nil, 50_400])
  }

  @Test(
    "a moment prints its time as the log does",
    arguments: [
      "23:59:59.500000", "00:00:00", "00:00:00.014", "1795445762.067258", "1795446438",
      "1795445762.000000007",
    ])
  func printed(_ text: String) {
    var clock = LogClock()
    let bytes = Array((text + " x(").utf8)
    var moment = Moment()
    clock.place(&moment, LinePrefix(bytes.span))
    #expect(moment.printed == text)
  }

  @Test("what is counted past the end of the axis stays there, in order")
  func end() {
    let end = Double(LogClock.end) / 1e9
    #expect(
      Self.seconds(["8589934591.5", "8589934591.5"]).allSatisfy { ($0 ?? .infinity) <= end })
    // Distances of a little less than nine digits are relative times.
    let far = Self.seconds([String](repeating: "99999999.000000", count: 100))
    #expect(far.first == 99_999_999)
    #expect(far.last == end)
    #expect(zip(far, far.dropFirst()).allSatisfy { ($0 ?? 0) <= ($1 ?? 0) })
    #expect(LogClock.later(LogClock.end, by: .max) == LogClock.end)
    #expect(LogClock.later(5, by: 7) == 12)
  }

  @Test("days beyond those of the axis are not counted")
  func days() {
    let nights = (0..<120_000).map { $0 % 2 == 0 ? "23:59:59" : "00:00:00" }
    let places = Self.seconds(nights)
    #expect(places.allSatisfy { ($0 ?? .infinity) <= Double(LogClock.end) / 1e9 })
    #expect(places[1] == 86_400)
  }

  @Test("after midnight the time of day is printed, not the place on the axis")
  func afterMidnight() {
    var clock = LogClock()
    var moment = Moment()
    for line in ["23:59:59.500000 x(", "00:00:01.250000 x("] {
      let bytes = Array(line.utf8)
      clock.place(&moment, LinePrefix(bytes.span))
    }
    #expect(moment.time == 86_401_250_000_000)
    #expect(moment.printed == "00:00:01.250000")
  }
}

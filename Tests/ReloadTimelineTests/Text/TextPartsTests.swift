import Testing
import TraceModel

@testable import reloadtimeline

@Suite("The parts of the text")
struct TextPartsTests {
  @Test(
    "bytes are told in powers of 1000",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (9949, "9.9 kB"), (9950, "10 kB"),
      (37080, "37 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (7_152_792, "7.2 MB"),
      (31_264_784, "31 MB"), (.max, "18 EB"),
    ] as [(UInt64, String)])
  func bytes(_ count: UInt64, _ text: String) {
    #expect(ByteCount.text(count) == text)
  }

  @Test(
    "seconds are told in the unit that suits them",
    arguments: [
      (0, "0 µs"), (0.00082, "820 µs"), (0.001, "1.0 ms"), (0.0434, "43.4 ms"),
      (0.0999, "99.9 ms"), (0.09996, "100 ms"), (0.9996, "1.0 s"), (3.06, "3.1 s"),
      (59.96, "1 min 00 s"), (125, "2 min 05 s"), (3780, "1 h 03 min"), (-0.5, "-500 ms"),
      (.infinity, "?"), (.nan, "?"), (1e300, "?"),
    ] as [(Double, String)])
  func seconds(_ seconds: Double, _ text: String) {
    #expect(ElapsedTime.text(seconds) == text)
  }

  @Test("a clock of whole seconds tells nothing below one")
  func wholeSeconds() {
    let first = Instant(line: 1, time: "14:42:15", seconds: 0)
    #expect(ElapsedTime.text(from: first, to: first) == "< 1 s")
    #expect(ElapsedTime.text(from: first, to: Instant(line: 2)) == nil)
  }

  @Test(
    "width counts columns, not letters",
    arguments: [
      ("libc.so.6", 9), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한", 2), ("👍", 2), ("…━╸✗", 4),
      ("", 0), ("ｱ", 1), ("Ａ", 2),
    ])
  func width(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test("shortening keeps both ends and never exceeds the room")
  func shortens() {
    #expect(DisplayWidth.shorten("libc.so.6", to: 9, ellipsis: "…") == "libc.so.6")
    #expect(DisplayWidth.shorten("mod_negotiation.so", to: 12, ellipsis: "…") == "mod_…tion.so")
    let names = ["漢字漢字漢字.so", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "mod_negotiation.so"]
    for name in names {
      for columns in 0...20 {
        for ellipsis in ["…", "..."] {
          let short = DisplayWidth.shorten(name, to: columns, ellipsis: ellipsis)
          #expect(DisplayWidth.of(short) <= max(columns, 0), "\(name) \(columns)")
        }
      }
    }
  }

  static func axis(_ start: Instant, _ end: Instant, _ columns: Int = 40) -> LaneAxis {
    LaneAxis(start: start, end: end, others: [], columns: columns)
  }

  @Test(
    "the axis is labelled in the log's own clock, or in seconds from its beginning",
    arguments: [
      ("14:42:15.284112", "14:42:15.327473", 0.043361, [".290", ".300", ".310", ".320"]),
      ("14:42:15.900000", "14:42:16.100000", 0.2, ["15.900", "15.950", "16.000", "16.050"]),
      ("14:59:58.500000", "15:00:08.500000", 10, ["15:00:00", "15:00:05"]),
      ("0.000100", "0.000050", 0.2, ["+1.000", "+1.050", "+1.100", "+1.150"]),
      ("1700000000.100", "1700000000.200", 0.1, [".100", ".120", ".140", ".160", ".180"]),
    ] as [(String, String, Double, [String])])
  func ticks(_ first: String, _ last: String, _ span: Double, _ labels: [String]) {
    let axis = Self.axis(
      Instant(line: 5, time: first, seconds: 1), Instant(line: 90, time: last, seconds: 1 + span))
    #expect(!axis.countsLines)
    #expect(axis.ticks().map(\.label) == labels)
  }

  @Test("the axis counts lines where there is no clock, or where time shows too little")
  func lineAxis() {
    let bare = Self.axis(Instant(line: 12), Instant(line: 95))
    #expect(bare.countsLines)
    #expect(bare.ticks().map(\.label) == ["20", "40", "60", "80"])
    let burst = (0..<30).map { Instant(line: 10 + $0, time: "1.0", seconds: Double($0) / 1e6) }
    let silence = LaneAxis(
      start: burst[0], end: Instant(line: 41, time: "9.0", seconds: 8), others: burst, columns: 40)
    #expect(silence.countsLines)
  }

  @Test("no axis traps, whatever the instants")
  func axisIsTotal() {
    let seconds: [Double?] = [nil, 0, -1, 1e-9, 1e30, -.infinity, .nan, 1e10]
    for first in seconds {
      for last in seconds {
        for columns in [0, 1, 2, 300] {
          for line in [0, 1, 7, Int.max / 2] {
            let start = Instant(line: 7, time: "99:99:99.9", seconds: first)
            let end = Instant(line: line, time: "-1:00:00.", seconds: last)
            let axis = Self.axis(start, end, columns)
            #expect((0..<max(1, columns)).contains(axis.column(of: end)))
            #expect(axis.ticks().count <= max(1, columns))
          }
        }
      }
    }
  }

  @Test(
    "a lane shows going, coming, both at once and giving up",
    arguments: [
      ([], "          "),
      ([(nil, nil, false)], "=========="),
      ([(nil, 2, false), (6, nil, false)], "==]   [==="),
      ([(nil, 4, false), (4, nil, false)], "====|====="),
      ([(nil, 2, false), (4, 7, true)], "==] ...x  "),
      ([(nil, nil, false), (6, nil, false)], "======####"),
      ([(3, 3, false)], "   =      "),
      ([(7, 3, false)], "          "),
    ] as [([(Int?, Int?, Bool)], String)])
  func lanes(_ spans: [(Int?, Int?, Bool)], _ text: String) {
    let axis = Self.axis(Instant(line: 0), Instant(line: 9), 10)
    let lane = Lane(
      spans.map { span in
        MappedSpan(
          from: span.0.map { Instant(line: $0) }, to: span.1.map { Instant(line: $0) },
          gaveUp: span.2)
      }, on: axis)
    #expect(lane.text(Glyphs(ascii: true)) == text)
  }

  @Test("objects of one name are told apart by their folders")
  func namesAreTold() {
    let objects = ["/opt/a/mod.so", "/opt/b/mod.so", "/lib/libc.so.6"].map {
      ObjectReport(
        path: TraceText($0), kind: .sharedObject, fate: .survived, certainty: .observed)
    }
    let names = ObjectNames(objects, glyphs: Glyphs(ascii: false))
    #expect(names.names == ["a/mod.so", "b/mod.so", "libc.so.6"])
    #expect(names.list([0, 1, 2], columns: 20) == "a/mod.so and 2 more")
    #expect(names.list([0, 1, 2], columns: 40) == "a/mod.so, b/mod.so, libc.so.6")
  }
}

import Testing

@testable import reloadtimeline

@Suite("JSON writer")
struct JSONWriterTests {
  private func text(_ body: (inout JSONWriter) -> Void) -> String {
    var json = JSONWriter()
    body(&json)
    return String(decoding: json.finish(), as: UTF8.self)
  }

  @Test("lays out containers line by line, leaves on one line, in the order of the calls")
  func layout() {
    let written = text { json in
      json.object { json in
        json.member("z", 1)
        json.member("a", array: [1, 2], .oneLine) { $0.value($1) }
        json.member("none", array: [Int]()) { $0.value($1) }
        json.member("leaves", array: [51, 447]) { json, line in
          json.object(.oneLine) { json in
            json.member("line", line)
            json.member("in", object: .lines) { $0.member("text", "…") }
          }
        }
        json.member("last", object: .lines) { $0.member("b", true) }
      }
    }
    #expect(
      written == """
        {
          "z": 1,
          "a": [1, 2],
          "none": [],
          "leaves": [
            {"line": 51, "in": {"text": "…"}},
            {"line": 447, "in": {"text": "…"}}
          ],
          "last": {
            "b": true
          }
        }

        """)
  }

  @Test(
    "escapes what JSON, a terminal or a page cannot hold",
    arguments: [
      ("", #""""#), ("plain", #""plain""#), ("café", #""café""#), ("😀", #""😀""#),
      (#"""#, #""\"""#), (#"\"#, #""\\""#), ("/a/b", #""/a/b""#),
      ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{8}\u{1B}\u{1F}", #""\u0000\u0008\u001b\u001f""#),
      ("\u{7F}", #""\u007f""#), ("\u{85}\u{9B}", #""\u0085\u009b""#),
      ("\u{2028}\u{2029}", #""\u2028\u2029""#),
      ("\u{202A}\u{202E}\u{2066}\u{2069}", #""\u202a\u202e\u2066\u2069""#),
      ("\u{200E}\u{200F}\u{61C}\u{FEFF}", #""\u200e\u200f\u061c\ufeff""#),
      ("\u{E0001}", #""\udb40\udc01""#),
      ("</script>", #""<\/script>""#), ("<<//", #""<<\//""#), ("<!--", #""\u003c!--""#),
      ("a < b", #""a < b""#), ("<", #""<""#),
    ])
  func escapes(_ string: String, _ expected: String) throws {
    let written = text { $0.value(string) }
    #expect(written == expected + "\n")
    let parsed = try JSONValue(parsing: written)
    #expect(parsed.string.map { Array($0.utf8) } == Array(string.utf8))
  }

  @Test("escapes what has to be at any place of a string, and nothing else")
  func everyPlace() throws {
    for special in ["\"", "\\", "\n", "\u{1}", "\u{7F}", "</", "<!", "…", "\u{202E}", "😀"] {
      let written = text { $0.value(special) }.dropLast()
      for before in 0..<18 {
        let (left, right) = (
          String(repeating: "a", count: before), String(repeating: "z", count: 17)
        )
        let whole = left + special + right
        let expected = "\"" + left + written.dropFirst().dropLast() + right + "\"\n"
        #expect(text { $0.value(whole) } == expected)
      }
    }
  }

  @Test("holds a string that is longer than all before it")
  func long() {
    let written = text { json in
      json.array(.oneLine) { json in
        for count in [1, 200_000, 3, 1_000_000] { json.value(String(repeating: "x", count: count)) }
      }
    }
    #expect(written.utf8.count == 1_200_004 + 4 * 2 + 3 * 2 + 3)
  }

  @Test(
    "writes seconds in at most nine decimals, without zeros at the end or an exponent",
    arguments: [
      (0, "0"), (-0.0, "0"), (1, "1"), (1.006504, "1.006504"), (1.5, "1.5"), (10, "10"),
      (100.25, "100.25"), (0.000001, "0.000001"), (0.000000001, "0.000000001"),
      (0.0000000001, "0"), (-0.0000000001, "0"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5"),
      (0.9999999999, "1"), (1.0 / 3, "0.333333333"), (86399.999999999, "86399.999999999"),
      (1_700_000_000.123456, "1700000000.123456"), (1e15, "1000000000000000"), (1e300, "null"),
      (.infinity, "null"), (-.infinity, "null"), (.nan, "null"), (nil, "null"),
    ] as [(Double?, String)])
  func seconds(_ seconds: Double?, _ expected: String) {
    #expect(text { $0.value(seconds: seconds) } == expected + "\n")
  }

  @Test(
    "gives back every time that a log can print, digit by digit",
    arguments: [(0..<2_000_000, 9), (1_000_000_000..<2_000_000_000, 6)])
  func printedTimes(_ seconds: Range<Int>, _ decimals: Int) {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = JSONRandomNumbers(state: seed)
    var lost: [String] = []
    for _ in 0..<2000 {
      let whole = Int.random(in: seconds, using: &generator)
      var printed = "\(whole)."
      for _ in 1..<decimals { printed += "\(Int.random(in: 0...9, using: &generator))" }
      printed += "\(Int.random(in: 1...9, using: &generator))"
      if text({ $0.value(seconds: Double(printed)) }) != printed + "\n" { lost.append(printed) }
    }
    #expect(lost.prefix(3) == [], "\(lost.count) lost, seed \(seed)")
  }

  @Test("writes whole numbers and addresses of 64 bits, and null for what is not known")
  func scalars() {
    #expect(text { $0.value(UInt64.max) } == "18446744073709551615\n")
    #expect(text { $0.value(Int.min) } == "-9223372036854775808\n")
    #expect(text { $0.value(address: .max) } == "\"0xffffffffffffffff\"\n")
    #expect(text { $0.value(address: 0) } == "\"0x0\"\n")
    #expect(text { $0.value(Bool?.none) } == "null\n")
    #expect(text { $0.value(Int?.none) } == "null\n")
    #expect(text { $0.value(address: nil) } == "null\n")
  }
}

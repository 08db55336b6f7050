import Testing
import TraceModel

@testable import reloadtimeline

@Suite("JSON of hostile names")
struct JSONNamesTests {
  private let validator: JSONSchemaValidator

  init() throws {
    validator = try JSONSchemaValidator(JSONValue(parsing: JSONSchema.text))
  }

  /// The bytes of a name, as a reader of the document gets them back.
  private func bytes(_ key: String, in object: JSONValue?) throws -> [UInt8] {
    let text = try #require(object?[key]?.string)
    guard let digits = object?[key + "Bytes"]?.string else { return Array(text.utf8) }
    return try bytes(hexadecimal: digits)
  }

  private func bytes(hexadecimal digits: String) throws -> [UInt8] {
    let digits = Array(digits)
    try #require(digits.count.isMultiple(of: 2))
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...($0 + 1)]), radix: 16))
    }
  }

  private func checkRoundTrip(of name: TraceText, _ comment: Comment) throws {
    let finding = Finding(
      kind: .growth, severity: .note, message: name.escaped, objects: [TraceText("/fine"), name],
      certainty: .observed)
    var report = JSONSampleReports.report(
      objects: [
        ObjectReport(
          path: name, kind: .data, fate: .survived, certainty: .observed,
          before: Placement(base: nil, shownName: TraceText(bytes: name.bytes + [0x21])))
      ], findings: [finding])
    report.processes[0].executable = name
    report.processes[0].loads[0].path = name
    report.processes[0].reloads[0].events[0].object = name

    let rendered = JSONRenderer().whole([report])
    #expect(String(validating: rendered, as: UTF8.self) != nil, comment)
    #expect(!rendered.contains { ($0 < 0x20 && $0 != 0x0A) || $0 == 0x7F }, comment)
    #expect(!String(decoding: rendered, as: UTF8.self).contains("</"), comment)

    let document = try JSONValue(parsing: rendered)
    #expect(try validator.problems(of: document) == [], comment)
    let process = try #require(document["processes", "0"])
    let reload = try #require(process["reloads", "0"])
    let object = reload["objects", "0"]
    #expect(try bytes("executable", in: process) == name.bytes, comment)
    #expect(try bytes("path", in: process["loads", "0"]) == name.bytes, comment)
    #expect(try bytes("object", in: reload["events", "0"]) == name.bytes, comment)
    #expect(try bytes("path", in: object) == name.bytes, comment)
    #expect(try bytes("name", in: object) == name.lastComponent.bytes, comment)
    #expect(try bytes("name", in: object?["before"]) == name.bytes + [0x21], comment)
    #expect((object?["pathBytes"] == nil) == (name.utf8 != nil), comment)

    let listed = reload["findings", "0"]
    #expect(listed?["objects", "0"] == .string("/fine"), comment)
    if name.utf8 == nil {
      #expect(listed?["objectsBytes", "0"] == .null, comment)
      let digits = try #require(listed?["objectsBytes", "1"]?.string)
      #expect(try bytes(hexadecimal: digits) == name.bytes, comment)
    } else {
      #expect(listed?["objectsBytes"] == nil, comment)
      #expect(listed?["objects", "1"]?.string.map { Array($0.utf8) } == name.bytes, comment)
    }
  }

  @Test(
    "come back byte for byte, and nothing in them reaches a terminal or a page",
    arguments: [
      Array("/lib/plain.so".utf8), Array("/lib/\"quoted\"\\.so".utf8), Array("\"".utf8), [],
      Array("/lib/</script><script>alert(1)</script>.so".utf8), Array("/<!--<script>".utf8),
      Array("/lib/\u{202E}os.evil".utf8), Array("/\u{1B}[2J\u{7}\n\r\t\u{0}".utf8),
      Array("/\u{2028}\u{2029}\u{FEFF}\u{E0001}".utf8), Array("/e\u{301}/\u{E9}".utf8),
      [0xFF], [0x2F, 0x61, 0xC3], [0x2F, 0xED, 0xA0, 0x80], [0xFF, 0x2F, 0x61],
      Array("/dir\u{7F}/".utf8) + [0x80, 0x22, 0x5C, 0x3C, 0x2F], [0xC0, 0x80, 0x0A],
      [0xF4, 0x90, 0x80, 0x80], [0x00],
    ] as [[UInt8]])
  func hostile(_ name: [UInt8]) throws {
    try checkRoundTrip(of: TraceText(bytes: name), "\(name)")
  }

  @Test("come back byte for byte, whatever bytes they are")
  func random() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = JSONRandomNumbers(state: seed)
    let spice = Array("\"\\/</!\n".utf8) + [0xC3, 0xA9, 0xE2, 0x80, 0xAE, 0xFF, 0xF0]
    for _ in 0..<100 {
      let name = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? spice.randomElement(using: &generator) ?? 0
          : UInt8.random(in: 0 ... .max, using: &generator)
      }
      try checkRoundTrip(of: TraceText(bytes: name), "seed \(seed): \(name)")
    }
  }

  @Test("are escaped as strace escapes them where they are not UTF-8")
  func escaped() throws {
    let name = TraceText(bytes: Array("/a\n".utf8) + [0xFF])
    let report = JSONSampleReports.report(objects: [
      ObjectReport(path: name, kind: .data, fate: .survived, certainty: .observed)
    ])
    let document = try JSONValue(parsing: JSONRenderer().whole([report]))
    let object = document["processes", "0", "reloads", "0", "objects", "0"]
    #expect(object?["path"] == .string(#"/a\n\377"#))
    #expect(object?["pathBytes"] == .string("2f610aff"))
    #expect(object?["name"] == .string(#"a\n\377"#))
    #expect(object?["nameBytes"] == .string("610aff"))
  }
}

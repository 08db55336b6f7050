import TraceModel

extension JSONWriter {
  /// Writes a member with a name from the log, or null.
  ///
  /// What is not UTF-8 is written escaped, and a second member `…Bytes` holds its bytes in
  /// hexadecimal, so that nothing is lost.
  mutating func member(_ name: StaticString, _ text: TraceText?) {
    guard let text else { return member(name, String?.none) }
    if text.bytes.isASCII || text.utf8 != nil {
      self.name(name)
      value(utf8: text.bytes.span)
    } else {
      member(name, text.escaped)
      self.name(of: "\(name)Bytes")
      value(text.hexadecimal)
    }
  }

  /// Writes a member with an array of names from the log.
  ///
  /// Where one is not UTF-8, a second member `…Bytes` has as many elements: null for those that
  /// are written as they are.
  mutating func member(_ name: StaticString, _ texts: [TraceText]) {
    let strings = texts.map(\.utf8)
    member(name, array: zip(texts, strings)) { $0.value($1.1 ?? $1.0.escaped) }
    guard strings.contains(nil) else { return }
    self.name(of: "\(name)Bytes")
    array { json in
      for (text, string) in zip(texts, strings) {
        json.value(string == nil ? text.hexadecimal : nil)
      }
    }
  }

  /// Writes a member with the lines that prove a statement.
  mutating func member(_ name: StaticString, _ evidence: [Evidence]) {
    member(name, array: evidence) { json, evidence in
      json.object(.oneLine) { json in
        json.member("line", evidence.line)
        if let file = evidence.file { json.member("file", file) }
        json.member("text", evidence.text)
      }
    }
  }

  /// Writes a member with a place in the log, or null.
  mutating func member(_ name: StaticString, _ instant: Instant?) {
    guard let instant else { return member(name, String?.none) }
    member(name, object: .oneLine) { $0.members(of: instant) }
  }

  /// Writes the members of a place in the log into the object that is open.
  mutating func members(of instant: Instant) {
    member("line", instant.line)
    if let file = instant.file { member("file", file) }
    member("time", instant.time)
    name("seconds")
    value(seconds: instant.seconds)
  }
}

extension String {
  /// The string, or nothing where it is empty: what is not there is null, not "".
  var orNil: String? { isEmpty ? nil : self }
}

extension [UInt8] {
  /// Whether all of them are ASCII.
  fileprivate var isASCII: Bool { allSatisfy { $0 < 0x80 } }
}

extension TraceText {
  /// The bytes in hexadecimal, two digits each.
  fileprivate var hexadecimal: String {
    bytes.reduce(into: "") { $0 += ($1 < 16 ? "0" : "") + String($1, radix: 16) }
  }
}

extension TraceParser {
  /// How far into a line of the tracee's own text a record is looked for, in bytes.
  static let mostTextBefore = 512

  /// Where in a line that begins with other text a whole record stands, with its prefix.
  ///
  /// A tracee that shares strace's standard error writes without a newline, and strace goes on behind
  /// it: `loading... 14:56:02.050146 munmap(0x7f0000000000, 4096) = 0`. What stands there is taken for a
  /// record only where it is whole, of a kind that is read, and begins as the lines of this log do, with
  /// a time or a pid: what looks like a bare call may be the tracee's own words.
  func recordBehindText(_ line: Span<UInt8>) -> Int? {
    guard let clock = last?.clock, clock != .none || features.pidColumn,
      line.find(") = ", in: 0..<line.count) != nil
        || line.find(" resumed>", in: 0..<line.count) != nil
        || line.find("--- SIG", in: 0..<line.count) != nil
    else { return nil }
    for body in 1..<max(1, min(line.count, Self.mostTextBefore)) {
      let text = line.extracting(body..<line.count)
      guard isWholeRecord(text) else { continue }
      return (0...body).first { start in
        guard start > 0, line[start] != 0x20 else { return false }
        let prefix = LinePrefix(line.extracting(start..<line.count))
        return prefix.body == body - start && start < body && prefix.time.clock == clock
          && (prefix.pid == nil || features.pidColumn)
      }
    }
    return nil
  }

  /// Whether the beginning of a call that is read stands somewhere in a line.
  func holdsCall(_ line: Span<UInt8>) -> Bool {
    var position = 0
    while let parenthesis = line.firstIndex(of: UInt8(ascii: "("), in: position..<line.count) {
      var start = parenthesis
      while start > position, start > parenthesis - 16, BodyKind.isNameByte(line[start - 1]) {
        start -= 1
      }
      if start < parenthesis, case .call(_?, _) = BodyKind(line, at: start, table) { return true }
      position = parenthesis + 1
    }
    return false
  }

  /// Whether `text` begins with a record that is read, without a prefix.
  private func isWholeRecord(_ text: Span<UInt8>) -> Bool {
    switch BodyKind(text, at: 0, table) {
    case .call(_?, let arguments):
      switch CallText(text, from: arguments).ending {
      case .result, .unfinished: true
      case .open, .detached, .pidChanged: false
      }
    case .resumed(_?, _): true
    case .signal: SignalLine(text, at: 0) != nil
    default: false
    }
  }
}

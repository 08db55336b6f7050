/// What the body of a line is, told by its first bytes.
enum BodyKind {
  /// A call: which (nothing for one that is not read), and where its arguments begin.
  case call(Syscall?, Int)
  /// The second half of a call: which, and where it goes on.
  case resumed(Syscall?, Int)
  /// `--- SIGX {…} ---`.
  case signal
  /// `+++ exited with 0 +++`.
  case ended
  /// `[ Process PID=22535 runs in 32 bit mode. ]`.
  case personality
  /// Words of strace itself.
  case diagnostic
  /// A stack frame (`-k`), a dump (`-e read=`): they belong to the record before.
  case detail
  /// The table of `-c` and `-C`.
  case summary
  /// `...`: somebody left lines out.
  case elision
  /// None of these.
  case foreign

  /// Whether the line is a record of the log, with a time of its own.
  var isRecord: Bool {
    switch self {
    case .call, .resumed, .signal, .ended, .personality: true
    case .diagnostic, .detail, .summary, .elision, .foreign: false
    }
  }

  init(_ line: Span<UInt8>, at body: Int, _ table: SyscallTable) {
    let byte = line[body]
    if byte &- 0x61 < 26 || byte == UInt8(ascii: "_") {
      self = Self.named(line, body, table)
    } else {
      self = Self.other(line, body, table)
    }
  }

  private static func named(_ line: Span<UInt8>, _ body: Int, _ table: SyscallTable) -> BodyKind {
    var position = body
    var key = SyscallTable.Key()
    while position < line.count, isNameByte(line[position]) {
      key.add(line[position], at: position - body)
      position += 1
    }
    if position < line.count, line[position] == UInt8(ascii: "#"),
      line.has("#64", at: position)
    {
      position += 3
    }
    guard position < line.count, line[position] == UInt8(ascii: "(") else {
      return words(line, body)
    }
    if let call = table.call(for: key) { return .call(call, position + 1) }
    if line[body] == UInt8(ascii: "s"), line.has("syscall_", at: body) {
      var at = body + 8
      if let number = Outcome.number(line, &at), at == position {
        return .call(Syscall(number: number), position + 1)
      }
    }
    return .call(nil, position + 1)
  }

  private static func other(_ line: Span<UInt8>, _ body: Int, _ table: SyscallTable) -> BodyKind {
    switch line[body] {
    case UInt8(ascii: "<"):
      guard line.has("<... ", at: body) else { return .foreign }
      var position = body + 5
      var key = SyscallTable.Key()
      let start = position
      while position < line.count, isNameByte(line[position]) {
        key.add(line[position], at: position - start)
        position += 1
      }
      if position < line.count, line[position] == UInt8(ascii: "#"),
        line.has("#64", at: position)
      {
        position += 3
      }
      guard let end = endOfResumed(line, position) else {
        return line.find(" resumed>", in: body..<line.count) == nil ? .foreign : .resumed(nil, 0)
      }
      var call = table.call(for: key)
      if call == nil, line[start] == UInt8(ascii: "s"), line.has("syscall_", at: start) {
        var at = start + 8
        call = Outcome.number(line, &at).flatMap { Syscall(number: $0) }
      }
      return .resumed(call, rest(line, behind: end))
    case UInt8(ascii: "-"):
      if line.has("--- ", at: body) { return Elision.isIn(line) ? .elision : .signal }
      return line.has("------ ", at: body) ? .summary : .foreign
    case UInt8(ascii: "+"):
      return line.has("+++ ", at: body) ? .ended : .foreign
    case UInt8(ascii: "["):
      return line.has("[ Process PID=", at: body) ? .personality : .foreign
    case UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "*"):
      // Stack frames and dumps start with one blank and have no prefix.
      return body == 1 && line.has(" ", at: body + 1) ? .detail : .foreign
    case UInt8(ascii: "^"):
      // What a terminal shows where strace is interrupted.
      return line.has("^C", at: body) && body + 2 < line.count ? words(line, body + 2) : .foreign
    case UInt8(ascii: "%"):
      return line.has("% time ", at: body) ? .summary : .foreign
    case UInt8(ascii: "?"):
      return line.has("???(", at: body) || line.has("????(", at: body)
        ? .call(nil, body + 4) : .foreign
    case UInt8(ascii: "."):
      // People shorten what they paste: `...`.
      return Elision.isIn(line) ? .elision : .foreign
    default:
      return words(line, body)
    }
  }

  /// Behind ` resumed>`; strace may come to number halves that belong together (its pull request
  /// 408): ` resumed #89567>`, ` #89567 resumed>`.
  private static func endOfResumed(_ line: Span<UInt8>, _ start: Int) -> Int? {
    if line.has(" resumed>", at: start) { return start + 9 }
    var position = start
    let isFirst = line.has(" #", at: position)
    if !isFirst {
      guard line.has(" resumed #", at: position) else { return nil }
      position += 8
    }
    position += 2
    guard line.decimal(at: &position) != nil else { return nil }
    if isFirst { return line.has(" resumed>", at: position) ? position + 9 : nil }
    return line.has(">", at: position) ? position + 1 : nil
  }

  /// Where a call goes on whose `resumed>` ends before `position`.
  ///
  /// strace up to 4.26 puts a blank there; that of ` <unfinished ...>) = ?` is its own.
  static func rest(_ line: Span<UInt8>, behind position: Int) -> Int {
    position < line.count && line[position] == 0x20 && !line.has(" <", at: position)
      ? position + 1 : position
  }

  private static func words(_ line: Span<UInt8>, _ body: Int) -> BodyKind {
    if line.has("strace: ", at: body) || line.has("System call usage summary", at: body) {
      return line.has("S", at: body) ? .summary : .diagnostic
    }
    if line.has("Process ", at: body), AttachNotice(line, from: body) != nil { return .diagnostic }
    if line[body] == UInt8(ascii: "/"), line.find("strace: ", in: body..<line.count) != nil {
      return .diagnostic
    }
    return .foreign
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || byte &- 0x41 < 26
  }
}

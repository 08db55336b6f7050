/// The result of a call in the last line of a log, where no newline ends it: its digits may not be all.
///
/// Such a call was over, but as what it returned is not known it has had no effect that can be told.
struct CutResult {
  /// Whether the calls of the log have durations (`-T`): then one stands behind every result.
  let hasDurations: Bool
  /// How many hexadecimal digits the highest address has that is known.
  let addressDigits: Int

  /// Where what is left of the line ends, and which call it is of; nothing where the result is whole, or
  /// there is none.
  ///
  /// Rule: without `-T` an address is cut where it has fewer digits than others, and is no argument of
  /// the call; zero is where it begins with. Of other numbers nothing tells, nor of a break, which may
  /// lie low.
  func end(of line: Span<UInt8>, _ table: SyscallTable) -> (end: Int, call: Syscall)? {
    var start = line.count
    while start > 0, Self.isDigit(line[start - 1]) { start -= 1 }
    var end = start
    while end > 0, line[end - 1] == 0x20 { end -= 1 }
    guard start < line.count, end > 0, line[end - 1] == UInt8(ascii: "=") else { return nil }
    end -= 1
    while end > 0, line[end - 1] == 0x20 { end -= 1 }
    guard end > 0, line[end - 1] == UInt8(ascii: ")") else { return nil }
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return nil }
    let kind = BodyKind(line, at: prefix.body, table)
    guard let (call, arguments) = kind.readCall else { return nil }
    if hasDurations { return (end, call) }
    guard call.returnsAddress else { return nil }
    let result = line.extracting(start..<line.count)
    guard result.has("0x", at: 0) else {
      return result.count == 1 && result[0] == UInt8(ascii: "0") ? (end, call) : nil
    }
    let first = CallText(line, from: arguments).argument(0)
    let isArgument = first.count == result.count && line.has(result, at: first.lowerBound)
    return result.count - 2 < addressDigits && !isArgument ? (end, call) : nil
  }

  /// Whether a line ends as a result does that may be cut: in a digit.
  static func mayEnd(_ line: Span<UInt8>) -> Bool {
    line.count > 0 && isDigit(line[line.count - 1])
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || byte &- 0x61 < 6 || byte == UInt8(ascii: "x")
  }
}

extension BodyKind {
  /// The call that a line ends, where it is one that is read, and where its arguments go on.
  fileprivate var readCall: (Syscall, Int)? {
    switch self {
    case .call(let call?, let start), .resumed(let call?, let start): (call, start)
    default: nil
    }
  }
}

extension Syscall {
  /// Whether what it returns is an address, printed in hexadecimal digits.
  fileprivate var returnsAddress: Bool {
    switch self {
    case .mmap, .mmap2, .old_mmap, .mremap, .shmat: true
    default: false
    }
  }
}

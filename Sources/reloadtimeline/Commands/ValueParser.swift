import TraceModel

/// Reads the values of options.
enum ValueParser {
  /// The largest pid that Linux can give: PID_MAX_LIMIT, include/linux/threads.h.
  static let pids = 1...4_194_304

  /// A decimal number without a sign.
  static func number(_ text: String, in range: ClosedRange<Int>) throws(InvalidValue) -> Int {
    guard let number = digits(text), range.contains(number) else {
      let bounds =
        range.upperBound == Int.max
        ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw InvalidValue(expected: "a number \(bounds)")
    }
    return number
  }

  static func processID(_ text: String) throws(InvalidValue) -> Int {
    guard let number = digits(text), pids.contains(number) else {
      throw InvalidValue(
        expected: "a process id, a number from \(pids.lowerBound) to \(pids.upperBound)")
    }
    return number
  }

  /// A power of two that some architecture's Linux has for a page: from 4 KiB to 1 MiB (hexagon).
  static func pageSize(_ text: String) throws(InvalidValue) -> UInt64 {
    guard let number = digits(text), (4_096...1_048_576).contains(number),
      number.nonzeroBitCount == 1
    else {
      throw InvalidValue(expected: "a power of two from 4096 to 1048576, as 'getconf PAGESIZE' has")
    }
    return UInt64(number)
  }

  static func signal(_ text: String) throws(InvalidValue) -> ReloadSignal {
    guard let signal = ReloadSignal(text) else {
      let nearest = EditDistance.nearest(to: text.uppercased(), among: ReloadSignal.words)
      throw InvalidValue(
        expected: "one of \(ReloadSignal.words.joined(separator: ", "))",
        advice: nearest.map { "did you mean '\($0)'?" })
    }
    return signal
  }

  /// Seconds, with decimals or without.
  static func seconds(_ text: String) throws(InvalidValue) -> Double {
    let isPlain = text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
    guard isPlain, let seconds = Double(text), seconds > 0, seconds <= 1e6 else {
      throw InvalidValue(expected: "a number of seconds, above 0")
    }
    return seconds
  }

  static func instant(_ text: String) throws(InvalidValue) -> InstantArgument {
    guard let instant = InstantArgument(text) else {
      throw InvalidValue(
        expected: "an instant: a line (L1234), a time (16:50:58.123456, 1700000000.123) or "
          + "seconds from the first line (+2.5)")
    }
    return instant
  }

  /// An address in hexadecimal: with `0x`, or at least five digits without it, so that a line number
  /// or a pid is not taken for one.
  static func address(_ text: String) throws(InvalidValue) -> UInt64 {
    let isPrefixed = text.hasPrefix("0x") || text.hasPrefix("0X")
    let digits = isPrefixed ? text.dropFirst(2) : text[...]
    let isHexadecimal = !digits.isEmpty && digits.utf8.allSatisfy { hexadecimalDigits.contains($0) }
    guard isHexadecimal, isPrefixed || digits.utf8.count >= 5,
      let address = UInt64(digits, radix: 16)
    else {
      throw InvalidValue(
        expected: "a 64-bit address in hexadecimal",
        advice: isHexadecimal && !isPrefixed && digits.utf8.count < 5
          ? "if it is one, write '0x\(text)'"
          : "write it as /proc/PID/maps does, such as 0x7f9f55e19010")
    }
    return address
  }

  private static let hexadecimalDigits = Array("0123456789abcdefABCDEF".utf8)

  static func choice<Choice>(_ text: String) throws(InvalidValue) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue)
      let nearest = EditDistance.nearest(to: text, among: words)
      throw InvalidValue(
        expected: "one of \(words.joined(separator: ", "))",
        advice: nearest.map { "did you mean '\($0)'?" })
    }
    return choice
  }

  /// `FILE` or `PID=FILE`; a file whose name begins like the latter is `./1=x`.
  static func snapshot(_ text: String) throws(InvalidValue) -> SnapshotArgument {
    guard let equals = text.firstIndex(of: "="), let pid = digits(text[..<equals]) else {
      return SnapshotArgument(pid: nil, file: InputFile(text))
    }
    let file = text[text.index(after: equals)...]
    guard pids.contains(pid), !file.isEmpty else {
      throw InvalidValue(
        expected: "PID=FILE",
        advice: "a file of such a name is \(quoted("./" + text))")
    }
    return SnapshotArgument(pid: pid, file: InputFile(String(file)))
  }

  /// A decimal number; nothing where there is a sign, anything else than a digit, or too many.
  private static func digits(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) else {
      return nil
    }
    return Int(text)
  }
}

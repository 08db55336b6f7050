import Foundation

/// The lines of a real log, taken apart so that they can be repeated.
struct SourceLog {
  /// A call as it was printed.
  struct Line {
    /// Microseconds from the first line.
    var time: Int
    /// What stands behind the time.
    var body: String
    /// Where a body is cut into `<unfinished ...>` and `resumed>`; nothing where it is no call.
    var cut: String.Index?
    /// What is called.
    var name: Substring
  }

  /// The lines, without the notices of strace and without signals.
  var lines: [Line] = []
  /// The signal with which its reload begins, by the number of lines before it.
  var signals: [(index: Int, body: String)] = []
  /// How long it takes, in microseconds.
  var duration: Int { (lines.last?.time ?? 0) + 1000 }

  /// Reads a log with times of day and without pids, as one process has that was attached to without `-f`.
  init(_ text: String) throws(Unusable) {
    var first: Int?
    for line in text.split(separator: "\n") {
      guard line.utf8.count > 16, let time = Self.microseconds(line.prefix(15)) else { continue }
      first = first ?? time
      let body = String(line.dropFirst(16))
      if body.hasPrefix("--- SIG") {
        signals.append((lines.count, body))
        continue
      }
      guard let open = body.firstIndex(of: "("), body.contains(") = "), !body.contains("= ? ")
      else {
        continue
      }
      lines.append(
        Line(
          time: time - (first ?? 0), body: body,
          cut: body.range(of: ") = ", options: .backwards)?.lowerBound, name: body[..<open]))
    }
    guard !lines.isEmpty else { throw Unusable() }
  }

  /// A log of which nothing can be repeated.
  struct Unusable: Error, CustomStringConvertible {
    var description: String {
      "no line begins with a time of day and a call, as in a log of one process"
    }
  }

  private static func microseconds(_ text: Substring) -> Int? {
    let fields = text.split { $0 == ":" || $0 == "." }.compactMap { Int($0) }
    guard fields.count == 4 else { return nil }
    return ((fields[0] * 60 + fields[1]) * 60 + fields[2]) * 1_000_000 + fields[3]
  }

  /// A time as `-tt` prints it.
  static func clock(_ microseconds: Int) -> String {
    let seconds = microseconds / 1_000_000 % 86_400
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
      .joined(separator: ":") + "." + padded(microseconds % 1_000_000, 6)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  /// A body whose addresses of mappings lie `distance` bytes higher.
  static func moved(_ body: String, by distance: UInt64) -> String {
    guard distance > 0 else { return body }
    var result = ""
    var rest = body[...]
    while let start = rest.range(of: "0x7") {
      let digits = rest[start.lowerBound...].dropFirst(2).prefix { $0.isHexDigit }
      result += rest[..<start.lowerBound]
      if digits.utf8.count == 12, let address = UInt64(digits, radix: 16) {
        result += "0x" + String(address - 0x10_0000_0000 * 64 + distance, radix: 16)
      } else {
        result += "0x" + digits
      }
      rest = rest[digits.endIndex...]
    }
    return result + rest
  }
}

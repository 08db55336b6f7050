/// What a process wrote in which a loader may speak.
struct WrittenMessage: Sendable, Equatable {
  /// The call with which it was written.
  var call: Syscall
  /// The bytes, as far as strace shows them.
  var text: [UInt8]
  /// Whether strace shows not all of them.
  var isCut: Bool
  /// Whether it is of a file that the process had tried to open itself, and of which nothing is mapped.
  var isOfTriedFile = false

  /// How many characters of it are quoted.
  private static let mostQuoted = 200

  /// Its text on one line, escaped, of a length for a sentence.
  static func shortened(_ text: [UInt8]) -> String {
    let escaped = TraceText(bytes: text).escaped
    // Characters are counted where there may be too many: there are no more of them than bytes.
    return escaped.utf8.count > mostQuoted && escaped.count > mostQuoted
      ? String(escaped.prefix(mostQuoted - 1)) + "…" : escaped
  }

  /// The call in short: `writev(…, "a.so: undefined symbol: f")`.
  var quotation: String { "\(call.name)(…, \"\(Self.shortened(text))\")" }
}

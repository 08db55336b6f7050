/// Bytes from a log or a snapshot: a path, a message; not always UTF-8, and never trusted.
///
/// Nothing in a file name may reach a terminal, a page or a document unescaped, so the bytes are
/// kept as they are and every renderer asks for the form it can hold.
public struct TraceText: Hashable, Sendable, Comparable {
  /// The bytes, decoded from the escapes of the log.
  public let bytes: [UInt8]

  /// Wraps decoded bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Wraps the UTF-8 bytes of a string.
  public init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  /// The text where the bytes are valid UTF-8, else nothing.
  public var utf8: String? {
    String(validating: bytes, as: UTF8.self)
  }

  /// The text as a person may safely see it: escaped the way strace escapes names.
  ///
  /// Printable ASCII stays; valid UTF-8 letters stay; controls, invalid bytes, the backslash and
  /// the characters that reorder text (bidirectional overrides) become `\n`, `\t` or octal.
  public var escaped: String {
    TextEscaping.escape(bytes)
  }

  /// The text of a line as a person may safely see it: as `escaped`, but a backslash stays one, for
  /// what strace wrote is escaped already.
  public var escapedLine: String {
    TextEscaping.escape(bytes, isEscaped: true)
  }

  /// Whether it begins with a slash, as a whole path does.
  var isAbsolute: Bool { bytes.first == UInt8(ascii: "/") }

  /// The last component of a path, or all of it where there is no slash.
  public var lastComponent: TraceText {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), slash + 1 < bytes.count else {
      return self
    }
    return TraceText(bytes: Array(bytes[(slash + 1)...]))
  }

  /// Hashes all bytes as one number: an array feeds the hasher byte by byte.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(bytes.span.fingerprint(0..<bytes.count))
  }

  /// Orders by bytes, which for UTF-8 is the order of code points.
  public static func < (left: TraceText, right: TraceText) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

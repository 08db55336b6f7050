import TraceModel

/// The signs of the text, in Unicode or in ASCII, and the way of untrusted text into it.
struct Glyphs: Sendable {
  /// Whether nothing but ASCII may be written.
  let ascii: Bool

  var bar: Character { ascii ? "=" : "━" }
  var end: Character { ascii ? "]" : "╸" }
  var begin: Character { ascii ? "[" : "╺" }
  var gap: Character { ascii ? "|" : "┊" }
  var attempt: Character { ascii ? "." : "┅" }
  var cross: Character { ascii ? "x" : "✗" }
  var double: Character { ascii ? "#" : "═" }
  var trigger: String { ascii ? "^" : "▲" }
  var earlier: String { ascii ? "<" : "◂" }
  var arrow: String { ascii ? "->" : "→" }
  var ellipsis: String { ascii ? "..." : "…" }
  /// Before the sum of several times.
  var sum: String { ascii ? "sum" : "Σ" }
  var micro: String { ascii ? "u" : "µ" }

  /// A name from the log, escaped.
  ///
  /// No path is longer than PATH_MAX (4096 bytes, limits.h); what goes beyond is only said to be there.
  func name(_ text: TraceText) -> String {
    let most = 4096
    guard text.bytes.count > most else { return limited(text.escaped) }
    return limited(TraceText(bytes: Array(text.bytes.prefix(most))).escaped) + ellipsis
  }

  /// A name that the user gave, escaped.
  func name(_ text: String) -> String { name(TraceText(text)) }

  /// A sentence that is escaped already: whatever control it still had is escaped now.
  ///
  /// A sentence that a name of megabytes is in is cut: every other is far shorter.
  func sentence(_ text: String) -> String {
    let most = 16_384
    guard text.utf8.count <= most else {
      return sentence(String(decoding: text.utf8.prefix(most - 8), as: UTF8.self)) + ellipsis
    }
    return limited(TraceText(text).escapedLine)
  }

  private func limited(_ text: String) -> String {
    guard ascii, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += Self.asciiForm(of: $1) }
  }

  private static func asciiForm(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "…": "..."
    case "→": "->"
    case "–", "—", "−": "-"
    case "‘", "’": "'"
    case "“", "”": "\""
    case "×", "✗": "x"
    case "µ": "u"
    case "Σ": "sum"
    default: scalar.isASCII ? String(scalar) : octal(scalar)
    }
  }

  private static func octal(_ scalar: Unicode.Scalar) -> String {
    // Every byte of a scalar that is not ASCII is at least 0x80, so it has three octal digits.
    String(scalar).utf8.map { "\\" + String($0, radix: 8) }.joined()
  }
}

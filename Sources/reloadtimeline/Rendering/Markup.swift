/// Writes XML or HTML into bytes: whatever text it is given, it stays text.
struct Markup {
  /// What has been written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes an element's beginning; the attributes with nothing as their value are left out.
  mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    begin(name, attributes)
    raw(">")
  }

  /// Writes an element without content, in a way that XML and HTML (SVG within it) both read.
  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    begin(name, attributes)
    raw("/>")
  }

  /// Writes an element's end.
  mutating func close(_ name: String) { raw("</\(name)>") }

  /// Writes an element that holds only text.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ text: String
  ) {
    open(name, attributes)
    self.text(text)
    close(name)
  }

  /// Writes an element without attributes that holds only text.
  mutating func element(_ name: String, _ text: String) { element(name, [:], text) }

  /// Writes text.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars { append(scalar) }
  }

  /// Writes markup as it is; never anything that comes from a log.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Writes what another writer wrote.
  mutating func append(_ other: Markup) { bytes.append(contentsOf: other.bytes) }

  /// Ends a line, for those who read the source.
  mutating func line() { raw("\n") }

  private mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    raw("<" + name)
    for (key, value) in attributes {
      guard let value else { continue }
      raw(" \(key)=\"")
      text(value)
      raw("\"")
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "&": raw("&amp;")
    case "<": raw("&lt;")
    case ">": raw("&gt;")
    case "\"": raw("&quot;")
    case "'": raw("&#39;")
    default:
      if Self.isAllowed(scalar) {
        bytes.append(contentsOf: String(scalar).utf8)
      } else {
        raw("\u{FFFD}")
      }
    }
  }

  /// Whether XML 1.0 may hold a scalar (production Char), and it reorders nothing.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    if scalar.value == 0xFFFE || scalar.value == 0xFFFF { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }
}

/// A number of pixels with at most one decimal.
func pixels(_ value: Double) -> String {
  guard value.isFinite, value.magnitude < 1e7 else { return "0" }
  let tenths = Int(value * 10 + (value < 0 ? -0.5 : 0.5))
  let sign = tenths < 0 ? "-" : ""
  let (whole, tenth) = (tenths.magnitude / 10, tenths.magnitude % 10)
  return tenth == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(tenth)"
}

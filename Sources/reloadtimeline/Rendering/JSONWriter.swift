/// Writes one JSON text (RFC 8259) into bytes, members in the order in which they are given.
///
/// The output is ASCII where the strings are, indented by two spaces, and depends on nothing but
/// the calls made. Containers are written by closures, so that what is opened is also closed.
struct JSONWriter {
  /// How a container is laid out.
  enum Layout {
    /// Each member or element on a line of its own.
    case lines
    /// All on one line, containers within too.
    case oneLine
  }

  /// What has been written so far.
  private(set) var bytes: [UInt8] = []

  private var depth = 0
  private var isOneLine = false
  private var isEmpty = true
  private var followsName = false

  /// Writes an object whose members `body` writes.
  mutating func object(_ layout: Layout = .lines, _ body: (inout JSONWriter) -> Void) {
    container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), layout, body)
  }

  /// Writes an array whose elements `body` writes.
  mutating func array(_ layout: Layout = .lines, _ body: (inout JSONWriter) -> Void) {
    container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), layout, body)
  }

  /// Writes the name of a member; its value must follow.
  mutating func name(_ name: String) {
    beginValue()
    appendQuoted(name)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    followsName = true
  }

  /// Writes a string, or null.
  mutating func value(_ string: String?) {
    guard let string else { return literal("null") }
    beginValue()
    appendQuoted(string)
  }

  /// Writes a number, or null.
  mutating func value(_ number: (some BinaryInteger)?) {
    guard let number else { return literal("null") }
    literal(String(number))
  }

  /// Writes true, false or null.
  mutating func value(_ truth: Bool?) {
    guard let truth else { return literal("null") }
    literal(truth ? "true" : "false")
  }

  /// Writes an address as a string in hexadecimal, `"0x7f…"`, or null.
  mutating func value(address: UInt64?) {
    guard let address else { return literal("null") }
    literal("\"0x" + String(address, radix: 16) + "\"")
  }

  /// Writes seconds with at most nine decimals, or null; null too for what no clock shows.
  mutating func value(seconds: Double?) {
    literal(seconds.flatMap(Self.decimal) ?? "null")
  }

  /// Ends the text with a newline and gives all that was written.
  consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private mutating func literal(_ text: String) {
    beginValue()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func container(
    open: UInt8, close: UInt8, _ layout: Layout, _ body: (inout JSONWriter) -> Void
  ) {
    beginValue()
    bytes.append(open)
    let wasOneLine = isOneLine
    isOneLine = wasOneLine || layout == .oneLine
    isEmpty = true
    depth += 1
    body(&self)
    depth -= 1
    if !isEmpty && !isOneLine { newLine() }
    isOneLine = wasOneLine
    isEmpty = false
    bytes.append(close)
  }

  /// Writes what separates a value from the one before it.
  private mutating func beginValue() {
    if followsName {
      followsName = false
      return
    }
    if depth == 0 { return }
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    if !isOneLine {
      newLine()
    } else if !isEmpty {
      bytes.append(UInt8(ascii: " "))
    }
    isEmpty = false
  }

  private mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func appendQuoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    JSONEscaping.append(text, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a number of seconds in decimal, without an exponent and without zeros at its end.
  ///
  /// Below 2^51 units a double still tells neighbouring units apart after the multiplication, so
  /// what the log printed comes back digit by digit: nanoseconds for 26 days, then microseconds.
  private static func decimal(_ seconds: Double) -> String? {
    for (decimals, unitsPerSecond) in [(9, 1_000_000_000), (6, 1_000_000), (0, 1)] {
      let scaled = seconds.magnitude * Double(unitsPerSecond)
      guard scaled < 0x1p51 else { continue }
      let units = Int(scaled + 0.5)
      let whole = String(units / unitsPerSecond)
      let sign = seconds < 0 && units != 0 ? "-" : ""
      var fraction = String(units % unitsPerSecond)
      fraction = String(repeating: "0", count: max(0, decimals - fraction.utf8.count)) + fraction
      while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
      return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
    return nil
  }
}

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

  private var buffer = ByteBuffer()
  private var depth = 0
  private var isOneLine = false
  private var isEmpty = true
  private var followsName = false

  /// Writes an object whose members `body` writes.
  mutating func object<Failure>(
    _ layout: Layout = .lines, _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), layout, body)
  }

  /// Writes an array whose elements `body` writes.
  mutating func array<Failure>(
    _ layout: Layout = .lines, _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), layout, body)
  }

  /// What has been written and not yet taken.
  var bytes: [UInt8] { buffer.bytes }

  /// Writes the name of a member, of printable ASCII without quotes; its value must follow.
  mutating func name(_ name: StaticString) {
    // Names are the most of what is written: each with its separator in one piece.
    if isOneLine, !isEmpty {
      buffer.append(", \"", name, "\": ")
    } else {
      beginValue()
      buffer.append("\"", name, "\": ")
    }
    isEmpty = false
    followsName = true
  }

  /// Writes the name of a member that is none of the program's, or is put together.
  mutating func name(of name: String) {
    beginValue()
    append(quoted: name)
    buffer.append(": ")
    followsName = true
  }

  /// Writes a string, or null.
  mutating func value(_ string: String?) {
    guard let string else { return literal("null") }
    beginValue()
    append(quoted: string)
  }

  /// Writes a string of bytes that are valid UTF-8.
  mutating func value(utf8 bytes: Span<UInt8>) {
    beginValue()
    JSONEscaping.append(quoted: bytes, to: &buffer)
  }

  /// Writes a number, or null.
  mutating func value(_ number: (some BinaryInteger)?) {
    guard let number else { return literal("null") }
    guard let magnitude = UInt64(exactly: number.magnitude) else {
      beginValue()
      var digits = String(number)
      // The bytes are copied before the call that lends them is over; the same below.
      return digits.withUTF8 { unsafe buffer.append($0.span) }
    }
    beginValue()
    if number < 0 { buffer.append(UInt8(ascii: "-")) }
    append(magnitude, radix: 10)
  }

  /// Writes true, false or null.
  mutating func value(_ truth: Bool?) {
    guard let truth else { return literal("null") }
    literal(truth ? "true" : "false")
  }

  /// Writes an address as a string in hexadecimal, `"0x7f…"`, or null.
  mutating func value(address: UInt64?) {
    guard let address else { return literal("null") }
    beginValue()
    append(address, radix: 16, "\"0x", "\"")
  }

  /// Writes seconds in decimal, or null; null too for what no clock shows.
  ///
  /// There is no exponent, and no zero at the end of at most nine decimals. Below 2^51 units a double
  /// still tells neighbouring units apart after the multiplication, so what the log printed comes back
  /// digit by digit: nanoseconds for 26 days, then microseconds.
  mutating func value(seconds: Double?) {
    guard let seconds else { return literal("null") }
    for (decimals, unitsPerSecond) in [(9, 1_000_000_000), (6, 1_000_000), (0, 1)] {
      let scaled = seconds.magnitude * Double(unitsPerSecond)
      guard scaled < 0x1p51 else { continue }
      let units = UInt64(scaled + 0.5)
      beginValue()
      if seconds < 0 && units != 0 { buffer.append(UInt8(ascii: "-")) }
      append(units / UInt64(unitsPerSecond), radix: 10)
      append(fraction: units % UInt64(unitsPerSecond), decimals)
      return
    }
    literal("null")
  }

  /// Gives what was written since the last time, once it is worth writing out.
  mutating func take() -> [UInt8]? {
    buffer.count >= Self.pieceSize ? buffer.take() : nil
  }

  /// How many bytes are worth writing out.
  private static let pieceSize = 1 << 16

  /// Ends the text with a newline and gives what was written and not yet taken.
  consuming func finish() -> [UInt8] {
    endLine()
    return buffer.finish()
  }

  /// Ends a text with a newline, behind which another may begin.
  mutating func endLine() {
    buffer.append(UInt8(ascii: "\n"))
  }

  private mutating func literal(_ text: StaticString) {
    beginValue()
    buffer.append(text)
  }

  private mutating func append(quoted text: String) {
    var text = text
    text.withUTF8 { unsafe JSONEscaping.append(quoted: $0.span, to: &buffer) }
  }

  /// Inlined, so that the divisions are by a known number.
  @inline(__always)
  private mutating func append(
    _ number: UInt64, radix: UInt64, _ before: StaticString = "", _ after: StaticString = ""
  ) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var start = 20
    var rest = number
    repeat {
      start -= 1
      let digit = UInt8(truncatingIfNeeded: rest % radix)
      digits[start] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
      rest /= radix
    } while rest > 0
    buffer.append(before, digits.span.extracting(start..<20), after)
  }

  /// Appends a point and what stands behind it, without the zeros at its end.
  private mutating func append(fraction: UInt64, _ decimals: Int) {
    guard fraction > 0 else { return }
    var digits = InlineArray<9, UInt8>(repeating: 0x30)
    var rest = fraction
    var count = 0
    for index in (0..<decimals).reversed() {
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      digits[index] = 0x30 + digit
      if count == 0, digit != 0 { count = index + 1 }
    }
    buffer.append(".", digits.span.extracting(0..<count), "")
  }

  private mutating func container<Failure>(
    open: UInt8, close: UInt8, _ layout: Layout,
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    beginValue()
    buffer.append(open)
    let wasOneLine = isOneLine
    isOneLine = wasOneLine || layout == .oneLine
    isEmpty = true
    depth += 1
    try body(&self)
    depth -= 1
    if !isEmpty && !isOneLine { newLine(isNext: false) }
    isOneLine = wasOneLine
    isEmpty = false
    buffer.append(close)
  }

  /// Writes what separates a value from the one before it.
  private mutating func beginValue() {
    if followsName {
      followsName = false
      return
    }
    if depth == 0 { return }
    if !isOneLine {
      newLine(isNext: !isEmpty)
    } else if !isEmpty {
      buffer.append(", ")
    }
    isEmpty = false
  }

  /// Begins a line, after a comma where something stands before it.
  private mutating func newLine(isNext: Bool) {
    // Nothing is nested more deeply than these blanks reach.
    let line: StaticString = ",\n                                        "
    line.withUTF8Buffer {
      let begin = $0.startIndex + (isNext ? 0 : 1)
      let end = min($0.endIndex, 2 + 2 * depth)
      unsafe buffer.append($0.span.extracting(begin..<end))
    }
  }
}

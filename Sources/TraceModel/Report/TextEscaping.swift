/// Turns untrusted bytes into text that is safe to show anywhere.
enum TextEscaping {
  /// Escapes as strace does: `\n` and friends by letter, the rest in octal.
  ///
  /// Valid UTF-8 is kept where it is printable: strace would print it in octal, but a reader who
  /// looks for `café.so` should find it. With `isEscaped` a backslash stays as it is: it begins what
  /// whoever wrote the bytes has escaped.
  static func escape(_ bytes: [UInt8], isEscaped: Bool = false) -> String {
    if bytes.allSatisfy({
      $0 >= 0x20 && $0 < 0x7F && (isEscaped || $0 != UInt8(ascii: "\\"))
    }) {
      return String(decoding: bytes, as: UTF8.self)
    }
    var result = ""
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        if isEscaped, scalar == "\\" {
          result += "\\"
        } else {
          append(scalar, to: &result)
        }
        position += encoded.count
      case .error(let length):
        for index in position..<(position + length) {
          appendOctal(bytes[index], to: &result)
        }
        position += length
      case .emptyInput:
        return result
      }
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
    switch scalar {
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case "\u{0B}": result += "\\v"
    case "\u{0C}": result += "\\f"
    default:
      if isSafe(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        for byte in Array(String(scalar).utf8) { appendOctal(byte, to: &result) }
      }
    }
  }

  /// Whether a scalar may be shown: it occupies a place of its own and reorders nothing.
  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default:
      return true
    }
  }

  private static func appendOctal(_ byte: UInt8, to result: inout String) {
    let digits = String(byte, radix: 8)
    result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}

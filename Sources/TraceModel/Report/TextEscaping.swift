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
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    var decoder = UTF8.ForwardParser()
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte < 0x80 {
        position += 1
        if isEscaped, byte == UInt8(ascii: "\\") {
          result.append(byte)
        } else {
          append(byte, to: &result)
        }
        continue
      }
      // A sequence has four bytes at most; the parser is given no more, so that it keeps none.
      var iterator = bytes[position..<min(position + 4, bytes.count)].makeIterator()
      let end: Int
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded):
        end = position + encoded.count
        if isSafe(UTF8.decode(encoded)) {
          result += bytes[position..<end]
          position = end
        }
      case .error(let length): end = position + length
      case .emptyInput: end = bytes.count
      }
      while position < end {
        appendOctal(bytes[position], to: &result)
        position += 1
      }
      decoder = UTF8.ForwardParser()
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Appends what stands for an ASCII character.
  private static func append(_ byte: UInt8, to result: inout [UInt8]) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\\"): letter = byte
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0D: letter = UInt8(ascii: "r")
    case 0x0B: letter = UInt8(ascii: "v")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x20..<0x7F:
      result.append(byte)
      return
    default:
      appendOctal(byte, to: &result)
      return
    }
    result.append(UInt8(ascii: "\\"))
    result.append(letter)
  }

  /// Whether a scalar may be shown: it occupies a place of its own and reorders nothing.
  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default:
      return true
    }
  }

  private static func appendOctal(_ byte: UInt8, to result: inout [UInt8]) {
    result.append(UInt8(ascii: "\\"))
    for shift: UInt8 in [6, 3, 0] { result.append(UInt8(ascii: "0") + byte >> shift & 7) }
  }
}

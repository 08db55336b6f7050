extension Span<UInt8> {
  /// The next field at `position`, which moves behind it: bytes between blanks or tabs.
  func field(at position: inout Int) -> Range<Int>? {
    skipWhite(at: &position)
    let start = position
    while position < count, self[position] != 0x20, self[position] != 0x09 { position += 1 }
    return position > start ? start..<position : nil
  }

  /// Moves `position` over blanks and tabs.
  func skipWhite(at position: inout Int) {
    while position < count, self[position] == 0x20 || self[position] == 0x09 { position += 1 }
  }

  /// The fields, at most `limit` of them.
  func fields(limit: Int) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var position = 0
    while fields.count < limit, let next = field(at: &position) { fields.append(next) }
    return fields
  }

  /// The value of a field that is a decimal number and nothing else.
  func decimal(_ field: Range<Int>) -> UInt64? {
    var position = field.lowerBound
    guard let value = decimal(at: &position), position == field.upperBound else { return nil }
    return value
  }

  /// The value of a field that is a hexadecimal number, without `0x`, and nothing else.
  func hexadecimal(_ field: Range<Int>) -> UInt64? {
    var position = field.lowerBound
    guard let value = hexadecimal(at: &position), position == field.upperBound else { return nil }
    return value
  }

  /// Whether a field is `text`.
  func isField(_ field: Range<Int>, _ text: StaticString) -> Bool {
    field.count == text.utf8CodeUnitCount && has(text, at: field.lowerBound)
  }

  /// Where the text proper of a pasted line begins: behind blanks, marks of quotation, and letters
  /// that are not ASCII (a pointing hand, a flame).
  func afterMarks() -> Int {
    var position = 0
    while position < count {
      switch self[position] {
      case 0x20, 0x09, UInt8(ascii: ">"), UInt8(ascii: "|"), 0x80...: position += 1
      default: return position
      }
    }
    return position
  }
}

/// What stands in a snapshot beside the mappings.
enum SnapshotWords {
  /// pmap's first line, `2841:   /usr/sbin/httpd -DFOREGROUND`: the process.
  static func process(_ text: Span<UInt8>) -> Int32? {
    var position = 0
    guard let number = text.decimal(at: &position), text.has(":", at: position),
      position + 1 == text.count || text.has(" ", at: position + 1)
    else { return nil }
    return Int32(exactly: number)
  }

  /// `/proc/2841/maps` and `/proc/2841/smaps`: the process.
  static func processOfPath(_ text: Span<UInt8>) -> Int32? {
    var position = 6
    guard text.has("/proc/", at: 0), let number = text.decimal(at: &position),
      text.ends(with: "maps")
    else { return nil }
    return Int32(exactly: number)
  }

  /// Whether a line begins like a mapping: hexadecimal digits, eight or more.
  static func beginsWithAddress(_ text: Span<UInt8>) -> Bool {
    var position = 0
    guard text.hexadecimal(at: &position) != nil, position >= 8 else { return false }
    return position == text.count || text.has(" ", at: position) || text.has("-", at: position)
  }

  /// `KernelPageSize:        4 kB`.
  static func kernelPageSize(_ text: Span<UInt8>) -> UInt64? {
    guard text.has("KernelPageSize:", at: 0) else { return nil }
    var position = 15
    text.skipBlanks(at: &position)
    guard let kilobytes = text.decimal(at: &position), kilobytes > 0, kilobytes < 1 << 30,
      kilobytes.nonzeroBitCount == 1
    else { return nil }
    return kilobytes << 10
  }

  /// The lines of smaps below a mapping: `Rss:  4 kB`, `VmFlags: rd ex`.
  static func isDetail(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0, text[0] &- 0x41 < 26,
      let colon = text.firstIndex(of: UInt8(ascii: ":"), in: 0..<text.count), colon < 32
    else { return false }
    for index in 0..<colon where text[index] == 0x20 { return false }
    return true
  }

  /// Whether a line is drawn: of `-`, `=` and blanks.
  static func isRule(_ text: Span<UInt8>) -> Bool {
    for index in 0..<text.count {
      switch text[index] {
      case 0x20, UInt8(ascii: "-"), UInt8(ascii: "="): continue
      default: return false
      }
    }
    return true
  }

  /// The sum of sizes below what pmap wrote, in kilobytes.
  ///
  ///      total             2924K
  ///     total kB            2924    1804     108
  ///     mapped: 2924K    writeable/private: 356K    shared: 28K
  ///                       2924 1804 235       108 KB
  ///
  /// The words are translated in some locales; the order is the same.
  static func total(_ text: Span<UInt8>) -> UInt64? {
    let fields = text.fields(limit: 64)
    guard let first = fields.first, let last = fields.last else { return nil }
    if text.isField(last, "KB") { return text.decimal(first) }
    guard isWord(text, first) else { return nil }
    for (index, field) in fields.dropFirst().prefix(2).enumerated() {
      let hasUnit = text[field.upperBound - 1] == UInt8(ascii: "K")
      guard let sum = text.decimal(field.lowerBound..<field.upperBound - (hasUnit ? 1 : 0)) else {
        continue
      }
      return hasUnit || index == 1 ? sum : nil
    }
    return nil
  }

  private static func isWord(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    for index in field {
      switch text[index] {
      case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: ":"), 0x80...: continue
      default: return false
      }
    }
    return true
  }
}

/// The process before a message of LD_DEBUG: its number, to the right in ten columns, `:` and a tab
/// (glibc elf/dl-printf.c, `_dl_debug_vdprintf`).
struct LoaderPrefix {
  /// The process.
  var pid: Int32
  /// Where the message begins.
  var end: Int

  /// Reads the prefix at the start of a line.
  ///
  /// Pasted lines have blanks for the tab, and marks or grep's line number before it; without the
  /// tab the message must be one that a loader writes.
  init?(_ text: Span<UInt8>) {
    var position = text.afterMarks()
    guard let first = Self.number(text, at: &position) else { return nil }
    var value = first
    var next = position
    text.skipWhite(at: &next)
    if let second = Self.number(text, at: &next) { (value, position) = (second, next) }
    guard let pid = Int32(exactly: value) else { return nil }
    self.pid = pid
    let hasTab = text.has("\t", at: position)
    end = position + (hasTab || position < text.count ? 1 : 0)
    if !hasTab, end < text.count, LoaderLine(text.extracting(end..<text.count)) == nil {
      return nil
    }
  }

  /// Digits and a colon, with a blank, a tab or nothing behind it.
  private static func number(_ text: Span<UInt8>, at position: inout Int) -> UInt64? {
    var next = position
    guard let value = text.decimal(at: &next), text.has(":", at: next) else { return nil }
    next += 1
    guard next == text.count || text[next] == 0x20 || text[next] == 0x09 else { return nil }
    position = next
    return value
  }

  /// Where the next prefix begins and ends in a line: where processes write to one file, a message
  /// may be cut by another one.
  static func next(_ text: Span<UInt8>, from start: Int) -> (start: Int, prefix: LoaderPrefix)? {
    var position = start
    while let tab = text.firstIndex(of: 0x09, in: position..<text.count) {
      position = tab + 1
      let column = tab - 11
      guard column >= start, text[tab - 1] == UInt8(ascii: ":") else { continue }
      var digits = tab - 1
      while digits > column, text[digits - 1] &- 0x30 < 10 { digits -= 1 }
      var isPadded = digits < tab - 1
      for index in column..<digits where text[index] != 0x20 { isPadded = false }
      guard isPadded, let value = text.decimal(digits..<tab - 1),
        let pid = Int32(exactly: value)
      else { continue }
      return (column, LoaderPrefix(pid: pid, end: tab + 1))
    }
    return nil
  }

  private init(pid: Int32, end: Int) {
    self.pid = pid
    self.end = end
  }
}

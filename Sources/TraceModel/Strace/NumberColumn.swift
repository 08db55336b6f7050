/// The numbers that an editor, `cat -n` or a list puts before the lines of a log that is copied out of
/// it, told by the first lines.
struct NumberColumn: Sendable {
  /// What stands behind each number, if it is no blank.
  private let mark: UInt8?
  /// How many blanks stand behind that, at least.
  private let blanks: Int

  /// How many lines have to be numbered one after the other.
  private static let fewest = 5

  /// Looks at the first lines of a text; nothing where they are not numbered.
  ///
  /// A pid is a number before a blank, too, but strace pads one of fewer than five digits to five columns
  /// (strace.c, printleader), and it does not grow by one from line to line.
  init?(_ text: Span<UInt8>) {
    var start = 0
    var last: UInt64?
    var mark: UInt8?
    var blanks = Int.max
    for index in 0..<Self.fewest {
      guard let end = text.firstIndex(of: 0x0A, in: start..<text.count) else { return nil }
      let line = text.extracting(start..<end)
      start = end + 1
      // Hours, and seconds since 1970, grow by one now and then.
      let clock = LinePrefix(line).time.clock
      guard clock != .timeOfDay, clock != .epoch else { return nil }
      var position = 0
      line.skipBlanks(at: &position)
      let isAtBeginning = position == 0
      guard let number = line.decimal(at: &position), last.map({ $0 &+ 1 == number }) ?? true,
        position < line.count
      else { return nil }
      let found = Self.isMark(line[position]) ? line[position] : nil
      if index == 0 { mark = found }
      guard found == mark else { return nil }
      if mark != nil { position += 1 }
      let behind = position
      line.skipBlanks(at: &position)
      // Behind the number of an empty line there may be none.
      if position < line.count { blanks = min(blanks, position - behind) }
      guard mark != nil || blanks > 0 else { return nil }
      if mark == nil, isAtBeginning, number >= 10_000 || position == 6 { return nil }
      last = number
    }
    guard blanks < .max else { return nil }
    self.mark = mark
    self.blanks = blanks
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ")")
      || byte == UInt8(ascii: "-") || byte == 0x09
  }

  /// Where a line goes on behind its number; nothing where it has none.
  func end(in line: Span<UInt8>) -> Int? {
    var position = 0
    line.skipBlanks(at: &position)
    guard line.decimal(at: &position) != nil else { return nil }
    if let mark {
      guard position < line.count, line[position] == mark else { return nil }
      position += 1
    }
    let behind = position
    while position < line.count, position < behind + blanks, line[position] == 0x20 {
      position += 1
    }
    return position == behind + blanks || position == line.count ? position : nil
  }
}

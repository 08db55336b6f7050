/// A file that is opened, looked at and closed again within a few lines.
///
/// Servers and builds do little else with files, and of such a file nothing is left. It is known by its
/// descriptor, with what `-y` prints of it, which the result of its open and the arguments of its other
/// calls have in common.
struct ShortLivedFile {
  /// How many lines it has, from its open to its close.
  let lines: Int
  /// Where the last of them stands.
  let close: Range<Int>
  /// Where its descriptor stands in that: `3</srv/a>`, or `3`.
  let descriptor: Range<Int>
  /// The call that asked which file it is.
  let identifying: Syscall?

  /// How many lines are looked at for the end of a file.
  private static let mostLines = 8

  /// The lines of a file whose open, by `task`, stands before `start`; nothing where one of them, or of
  /// another task, has to be read.
  ///
  /// Inlined: what knows lines is part of the parser, and would be copied for each call.
  @inline(__always)
  init?(_ text: Span<UInt8>, behind start: Int, of task: Int32, _ quick: QuickLines) {
    var start = start
    var lines = 2
    var asked: (descriptor: Range<Int>, call: Syscall)?
    while lines <= Self.mostLines, start < text.count,
      let end = text.firstIndex(of: 0x0A, in: start..<text.count), end > start,
      text[end - 1] > 0x20
    {
      let line = text.extracting(start..<end)
      guard let match = quick.match(line), !match.isRest, match.task == nil || match.task == task
      else { return nil }
      switch match.call {
      case nil: break
      case .close?:
        guard let descriptor = Self.descriptor(ofClose: line, match.arguments) else { return nil }
        if let asked {
          let other = text.extracting(asked.descriptor)
          guard other.count == descriptor.count, line.has(other, at: descriptor.lowerBound) else {
            return nil
          }
        }
        self.lines = lines
        close = start..<end
        self.descriptor = descriptor
        identifying = asked?.call
        return
      case let call? where call == .fstat || call == .newfstatat:
        if let known = asked?.descriptor, line.has(text.extracting(known), at: match.arguments),
          line.has(",", at: match.arguments + known.count)
        {
          // Who asks again is told nothing new.
        } else if let descriptor = Self.descriptor(ofStat: line, call, match.arguments) {
          guard asked == nil else { return nil }
          asked = (start + descriptor.lowerBound..<start + descriptor.upperBound, call)
        } else if line[match.arguments] &- 0x30 < 10 {
          return nil
        }
      default: return nil
      }
      start = end + 1
      lines += 1
    }
    return nil
  }

  // MARK: Lines in the form that nearly all have

  /// `3</srv/a>) = 0`: where the descriptor stands.
  private static func descriptor(ofClose line: Span<UInt8>, _ start: Int) -> Range<Int>? {
    guard let end = endOfArguments(ofZero: line, from: start), isDescriptor(line, start..<end)
    else { return nil }
    return start..<end
  }

  /// `3</srv/a>, {st_mode=S_IFREG|0644, st_size=75, ...}) = 0`: where the descriptor stands.
  private static func descriptor(
    ofStat line: Span<UInt8>, _ call: Syscall, _ start: Int
  ) -> Range<Int>? {
    let isAt = call == .newfstatat
    guard let end = line.firstIndex(of: UInt8(ascii: ","), in: start..<line.count),
      isDescriptor(line, start..<end),
      line.has(isAt ? ", \"\", {st_mode=S_IF" : ", {st_mode=S_IF", at: end),
      let close = endOfArguments(ofZero: line, from: end)
    else { return nil }
    var position = end + (isAt ? 6 : 2)
    ArgumentScanner.skip(line, &position)
    guard line.has(", ...}", at: position - 6) else { return nil }
    if isAt {
      guard line.has(", AT_EMPTY_PATH", at: position) else { return nil }
      position += 15
    }
    return position == close ? start..<end : nil
  }

  /// Whether a number stands in a range, with what `-y` shows, and no sign that could end it sooner; a
  /// shift (`3<<`) is none.
  private static func isDescriptor(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound, line[position] &- 0x30 < 10 { position += 1 }
    if position == range.upperBound { return position > range.lowerBound }
    return position > range.lowerBound && position < range.upperBound - 1
      && line[position] == UInt8(ascii: "<") && line[position + 1] != UInt8(ascii: "<")
      && line.firstIndex(of: UInt8(ascii: ">"), in: position..<range.upperBound)
        == range.upperBound - 1
  }

  /// Where the `)` behind the arguments stands, of a call that returned 0: `) = 0` and perhaps the time
  /// that it took are the end of its line.
  private static func endOfArguments(ofZero line: Span<UInt8>, from start: Int) -> Int? {
    let end = line.startOfDuration - 3
    guard line.has("= 0", at: end) else { return nil }
    var position = end - 1
    while position > start, line[position] == 0x20 { position -= 1 }
    return position > start && position < end - 1 && line[position] == UInt8(ascii: ")")
      ? position : nil
  }
}

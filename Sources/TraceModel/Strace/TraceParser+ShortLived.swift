/// Files that are opened, looked at and closed again within a few lines.
///
/// Servers and builds do little else with files, and of such a file nothing is left: its lines are
/// passed over as one. It is known by what `-y` prints of its descriptor, which the result of its open
/// and the arguments of its other calls have in common.
extension TraceParser {
  /// How many lines are looked at for the end of a file.
  private static let mostLines = 8

  /// The lines of a file.
  private struct ShortLived {
    /// How many there are, from its open to its close.
    var lines: Int
    /// Where the last of them stands.
    var close: Range<Int>
    /// Where its descriptor stands in that: `3</srv/a>`.
    var descriptor: Range<Int>
    /// The call that asked which file it is.
    var identifying: Syscall?
  }

  /// Passes over the lines of a file that is closed again before anything of it matters.
  ///
  /// - Parameters:
  ///   - text: whole lines.
  ///   - line: one of them, which begins at `run.bytes` and holds a call that is known.
  ///   - match: what it is known by.
  ///   - task: whose it is.
  ///   - first: where the first line of the run stands.
  ///   - run: the lines before, to which these are added.
  ///   - consumer: what takes the records.
  /// - Returns: Whether they were passed over.
  @inline(__always)
  mutating func passShortLived(
    _ text: Span<UInt8>, _ line: Span<UInt8>, _ match: QuickLines.Match, of task: Int32,
    from first: LinePlace, _ run: inout Run, _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard let call = match.call, call == .openat || call == .open, !match.isRest, mayPass,
      consumer.passesOver(task),
      let file = shortLived(text, behind: run.bytes + line.count + 1, task)
    else { return false }
    let close = text.extracting(file.close)
    let descriptor = close.extracting(file.descriptor)
    var position = 0
    // The open has to have returned what was closed.
    let result = line.startOfDuration - descriptor.count
    guard let number = descriptor.decimal(at: &position).flatMap({ Int32(exactly: $0) }),
      result - 2 > match.arguments, line.has(descriptor, at: result),
      line.has("= ", at: result - 2)
    else { return false }
    var place = first
    place.number += run.lines
    let moment = Moment(
      order: order + file.lines, line: place.number + file.lines - 1, file: place.file)
    let isReadOnly: Bool
    // What an object was opened for may matter though nothing of it is mapped.
    if line.find(".so", in: match.arguments..<line.count) != nil {
      guard let usual = UsualCall(line, call, from: match.arguments),
        case .opened(number, let flags, _, _) = usual
      else { return false }
      settle()
      var opened = Moment(order: order + 1, line: place.number, file: place.file)
      clock.place(&opened, LinePrefix(time: quick.timestamp(quick.time(of: line))))
      guard consumer.takes(shortLived: usual, line, of: task, at: opened) else { return false }
      isReadOnly = flags & Flags.openAccessMask == 0
    } else {
      guard let isRead = Self.isReadOnly(open: line, match.arguments, until: result),
        consumer.passesOver(shortLived: number, of: task)
      else { return false }
      isReadOnly = isRead
    }
    noteTaken(call, isOpen: true)
    if let identifying = file.identifying, isReadOnly { noteTaken(identifying) }
    noteTaken(.close)
    order += file.lines
    recordCount += file.lines
    callCount += file.lines
    lastWasCall = true
    justUnfinished = nil
    passed = (moment, quick.time(of: close))
    run.lines += file.lines
    run.bytes = file.close.upperBound + 1
    return true
  }

  /// The lines of a file whose open stands before `start`; nothing where one of them, or of another
  /// task, has to be read.
  @inline(__always)
  private func shortLived(
    _ text: Span<UInt8>, behind start: Int, _ task: Int32
  ) -> ShortLived? {
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
        return ShortLived(
          lines: lines, close: start..<end, descriptor: descriptor, identifying: asked?.call)
      case let call? where call == .fstat || call == .newfstatat:
        if let known = asked?.descriptor, line.has(text.extracting(known), at: match.arguments) {
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
      let close = endOfArguments(ofZero: line, from: end),
      isAt ? line.has(", ...}, AT_EMPTY_PATH", at: close - 21) : line.has(", ...}", at: close - 6)
    else { return nil }
    return start..<end
  }

  /// Whether a file is only read, of an open in the form that most have, with a name without escapes:
  /// `"/srv/a", O_RDONLY|O_CLOEXEC) = 3</srv/a>`, of which the descriptor stands at `result`.
  private static func isReadOnly(
    open line: Span<UInt8>, _ start: Int, until result: Int
  ) -> Bool? {
    guard let name = line.firstIndex(of: UInt8(ascii: "\""), in: start..<result),
      let end = line.firstIndex(of: UInt8(ascii: "\""), in: name + 1..<result),
      line.firstIndex(of: UInt8(ascii: "\\"), in: name..<end) == nil,
      line.has(", O_", at: end + 1),
      let close = line.firstIndex(of: UInt8(ascii: ")"), in: end..<result)
    else { return nil }
    var position = close + 1
    line.skipBlanks(at: &position)
    // The access mode comes first.
    return position == result - 2 ? line.has(", O_RDONLY", at: end + 1) : nil
  }

  /// Whether a number with what `-y` shows stands in a range, and no sign that could end it sooner.
  private static func isDescriptor(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound, line[position] &- 0x30 < 10 { position += 1 }
    return position > range.lowerBound && position < range.upperBound - 1
      && line[position] == UInt8(ascii: "<")
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

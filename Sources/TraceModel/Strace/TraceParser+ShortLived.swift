/// Files of which nothing is left are passed over with all of their lines.
extension TraceParser {
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
      // What failed ends with the words for its error.
      line[line.startOfDuration - 1] != UInt8(ascii: ")"), consumer.passesOver(task),
      let file = ShortLivedFile(text, behind: run.bytes + line.count + 1, of: task, quick)
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
    if line.find(".so", in: 0..<line.count) != nil {
      guard let usual = UsualCall(line, call, from: match.arguments),
        case .opened(let open) = usual, open.number == number
      else { return false }
      var opened = Moment(order: order + 1, line: place.number, file: place.file)
      clock.place(&opened, LinePrefix(time: quick.time(of: line).timestamp))
      guard consumer.takes(shortLived: usual, line, of: task, at: opened) else { return false }
      isReadOnly = open.flags & Flags.openAccessMask == 0
    } else {
      guard let isRead = Self.isReadOnly(open: line, call, match.arguments, until: result),
        consumer.passesOver(shortLived: number, of: task)
      else { return false }
      isReadOnly = isRead
    }
    if close[file.descriptor.upperBound - 1] == UInt8(ascii: ">") { features.decorations = true }
    noteTaken(call)
    if !features.durations { features.durations = Outcome.duration(close) != nil }
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

  /// Whether a file is only read, of an open in its usual form whose descriptor stands at `result`.
  private static func isReadOnly(
    open line: Span<UInt8>, _ call: Syscall, _ start: Int, until result: Int
  ) -> Bool? {
    var position = start
    guard let flags = UsualCall.openArguments(line, call, &position)?.flags,
      line.has(")", at: position)
    else { return nil }
    position += 1
    line.skipBlanks(at: &position)
    return position == result - 2
      ? UsualCall.openFlags(line, flags) & Flags.openAccessMask == 0 : nil
  }
}

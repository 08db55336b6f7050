/// Lines that are known by their first bytes.
extension TraceParser {
  /// Lines that were read in one go.
  struct Run {
    /// How many they are.
    var lines = 0
    /// How many bytes they have, with their newlines.
    var bytes = 0
    /// Whether the line behind them has to be read from its beginning.
    var endsAtUnknown = true
  }

  /// Reads the lines at the front of a text as long as they are known by their first bytes.
  ///
  /// - Parameters:
  ///   - text: whole lines, and perhaps the beginning of one more.
  ///   - first: where the first of them stands.
  ///   - consumer: what takes the records.
  /// - Returns: What was read: at most up to a line that its first bytes do not tell.
  mutating func readRun(
    _ text: Span<UInt8>, from first: LinePlace, into consumer: inout some TraceConsumer
  ) -> Run {
    var run = Run()
    guard mayBeQuick(first) else { return run }
    // The task whose lines may be passed over, and what was passed over since a line was read.
    var task: Int32?
    var unprefixed: Int32?
    var passing = QuickLines.Run()
    while let end = text.firstIndex(of: 0x0A, in: run.bytes..<text.count), end > run.bytes,
      // A blank or a carriage return at the end is no part of the line.
      text[end - 1] > 0x20
    {
      let line = text.extracting(run.bytes..<end)
      guard let match = quick.match(line) else { break }
      let speaker: Int32
      if let named = match.task ?? first.owner ?? unprefixed {
        speaker = named
      } else {
        speaker = consumer.taskOfUnprefixedLine()
        unprefixed = speaker
      }
      if speaker != task {
        task = mayPass && consumer.passesOver(speaker) ? speaker : nil
      }
      if task != nil, isDismissed(match, line, speaker, &consumer) {
        let before = passing.lines
        passing.lines += 1
        passing.rests += match.isRest ? 1 : 0
        passing.last = run.bytes
        passing.end = end + 1
        // The lines behind it are mostly of the same task, and mostly tell nothing either.
        quick.passOver(text, adding: &passing)
        run.lines += passing.lines - before
        run.bytes = passing.end
        continue
      }
      task = nil
      unprefixed = nil
      note(passing, text, first, upTo: run.lines, &consumer)
      passing = QuickLines.Run()
      if passShortLived(text, line, match, of: speaker, from: first, &run, &consumer) { continue }
      var place = first
      place.number += run.lines
      run.lines += 1
      run.bytes = end + 1
      if pass(line, match, place, &consumer) { continue }
      readMatched(line, match, place, &consumer)
      if consumer.isPast {
        run.endsAtUnknown = false
        return run
      }
    }
    note(passing, text, first, upTo: run.lines, &consumer)
    return run
  }

  /// Notes lines that were passed over, of which the last lies before line `end` of a run.
  @inline(__always)
  private mutating func note(
    _ passing: QuickLines.Run, _ text: Span<UInt8>, _ first: LinePlace, upTo end: Int,
    _ consumer: inout some TraceConsumer
  ) {
    guard passing.lines > 0 else { return }
    order += passing.lines
    recordCount += passing.lines
    callCount += passing.lines - passing.rests
    if passing.rests > 0 { consumer.showsHalves() }
    if passing.rests < passing.lines { justUnfinished = nil }
    lastWasCall = true
    passed = (
      Moment(order: order, line: first.number + end - 1, file: first.file),
      quick.time(of: text.extracting(passing.last..<text.count))
    )
  }

  /// Whether a line that its first bytes tell is of a call of which nothing is wanted.
  @inline(__always)
  private mutating func isDismissed(
    _ match: QuickLines.Match, _ line: Span<UInt8>, _ task: Int32,
    _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard let call = match.call else { return true }
    guard !match.isRest, call.isReadAtTimes,
      !isRead(call, line, match.arguments, task, &consumer)
    else { return false }
    noteDismissed(call, line)
    return true
  }

  /// Whether lines may be known by their first bytes: those that begin with what strace printed, as
  /// all in the parts of a set do.
  @inline(__always)
  func mayBeQuick(_ place: LinePlace) -> Bool {
    isQuick && (place.owner != nil || wrapping.isNone(place.file))
  }

  /// Whether a line of which nothing is wanted may be passed over: what it tells of the kind of the log is
  /// known.
  @inline(__always)
  var mayPass: Bool { mayTake && features.hasPathlessCalls }

  /// Whether the lines before leave nothing open that a line which is told in short would settle.
  @inline(__always)
  private var mayTake: Bool { !isOpen && questioned.isEmpty && !endsDetached && !inSummary }

  /// Reads a line that is known by its first bytes; false where it is not.
  @inline(__always)
  mutating func readQuickly(
    _ line: Span<UInt8>, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard let match = quick.match(line) else { return false }
    if !pass(line, match, place, &consumer) { readMatched(line, match, place, &consumer) }
    return true
  }

  /// Reads a call, or the second half of one, from its name on.
  private mutating func readMatched(
    _ line: Span<UInt8>, _ match: QuickLines.Match, _ place: LinePlace,
    _ consumer: inout some TraceConsumer
  ) {
    settle()
    let kind: BodyKind =
      match.isRest
      ? .resumed(match.call, BodyKind.rest(line, behind: match.arguments))
      : .call(match.call, match.arguments)
    readRecord(line, quick.prefix(of: line, match), kind, place, &consumer)
  }

  /// Passes over a line that tells nothing, where its first bytes show that; false where it has to be
  /// read.
  @inline(__always)
  private mutating func pass(
    _ line: Span<UInt8>, _ match: QuickLines.Match, _ place: LinePlace,
    _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard mayTake else { return false }
    let task = match.task ?? place.owner ?? consumer.taskOfUnprefixedLine()
    var isTaken = false
    if let call = match.call {
      if match.isRest {
        guard call.isReadAtTimes else { return false }
        guard pending.isEmpty || pending[task] == nil && pending[0] == nil else { return false }
      } else if isRead(call, line, match.arguments, task, &consumer) {
        guard let usual = UsualCall(line, call, from: match.arguments),
          consumer.passesOver(task), take(usual, call, line, match, place, task, &consumer)
        else { return false }
        isTaken = true
      }
    }
    if !isTaken {
      guard features.hasPathlessCalls, consumer.passesOver(task) else { return false }
      if match.isRest { consumer.showsHalves() }
      if let call = match.call, !match.isRest { noteDismissed(call, line) }
    }
    order += 1
    recordCount += 1
    lastWasCall = true
    if !match.isRest {
      callCount += 1
      justUnfinished = nil
    }
    passed = (Moment(order: order, line: place.number, file: place.file), quick.time(of: line))
    return true
  }

  /// Hands on a call that was told in short; false where all of its line has to be read.
  mutating func take(
    _ usual: UsualCall, _ call: Syscall, _ line: Span<UInt8>, _ match: QuickLines.Match,
    _ place: LinePlace, _ task: Int32, _ consumer: inout some TraceConsumer
  ) -> Bool {
    var moment = Moment(order: order + 1, line: place.number, file: place.file)
    // What is kept of it needs its time; what was passed over before has one of the same hour.
    switch usual {
    case .closed, .notOpened: break
    case .opened, .measured:
      clock.place(&moment, LinePrefix(time: quick.time(of: line).timestamp))
    }
    guard consumer.takes(usual, line, of: task, at: moment) else { return false }
    noteTaken(usual, call, line)
    return true
  }

  /// Notes a call that was told in short.
  mutating func noteTaken(_ usual: UsualCall, _ call: Syscall, _ line: Span<UInt8>) {
    counts[Int(call.rawValue)] += 1
    features.note(call)
    if !features.durations { features.durations = Outcome.duration(line) != nil }
    switch usual {
    case .opened(let open):
      features.successes = true
      if open.shown != nil { features.decorations = true }
    case .closed, .measured: features.successes = true
    case .notOpened: features.failures = true
    }
  }

  /// Notes a call of a file that was passed over with all of its lines: it succeeded.
  mutating func noteTaken(_ call: Syscall) {
    counts[Int(call.rawValue)] += 1
    features.note(call)
    features.successes = true
  }

  /// Notes a call of a kind of which some are read, and that is not.
  @inline(__always)
  mutating func noteDismissed(_ call: Syscall, _ line: Span<UInt8>) {
    if call.isWrite {
      features.noteWrite(call)
    } else if !call.isOfFiles {
      features.noteDismissed(call, line)
    }
  }

  /// Whether a line of a call is read; of some calls only those are that the consumer wants.
  ///
  /// A write is in question only where its result stands at the end: then the line is all of it.
  @inline(__always)
  func isRead(
    _ call: Syscall, _ line: Span<UInt8>, _ arguments: Int, _ task: Int32,
    _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard call.isReadAtTimes, !call.isWrite || line.endsWithCount else { return true }
    return consumer.wants(call, line, arguments, of: task)
  }

  /// Puts the last line that was passed over on the axis of times.
  mutating func settle() {
    guard let passed else { return }
    self.passed = nil
    var moment = passed.moment
    clock.place(&moment, LinePrefix(time: passed.time.timestamp))
    lastRead = moment
  }

  /// The last moment of the log.
  var last: Moment? {
    var end = self
    end.settle()
    return end.lastRead
  }

}

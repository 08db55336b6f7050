/// Lines that are known by their first bytes.
extension TraceParser {
  /// A line that its first bytes told.
  private struct Told {
    var match: LineMatch
    var task: Int32
    /// Whether it is of a call, or the second half of one, of which something may be wanted.
    var isWanted: Bool
    /// Whether it may tell something of the log as a whole, where nothing is wanted of its call.
    var tells: Bool
    /// Whether it is known that lines of the task may be passed over; else that is asked for.
    var mayPass = false
  }

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
    quick.noteRead()
    var unprefixed: Int32?
    // What was passed over since a line was read.
    var passing = QuickLines.Passed()
    while let match = quick.next(text, adding: &passing) {
      let line = text.extracting(passing.end..<match.end)
      let speaker: Int32
      if let named = match.task ?? first.owner ?? unprefixed {
        speaker = named
      } else {
        speaker = consumer.taskOfUnprefixedLine()
        unprefixed = speaker
      }
      var told = told(of: line, match, speaker, &consumer)
      told.mayPass = mayPass(match, of: speaker, &consumer)
      if told.mayPass, !told.isWanted, !told.tells {
        if let call = match.call { noteDismissed(call, line) }
        passing.add(upTo: match.end, isRest: match.isRest)
        continue
      }
      unprefixed = nil
      run.lines += passing.lines
      note(passing, text, first, upTo: run.lines, &consumer)
      var place = first
      place.number += run.lines
      run.lines += 1
      passing.restart(behind: match.end)
      if pass(line, told, place, &consumer) { continue }
      quick.noteRead()
      readMatched(line, match, place, &consumer)
      if consumer.isPast {
        run.bytes = passing.end
        run.endsAtUnknown = false
        return run
      }
    }
    run.lines += passing.lines
    run.bytes = passing.end
    note(passing, text, first, upTo: run.lines, &consumer)
    return run
  }

  /// Whether lines of a task may be passed over of which nothing is wanted.
  @inline(__always)
  private mutating func mayPass(
    _ match: LineMatch, of task: Int32, _ consumer: inout some TraceConsumer
  ) -> Bool {
    if quick.passes(match) { return true }
    guard mayTake, quick.sought != .successes, consumer.passesOver(task) else { return false }
    quick.notePassing(match)
    return true
  }

  /// Notes lines that were passed over, of which the last lies before line `end` of a run.
  @inline(__always)
  private mutating func note(
    _ passing: QuickLines.Passed, _ text: Span<UInt8>, _ first: LinePlace, upTo end: Int,
    _ consumer: inout some TraceConsumer
  ) {
    guard passing.lines > 0 else { return }
    order += passing.lines
    recordCount += passing.lines
    callCount += passing.lines - passing.rests
    if passing.rests > 0 { consumer.showsHalves() }
    if passing.rests < passing.lines { justUnfinished = nil }
    lastWasCall = true
    let last = text.extracting(passing.last..<text.count)
    passed = (
      Moment(order: order, line: first.number + end - 1, file: first.file), quick.time(of: last)
    )
    // Others may have spoken since it was asked for: what follows may be about the last.
    if let task = quick.task(of: passing) { consumer.spokeAgain(task) }
  }

  /// What the first bytes of a line tell.
  @inline(__always)
  private func told(
    of line: Span<UInt8>, _ match: LineMatch, _ task: Int32,
    _ consumer: inout some TraceConsumer
  ) -> Told {
    let isWanted =
      match.call.map { match.isRest || isRead($0, line, match.arguments, task, &consumer) } ?? false
    return Told(
      match: match, task: task, isWanted: isWanted,
      tells: (!isWanted || match.isRest) && match.tells(quick.sought, line))
  }

  /// Whether lines may be known by their first bytes: those that begin with what strace printed, as
  /// all in the parts of a set do.
  @inline(__always)
  func mayBeQuick(_ place: LinePlace) -> Bool {
    isQuick && (place.owner != nil || wrapping.isNone(place.file))
  }

  /// Whether the lines before leave nothing open that a line which is told in short would settle.
  @inline(__always)
  private var mayTake: Bool { !isOpen && questioned.isEmpty && !endsDetached && !inSummary }

  /// Reads a line that is known by its first bytes; false where it is not.
  @inline(__always)
  mutating func readQuickly(
    _ line: Span<UInt8>, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard let match = quick.match(line) else { return false }
    let task = match.task ?? place.owner ?? consumer.taskOfUnprefixedLine()
    let told = told(of: line, match, task, &consumer)
    if !pass(line, told, place, &consumer) { readMatched(line, match, place, &consumer) }
    return true
  }

  /// Reads a call, or the second half of one, from its name on.
  private mutating func readMatched(
    _ line: Span<UInt8>, _ match: LineMatch, _ place: LinePlace,
    _ consumer: inout some TraceConsumer
  ) {
    settle()
    let kind: BodyKind =
      match.isRest
      ? .resumed(match.call, BodyKind.rest(line, behind: match.arguments))
      : .call(match.call, match.arguments)
    readRecord(line, quick.prefix(of: line, match), kind, place, &consumer)
  }

  /// Passes over a line that tells nothing, or takes a call that is told in short; false where the line
  /// has to be read.
  @inline(__always)
  private mutating func pass(
    _ line: Span<UInt8>, _ told: Told, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) -> Bool {
    guard told.mayPass || mayTake else { return false }
    let match = told.match
    if told.isWanted, let call = match.call {
      if !match.isRest {
        guard UsualCall.covers(call), passes(told, &consumer) else { return false }
        return take(call, line, match, place, told.task, &consumer)
      }
      // A second half whose first was passed over, and so tells nothing, is passed over, too.
      if !call.isReadAtTimes || mayContinue(told.task) {
        guard UsualCall.covers(call), pending.contains(told.task), passes(told, &consumer) else {
          return false
        }
        takeRest(line, call, match, place, told.task, &consumer)
        return true
      }
    }
    guard !told.tells, consumer.passesOver(told.task) else { return false }
    if match.isRest {
      consumer.showsHalves()
    } else if let call = match.call {
      noteDismissed(call, line)
    }
    notePassed(line, match, place)
    return true
  }

  /// Whether the task of a line may speak without being heard.
  @inline(__always)
  private mutating func passes(_ told: Told, _ consumer: inout some TraceConsumer) -> Bool {
    guard told.mayPass else { return consumer.passesOver(told.task) }
    consumer.spokeAgain(told.task)
    return true
  }

  /// Notes a line that is not read further.
  private mutating func notePassed(
    _ line: Span<UInt8>, _ match: LineMatch, _ place: LinePlace
  ) {
    order += 1
    recordCount += 1
    lastWasCall = true
    if !match.isRest {
      callCount += 1
      justUnfinished = nil
    }
    passed = (Moment(order: order, line: place.number, file: place.file), quick.time(of: line))
  }

  /// Whether a second half of a task may be that of a call whose first half is kept.
  private func mayContinue(_ task: Int32) -> Bool {
    !pending.isEmpty && (pending.contains(task) || pending.contains(0))
  }

  /// Takes the second half of a call that is told in short, of which the first is kept.
  private mutating func takeRest(
    _ line: Span<UInt8>, _ call: Syscall, _ match: LineMatch, _ place: LinePlace,
    _ task: Int32, _ consumer: inout some TraceConsumer
  ) {
    order += 1
    recordCount += 1
    lastWasCall = true
    var moment = Moment(order: order, line: place.number, file: place.file)
    clock.place(&moment, LinePrefix(time: quick.time(of: line).timestamp))
    lastRead = moment
    passed = nil
    consumer.showsHalves()
    let rest = BodyKind.rest(line, behind: match.arguments)
    resume(line, call, rest, task, moment, &consumer)
  }

  /// Takes a call that is told in short, or its first half; false where all of its line has to be read.
  private mutating func take(
    _ call: Syscall, _ line: Span<UInt8>, _ match: LineMatch, _ place: LinePlace,
    _ task: Int32, _ consumer: inout some TraceConsumer
  ) -> Bool {
    let text = line.extracting(match.body..<line.startOfDuration)
    let arguments = match.arguments - match.body
    guard let (usual, fingerprint) = usualCalls.read(text, call, from: arguments) else {
      return false
    }
    var moment = Moment(order: order + 1, line: place.number, file: place.file)
    // What is kept of it needs its time; what was passed over before has one of the same hour.
    if usual.needsTime { clock.place(&moment, LinePrefix(time: quick.time(of: line).timestamp)) }
    guard consumer.takes(usual, text, of: task, at: moment) else { return false }
    notePassed(line, match, place)
    noteTaken(usual, call, line)
    if usual.isFirstHalf {
      let head = text.extracting(0..<text.count - UsualCall.unfinished.utf8CodeUnitCount)
      keepHead(head, call, arguments, task, moment, fingerprint: fingerprint)
    }
    return true
  }

  /// Notes a call that was told in short.
  mutating func noteTaken(_ usual: UsualCall, _ call: Syscall, _ line: Span<UInt8>) {
    if usual.isFirstHalf { return }
    counts[Int(call.rawValue)] += 1
    features.note(call)
    if !features.durations { features.durations = Outcome.duration(line) != nil }
    switch usual {
    case .opened(let open):
      features.successes = true
      if open.shown != nil { features.decorations = true }
    case .closed, .measured: features.successes = true
    case .notOpened: features.failures = true
    case .begun, .closing: break
    }
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

extension TraceParser {
  /// Takes the first line of a call: all of it, or its beginning.
  mutating func begin(
    _ line: Span<UInt8>, _ call: Syscall, _ head: Range<Int>, _ phase: CallPhase, _ task: Int32,
    _ moment: Moment, _ consumer: inout some TraceConsumer
  ) {
    let text = CallText(line, from: head.upperBound)
    var record = CallRecord(
      call: call, task: task, began: moment, ended: moment, text: text,
      outcome: Outcome(line, from: text.result))
    switch text.ending {
    case .result:
      if phase == .begins {
        apart[task] = moment
        consumer.began(record, line)
      } else {
        finish(record, line, &consumer)
      }
    case .unfinished:
      let end = line.lastMarker ?? line.count
      keepHead(line.extracting(head.lowerBound..<end), call, head.count, task, moment)
      record.outcome.kind = .none
      if !call.isToldByEnd { consumer.began(record, line) }
    case .pidChanged:
      // The rest comes under the leader's id (strace before 4.15 always, later with -ff).
      if let leader = text.changedPID, let marker = line.lastMarker {
        keep(
          leader,
          Pending(
            call: call, began: moment, text: line.copy(head.lowerBound..<marker),
            arguments: head.count))
      }
      consumer.began(record, line)
    case .detached:
      endsDetached = true
      features.restsAtEnd = false
      consumer.began(record, line)
      consumer.detached(task, at: moment)
    case .open:
      let notice = AttachNotice(line, from: head.upperBound)
      let end = notice?.start ?? line.count
      open = Cut(
        call: Pending(
          call: call, began: moment, text: line.copy(head.lowerBound..<end), arguments: head.count))
      openTask = task
      let cut = line.extracting(0..<end)
      if notice != nil { record.text = CallText(cut, from: head.upperBound) }
      // The call comes first: it may be the one that made the task of the notice behind it.
      consumer.began(record, cut)
      if let notice { tell(notice, moment, &consumer) }
    }
  }

  /// Keeps the first half of a call, from its name to its marker; one that was told in short has a
  /// fingerprint.
  mutating func keepHead(
    _ text: Span<UInt8>, _ call: Syscall, _ arguments: Int, _ task: Int32, _ moment: Moment,
    fingerprint: Int = 0
  ) {
    features.firstHalves = true
    keep(
      task,
      Pending(
        call: call, began: moment, text: texts.copy(text), arguments: arguments,
        fingerprint: fingerprint))
    justUnfinished = task
  }

  /// The end of a call whose beginning was read apart.
  mutating func end(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ owner: Int32?,
    _ consumer: inout some TraceConsumer
  ) {
    guard prefix.body < line.count,
      case .call(let call?, let arguments) = BodyKind(line, at: prefix.body, table),
      let task = owner, let began = apart.removeValue(forKey: task)
    else { return }
    abandonOpen()
    order += 1
    var ended = began
    ended.order = order
    let text = CallText(line, from: arguments)
    finish(
      CallRecord(
        call: call, task: task, began: began, ended: ended, text: text,
        outcome: Outcome(line, from: text.result)), line, &consumer)
  }

  /// Counts a call that is over, and hands it on.
  mutating func finish(
    _ record: CallRecord, _ text: Span<UInt8>, _ consumer: inout some TraceConsumer
  ) {
    if record.outcome.kind == .returned || record.outcome.kind == .failed {
      counts[Int(record.call.rawValue)] += 1
      if record.outcome.kind == .returned {
        features.successes = true
      } else {
        features.failures = true
      }
    } else if record.outcome.kind == .none, record.call.isCounted,
      questioned.count < Self.mostPending
    {
      questioned[record.task] = record.call
    }
    guard record.isReadable(text) else {
      if record.call.movesPages { noteGap() }
      skip(record.ended)
      return
    }
    features.note(record.call)
    if record.outcome.decoration != 0 { features.decorations = true }
    if record.outcome.duration != nil { features.durations = true }
    consumer.finished(record, text)
  }

  /// Keeps the beginning of a call until its rest comes.
  mutating func keep(_ task: Int32, _ call: Pending) {
    if pending.contains(task) { forget(task) }
    guard pending.count < Self.mostPending,
      pendingBytes + call.text.count <= Self.mostPendingBytes
    else {
      forgotPending = true
      return
    }
    pendingBytes += call.text.count
    pending[task] = call
  }

  /// Takes back the beginning that was kept for a task.
  @discardableResult
  mutating func forget(_ task: Int32) -> Pending? {
    guard let call = pending.removeValue(forKey: task) else { return nil }
    pendingBytes -= call.text.count
    return call
  }

  /// Takes the second half of a call.
  mutating func resume(
    _ line: Span<UInt8>, _ call: Syscall, _ rest: Int, _ task: Int32, _ moment: Moment,
    _ consumer: inout some TraceConsumer
  ) {
    guard var head = forget(task) ?? headOfRoot(call) else {
      // The log starts later, or the head came under another id (execve of a thread).
      resumeHeadless(line, call, rest, task, moment, &consumer)
      return
    }
    guard head.call == call else { return }
    features.secondHalves = true
    // Its memory is used again only where nobody else holds it.
    var text = exchange(&head.text, with: [])
    let fingerprint = fingerprint(head.fingerprint, line, rest)
    // Where both halves were seen before they are not joined: of what they say no text is needed.
    if isQuick, fingerprint != 0, let usual = usualCalls.call(fingerprint),
      consumer.passesOver(task), consumer.takes(usual, line, of: task, at: moment)
    {
      noteTaken(usual, call, line)
    } else {
      text.append(bytesOf: line.extracting(rest..<line.count))
      complete(head, text.span, task, moment, fingerprint: fingerprint, &consumer)
    }
    texts.giveBack(consume text)
  }

  /// A root whose id had not shown when the call began was called 0; where it is in another call, the
  /// tail is that of another task.
  private mutating func headOfRoot(_ call: Syscall) -> Pending? {
    pending[0]?.call == call ? forget(0) : nil
  }

  /// A tail without its head.
  ///
  /// Of a clone before strace 5.2 all arguments are here; of an execve the
  /// result says enough.
  mutating func resumeHeadless(
    _ line: Span<UInt8>, _ call: Syscall, _ rest: Int, _ task: Int32, _ moment: Moment,
    _ consumer: inout some TraceConsumer
  ) {
    let text = CallText(line, from: rest)
    guard text.ending == .result else { return }
    let record = CallRecord(
      call: call, task: task, began: moment, ended: moment, text: text,
      outcome: Outcome(line, from: text.result))
    if call == .execve || call == .execveat || call.createsTask {
      consumer.finished(record, line)
    } else if call.movesPages, record.outcome.succeeded {
      headless += 1
      // A log may begin within one of each task.
      if headless > Self.mostCutHeads { noteGap() }
    }
  }

  /// How many calls that map or unmap may have begun before the log.
  static let mostCutHeads = 2

  /// What a call in halves is known by, of which the first was told in short; else 0.
  private func fingerprint(_ head: Int, _ line: Span<UInt8>, _ rest: Int) -> Int {
    if head == 0 { return 0 }
    let end = max(rest, line.startOfDuration)
    return Fingerprint.pair(head, line.fingerprint(rest..<end))
  }

  /// Reads a call whose halves were joined, and which they are known by unless `fingerprint` is 0.
  mutating func complete(
    _ head: Pending, _ joined: Span<UInt8>, _ task: Int32, _ moment: Moment,
    fingerprint: Int = 0, _ consumer: inout some TraceConsumer
  ) {
    let call = joined.extracting(0..<joined.startOfDuration)
    if isQuick, UsualCall.covers(head.call),
      let (usual, _) = usualCalls.read(call, head.call, from: head.arguments), !usual.isFirstHalf,
      consumer.passesOver(task), consumer.takes(usual, call, of: task, at: moment)
    {
      noteTaken(usual, head.call, joined)
      if fingerprint != 0, !usual.needsText { usualCalls.note(usual, fingerprint) }
      return
    }
    quick.noteRead()
    let text = CallText(joined, from: head.arguments)
    let record = CallRecord(
      call: head.call, task: task, began: head.began, ended: moment, text: text,
      outcome: Outcome(joined, from: text.result))
    if text.ending == .result { finish(record, joined, &consumer) }
  }
}

/// What each kind of record does.
extension TraceParser {
  /// Reads a line whose prefix and kind are known.
  mutating func readRecord(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ kind: BodyKind, _ place: LinePlace,
    _ consumer: inout some TraceConsumer
  ) {
    let owner = prefix.pid ?? place.owner
    var moment = Moment()
    order += 1
    moment.order = order
    moment.line = place.number
    moment.file = place.file
    let body = prefix.body
    if kind.isRecord {
      if !(isSet && prefix.time.clock == .relative) { clock.place(&moment, prefix) }
      if first == nil { first = moment }
      lastRead = moment
      recordCount += 1
      if owner != nil { features.pidColumn = true }
    }
    if endsDetached, kind.isRecord, owner == nil, !features.pidColumn {
      endsDetached = false
      consumer.beganAnew(at: moment)
    }
    switch kind {
    case .call(let call, let arguments):
      abandonOpen()
      callCount += 1
      lastWasCall = true
      inSummary = false
      endsDetached = false
      let task = owner ?? consumer.taskOfUnprefixedLine()
      justUnfinished = nil
      if !questioned.isEmpty, let call = questioned.removeValue(forKey: task) {
        counts[Int(call.rawValue)] += 1
      }
      consumer.spoke(task, resumes: false, at: moment)
      guard let call, isRead(call, line, arguments, task, &consumer) else {
        if let call, !call.isOfFiles {
          noteDismissed(call, line)
        } else {
          features.noteOther(line, arguments: arguments)
          quick.sought = features.sought
        }
        if line[line.count - 1] == UInt8(ascii: "d") { noteAttach(line, body, moment, &consumer) }
        if line[line.count - 1] == UInt8(ascii: ">"), line.ends(with: " <detached ...>") {
          endsDetached = true
          features.restsAtEnd = true
          consumer.detached(task, at: moment)
        }
        return
      }
      if !UsualCall.covers(call) { clock.noteStep(to: moment, of: task) }
      begin(line, call, body..<arguments, place.phase, task, moment, &consumer)
    case .resumed(let call, let rest):
      abandonOpen()
      consumer.showsHalves()
      lastWasCall = true
      let task = owner ?? consumer.taskOfUnprefixedLine()
      consumer.spoke(task, resumes: true, at: moment)
      if recordCount == 1 { beginsInCall = true }
      if let call { resume(line, call, rest, task, moment, &consumer) }
    case .signal:
      abandonOpen()
      let task = owner ?? consumer.taskOfUnprefixedLine()
      consumer.spoke(task, resumes: true, at: moment)
      features.signals = true
      clock.noteStep(to: moment, of: task)
      if let signal = SignalLine(line, at: body) {
        consumer.signalled(task, signal.name, sender: signal.sender, at: moment)
      }
    case .ended:
      abandonOpen()
      let task = owner ?? consumer.taskOfUnprefixedLine()
      clock.noteStep(to: moment, of: task)
      if let end = SignalLine.end(line, at: body) {
        if case .superseded(let thread) = end {
          // execve of a thread: its head stands under the thread's id, its result comes under the
          // leader's. Where the head said so (`<pid changed to N ...>`) it is there already.
          if let call = forget(thread) { keep(task, call) }
        } else {
          forget(task)
        }
        consumer.ended(task, end, at: moment)
      }
    case .personality:
      if let (named, is32Bit) = SignalLine.personality(line, at: body) {
        let task =
          owner ?? (features.pidColumn ? named : consumer.taskOfUnprefixedLine())
        consumer.spoke(task, resumes: true, at: moment)
        consumer.personality(task, is32Bit: is32Bit)
      }
    case .diagnostic:
      recordCount += 1
      noteWords(line)
      // What follows may be the rest of the call that it interrupted.
      noteAttach(line, 0, moment, &consumer)
    case .detail:
      guard line[body] == UInt8(ascii: ">") else { return }
      features.stackFrames = true
      consumer.framed(line, from: body + 2, owner: owner, at: moment)
    case .summary:
      recordCount += 1
      inSummary = true
      features.summary = true
    case .elision: elide(moment)
    case .foreign:
      if open == nil, place.owner == nil,
        let start = wrapping.startOfMissed(line, table) ?? recordBehindText(line)
      {
        order -= 1
        readUnwrapped(line.extracting(start..<line.count), place, &consumer)
      } else if CopyMark.isIn(line) {
        abandonOpen()
      } else if open == nil, Elision.isIn(line) {
        elide(moment)
      } else {
        continueOpen(line, prefix, moment, &consumer)
      }
    }
  }

  /// Takes a line that stands for others.
  private mutating func elide(_ moment: Moment) {
    abandonOpen()
    noteGap()
    if elisions.count < Self.mostSkippedNamed { elisions.append(moment) }
  }
}

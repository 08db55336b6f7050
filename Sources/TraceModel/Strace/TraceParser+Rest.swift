extension TraceParser {
  /// A record begins: what was cut before will not go on, and was no whole line.
  mutating func abandonOpen() {
    guard let cut = open else { return }
    open = nil
    if cut.call.call.movesPages { noteGap() }
    skip(cut.call.began)
    for piece in cut.pieces { skip(piece) }
  }

  /// Into how many pieces somebody may break the line of one call.
  private static let mostPieces = 64

  /// A line that starts no record: the rest of a call that a foreign text cut, or foreign itself.
  mutating func continueOpen(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ moment: Moment,
    _ consumer: inout some TraceConsumer
  ) {
    guard var cut = open else {
      if let task = justUnfinished, line.looksLikeRestOfCall {
        // `-z` of strace 5.3 to 6.1 puts the end of a buffered line on a line of its own.
        justUnfinished = nil
        var position = 0
        line.skipBlanks(at: &position)
        if position < line.count, line[position] == UInt8(ascii: ")"), var head = forget(task) {
          head.text.append(bytesOf: line.extracting(position..<line.count))
          complete(head, head.text.span, task, joinedMoment(moment, head), &consumer)
          return
        }
      }
      // What is left of a call that is not read begins none itself.
      let isRest = lastWasCall && line.looksLikeRestOfCall && !holdsCall(line)
      if !inSummary, !isRest {
        if Syscall.isOfPages(line) { noteGap() }
        skip(moment)
      }
      return
    }
    open = nil
    let end = noteAttach(line, 0, moment, &consumer)
    cut.work += cut.call.text.count + end
    guard cut.call.text.count + end <= Self.mostPendingBytes, cut.work <= Self.mostWork else {
      skip(moment)
      return
    }
    let length = cut.call.text.count
    // strace up to 4.9 prints names as they are, newlines too.
    if cut.call.text.span.endsInName { cut.call.text.append(0x0A) }
    cut.call.text.append(bytesOf: line.extracting(0..<end))
    let joined = joinedMoment(moment, cut.call)
    let text = CallText(cut.call.text.span, from: cut.call.arguments)
    switch text.ending {
    case .result:
      complete(cut.call, cut.call.text.span, openTask, joined, &consumer)
    case .unfinished:
      if let marker = cut.call.text.span.lastMarker { cut.call.text.removeSubrange(marker...) }
      keep(openTask, cut.call)
    case .detached, .pidChanged:
      endsDetached = true
    case .open:
      if line.looksLikeRestOfCall {
        open = cut
      } else if cut.call.call.isPrintedAtOnce, cut.pieces.count < Self.mostPieces {
        cut.pieces.append(moment)
        open = cut
      } else {
        cut.call.text.removeSubrange(length...)
        open = cut
        skip(moment)
      }
    }
  }

  /// The place of a line without a time that ends a call.
  private func joinedMoment(_ moment: Moment, _ head: Pending) -> Moment {
    var joined = moment
    joined.clock = head.began.clock
    joined.digits = head.began.digits
    joined.nanoseconds = head.began.nanoseconds
    return joined
  }

  /// Counts a line that is not understood.
  mutating func skip(_ moment: Moment) {
    skippedCount += 1
    lastSkipped = moment.order
    guard skipped.count < Self.mostSkippedNamed else { return }
    // That a call was cut shows with the record behind it, behind what was foreign in between.
    let place = skipped.firstIndex { $0.order > moment.order } ?? skipped.count
    skipped.insert(moment, at: place)
  }

  /// The log ends within the line that was read last: what is not understood in it is the beginning
  /// of a line that was cut, and no foreign text.
  ///
  /// - Returns: Whether something of the line is missing.
  mutating func endInLine() -> Bool {
    if let last = lastSkipped, last == order, recordCount > 0 {
      skippedCount -= 1
      if let place = skipped.firstIndex(where: { $0.order == last }) { skipped.remove(at: place) }
      lastSkipped = nil
      return true
    }
    return open != nil
  }

  /// Whether all that closes a descriptor is in the log, in its order.
  ///
  /// Not where close was left out, or paths were selected (`-P`: what was renamed meanwhile is closed
  /// unseen); nor where lines are cut or missing. Without halves the lines are in the order in which
  /// calls end (`-z`), or all halves were left out; the parts of a set may have no order.
  var showsCloses: Bool {
    features.holds(.close) && features.hasPathlessCalls && features.firstHalves
      && features.secondHalves && skippedCount == 0 && elisions.isEmpty && !isSet
      && !features.usesRings && !features.holds(.io_uring_setup)
  }

  /// Finds `strace: Process N attached` from `start` on, tells it, and says where it begins.
  @discardableResult
  mutating func noteAttach(
    _ line: Span<UInt8>, _ start: Int, _ moment: Moment, _ consumer: inout some TraceConsumer
  ) -> Int {
    guard let notice = AttachNotice(line, from: start) else { return line.count }
    tell(notice, moment, &consumer)
    return notice.start
  }

  /// Tells of a task that strace came to, or left.
  mutating func tell(
    _ notice: AttachNotice, _ moment: Moment, _ consumer: inout some TraceConsumer
  ) {
    switch notice.kind {
    case .attached:
      // strace lets go of all at its end: who attaches then is another.
      if endsDetached, notice.beginsRun, consumer.hasLetGo {
        endsDetached = false
        consumer.beganAnew(at: moment)
      }
      consumer.attached(notice.pid, hasThreads: notice.hasThreads, at: moment)
    case .detached:
      endsDetached = true
      consumer.detached(notice.pid, at: moment)
    case .other: break
    }
  }
}

extension Span<UInt8> {
  /// Whether the text of a call breaks off in a name that `-y` prints: behind the last `<` that
  /// follows a descriptor no `>` comes.
  fileprivate var endsInName: Bool {
    var position = count - 1
    // A path is cut at PATH_MAX.
    let first = Swift.max(1, count - 4096)
    while position >= first, self[position] != UInt8(ascii: ">") {
      if self[position] == UInt8(ascii: "<") {
        let before = self[position - 1]
        return before &- 0x30 < 10 || before == UInt8(ascii: "D")
      }
      position -= 1
    }
    return false
  }
}

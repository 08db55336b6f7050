/// Turns physical lines into records: prefix, kind, halves joined, interruptions undone.
///
/// It knows what strace prints and nothing of what it means. A line that is not understood is
/// counted and left out.
struct TraceParser: Sendable {
  /// A call whose other half is still to come.
  struct Pending: Sendable {
    var call: Syscall
    var began: Moment
    /// The call as it was printed, from its name on.
    var text: [UInt8]
    /// Where its arguments begin, behind the parenthesis.
    var arguments: Int
  }

  /// How many calls may be under way at once; beyond, the beginning of a call is forgotten.
  static let mostPending = 1 << 16
  /// How many bytes their texts may have together.
  static let mostPendingBytes = 1 << 25

  private let table = SyscallTable()
  private var pending: [Int32: Pending] = [:]
  private var pendingBytes = 0
  /// Where calls began whose beginning and end are read apart, by task.
  private var apart: [Int32: Moment] = [:]
  private var clock = LogClock()
  /// The text of a call that a foreign text cut in two: the rest stands in a later line.
  private var open: Pending?
  private var openTask: Int32 = 0
  private var lastWasCall = false
  private var inSummary = false
  private var colourless: [UInt8] = []
  private var isColoured = false
  /// The task of the line before, where that ended with `<unfinished ...>`.
  private var justUnfinished: Int32?
  /// Calls with the result `?` that strace could not tell; the next call of the task tells that they
  /// returned (shmat in strace 4.5).
  private var questioned: [Int32: Syscall] = [:]
  /// How many lines were read, of all files; a call whose end is read apart counts twice.
  private(set) var order = 0
  /// Whether times that only count from the line before (`-r`) are no times: in an `-ff` set that
  /// line may be in any file.
  var ignoresRelativeTimes = false

  /// The number of completed calls by raw value of `Syscall`.
  private(set) var counts = [Int](repeating: 0, count: Syscall.allCases.count)
  /// How many records were understood.
  private(set) var recordCount = 0
  /// How many calls of any name were read, whole or begun.
  private(set) var callCount = 0
  /// How many lines were not understood.
  private(set) var skippedCount = 0
  /// The first lines that were not understood.
  private(set) var skipped: [Moment] = []
  /// Where somebody left lines out.
  private(set) var elisions: [Moment] = []
  /// The first and the last moment of the log.
  private(set) var first: Moment?
  private(set) var last: Moment?
  /// Whether the log ends with a detach, or in the middle of a call.
  private(set) var endsDetached = false
  /// Whether beginnings of calls had to be forgotten.
  private(set) var forgotPending = false
  /// Whether the first record is the rest of a call that began before.
  private(set) var beginsInCall = false
  /// What kinds of thing the log holds, to tell what is missing.
  private(set) var features = TraceFeatures()

  /// How many of the lines that were not understood are named.
  static let mostSkippedNamed = 5

  init() {}

  /// Reads one physical line.
  ///
  /// - Parameters:
  ///   - line: its bytes, without the newline.
  ///   - number: its number, from 1.
  ///   - file: the index of its file.
  ///   - owner: the task of all lines of this file (a part of an `-ff` set), where it is known; a pid
  ///     that stands in the line (`--always-show-pid`) goes before it.
  ///   - phase: whether a call on one line is to begin, to end, or both.
  ///   - consumer: what takes the record.
  mutating func read(
    _ line: Span<UInt8>, number: Int, file: Int32, owner: Int32?, phase: CallPhase = .whole,
    into consumer: inout some TraceConsumer
  ) {
    let prefix = LinePrefix(line)
    // `--color=always` (strace 7.0) colours the name of a call first; escapes inside of strings are
    // always escaped, so that a raw one is a colour.
    if isColoured || line.count > prefix.body && (line[prefix.body] == 0x1B || line[0] == 0x1B) {
      isColoured = true
      strip(line)
      let plain = colourless
      read(
        plain.span, LinePrefix(plain.span), phase, number: number, file: file, owner: owner,
        into: &consumer)
      return
    }
    read(line, prefix, phase, number: number, file: file, owner: owner, into: &consumer)
  }

  private mutating func read(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ phase: CallPhase, number: Int, file: Int32,
    owner: Int32?, into consumer: inout some TraceConsumer
  ) {
    if phase == .ends {
      end(line, prefix, prefix.pid ?? owner, &consumer)
      return
    }
    var moment = Moment()
    order += 1
    moment.order = order
    moment.line = number
    moment.file = file
    let body = prefix.body
    guard body < line.count else {
      lastWasCall = false
      return
    }
    let kind = BodyKind(line, at: body, table)
    if kind.isRecord {
      if !(ignoresRelativeTimes && prefix.time.clock == .relative) { clock.place(&moment, prefix) }
      if first == nil { first = moment }
      last = moment
      recordCount += 1
      if prefix.pid != nil || owner != nil { features.pidColumn = true }
    }
    switch kind {
    case .call(let call, let arguments):
      abandonOpen()
      callCount += 1
      lastWasCall = true
      inSummary = false
      endsDetached = false
      let task = prefix.pid ?? owner ?? consumer.taskOfUnprefixedLine()
      justUnfinished = nil
      if !questioned.isEmpty, let call = questioned.removeValue(forKey: task) {
        counts[Int(call.rawValue)] += 1
      }
      consumer.spoke(task, resumes: false, at: moment)
      guard let call else {
        features.hasOtherCalls = true
        if line[line.count - 1] == UInt8(ascii: "d") { noteAttach(line, body, moment, &consumer) }
        if line[line.count - 1] == UInt8(ascii: ">"), line.ends(with: " <detached ...>") {
          endsDetached = true
        }
        return
      }
      begin(line, call, body..<arguments, phase, task, moment, &consumer)
    case .resumed(let call, let rest):
      abandonOpen()
      lastWasCall = true
      let task = prefix.pid ?? owner ?? consumer.taskOfUnprefixedLine()
      consumer.spoke(task, resumes: true, at: moment)
      if recordCount == 1 { beginsInCall = true }
      if let call { resume(line, call, rest, task, moment, &consumer) }
    case .signal:
      abandonOpen()
      let task = prefix.pid ?? owner ?? consumer.taskOfUnprefixedLine()
      consumer.spoke(task, resumes: true, at: moment)
      features.signals = true
      if let signal = SignalLine(line, at: body) {
        consumer.signalled(task, signal.name, sender: signal.sender, at: moment)
      }
    case .ended:
      abandonOpen()
      let task = prefix.pid ?? owner ?? consumer.taskOfUnprefixedLine()
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
      if let (task, is32Bit) = SignalLine.personality(line, at: body) {
        consumer.personality(prefix.pid ?? owner ?? task, is32Bit: is32Bit)
      }
    case .diagnostic:
      recordCount += 1
      noteAttach(line, 0, moment, &consumer)
    // What follows may be the rest of the call that it interrupted.
    case .detail:
      features.stackFrames = features.stackFrames || line[body] == UInt8(ascii: ">")
    case .summary:
      recordCount += 1
      inSummary = true
      features.summary = true
    case .elision:
      abandonOpen()
      if elisions.count < Self.mostSkippedNamed { elisions.append(moment) }
    case .foreign:
      continueOpen(line, prefix, moment, &consumer)
    }
  }

  // MARK: Calls

  private mutating func begin(
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
      var end = line.count
      if let marker = line.lastMarker { end = marker }
      keep(task, Pending(call: call, began: moment, text: line.copy(head.lowerBound..<end), arguments: head.count))
      justUnfinished = task
      record.outcome.kind = .none
      consumer.began(record, line)
    case .pidChanged:
      // The rest comes under the leader's id (strace before 4.15 always, later with -ff).
      if let leader = text.changedPID, let marker = line.lastMarker {
        keep(
          leader, Pending(call: call, began: moment, text: line.copy(head.lowerBound..<marker), arguments: head.count))
      }
      consumer.began(record, line)
    case .detached:
      endsDetached = true
      consumer.began(record, line)
    case .open:
      let end = noteAttach(line, head.upperBound, moment, &consumer)
      open = Pending(call: call, began: moment, text: line.copy(head.lowerBound..<end), arguments: head.count)
      openTask = task
      consumer.began(record, line)
    }
  }

  /// The end of a call whose beginning was read apart.
  private mutating func end(
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

  private mutating func finish(
    _ record: CallRecord, _ text: Span<UInt8>, _ consumer: inout some TraceConsumer
  ) {
    if record.outcome.kind == .returned || record.outcome.kind == .failed {
      counts[Int(record.call.rawValue)] += 1
    } else if record.outcome.kind == .none, record.call.isCounted,
      questioned.count < Self.mostPending
    {
      questioned[record.task] = record.call
    }
    features.note(record.call)
    if record.outcome.decoration != 0 { features.decorations = true }
    consumer.finished(record, text)
  }

  private mutating func keep(_ task: Int32, _ call: Pending) {
    forget(task)
    guard pending.count < Self.mostPending,
      pendingBytes + call.text.count <= Self.mostPendingBytes
    else {
      forgotPending = true
      return
    }
    pendingBytes += call.text.count
    pending[task] = call
  }

  @discardableResult
  private mutating func forget(_ task: Int32) -> Pending? {
    guard let call = pending.removeValue(forKey: task) else { return nil }
    pendingBytes -= call.text.count
    return call
  }

  private mutating func resume(
    _ line: Span<UInt8>, _ call: Syscall, _ rest: Int, _ task: Int32, _ moment: Moment,
    _ consumer: inout some TraceConsumer
  ) {
    // A root whose id had not shown when the call began was called 0.
    guard var head = forget(task) ?? forget(0) else {
      // The log starts later, or the head came under another id (execve of a thread).
      resumeHeadless(line, call, rest, task, moment, &consumer)
      return
    }
    guard head.call == call else { return }
    for index in rest..<line.count { head.text.append(line[index]) }
    complete(head, head.text.span, task, moment, &consumer)
  }

  /// A tail without its head.
  ///
  /// Of a clone before strace 5.2 all arguments are here; of an execve the
  /// result says enough.
  private mutating func resumeHeadless(
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
    }
  }

  private mutating func complete(
    _ head: Pending, _ joined: Span<UInt8>, _ task: Int32, _ moment: Moment,
    _ consumer: inout some TraceConsumer
  ) {
    let text = CallText(joined, from: head.arguments)
    let record = CallRecord(
      call: head.call, task: task, began: head.began, ended: moment, text: text,
      outcome: Outcome(joined, from: text.result))
    if text.ending == .result { finish(record, joined, &consumer) }
  }

  // MARK: Lines that start no record

  private mutating func abandonOpen() {
    open = nil
  }

  /// A line that starts no record: the rest of a call that a foreign text cut, or foreign itself.
  private mutating func continueOpen(
    _ line: Span<UInt8>, _ prefix: LinePrefix, _ moment: Moment,
    _ consumer: inout some TraceConsumer
  ) {
    guard var held = open else {
      if let task = justUnfinished, line.looksLikeRestOfCall {
        // `-z` of strace 5.3 to 6.1 puts the end of a buffered line on a line of its own.
        justUnfinished = nil
        var position = 0
        line.skipBlanks(at: &position)
        if position < line.count, line[position] == UInt8(ascii: ")"), var head = forget(task) {
          for index in position..<line.count { head.text.append(line[index]) }
          complete(head, head.text.span, task, joinedMoment(moment, head), &consumer)
          return
        }
      }
      if !inSummary, !(lastWasCall && line.looksLikeRestOfCall) { skip(moment) }
      return
    }
    let end = noteAttach(line, 0, moment, &consumer)
    guard held.text.count + end <= Self.mostPendingBytes else {
      open = nil
      skip(moment)
      return
    }
    let length = held.text.count
    for index in 0..<end { held.text.append(line[index]) }
    let joined = joinedMoment(moment, held)
    let text = CallText(held.text.span, from: held.arguments)
    switch text.ending {
    case .result:
      open = nil
      complete(held, held.text.span, openTask, joined, &consumer)
    case .unfinished:
      open = nil
      if let marker = held.text.span.lastMarker { held.text.removeSubrange(marker...) }
      keep(openTask, held)
    case .detached, .pidChanged:
      open = nil
      endsDetached = true
    case .open:
      if line.looksLikeRestOfCall {
        open = held
      } else {
        held.text.removeSubrange(length...)
        open = held
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

  private mutating func skip(_ moment: Moment) {
    skippedCount += 1
    if skipped.count < Self.mostSkippedNamed { skipped.append(moment) }
  }

  /// Finds `strace: Process N attached` from `start` on, tells it, and says where it begins.
  @discardableResult
  private mutating func noteAttach(
    _ line: Span<UInt8>, _ start: Int, _ moment: Moment, _ consumer: inout some TraceConsumer
  ) -> Int {
    guard let notice = AttachNotice(line, from: start) else { return line.count }
    switch notice.kind {
    case .attached: consumer.attached(notice.pid, at: moment)
    case .detached:
      endsDetached = true
      consumer.detached(notice.pid, at: moment)
    case .other: break
    }
    return notice.start
  }

  private mutating func strip(_ line: Span<UInt8>) {
    colourless.removeAll(keepingCapacity: true)
    var position = 0
    while position < line.count {
      if line.has("\u{1B}[", at: position) {
        position += 2
        while position < line.count, line[position] != UInt8(ascii: "m") { position += 1 }
      } else {
        colourless.append(line[position])
      }
      position += 1
    }
  }
}

/// What kinds of thing a log holds: what is missing decides what can be said.
struct TraceFeatures: Sendable {
  /// Lines have a pid, or the name of their file has.
  var pidColumn = false
  /// Signals are printed.
  var signals = false
  /// Whether a handler of signals returns: rt_sigreturn(2).
  var returnsFromHandlers = false
  /// Whether calls are made by io_uring_enter(2), which has no line of each.
  private(set) var usesRings = false
  /// Descriptors are decorated (`-y`).
  var decorations = false
  /// Calls that are read have durations (`-T`).
  var durations = false
  /// Stack frames (`-k`).
  var stackFrames = false
  /// The table of `-c` or `-C`.
  var summary = false
  /// Calls that nothing here reads: the log is no selection of a few calls.
  var hasOtherCalls = false
  /// Calls without a file among their arguments: `-P` did not select the calls.
  var hasPathlessCalls = false
  /// Some that are not read, and not about signals either.
  private var hasOtherOrdinaryCalls = false
  /// A call of a kind that is read returned, or failed.
  var successes = false
  var failures = false
  /// A call that is not read returned, or failed before any had returned.
  private(set) var otherSuccesses = false
  private(set) var otherFailures = false
  /// A call that is read was told in its first half, and in its second.
  var firstHalves = false
  var secondHalves = false
  /// strace left in a call that is not read: the task waited, and was not at loading.
  var restsAtEnd = false
  private var seen = SyscallSet()
  /// The calls that strace was asked for, where that is known.
  private var asked = SyscallSet()

  /// What lines that are not read may still tell.
  var sought: QuickLines.Sought {
    if !otherSuccesses { return .successes }
    if hasOtherOrdinaryCalls { return .nothing }
    return hasPathlessCalls ? .ordinaryCalls : .pathlessCalls
  }

  /// Notes that a call occurs.
  mutating func note(_ call: Syscall) {
    seen.insert(call)
    if call.isOfFiles { hasOtherCalls = true }
  }

  /// Notes a write that is not read: it was whole.
  mutating func noteWrite(_ call: Syscall) {
    note(call)
    successes = true
  }

  /// Notes a call that is not read though others of its name are.
  mutating func noteDismissed(_ call: Syscall, _ line: Span<UInt8>) {
    note(call)
    guard !failures || !successes else { return }
    guard let result = Self.result(of: line, from: 0) else { return }
    if line.has("-1 E", at: result) { failures = true } else { successes = true }
  }

  /// Notes a call that is not read, by the first of its arguments.
  ///
  /// One that failed shows nothing of calls that succeed (`-Z`).
  mutating func noteOther(_ line: Span<UInt8>, arguments: Int) {
    hasOtherCalls = true
    if line.has("sigreturn(", at: arguments - 10) { returnsFromHandlers = true }
    if line.has("io_uring_enter(", at: arguments - 15) { usesRings = true }
    guard !hasOtherOrdinaryCalls || !otherSuccesses, arguments < line.count else { return }
    if let result = Self.result(of: line, from: arguments) {
      guard !line.has("-1 E", at: result) else {
        // Where some succeed it is of no account that others fail.
        otherFailures = otherFailures || !otherSuccesses
        return
      }
      otherSuccesses = true
    }
    let name = OtherCall.startOfName(line, before: arguments)
    let takesOtherNumber = OtherCall.takesOtherNumber(line, at: name)
    guard OtherCall.isPathless(line, arguments, takesOtherNumber: takesOtherNumber) else { return }
    hasPathlessCalls = true
    hasOtherOrdinaryCalls = hasOtherOrdinaryCalls || !OtherCall.isOfSignals(line, at: name)
  }

  /// Where the result of a call seems to begin: behind the first `)` that an equals sign follows, with the
  /// blanks that fill up short calls.
  private static func result(of line: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while let close = line.firstIndex(of: UInt8(ascii: ")"), in: position..<line.count) {
      position = close + 1
      var end = position
      line.skipBlanks(at: &end)
      if end > position, line.has("= ", at: end) { return end + 2 }
    }
    return nil
  }

  /// Whether a call occurs.
  func holds(_ call: Syscall) -> Bool {
    seen.contains(call)
  }

  /// Whether a call occurs, or would if it had been made.
  func has(_ call: Syscall) -> Bool {
    seen.contains(call) || asked.contains(call)
  }

  /// Whether calls without a file occur that are not about signals either: `-e trace=%signal` did not
  /// select them.
  var hasOrdinaryCalls: Bool {
    let calls: [Syscall] = [.getpid, .gettid, .set_tid_address, .prctl]
    return hasOtherOrdinaryCalls || calls.contains(where: holds)
  }

  /// Whether a call about memory occurs, of those that all programs make.
  var hasMemoryCalls: Bool {
    let calls: [Syscall] = [
      .mmap, .mmap2, .old_mmap, .munmap, .mremap, .mprotect, .brk, .madvise,
    ]
    return calls.contains(where: has)
  }

  /// Notes with which options the log was captured: of which calls there is none, none was made.
  mutating func note(_ capture: CaptureOptions) {
    for call in Syscall.allCases where capture.calls.contains(call.name) {
      asked.insert(call)
    }
    if capture.decoratesDescriptors { decorations = true }
    signals = true
  }
}

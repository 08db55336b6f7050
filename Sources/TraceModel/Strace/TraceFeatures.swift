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
  /// The same of calls that are not read, as far as they were looked at: of each kind one at least.
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
    if hasPathlessCalls { return .nothing }
    return otherSuccesses ? .pathlessCalls : .successes
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
  /// Neither an address, a set of flags nor nothing is a file; a number may be a descriptor. One that
  /// failed shows nothing of calls that succeed (`-Z`).
  mutating func noteOther(_ line: Span<UInt8>, arguments: Int) {
    hasOtherCalls = true
    if line.has("sigreturn(", at: arguments - 10) { returnsFromHandlers = true }
    if line.has("io_uring_enter(", at: arguments - 15) { usesRings = true }
    guard !hasOtherOrdinaryCalls || !otherSuccesses, arguments < line.count else { return }
    let first = line[arguments]
    if let result = Self.result(of: line, from: arguments) {
      guard !line.has("-1 E", at: result) else {
        // Where some succeed it is of no account that others fail.
        otherFailures = otherFailures || !otherSuccesses
        return
      }
      otherSuccesses = true
    }
    let isPathless =
      first == UInt8(ascii: ")") || first == UInt8(ascii: "{") || line.has("0x", at: arguments)
      || first == UInt8(ascii: "[") && !line.has("[{fd=", at: arguments)
      || first &- 0x41 < 26 && !line.has("AT_FDCWD", at: arguments)
      || Self.takesOtherNumber(line, at: Self.startOfName(line, before: arguments))
    guard isPathless else { return }
    hasPathlessCalls = true
    hasOtherOrdinaryCalls = hasOtherOrdinaryCalls || !Self.isOfSignals(line, before: arguments)
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

  /// Whether the first argument of the call whose name stands at `start` is a number that is no
  /// descriptor: of a semaphore, a message queue, a process, a user.
  static func takesOtherNumber(_ line: Span<UInt8>, at start: Int) -> Bool {
    // Few calls begin as these do, and those that do not are in every log.
    let names: [StaticString] =
      switch line[start] {
      case UInt8(ascii: "s"):
        [
          "semop(", "semtimedop(", "semctl(", "semget(", "shmctl(", "setuid", "setgid",
          "setresuid", "setresgid", "setreuid", "setregid", "setpgid(", "sched_",
        ]
      case UInt8(ascii: "m"): ["msgsnd(", "msgrcv(", "msgctl(", "msgget("]
      case UInt8(ascii: "g"): ["getpgid(", "getsid("]
      case UInt8(ascii: "a"): ["alarm("]
      case UInt8(ascii: "u"): ["umask("]
      case UInt8(ascii: "p"): ["prlimit64("]
      case UInt8(ascii: "w"): ["wait4(", "waitpid("]
      default: []
      }
    return names.contains { line.has($0, at: start) }
  }

  private static func startOfName(_ line: Span<UInt8>, before arguments: Int) -> Int {
    var start = arguments - 1
    while start > 0, BodyKind.isNameByte(line[start - 1]) { start -= 1 }
    return start
  }

  /// Whether the name of a call is one of those about signals: rt_sigaction, sigreturn, signalfd, tgkill.
  private static func isOfSignals(_ line: Span<UInt8>, before arguments: Int) -> Bool {
    let start = startOfName(line, before: arguments)
    return line.has("rt_sig", at: start) || line.has("sig", at: start)
      || line.has("tgkill(", at: start) || line.has("pause(", at: start)
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

/// What kinds of thing a log holds: what is missing decides what can be said.
struct TraceFeatures: Sendable {
  /// Lines have a pid, or the name of their file has.
  var pidColumn = false
  /// Signals are printed.
  var signals = false
  /// Whether a handler of signals returns: rt_sigreturn(2).
  var returnsFromHandlers = false
  /// Descriptors are decorated (`-y`).
  var decorations = false
  /// Stack frames (`-k`).
  var stackFrames = false
  /// The table of `-c` or `-C`.
  var summary = false
  /// Calls that nothing here reads: the log is no selection of a few calls.
  var hasOtherCalls = false
  /// Calls without a file among their arguments: `-P` did not select the calls.
  var hasPathlessCalls = false
  /// A call that is read returned, or failed.
  var successes = false
  var failures = false
  /// strace left in a call that is not read: the task waited, and was not at loading.
  var restsAtEnd = false
  private var seen: UInt64 = 0
  /// The calls that strace was asked for, where that is known.
  private var asked: UInt64 = 0

  /// Notes that a call occurs.
  mutating func note(_ call: Syscall) {
    seen |= 1 << UInt64(call.rawValue)
    if call.isOfFiles { hasOtherCalls = true }
  }

  /// Notes a write that is not read: it was whole.
  mutating func noteWrite(_ call: Syscall) {
    note(call)
    successes = true
  }

  /// Notes a call that is not read, by the first of its arguments.
  ///
  /// Neither an address, a set of flags nor nothing is a file; a number may be a descriptor. One that
  /// failed shows nothing of calls that succeed (`-Z`).
  mutating func noteOther(_ line: Span<UInt8>, arguments: Int) {
    hasOtherCalls = true
    if line.has("sigreturn(", at: arguments - 10) { returnsFromHandlers = true }
    guard !hasPathlessCalls, arguments < line.count else { return }
    let first = line[arguments]
    guard line.find(") = -1 E", in: arguments..<line.count) == nil else { return }
    hasPathlessCalls =
      first == UInt8(ascii: ")") || first == UInt8(ascii: "{") || line.has("0x", at: arguments)
      || first == UInt8(ascii: "[") && !line.has("[{fd=", at: arguments)
      || first &- 0x41 < 26 && !line.has("AT_FDCWD", at: arguments)
  }

  /// Whether a call occurs.
  func holds(_ call: Syscall) -> Bool {
    seen & 1 << UInt64(call.rawValue) != 0
  }

  /// Whether a call occurs, or would if it had been made.
  func has(_ call: Syscall) -> Bool {
    (seen | asked) & 1 << UInt64(call.rawValue) != 0
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
      asked |= 1 << UInt64(call.rawValue)
    }
    if capture.decoratesDescriptors { decorations = true }
    signals = true
  }
}

/// A call as the log has it: whole, or only its beginning.
struct CallRecord: Sendable {
  /// Which call.
  var call: Syscall
  /// The thread that made it.
  var task: Int32
  /// Where it began: the line of its head.
  var began: Moment
  /// Where it was over: the same line, or that of its resumed half.
  ///
  /// The order is that of the end also where beginning and end of one line were read apart.
  var ended: Moment
  /// Where arguments and result stand in the text that goes with it.
  var text: CallText
  /// What it returned.
  var outcome: Outcome

  /// The task that the call made.
  var child: Int32? {
    guard call.createsTask, outcome.succeeded, let child = Int32(exactly: outcome.value), child > 0
    else { return nil }
    return child
  }

  /// When the kernel was done with it, on the axis of the log: the resumed line's time, or the
  /// beginning and `-T`; nothing without times.
  var over: Int64? {
    guard let start = began.time else { return nil }
    if ended.line != began.line || ended.file != began.file { return ended.time }
    return LogClock.later(start, by: outcome.duration ?? 0)
  }
}

/// How a task ended.
enum TaskEnd: Sendable, Equatable {
  /// `+++ exited with N +++`.
  case exited(status: Int)
  /// `+++ killed by SIGX +++`.
  case killed(signal: String)
  /// `+++ superseded by execve in pid N +++`: the thread N goes on under this id.
  case superseded(by: Int32)
}

/// What takes the records of a log, in the order of its lines.
protocol TraceConsumer {
  /// The task to which a line without a pid belongs.
  mutating func taskOfUnprefixedLine() -> Int32
  /// A line of a task: whatever it says, the task is alive.
  mutating func spoke(_ task: Int32, resumes: Bool, at moment: Moment)
  /// A line of a task that tells nothing but that it is alive: whether that need not be told.
  mutating func passesOver(_ task: Int32) -> Bool
  /// Such a line of a task of which none need be told, since the last record that was.
  mutating func spokeAgain(_ task: Int32)
  /// A call about a file that was told in short, at `moment`, which need not have a time
  /// (`UsualCall.needsTime`): false where all of its line matters, which is then read.
  mutating func takes(
    _ call: UsualCall, _ text: Span<UInt8>, of task: Int32, at moment: Moment
  ) -> Bool
  /// A call was told in two halves: calls are told when they begin, not only when they are over.
  mutating func showsHalves()
  /// A call that is read was begun and is under way; of one whose beginning tells nothing only the end
  /// is told, but where its line stands whole and is read apart.
  mutating func began(_ record: CallRecord, _ text: Span<UInt8>)
  /// A call that is read is over.
  mutating func finished(_ record: CallRecord, _ text: Span<UInt8>)
  /// A task got a signal; `sender` is its `si_pid`.
  mutating func signalled(_ task: Int32, _ signal: String, sender: Int32?, at moment: Moment)
  /// A task ended.
  mutating func ended(_ task: Int32, _ end: TaskEnd, at moment: Moment)
  /// strace says that it attached to a task, or to a process with all its threads.
  mutating func attached(_ task: Int32, hasThreads: Bool, at moment: Moment)
  /// Whether strace has left all tasks that live.
  var hasLetGo: Bool { get }
  /// Whether what lies behind is of no interest: an instant was looked for, and has been reached.
  var isPast: Bool { get }
  /// strace says that it left a task.
  mutating func detached(_ task: Int32?, at moment: Moment)
  /// Lines without a pid go on behind the end of a run in which strace had let go: another run begins,
  /// of which nothing is known.
  mutating func beganAnew(at moment: Moment)
  /// A process runs in 32-bit mode, or no longer does.
  mutating func personality(_ task: Int32, is32Bit: Bool)
  /// Whether a call of which only some matter (`Syscall.isReadAtTimes`) is worth reading, told by its
  /// arguments.
  ///
  /// It changes nothing, but is asked of what changes: that would be copied for the question.
  mutating func wants(_ call: Syscall, _ line: Span<UInt8>, _ arguments: Int, of task: Int32)
    -> Bool
  /// A stack frame (`-k`) of the record before it, from `start` on; `owner` is the task of all lines
  /// of its file.
  mutating func framed(_ line: Span<UInt8>, from start: Int, owner: Int32?, at moment: Moment)
}

extension TraceConsumer {
  var hasLetGo: Bool { true }

  var isPast: Bool { false }

  mutating func wants(
    _ call: Syscall, _ line: Span<UInt8>, _ arguments: Int, of task: Int32
  ) -> Bool {
    !call.isReadAtTimes
  }

  mutating func takes(
    _ call: UsualCall, _ text: Span<UInt8>, of task: Int32, at moment: Moment
  ) -> Bool { false }

  mutating func showsHalves() {}

  mutating func framed(
    _ line: Span<UInt8>, from start: Int, owner: Int32?, at moment: Moment
  ) {}
}

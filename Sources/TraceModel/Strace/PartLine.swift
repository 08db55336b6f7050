/// What the order of lines of several files depends on.
struct PartLine: Sendable {
  /// Whether the line is a record; else it belongs to the one before.
  var isRecord = false
  /// Whether the task ends with it: what follows in the file is of another that got its id.
  var endsTask = false
  /// The time, where the line has one of its own.
  var time: Timestamp?
  /// How long the call took, in nanoseconds, where that is printed and the call is one that is read.
  var duration: Int64?
  /// The task that the call made.
  var child: Int32?
  /// Whether the call may be given what others have to let go first: pages, a descriptor.
  var takes = false

  init() {}

  /// Reads a line of which the prefix and the kind are known.
  init(_ line: Span<UInt8>, _ prefix: LinePrefix, _ kind: BodyKind) {
    isRecord = kind.isRecord
    guard isRecord else { return }
    time = Self.time(of: prefix)
    switch kind {
    case .call(let call?, let arguments):
      note(line, call, arguments)
    case .ended:
      if case .superseded? = SignalLine.end(line, at: prefix.body) { return }
      endsTask = true
    default:
      break
    }
  }

  /// Reads a line that its first bytes told.
  init(_ line: Span<UInt8>, _ match: LineMatch, _ quick: QuickLines) {
    isRecord = true
    let time = quick.time(of: line).timestamp
    self.time = time.clock == .none ? nil : time
    if let call = match.call, !match.isRest { note(line, call, match.arguments) }
  }

  private mutating func note(_ line: Span<UInt8>, _ call: Syscall, _ arguments: Int) {
    duration = Outcome.duration(line)
    if call.createsTask { child = CreatedTask.id(line, arguments) }
    takes = call.takes
  }

  /// The time of a line, where it is one of its own: `-r` counts from the line before in whichever
  /// file that is.
  static func time(of prefix: LinePrefix) -> Timestamp? {
    prefix.time.clock == .timeOfDay || prefix.time.clock == .epoch ? prefix.time : nil
  }
}

extension Syscall {
  /// Whether the kernel chooses a place or a number that was free.
  fileprivate var takes: Bool {
    switch self {
    case .mmap, .mmap2, .old_mmap, .mremap, .brk, .open, .openat, .openat2, .creat, .dup,
      .memfd_create:
      true
    default: false
    }
  }
}

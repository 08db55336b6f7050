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

  init() {}

  init(_ line: Span<UInt8>, _ table: SyscallTable) {
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return }
    let kind = BodyKind(line, at: prefix.body, table)
    isRecord = kind.isRecord
    guard isRecord else { return }
    // `-r` counts from the line before in whichever file that is: it says nothing here.
    if prefix.time.clock == .timeOfDay || prefix.time.clock == .epoch { time = prefix.time }
    switch kind {
    case .call(let call?, let arguments):
      duration = Outcome.duration(line)
      if call.createsTask { child = CreatedTask.id(line, arguments) }
    case .ended:
      if case .superseded? = SignalLine.end(line, at: prefix.body) { return }
      endsTask = true
    default:
      break
    }
  }
}

/// What a file says of its place in a set, found by one look through it.
struct PartScan: Sendable {
  /// The tasks that its calls made, among those asked for.
  private(set) var children: Set<Int32> = []
  /// Whether its first record is an execve.
  private(set) var beginsWithExecve = false
  /// Whether its lines are of another task, or of several: it is no part.
  private(set) var isForeign = false

  private let table = SyscallTable()
  private var quick = QuickLines()
  private let owner: Int32
  private let wanted: Set<Int32>
  private var recordCount = 0
  private var sawRecord: Bool { recordCount > 0 }

  /// How many records of a file without another beside it are looked at.
  static let mostRecordsOfOne = 256

  /// Looks through `input`, whose name says that it is of `owner`.
  ///
  /// - Parameters:
  ///   - input: The file.
  ///   - owner: The suffix of its name.
  ///   - wanted: The ids of which creations are noted. With none, the first records answer all else
  ///     and the rest is not read.
  /// - Throws: A `TraceError` where it cannot be read.
  init(
    _ input: TraceInput, owner: Int32, wanted: Set<Int32>
  ) throws(TraceError) {
    self.owner = owner
    self.wanted = wanted
    var reader = try input.open(isPart: true)
    while try reader.next() {
      read(reader.buffer.span.extracting(reader.line))
      if isForeign || (wanted.isEmpty && recordCount >= Self.mostRecordsOfOne) { return }
    }
  }

  /// Whether a call makes a task, or returns the id of its own.
  private static func tellsOfTasks(_ call: Syscall?) -> Bool {
    call.map { $0.createsTask || $0 == .gettid || $0 == .set_tid_address } ?? false
  }

  private mutating func read(_ line: Span<UInt8>) {
    if sawRecord, let match = quick.match(line),
      match.isRest || !Self.tellsOfTasks(match.call)
    {
      recordCount += 1
      isForeign = match.task.map { $0 != owner } ?? false
      return
    }
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return }
    guard !line.isColoured(at: 0), !line.isColoured(at: prefix.body) else {
      let plain = line.withoutColours
      // An escape that is left is no colour.
      if plain.count < line.count { read(plain.span) }
      return
    }
    if let pid = prefix.pid, pid != owner {
      isForeign = true
      return
    }
    let kind = BodyKind(line, at: prefix.body, table)
    quick.learn(line, prefix, kind)
    let isFirst = !sawRecord
    if kind.isRecord { recordCount += 1 }
    if isFirst {
      if case .call(.execve?, _) = kind { beginsWithExecve = true }
      if case .call(.execveat?, _) = kind { beginsWithExecve = true }
    }
    guard case .call(let call?, let arguments) = kind else { return }
    if call.createsTask {
      if let child = CreatedTask.id(line, arguments), wanted.contains(child) {
        children.insert(child)
      }
    } else if Self.tellsOfTasks(call) {
      // Numbered logs (`run.1`, `run.2`) are no parts. The id that a call returns may be that of an
      // inner pid namespace, which lies below the outer one; above the suffix it contradicts it.
      let told = Outcome(line, from: CallText(line, from: arguments).result)
      if told.succeeded, told.value > UInt64(owner) { isForeign = true }
    }
  }
}

/// The task that a creating call on one line made.
enum CreatedTask {
  /// Its id, or nothing where the call failed or is not whole.
  static func id(_ line: Span<UInt8>, _ arguments: Int) -> Int32? {
    let text = CallText(line, from: arguments)
    guard text.ending == .result else { return nil }
    let outcome = Outcome(line, from: text.result)
    guard outcome.succeeded, let id = Int32(exactly: outcome.value), id > 0 else { return nil }
    return id
  }
}

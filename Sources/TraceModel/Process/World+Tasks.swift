extension World {
  /// The flags of a creating call, where the text shows them.
  func cloneFlags(_ record: CallRecord, _ text: Span<UInt8>) -> UInt64? {
    switch record.call {
    case .fork: return 0
    case .vfork: return Flags.cloneVM | Flags.cloneVFork
    case .clone3:
      let argument = record.text.argument(0)
      if let field = Argument.field("flags=", text, argument) { return Flags.clone(text, field) }
      return nil
    default:
      // `child_stack=…, flags=…` in this order always; with `-e raw=clone` the kernel's own order,
      // in which the flags come first.
      let first = record.text.argument(0)
      guard !first.isEmpty else { return nil }
      if text.has("child_stack=", at: first.lowerBound - 12) {
        let second = record.text.argument(1)
        return second.isEmpty ? nil : Flags.clone(text, second)
      }
      return Flags.clone(text, first)
    }
  }

  /// The task that a call made, as strace knows it.
  @inline(__always)
  func child(of record: CallRecord) -> Int32? {
    guard let returned = record.child else { return nil }
    return options.namespaceIDs[NamespaceIDs.Place(record.ended)] ?? returned
  }

  /// clone, fork, vfork, clone3 are over.
  mutating func createTask(_ record: CallRecord, _ text: Span<UInt8>) {
    showsCreators = true
    guard let child = self.child(of: record) else { return }
    creators[child] = nil
    // The kernel gives out a pid again when its task is gone, printed (`-qq` does not) or not.
    if tasks[child]?.isAnnounced == true { remove(child) }
    let flags = cloneFlags(record, text) ?? supposedFlags(of: child, by: record.call)
    var seen = tasks[child] != nil
    var adopted = seen ? child : nil
    if case .creating(let creation)? = underWay[record.task], let other = creation.child {
      adopted = other
      seen = seen || other == child
    }
    if !seen { add(child, of: record.task, flags: flags, at: record.ended) }
    let isThread = flags & Flags.cloneThread != 0
    tasks[child]?.creation = namespaceIDs.note(
      record, returned: child, isThread: isThread, adopted: adopted)
    if !seen, tasks[child] != nil {
      tasks[child]?.isSilent = true
      if isThread { silentThreads += 1 }
      noteSilent(child)
    }
    tasks[child]?.isAnnounced = true
    if flags & Flags.cloneThread == 0 { noteChild(of: record.task, at: record.ended) }
  }

  /// A process that was asked to reload and goes on with new children hands over.
  private mutating func noteChild(of parent: Int32, at moment: Moment) {
    guard options.recordsLoads, let process = tasks[parent]?.process,
      processes[process].history.recordsEvents
    else { return }
    let last = processes[process].history.marks.count - 1
    if last >= 0, case .spawned(let count, _) = processes[process].history.marks[last].kind {
      processes[process].history.marks[last].kind = .spawned(count: count + 1, until: moment)
    } else {
      note(.init(kind: .spawned(count: 1, until: moment), at: moment), of: process)
    }
  }

  /// execve is over: where it succeeded, the process has an address space of its own, and one task.
  ///
  /// From a thread that is not the leader the survivor has the leader's id (execve(2), "Effect on
  /// threads"); the reader has put the call under that id by then.
  mutating func execute(_ record: CallRecord, _ text: Span<UInt8>) {
    guard record.outcome.succeeded, record.outcome.value == 0, !onlyAsks(record, text) else {
      return
    }
    // The survivor of a thread's execve has the leader's id: who keeps its own was no thread.
    if supposedThreads.contains(record.task),
      tasks[record.task].map({ processes[$0.process].pid != record.task }) == true
    {
      contradict(record.task)
      part(record.task, at: record.ended)
    }
    guard let task = tasks[record.task] else { return }
    if record.task != 0 { processes[task.process].pid = record.task }
    if processes[task.process].threads > 1 {
      let others = tasks.sortedKeys.filter {
        $0 != record.task && tasks[$0]?.process == task.process
      }
      for id in others { remove(id) }
    }
    pinOwner(of: task)
    endLoads(of: task, at: record.ended)
    var state = SpaceState()
    state.space = AddressSpace(pageSize: options.pageSize)
    state.process = task.process
    let space = spaces.add(state)
    watchExecve(from: task.space, to: space, record.call, at: record.ended)
    spaces.release(task.space)
    let table =
      files.userCount(task.files) == 1 ? task.files : unshareFiles(of: record.task, task.files)
    files[table].closeOnExec()
    tasks[record.task]?.space = space
    tasks[record.task]?.files = table
    tasks[record.task]?.readImpliesExecute = false
    tasks[record.task]?.readImpliedExecute = task.readImpliesExecute
    processes[task.process].space = space
    processes[task.process].knownFrom =
      processes[task.process].knownFrom ?? record.ended.order
    processes[task.process].isSupposed = false
    processes[task.process].end = nil
    let name = programName(record, text, task)
    if let name { processes[task.process].executable = name }
    processes[task.process].image = ProgramImage(path: name, at: record.ended)
    guard options.recordsLoads else { return }
    note(.init(kind: .execve(path: name), at: record.ended), of: task.process)
  }

  /// Whether execveat only asks whether a file may be executed: AT_EXECVE_CHECK (0x10000, Linux 6.14).
  private func onlyAsks(_ record: CallRecord, _ text: Span<UInt8>) -> Bool {
    guard record.call == .execveat else { return false }
    let flags = Argument.flags(text, record.text.argument(4)) { text, start, _ in
      text.has("AT_EXECVE_CHECK", at: start) ? 0x1_0000 : 0
    }
    return flags & 0x1_0000 != 0
  }

  private func programName(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) -> [UInt8]? {
    let index = record.call == .execveat ? 1 : 0
    guard let name = StringLiteral.decode(text, record.text.argument(index)), !name.bytes.isEmpty
    else { return nil }
    let path = TraceText(bytes: name.bytes)
    // A program that executes itself anew.
    if path == TraceText("/proc/self/exe") || path == TraceText("/proc/\(record.task)/exe") {
      return processes[task.process].executable ?? name.bytes
    }
    return name.isCut ? nil : PathName.join(directories[task.directory], name.bytes)
  }

  private mutating func endLoads(of task: Task, at moment: Moment) {
    guard options.recordsLoads, spaces[task.space].process == task.process,
      processes[task.process].history.recordsEvents
        || processes[task.process].history.isOfInterest
    else { return }
    let live = spaces[task.space].loads.live.values.sorted { $0.id.rawValue < $1.id.rawValue }
    for var load in live {
      load.ended = moment
      load.end = .execve
      load.endCall = .execve
      note(ended: load, of: task.process)
    }
  }

  /// exit, exit_group: the lines `+++ exited +++` say when the task is gone.
  mutating func exit(_ record: CallRecord, _ text: Span<UInt8>) {
    tasks[record.task]?.isExiting = true
    unprefixed = nil
    guard let task = tasks[record.task] else { return }
    if record.call == .exit_group || processes[task.process].threads == 1 {
      watchExit(task, at: record.ended)
    }
    noteExit(record, text, task)
    guard record.call == .exit_group else { return }
    processes[task.process].isExiting = true
    processes[task.process].exitedBy = record.task
  }

  /// personality: READ_IMPLIES_EXEC (0x400000, include/uapi/linux/personality.h) of the task.
  mutating func setPersonality(_ record: CallRecord, _ text: Span<UInt8>) {
    guard record.outcome.succeeded else { return }
    let bits = Argument.flags(text, record.text.argument(0)) { text, start, end in
      text.has("READ_IMPLIES_EXEC", at: start) ? 0x40_0000 : 0
    }
    // 0xffffffff only asks.
    guard bits & 0xFFFF_FFFF != 0xFFFF_FFFF else { return }
    tasks[record.task]?.readImpliesExecute = bits & 0x40_0000 != 0
  }

  /// A write: kept where it holds what a loader says when it fails.
  mutating func write(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let start = record.text.argument(1).lowerBound
    guard options.recordsLoads, LoaderWords.mayStand(in: text, from: start) else { return }
    var message: [UInt8] = []
    var isCut = false
    var position = record.text.argument(1).lowerBound
    let end = record.text.argument(1).upperBound
    while let quote = text.firstIndex(of: UInt8(ascii: "\""), in: position..<end) {
      guard let piece = StringLiteral.decode(text, quote..<end) else { break }
      message += piece.bytes
      isCut = isCut || piece.isCut
      position = quote
      ArgumentScanner.skipString(text, &position)
      guard position < end else { break }
    }
    let refused = LoaderMessage.refusedFile(message)
    guard !isCut || LoaderMessage(message, isCut: true) != nil || refused != nil else { return }
    var written = WrittenMessage(call: record.call, text: message, isCut: isCut)
    let tried = processes[task.process].history.tried
    written.isOfTriedFile = refused.map(tried.contains) ?? false
    note(.init(kind: .message(written), at: record.began), of: task.process)
  }
}

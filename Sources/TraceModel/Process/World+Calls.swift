extension World {
  /// A call has begun: what it will free or create others may see before it is over.
  mutating func began(_ record: CallRecord, _ text: Span<UInt8>) {
    guard let task = tasks[record.task] else { return }
    noteTaking(record, text, task)
    let argument = record.text.argument
    switch record.call {
    case .clone, .clone3, .fork, .vfork:
      let creation = Creation(
        call: record.call, flags: cloneFlags(record, text), child: nil)
      underWay[record.task] = .creating(creation)
    case .munmap:
      if let range = unmapRange(record, text, task) {
        underWay[record.task] = .unmapping(range, isDone: false)
      }
    case .mremap:
      if let request = remapRequest(record, text, task) {
        underWay[record.task] = .remapping(request, moved: nil)
      }
    case .shmdt:
      if let address = Argument.number(text, argument(0)) {
        underWay[record.task] = .detaching(address, isDone: false)
      }
    case .brk:
      if let range = shrinkRange(record, text, task) {
        underWay[record.task] = .shrinking(range, isDone: false)
      }
    case .close:
      if let number = Argument.descriptor(text, argument(0)) {
        clashes.close(number, in: task.files, by: record.task)
        underWay[record.task] = .closing(number...number, givenOut: [])
      }
    case .close_range:
      if let range = closedRange(record, text), closeRangeFlags(record, text) == 0 {
        clashes.forget(range, in: task.files)
        underWay[record.task] = .closing(range, givenOut: [])
      }
    case .exit, .exit_group, ._exit:
      tasks[record.task]?.isExiting = true
      unprefixed = nil
    default:
      break
    }
  }

  /// A call is over.
  mutating func finished(_ record: CallRecord, _ text: Span<UInt8>) {
    noteFirst(record)
    if record.call == .mmap2 { noteWidth(of: record.task) }
    guard let task = tasks[record.task] else { return }
    if !taking.isEmpty { taking.removeValue(forKey: record.task) }
    watchCall(of: record.task)
    if stacks.isUsed { stacks.target = nil }
    switch record.call {
    case .mmap, .mmap2, .old_mmap: map(record, text, task)
    case .munmap: unmap(record, text, task)
    case .mprotect, .pkey_mprotect: protect(record, text, task)
    case .mremap: remap(record, text, task)
    case .brk: moveBreak(record, text, task)
    case .shmget: getSegment(record, text)
    case .shmat: attachSegment(record, text, task)
    case .shmdt: detachSegment(record, text, task)
    case .remap_file_pages: remapFilePages(record, text, task)
    case .madvise: advise(record, text, task)
    case .mseal: seal(record, text, task)
    case .mlock, .mlock2, .munlock: lock(record, text, task)
    case .mlockall, .munlockall: lockAll(record, text, task)
    case .prctl: nameMemory(record, text, task)
    case .io_destroy: destroyRing(record, text, task)
    case .open, .openat, .openat2, .creat: openFile(record, text, task)
    case .memfd_create, .io_uring_setup: openNameless(record, text, task)
    case .close: closeFile(record, text, task)
    case .dup, .dup2, .dup3, .fcntl, .fcntl64: duplicateFile(record, text, task)
    case .close_range: closeRange(record, text, task)
    case .chdir, .fchdir: changeDirectory(record, text, task)
    case .getcwd: learnDirectory(record, text, task)
    case .unshare: unshare(record, text, task)
    case .clone, .clone3, .fork, .vfork: createTask(record, text)
    case .execve, .execveat: execute(record, text)
    case .exit, .exit_group, ._exit: exit(record, text)
    case .personality: setPersonality(record, text)
    case .write, .writev: write(record, text, task)
    case .getpid, .gettid, .set_tid_address: learnPID(record, task)
    case .kill: noteSent(record, text)
    case .rt_sigtimedwait: takeSignal(record, text)
    case .fstat, .fstat64, .newfstatat, .fstatat64, .statx: identify(record, text, task)
    case .rename, .renameat, .renameat2, .unlink, .unlinkat: noteFileChange(record, text, task)
    }
    if !underWay.isEmpty { underWay.end(record.task) }
  }

  /// Only 32-bit programs have an mmap2 (syscalls(2)); strace before 5.6 does not tell their mode in
  /// the file of `-o`.
  private mutating func noteWidth(of id: Int32) {
    guard let task = tasks[id], !spaces[task.space].is32Bit else { return }
    personality(id, is32Bit: true)
  }

  private mutating func noteFirst(_ record: CallRecord) {
    guard !sawCall else { return }
    sawCall = true
    runBeginsWithExecve = record.call == .execve || record.call == .execveat
    if laterRuns.isEmpty { beginsWithExecve = runBeginsWithExecve }
  }

  /// The id of a root that no line has named: its own calls tell it.
  private mutating func learnPID(_ record: CallRecord, _ task: Task) {
    guard record.outcome.succeeded, let pid = Int32(exactly: record.outcome.value) else { return }
    if record.call == .getpid { hearLeader(pid, by: record.task, of: task.process) }
    namespaceIDs.told(pid, to: record.task, byLeader: record.call == .getpid)
    guard record.task == 0, processes[task.process].pid == 0 else { return }
    processes[task.process].pid = pid
    unprefixed = nil
  }

  /// A process is of interest from its first load, unload or request on.
  mutating func noteInterest(_ process: Int) {
    processes[process].history.isOfInterest = true
  }
}

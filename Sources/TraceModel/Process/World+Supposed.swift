extension World {
  /// A task that nothing announced: a thread of the root in an attached log, else a child of it.
  mutating func suppose(_ task: Int32, at moment: Moment) {
    namespaceIDs.met(task, at: moment)
    guard let parent = supposedParent() else {
      // strace ends when the last task that it traces has (strace.c, `trace`).
      begin(LaterRun(start: moment, follows: .end))
      makeRoot(task, at: moment)
      if let root { processes[root].isAttached = true }
      return
    }
    if isKnownStranger(task) { strangerTasks += 1 } else { supposedTasks += 1 }
    var isChild = runBeginsWithExecve || options.children.contains(task)
    if !isChild, options.strangers.contains(task) {
      // The others that are none of the root's are taken for threads of one process.
      if let lastStranger, tasks[lastStranger] != nil {
        addSupposedThread(task, of: lastStranger, at: moment)
        return
      }
      lastStranger = task
      isChild = true
    }
    if isChild, !runBeginsWithExecve, showsCreators {
      // Of who was made before the log nothing is known.
      attach(task, with: nil, at: moment)
      return
    }
    if isChild {
      add(task, of: parent, flags: 0, at: moment)
      if let process = tasks[task]?.process { processes[process].isSupposed = true }
    } else {
      addSupposedThread(task, of: parent, at: moment)
    }
  }

  /// Whether an earlier pass found a task to be no thread of the root: of what it is nothing is supposed.
  private func isKnownStranger(_ task: Int32) -> Bool {
    !runBeginsWithExecve && (options.children.contains(task) || options.strangers.contains(task))
  }

  private mutating func addSupposedThread(_ task: Int32, of parent: Int32, at moment: Moment) {
    add(task, of: parent, flags: Flags.cloneOfThread, at: moment)
    // It was made before the log: the personality that another has by now is not its own.
    tasks[task]?.readImpliesExecute = false
    supposedThreads.insert(task)
    nameAfterLeader(task)
  }

  /// Names a process after the lowest id of its threads, where the log begins in their midst.
  ///
  /// The leader was made before any other thread, and ids are given out in rising order until they
  /// begin anew (kernel/pid.c, `alloc_pid`).
  private mutating func nameAfterLeader(_ task: Int32) {
    guard let process = tasks[task]?.process, processes[process].isAttached,
      options.attachedPID == nil, processes[process].heardLeader == nil,
      attachedRoot != processes[process].pid, !namedPIDs.contains(processes[process].pid),
      0 < task, task < processes[process].pid
    else { return }
    processes[process].pid = task
  }

  /// The flags of a call that made a task where the log does not show them: its line is cut, or an
  /// strace that does not know clone3 printed the address of its struct.
  ///
  /// A C library forks with clone or fork, and asks clone3 for threads; posix_spawn(3) asks it for
  /// processes too, and what those call contradicts that they are threads.
  mutating func supposedFlags(of child: Int32, by call: Syscall) -> UInt64 {
    let isChild = call != .clone3 && runBeginsWithExecve || options.children.contains(child)
    guard !isChild else { return 0 }
    supposedThreads.insert(child)
    return Flags.cloneOfThread
  }

  /// How far the ends of one heap lie apart at most, in bytes: 4 GiB.
  ///
  /// Where a heap begins is random in each process (arch/x86/kernel/process.c, `arch_randomize_brk`,
  /// after the program, which lies somewhere in terabytes); how far it grows, what was allocated.
  private static let mostOfHeap: UInt64 = 1 << 32

  /// Takes what brk tells of the heap of tasks of which one is only supposed to be a thread: heaps that
  /// lie far apart are of different processes.
  mutating func compareHeap(_ now: UInt64, by task: Int32, _ space: Int) {
    guard !supposedThreads.isEmpty, let before = spaces[space].programBreak,
      let other = spaces[space].breakTold, other != task,
      max(now, before) - min(now, before) > Self.mostOfHeap
    else { return }
    if supposedThreads.contains(task) {
      contradict(task)
    } else if supposedThreads.contains(other) {
      contradict(other)
    }
  }

  /// Takes that a task goes on though another called exit_group and is gone: they are of different
  /// processes.
  mutating func contradict(exitOf gone: Int32, by task: Int32) {
    if endedSupposed.contains(gone) {
      contradict(gone)
    } else if supposedThreads.contains(task) {
      contradict(task)
    }
  }

  /// Takes that a task was no thread.
  mutating func contradict(_ task: Int32) {
    if contradicted.count < Self.mostContradicted { contradicted.insert(task) }
  }

  /// How many tasks are remembered as no threads.
  private static let mostContradicted = 10_000

  /// Keeps a task that was supposed to be a thread and is gone.
  mutating func keepEndedSupposed(_ task: Int32) {
    if endedSupposed.count == Self.mostEnded { endedSupposed.removeFirst() }
    endedSupposed.append(task)
  }

  /// How many of those are kept: a parent may be stopped while some children end.
  private static let mostEnded = 64

  /// Gives a task that was supposed to be a thread a process of its own: what it does from now on is no
  /// other's.
  mutating func part(_ id: Int32, at moment: Moment) {
    guard let state = tasks[id],
      let other = tasks.sortedKeys.first(where: {
        $0 != id && tasks[$0]?.process == state.process
      })
    else { return }
    remove(id)
    add(id, of: other, flags: 0, at: moment)
    if let process = tasks[id]?.process { processes[process].isSupposed = true }
  }

  /// A task of the root, or, where it has none, any: the lowest, for as long as it lives.
  private mutating func supposedParent() -> Int32? {
    if let lastSupposedParent, tasks[lastSupposedParent] != nil { return lastSupposedParent }
    let all = tasks.sortedKeys
    lastSupposedParent = all.first { tasks[$0]?.process == root } ?? all.first
    return lastSupposedParent
  }

  /// How many threads were made that have no line, of processes of which the first thread has ended:
  /// strace prints the end of each thread that it traces.
  var vanishedThreads: Int {
    var count = endedSilently
    for (_, task) in tasks where task.isSilent && task.isThread {
      let process = processes[task.process]
      if process.isExiting || process.pid > 0 && tasks[process.pid] == nil { count += 1 }
    }
    return count
  }

  /// Takes what contradicts that a task nobody announced is a thread.
  ///
  /// The kernel placed pages where, if it were one, others already lie. Who is wrong is the one that
  /// got them, or the one that lies there.
  mutating func contradict(_ range: AddressRange, by task: Int32) {
    guard !supposedThreads.isEmpty else { return }
    if supposedThreads.contains(task) {
      contradict(task)
      return
    }
    for made in supposedMaps where made.range.overlaps(range) { contradict(made.task) }
  }

  /// Adds to the options of a pass what this one found.
  ///
  /// - Parameters:
  ///   - options: what is known without reading the log.
  ///   - showsCloses: whether the log shows all that closes a descriptor.
  /// - Returns: Whether there is anything new.
  func teaches(_ options: inout Options, showsCloses: Bool) -> Bool {
    let (children, strangers) = (options.children, options.strangers)
    let ids = options.namespaceIDs
    options.namespaceIDs.merge(namespaceIDs.matches()) { former, _ in former }
    // Ids of another namespace may be all that contradicts.
    if options.namespaceIDs == ids {
      options.children.formUnion(contradicted)
      if showsCloses { options.strangers.formUnion(tasksWithOtherFiles) }
    }
    return options.children != children || options.strangers != strangers
      || options.namespaceIDs != ids
  }

  /// Takes what getpid told a task: the id of the leader of its process.
  ///
  /// Two tasks that are told different leaders are of different processes; the one that is told
  /// itself is then no thread of the other's.
  mutating func hearLeader(_ leader: Int32, by task: Int32, of process: Int) {
    unprefixed = nil
    guard let heard = processes[process].heardLeader else {
      processes[process].heardLeader = (leader, task)
      if tasks[leader]?.process == process { processes[process].pid = leader }
      return
    }
    guard heard.leader != leader else { return }
    if leader == task, supposedThreads.contains(task) {
      contradict(task)
    } else if heard.leader == heard.task, supposedThreads.contains(heard.task) {
      contradict(heard.task)
      processes[process].heardLeader = (leader, task)
      if tasks[leader]?.process == process { processes[process].pid = leader }
    }
  }

  /// Notes where the kernel placed pages for a task that is only supposed to be a thread.
  mutating func noteSupposed(_ range: AddressRange, by task: Int32) {
    guard supposedThreads.contains(task), supposedMaps.count < Self.mostSupposedMaps else { return }
    supposedMaps.append((range, task))
  }

  /// How many places of supposed threads are remembered.
  private static let mostSupposedMaps = 10_000

  /// Takes that a thread goes on under its leader's id, by execve: it was no child.
  mutating func supersede(by thread: Int32) {
    guard let process = tasks[thread]?.process, processes[process].isSupposed,
      processes[process].threads == 1
    else { return }
    if isKnownStranger(thread) { strangerTasks -= 1 } else { supposedTasks -= 1 }
    processes[process].isTraced = false
    remove(thread)
  }
}

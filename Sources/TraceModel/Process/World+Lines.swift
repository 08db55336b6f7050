/// What the lines of a log tell, one after the other.
extension World: TraceConsumer {
  mutating func taskOfUnprefixedLine() -> Int32 {
    if let unprefixed { return unprefixed }
    let answer: Int32
    if tasks.isEmpty {
      answer = attachedRoot ?? 0
    } else if tasks.count == 1, let only = tasks.sortedKeys.first {
      answer = only
    } else {
      // Where exits are not printed (-qq) those that called exit are gone all the same.
      let living =
        tasks.count > Limits.unprefixedTasks
        ? [] : tasks.sortedKeys.filter { tasks[$0].map { !isExiting($0) } ?? false }
      let first = processes.first?.pid ?? 0
      if living.count == 1, let only = living.first {
        answer = only
      } else {
        answer = tasks[0] != nil ? 0 : (tasks[first] != nil ? first : living.first ?? first)
      }
    }
    unprefixed = answer
    return answer
  }

  mutating func spoke(_ task: Int32, resumes: Bool, at moment: Moment) {
    if task == lastSpoken { return }
    if tasks[task] == nil { meet(task, resumes: resumes, at: moment) }
    if let state = tasks[task] {
      processes[state.process].isTraced = true
      if let gone = processes[state.process].exitedBy, tasks[gone] == nil {
        // What was under way when the kernel ended all threads may be told later.
        if resumes { return }
        contradict(exitOf: gone, by: task)
        // Whoever goes on was not killed with it.
        if case .killed? = processes[state.process].end?.how { processes[state.process].end = nil }
      }
      if state.isSilent { hear(task, state) }
    }
    lastSpoken = task
  }

  mutating func passesOver(_ task: Int32) -> Bool {
    if task == lastSpoken { return true }
    guard let state = tasks[task], !state.isSilent, processes[state.process].exitedBy == nil else {
      return false
    }
    processes[state.process].isTraced = true
    lastSpoken = task
    return true
  }

  @inline(__always)
  mutating func spokeAgain(_ task: Int32) { lastSpoken = task }

  /// A task speaks for the first time that a call had returned.
  private mutating func hear(_ task: Int32, _ state: Task) {
    if state.isThread { silentThreads -= 1 }
    if let creation = state.creation { namespaceIDs.spoke(creation) }
    tasks[task]?.isSilent = false
    processes[state.process].silentThreads -= 1
  }

  mutating func ended(_ task: Int32, _ end: TaskEnd, at moment: Moment) {
    lastEnd = end
    guard let state = tasks[task] else { return }
    switch end {
    case .superseded(let thread):
      supersede(by: thread)
      return
    case .killed:
      noteEnd(of: state, end, at: moment)
      processes[state.process].exitedBy = processes[state.process].exitedBy ?? task
    case .exited:
      if processes[state.process].threads == 1 || processes[state.process].end != nil {
        noteEnd(of: state, end, at: moment)
      }
    }
    watchEnd(of: state, end, at: moment)
    remove(task)
    endSilent(state.process)
  }

  mutating func attached(_ task: Int32, hasThreads: Bool, at moment: Moment) {
    if tasks.isEmpty {
      // strace ends when the last task that it traces has (strace.c, `trace`).
      if sawCall { begin(LaterRun(start: moment, follows: .end)) }
      if let attachedRoot {
        attachedAlone.formUnion([attachedRoot, task])
        leadsThreads = false
      } else {
        attachedRoot = task
        leadsThreads = hasThreads
      }
      return
    }
    guard tasks[task] == nil else { return }
    if creators[task] != nil {
      spoke(task, resumes: false, at: moment)
    } else if creatorsUnderWay().isEmpty {
      if supposesAttached(task) { suppose(task, at: moment) }
    } else if !needsLookAhead(task) {
      spoke(task, resumes: false, at: moment)
    }
  }

  /// Whether who is announced as attached is none of those that have spoken, and so not the one whose
  /// lines have no pid: it is new, and the call that made it is not in the log, or told later.
  func supposesAttached(_ task: Int32) -> Bool {
    tasks[task] == nil && tasks[0] != nil && sawCall && creatorsUnderWay().isEmpty
  }

  var hasLetGo: Bool { tasks.allSatisfy { $0.key == 0 || leftTasks.contains($0.key) } }

  mutating func detached(_ task: Int32?, at moment: Moment) {
    if let task, tasks[task] != nil { leftTasks.insert(task) }
  }

  mutating func beganAnew(at moment: Moment) {
    begin(LaterRun(start: moment, follows: .detach))
    for task in tasks.sortedKeys { remove(task) }
  }

  mutating func personality(_ task: Int32, is32Bit: Bool) {
    guard let space = tasks[task]?.space else { return }
    spaces[space].is32Bit = is32Bit
    // Only a 64-bit program begins without READ_IMPLIES_EXEC (arch/x86/kernel/process_64.c,
    // `set_personality_64bit`); strace tells the mode of a program behind its execve.
    if is32Bit, tasks[task]?.readImpliedExecute == true { tasks[task]?.readImpliesExecute = true }
  }
}

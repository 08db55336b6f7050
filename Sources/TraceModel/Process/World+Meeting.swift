/// Tasks that speak for the first time.
extension World {
  /// The creating calls that are under way and whose child has not been seen: who may be the parent
  /// of a task that speaks for the first time.
  ///
  /// One of which a later line tells the child is none of them.
  func creatorsUnderWay() -> [Creators.Creator] {
    // Who is not among the first is not chosen, however many there are.
    underWay.expecting.prefix(64).compactMap { id in
      if case .creating(let creation)? = underWay[id], !creators.hasChild(of: id) {
        return Creators.Creator(task: id, call: creation.call, flags: creation.flags)
      }
      return nil
    }
  }

  /// Whether a task spoke before, or was made by one that did.
  @inline(__always)
  func knows(_ task: Int32) -> Bool { tasks[task] != nil }

  /// Whether only a later line can tell whose child a task is that speaks for the first time.
  func needsLookAhead(_ task: Int32) -> Bool {
    guard task != lastSpoken, tasks[task] == nil, creators[task] == nil, !tasks.isEmpty,
      otherSnapshots[task] == nil
    else {
      return false
    }
    let candidates = creatorsUnderWay()
    // A log that begins in the middle has threads that nobody announces: there, one creating call
    // alone does not tell either.
    return candidates.count > (runBeginsWithExecve ? 1 : 0)
      || candidates.first.map { $0.flags == nil } ?? false
  }

  /// Whether nothing has begun that may have made a task which speaks for the first time: if a call of
  /// the log did, it is one that is told only when it is over.
  ///
  /// Who speaks for the first time where there is a task without a name besides others may be that one.
  func isUnannounced(_ task: Int32) -> Bool {
    task != lastSpoken && tasks[task] == nil && creators[task] == nil && !tasks.isEmpty
      && otherSnapshots[task] == nil && !attachedAlone.contains(task)
      && (!isRootUnnamed || tasks.count == 1) && creatorsUnderWay().isEmpty
  }

  /// Takes in a task that no finished call has announced.
  mutating func meet(_ task: Int32, resumes: Bool, at moment: Moment) {
    if tasks.isEmpty, root == nil || !sawCall {
      // What an earlier pass or a file beside the log told is of the first run.
      let known = laterRuns.isEmpty ? options.attachedPID : nil
      let leader =
        attachedAlone.contains(task) ? task : known ?? (leadsThreads ? attachedRoot : nil) ?? task
      makeRoot(leader, at: moment)
      if let root { processes[root].isAttached = true }
      if leader != task { add(task, of: leader, flags: Flags.cloneOfThread, at: moment) }
      return
    }
    let creator = creators.remove(task)
    if creator == nil, let snapshot = otherSnapshots.removeValue(forKey: task) {
      attach(task, with: snapshot, at: moment)
      return
    }
    if creator == nil, attachedAlone.contains(task) {
      attach(task, with: nil, at: moment)
      return
    }
    let candidates = creatorsUnderWay()
    // It is alone but for the new one.
    if let creator, isRootUnnamed, tasks.count == 1, tasks[creator.task] == nil, candidates.isEmpty
    {
      rename(0, to: creator.task)
    }
    if var creator, tasks[creator.task] != nil {
      // clone before strace 5.2 shows its flags with its result only.
      let begun = candidates.first { $0.task == creator.task }?.flags
      creator.flags = creator.flags ?? begun
      adopt(task, by: creator, at: moment)
    } else if let candidate = candidates.first, candidates.count == 1 || !isRootUnnamed {
      adopt(task, by: candidate, at: moment)
    } else if isRootUnnamed {
      rename(0, to: task)
    } else {
      suppose(task, at: moment)
    }
  }

  private var isRootUnnamed: Bool { tasks[0] != nil }

  private mutating func adopt(_ child: Int32, by creator: Creators.Creator, at moment: Moment) {
    let flags = creator.flags ?? supposedFlags(of: child, by: creator.call)
    add(child, of: creator.task, flags: flags, at: moment)
    if case .creating(var creation)? = underWay[creator.task] {
      creation.child = child
      underWay[creator.task] = .creating(creation)
    } else if underWay[creator.task] == nil {
      // The call is told when it is over only; the child may be gone by then.
      underWay[creator.task] = .creating(
        Creation(call: creator.call, flags: creator.flags, child: child))
    }
  }
}

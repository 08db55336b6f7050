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

  /// Takes in a task that no finished call has announced.
  mutating func meet(_ task: Int32, resumes: Bool, at moment: Moment) {
    if tasks.isEmpty, root == nil {
      let leader = attachedAlone.contains(task) ? task : options.attachedPID ?? task
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
    }
  }
}

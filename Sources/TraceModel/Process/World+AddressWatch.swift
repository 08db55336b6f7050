/// What the world tells about the one address that is watched; nothing is done where none is.
extension World {
  /// A call begins to take effect.
  mutating func watchCall(of task: Int32) {
    guard addressWatch != nil else { return }
    addressWatch?.task = task
    // What an earlier call changed is not what this one does.
    changes.removeAll()
  }

  /// An address space may have changed: `changes` are the operation's, where it lists any.
  mutating func watchChange(_ space: Int, _ call: Syscall, at moment: Moment) {
    defer { settleReleased() }
    guard let address = addressWatch?.address, let state = addressWatch?.state(in: space) else {
      return
    }
    let now = spaces[space].space.mapping(at: address)
    let change = self.change(call, at: moment)
    guard case .mapped(let before) = state.content else {
      guard let now else { return }
      addressWatch?.replace(
        in: space, by: .mapped(now), load: spaces[space].loads[now.load], change)
      return
    }
    if let load = spaces[space].loads[before.load] { addressWatch?.update(in: space, load: load) }
    guard let now else {
      addressWatch?.replace(in: space, by: .nothing, load: nil, change)
      return
    }
    let isMappedAnew = changes.added.contains { $0.range.contains(address) }
    if !isMappedAnew, Self.isSame(before, now, at: address) {
      if before != now { addressWatch?.update(in: space, now) }
    } else {
      addressWatch?.replace(
        in: space, by: .mapped(now), load: spaces[space].loads[now.load], change)
    }
  }

  private func change(_ call: Syscall, at moment: Moment) -> AddressWatch.Change {
    .init(cause: .call(call), at: moment, task: addressWatch?.task ?? 0)
  }

  /// Whether two mappings that hold an address are the same there, wherever their neighbours end.
  ///
  /// Reserved memory that an object is then laid into belongs to the object from its beginning.
  private static func isSame(_ before: Mapping, _ now: Mapping, at address: UInt64) -> Bool {
    let isAdopted =
      before.load == .none && before.isAnonymous
      && before.permissions.isDisjoint(with: .protection)
    return before.backing == now.backing && before.permissions == now.permissions
      && (before.load == now.load || isAdopted)
      && (before.isAnonymous
        || before.offset &+ (address - before.range.start)
          == now.offset &+ (address - now.range.start))
  }

  /// A successful call named a range: where nothing shows what lies there, it shows that something
  /// does (mprotect), or that nothing does any more (munmap, mremap).
  mutating func watchTouch(
    _ range: AddressRange, length: UInt64, _ call: Syscall, permissions: Permissions? = nil,
    _ task: Task, at moment: Moment
  ) {
    guard let address = addressWatch?.address, range.contains(address),
      case .unknown(let isAfterExecve, let known)? = addressWatch?.state(in: task.space)?.content
    else { return }
    let change = self.change(call, at: moment)
    if let permissions {
      guard permissions != known else { return }
      addressWatch?.replace(
        in: task.space, by: .unknown(afterExecve: isAfterExecve, permissions: permissions),
        load: nil, change, isNamed: true)
    } else if !isAfterExecve || known != nil || call == .mremap {
      addressWatch?.replace(
        in: task.space, by: .nothing, load: nil, change, isNamed: true,
        unmapped: call == .munmap ? (start: range.start, length: length) : nil)
    }
  }

  /// An mremap of pages of which nothing may be known: they left one range and came to another.
  mutating func watchRemap(
    _ request: RemapRequest, result: UInt64, _ record: CallRecord, _ task: Task
  ) {
    guard addressWatch != nil else { return }
    let space = spaces[task.space].space
    if let old = space.pages(from: request.oldAddress, length: request.oldLength),
      result != request.oldAddress, !request.dontUnmap
    {
      watchTouch(old, length: request.oldLength, .mremap, task, at: record.ended)
    }
    if let new = space.pages(from: result, length: request.newLength) {
      watchArrival(new, task, at: record.ended)
    }
  }

  /// mremap put pages of which nothing is known at the address.
  private mutating func watchArrival(_ range: AddressRange, _ task: Task, at moment: Moment) {
    guard let address = addressWatch?.address, range.contains(address),
      let state = addressWatch?.state(in: task.space),
      spaces[task.space].space.mapping(at: address) == nil
    else { return }
    if case .unknown = state.content { return }
    let change = self.change(.mremap, at: moment)
    addressWatch?.replace(
      in: task.space, by: .unknown(afterExecve: false, permissions: nil), load: nil, change)
  }

  // MARK: Address spaces that come and go

  /// The address space of the process with which the log begins.
  mutating func watchRoot(_ space: Int, hasSnapshot: Bool) {
    guard let address = addressWatch?.address else { return }
    let mapping = spaces[space].space.mapping(at: address)
    let content: AddressWatch.Content =
      hasSnapshot
      ? mapping.map { .mapped($0) } ?? .nothing
      : .unknown(afterExecve: false, permissions: nil)
    addressWatch?.begin(
      space,
      .init(
        process: spaces[space].process, content: content,
        load: mapping.flatMap { spaces[space].loads[$0.load] },
        start: .init(cause: hasSnapshot ? .snapshot : .beforeLog)))
  }

  /// A child has a copy of its parent's address space.
  mutating func watchFork(
    from space: Int, to copy: Int, process: Int, parent: Int, at moment: Moment
  ) {
    guard let address = addressWatch?.address, let state = addressWatch?.state(in: space) else {
      return
    }
    var content = state.content
    // MADV_DONTFORK: the child does without.
    if case .mapped = content, spaces[copy].space.mapping(at: address) == nil {
      content = .nothing
    }
    var load = state.load
    if case .mapped(let mapping) = content { load = spaces[copy].loads[mapping.load] ?? load }
    addressWatch?.begin(
      copy,
      .init(
        process: process, content: content, load: load,
        start: .init(cause: .fork(parent: processes[parent].pid), at: moment)))
  }

  /// execve took the place of an address space: the old one ends, unless others share it.
  mutating func watchExecve(from old: Int, to new: Int, _ call: Syscall, at moment: Moment) {
    guard addressWatch != nil else { return }
    let change = self.change(call, at: moment)
    if spaces.userCount(old) == 1 { watchEnd(old, change) }
    addressWatch?.begin(
      new,
      .init(
        process: spaces[new].process, content: .unknown(afterExecve: true, permissions: nil),
        start: change))
  }

  /// exit_group was called; whether the log shows the end of the process is not known yet.
  mutating func watchExit(_ task: Task, at moment: Moment) {
    guard addressWatch?.state(in: task.space) != nil else { return }
    addressWatch?.exits[task.process] = moment
  }

  /// A task is about to be gone, and with the last one that has it its address space.
  mutating func watchEnd(of task: Task, _ end: TaskEnd, at moment: Moment) {
    guard addressWatch != nil, spaces.userCount(task.space) == 1 else { return }
    switch end {
    case .exited: watchEnd(task.space, .init(cause: .exit, at: moment))
    case .killed(let signal):
      watchEnd(task.space, .init(cause: .killed(signal: signal), at: moment))
    case .superseded: break
    }
  }

  /// A task is gone; where no line told its end, what it had is over since it called exit.
  mutating func watchRemoval(of task: Task) {
    guard addressWatch?.state(in: task.space) != nil, spaces.userCount(task.space) == 1 else {
      return
    }
    watchEnd(task.space, .init(cause: .exit, at: addressWatch?.exits[task.process] ?? Moment()))
  }

  /// Forgets processes that were kept only for states that are not kept any more.
  private mutating func settleReleased() {
    guard addressWatch?.released.isEmpty == false else { return }
    for process in addressWatch?.takeReleased() ?? [] where processes[process].isOver {
      settle(process)
    }
  }

  private mutating func watchEnd(_ space: Int, _ change: AddressWatch.Change?) {
    guard let address = addressWatch?.address, let state = addressWatch?.state(in: space) else {
      return
    }
    addressWatch?.neighbors.removeValue(forKey: state.process)
    if case .mapped(let mapping) = state.content {
      if let load = spaces[space].loads[mapping.load] {
        addressWatch?.update(in: space, load: load)
      }
    } else if addressWatch?.counts[state.process] != nil || state.process == process(watchedPID) {
      let next = spaces[space].space.neighbors(of: address)
      addressWatch?.neighbors[state.process] = .init(below: next.below, above: next.above)
    }
    addressWatch?.exits.removeValue(forKey: state.process)
    addressWatch?.end(space, change)
    settleReleased()
  }

  /// The log is over.
  mutating func watchFinish() {
    for space in addressWatch?.spaces ?? [] {
      guard let process = addressWatch?.state(in: space)?.process else { continue }
      // Where exits are not printed (-qq) exit_group is the last that is heard of a process.
      let isGone = tasks.allSatisfy { $0.value.space != space || isExiting($0.value) }
      let exit = isGone ? addressWatch?.exits[process] : nil
      watchEnd(space, exit.map { .init(cause: .exit, at: $0) })
    }
  }
}

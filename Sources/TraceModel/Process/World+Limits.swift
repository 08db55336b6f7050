/// What keeps the memory of a pass from growing with the length of the log.
///
/// A process of which nothing will be said is forgotten when it ends, and so is the name of a file
/// that nothing maps any more. What remains is bounded by the constants here and in `World.Limits`.
extension World {
  /// How much is kept; what is beyond is counted, and the report says so.
  enum Limits {
    /// Tasks that live at a time: the kernel's default pid_max.
    ///
    /// Lines of further ones are left out.
    static let tasks = 1 << 15
    /// Open files in the tables of all children together that live at a time: a thousand in each of four
    /// thousand processes.
    static let copiedFiles = 1 << 22
    /// Calls under way at a time of which others may see the effect before they are over.
    static let callsUnderWay = 1 << 12
    /// Tasks up to which it is looked for the one to which a line without a pid belongs: strace
    /// prints such lines while it has one task only.
    static let unprefixedTasks = 256
    /// Processes that have ended and of which something is to be said, apart for those that were
    /// reloaded or unloaded something, and those that only loaded.
    static let endedProcesses = 10_000
    /// Loads, calls and marks of all processes together, at some 100 bytes each.
    static let entries = 2_000_000
    /// System V segments whose sizes are remembered: above the kernel's SHMMNI of 4096.
    static let segments = 1 << 15
    /// Pids of forgotten processes that are remembered, to name those that are in a log.
    static let gonePIDs = 1 << 12
    /// Further runs in one log of which the place is told.
    static let namedRuns = 8
    /// Names of files below which none is forgotten.
    static let backings = 1 << 14
  }

  /// What was left out at a limit.
  struct LeftOut: Sendable {
    /// Open files beyond `FileTable.most`.
    var files = 0
    /// Open files that children got from their parents beyond `Limits.copiedFiles`.
    var copiedFiles = 0
    /// Lines of tasks beyond `Limits.tasks`.
    var tasks = 0
    /// Processes beyond `Limits.endedProcesses`.
    var processes = 0
    /// Loads, calls and marks beyond `Limits.entries`, or what is kept of one process.
    var entries = 0
    /// Those that were forgotten because no reload was near, but for anonymous memory.
    var forgotten = 0
  }

  // MARK: Processes

  /// Puts a process into a free place, or a new one.
  mutating func place(_ process: ProcessState) -> Int {
    if let free = freeProcesses.popLast() {
      processes[free] = process
      return free
    }
    processes.append(process)
    return processes.count - 1
  }

  /// A process is over: forgets it unless something is to be said of it.
  mutating func settle(_ process: Int) {
    let state = processes[process]
    // The first is asked for by its place, and a shared address space still names its owner.
    guard process != 0, process != root, !state.isPinned, !isAskedFor(state.pid),
      addressWatch?.holds(process) != true
    else { return }
    if state.history.isOfInterest {
      if state.history.recordsEvents {
        keptReloaded += 1
        if keptReloaded <= Limits.endedProcesses { return }
      } else {
        keptLoaded += 1
        if keptLoaded <= Limits.endedProcesses { return }
      }
      leftOut.processes += state.isTraced ? 1 : 0
      keptEntries -= state.history.entryCount
    }
    if state.isTraced { goneProcesses += 1 }
    if gonePIDs.count < Limits.gonePIDs { gonePIDs.insert(state.pid) }
    addressWatch?.forget(process)
    var empty = ProcessState(pid: -1, space: state.space)
    empty.isOver = true
    processes[process] = empty
    freeProcesses.append(process)
  }

  /// A task leaves its address space.
  ///
  /// Where others go on using it they name its process as the owner, if that is it: a child of vfork owns
  /// none before it executes a program.
  mutating func pinOwner(of task: Task) {
    if spaces.userCount(task.space) > 1, spaces[task.space].process == task.process {
      processes[task.process].isPinned = true
    }
  }

  private func isAskedFor(_ pid: Int32) -> Bool {
    pid == options.givenPID || pid == watchedPID
  }

  /// The pids of the log, as far as they are remembered.
  var presentPIDs: [Int] {
    var all = gonePIDs
    for process in processes where process.pid >= 0 { all.insert(process.pid) }
    return all.map { Int($0) }.sorted()
  }

  /// How many processes have lines in the log.
  var tracedCount: Int { processes.count(where: \.isTraced) + goneProcesses }

  // MARK: Tasks

  /// Whether one more task can be kept; tasks that called exit make room, where the log does not
  /// print ends (`-qq`).
  mutating func hasRoomForTask() -> Bool {
    if tasks.count < Limits.tasks { return true }
    leftOut.tasks += 1
    guard leftOut.tasks % (Limits.tasks / 4) == 1 else { return false }
    for id in tasks.sortedKeys {
      if let task = tasks[id], isExiting(task) { remove(id) }
    }
    return tasks.count < Limits.tasks
  }

  /// Whether a task called exit, or another of its process exit_group.
  func isExiting(_ task: Task) -> Bool {
    task.isExiting || processes[task.process].isExiting
  }

  // MARK: Entries

  /// Whether one more load, call or mark can be kept.
  mutating func hasRoomForEntry() -> Bool {
    guard keptEntries < Limits.entries else {
      leftOut.entries += 1
      return false
    }
    return true
  }

  /// Whether the lines of what is left out at the limit of all processes are kept still.
  private var keepsLeftOutLines: Bool { leftOut.entries <= ProcessHistory.mostLeftOutOrders }

  /// Adds a call to what happened in a process.
  mutating func note(_ event: ProcessHistory.Event, of process: Int) {
    guard processes[process].history.recordsEvents else {
      return noteLayout(event, of: process)
    }
    guard hasRoomForEntry() else {
      processes[process].history.leaveOut(at: event.at.order, keepsLine: keepsLeftOutLines)
      return
    }
    if processes[process].history.events.count >= options.historyLimits.events {
      makeRoom(in: process)
    }
    count(isKept: processes[process].history.append(event, options.historyLimits), of: process)
  }

  /// Counts a call, load or mark that was kept, or found no room.
  private mutating func count(isKept: Bool, of process: Int) {
    if isKept {
      keptEntries += 1
    } else {
      leftOut.entries += 1
      processes[process].history.noteRefusal()
    }
  }

  /// Forgets what of a process no reload is near.
  ///
  /// Rule: what goes on for hours between two reloads takes no place of the second.
  private mutating func makeRoom(in process: Int) {
    guard processes[process].history.mayMakeRoom else { return }
    let (executable, backings) = (processes[process].executable, backings)
    // Nothing of a stretch that is not reached yet; all behind its beginning until its end is.
    let start = asked[0].map { $0 + 1 } ?? .max
    let end = max(start, asked[1].map { $0 + 1 } ?? .max)
    let quiet = QuietGaps(
      processes[process].history, asked: start..<end, pageSize: options.pageSize
    ) { load in
      !load.traits.isDisjoint(with: [.executable, .denyWrite])
        || backings[load.backing].path.bytes == executable
    }
    let count = processes[process].history.makeRoom(quiet, options.historyLimits)
    keptEntries -= count.all
    leftOut.forgotten += count.listed
  }

  /// Adds a call that lays out a load before anything is recorded for a reload.
  private mutating func noteLayout(_ event: ProcessHistory.Event, of process: Int) {
    guard event.load != .none, event.what.laysOut, !event.permissions.contains(.shared),
      keptEntries < Limits.entries
    else { return }
    if processes[process].history.appendLayout(event) { keptEntries += 1 }
  }

  /// Adds a mark to what happened in a process.
  mutating func note(_ mark: ProcessHistory.Mark, of process: Int) {
    guard hasRoomForEntry() else { return }
    var isKept = processes[process].history.append(mark, options.historyLimits)
    if !isKept, mark.isAside {
      makeRoom(in: process)
      isKept = processes[process].history.append(mark, options.historyLimits)
    }
    count(isKept: isKept, of: process)
  }

  /// Adds a load that ended to what happened in a process.
  mutating func note(ended load: Load, of process: Int) {
    guard hasRoomForEntry() else {
      processes[process].history.leaveOut(load, keepsLine: keepsLeftOutLines)
      return
    }
    if processes[process].history.isFull(of: load, options.historyLimits) {
      makeRoom(in: process)
    }
    let isKept = processes[process].history.end(load, options.historyLimits)
    count(isKept: isKept, of: process)
    guard isKept else { return }
    let name = backings[load.backing].path.lastComponent.bytes
    processes[process].history.endedNames.insert(name.span.fingerprint(0..<name.count))
  }

  /// Adds an open of a file whose load lives to what happened in a process.
  mutating func note(_ reopening: Reopening, of process: Int) {
    guard processes[process].history.reopened.count < ProcessHistory.mostEvents, hasRoomForEntry()
    else { return }
    processes[process].history.reopened.append(reopening)
    keptEntries += 1
  }

  // MARK: Names

  /// Forgets the names of files that nothing maps and nothing speaks of, once there are many.
  mutating func sweepBackings() {
    guard backings.isDueForSweep else { return }
    var used: Set<UInt32> = []
    for process in processes {
      for load in process.history.ended { used.insert(load.backing.rawValue) }
      for load in process.history.live { used.insert(load.backing.rawValue) }
      for event in process.history.events { used.insert(event.backing.rawValue) }
      for event in process.history.layout { used.insert(event.backing.rawValue) }
    }
    let all = AddressRange(start: 0, end: .max)
    func mark(_ state: SpaceState) {
      state.space.forEach(overlapping: all) { used.insert($0.backing.rawValue) }
      for load in state.loads.live.values { used.insert(load.backing.rawValue) }
    }
    var seen: Set<Int> = []
    for (_, task) in tasks where seen.insert(task.space).inserted { mark(spaces[task.space]) }
    for process in processes where !process.isOver && seen.insert(process.space).inserted {
      mark(spaces[process.space])
    }
    if let lastSpace { mark(lastSpace) }
    for backing in addressWatch?.backings ?? [] { used.insert(backing.rawValue) }
    for (_, call) in underWay {
      if case .remapping(_, moved: .some(let aside)) = call {
        aside.forEach(overlapping: all) { used.insert($0.backing.rawValue) }
      }
    }
    shownNames.removeAll()
    backings.keep(used)
  }
}

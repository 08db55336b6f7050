/// Puts what the watch has kept into the words of a history.
struct AddressHistoryBuilder {
  let run: TraceRun
  let facts: LogFacts
  let watch: AddressWatch
  let options: AnalysisOptions
  private var world: World { run.sequencer.world }

  /// The histories of the processes, the first that had anything first.
  func processes() throws(TraceError) -> [ProcessAddressHistory] {
    let states = Dictionary(grouping: watch.states, by: \.process)
    // Places of processes are given out again: the order is that of the first lines.
    var chosen = states.keys.sorted { left, right in
      (states[left]?.first?.start.at.order ?? 0, left)
        < (states[right]?.first?.start.at.order ?? 0, right)
    }
    if let pid = options.pid {
      guard let wanted = Int32(exactly: pid), let index = world.process(wanted) else {
        throw .noSuchProcess(
          pid: pid, present: world.presentPIDs)
      }
      // A pid that was used again is of several processes.
      chosen = chosen.filter { $0 == index || world.processes[$0].pid == wanted }
      if chosen.isEmpty { chosen = [index] }
    } else if chosen.isEmpty, let root = world.root {
      chosen = [root]
    }
    return chosen.map { process($0, states[$0] ?? []) }
  }

  private func process(_ index: Int, _ states: [AddressWatch.State]) -> ProcessAddressHistory {
    let process = world.processes[index]
    var history = ProcessAddressHistory(
      pid: pid(index), executable: process.executable.map { TraceText(bytes: $0) },
      beginsUnknown: !process.isKnown || (process.knownFrom ?? 0) > 0 && !world.beginsWithExecve,
      hasExecve: process.history.marks.contains { mark in
        if case .execve = mark.kind { return true }
        return false
      })
    // What kind of object a load is, its later pages tell too.
    var loads: [LoadID: Load] = [:]
    for case let load? in states.map(\.load) { loads[load.id] = load }
    var next = 0
    for (place, state) in states.enumerated() {
      var state = state
      if let load = state.load { state.load = loads[load.id] }
      var entry = self.entry(state, process)
      entry.leftOutBefore = state.serial - next
      next = state.serial + 1
      if place + 1 < states.count { Self.refine(&entry, state, before: states[place + 1]) }
      if place > 0, entry.part == .readOnlyData,
        Self.isMadeReadOnly(state, after: states[place - 1])
      {
        entry.part = .relro
      }
      history.entries.append(entry)
    }
    history.leftOutAtEnd = watch.counts[index, default: 0] - next
    if let neighbors = watch.neighbors[index] {
      history.below = neighbors.below.map(neighbor)
      history.above = neighbors.above.map(neighbor)
    }
    return history
  }

  private func pid(_ index: Int) -> Int? {
    let pid = world.processes[index].pid
    if pid == 0 { return options.pid }
    return Int(pid)
  }

  private func neighbor(_ mapping: Mapping) -> AddressNeighbor {
    let name = world.backings[mapping.backing].shownName
    let shown = mapping.traits.contains(.heap) ? TraceText("[heap]") : name
    return AddressNeighbor(
      range: mapping.range, name: shown.bytes.isEmpty ? nil : shown,
      permissions: mapping.permissions.letters)
  }

  // MARK: An entry

  private func entry(_ state: AddressWatch.State, _ process: ProcessState) -> AddressEntry {
    var entry = AddressEntry(
      content: .nothing, start: change(state.start, process),
      end: state.end.map { change($0, process) }, certainty: certainty(state))
    switch state.content {
    case .nothing: break
    case .unknown(_, let permissions):
      entry.content = .unknown
      entry.certainty = .unknown
      entry.permissions = permissions?.letters
      if let unmapped = state.unmapped { identify(&entry, unmapped, process) }
    case .mapped(let mapping):
      describe(&entry, mapping, state.load, process)
    }
    return entry
  }

  private func describe(
    _ entry: inout AddressEntry, _ mapping: Mapping, _ load: Load?, _ process: ProcessState
  ) {
    let backing = world.backings[mapping.backing]
    entry.range = mapping.range
    entry.permissions = mapping.permissions.letters
    if let load, !mapping.isUnusedReservation {
      let object = world.backings[load.backing]
      entry.content = content(
        ProcessTimeline.kind(of: load, object, executable: process.executable))
      entry.path = object.path.bytes.isEmpty ? nil : object.path
      entry.isDeleted = object.isDeleted
      entry.base = load.base
      // A data file has no segments.
      switch entry.content {
      case .executable, .interpreter, .sharedObject: entry.part = part(mapping, backing)
      default: break
      }
    } else {
      entry.content = contentWithoutLoad(mapping, backing)
      if mapping.backing != .anonymous { entry.path = backing.path }
    }
    if !mapping.isAnonymous, backing.kind != .special {
      entry.fileOffset = mapping.offset &+ (watch.address &- mapping.range.start)
    }
  }

  private func part(_ mapping: Mapping, _ backing: Backing) -> AddressEntry.Part {
    if mapping.permissions.isDisjoint(with: .protection) { return .hole }
    if backing.kind == .anonymous { return .bss }
    if mapping.permissions.contains(.execute) { return .text }
    return mapping.permissions.contains(.write) ? .data : .readOnlyData
  }

  private func content(_ kind: ObjectKind) -> AddressEntry.Content {
    switch kind {
    case .executable: .executable
    case .interpreter: .interpreter
    case .sharedObject: .sharedObject
    case .data: .data
    case .loaderCache: .loaderCache
    case .sharedMemory: .sharedMemory
    }
  }

  private func contentWithoutLoad(_ mapping: Mapping, _ backing: Backing) -> AddressEntry.Content {
    switch backing.kind {
    case .anonymous: mapping.traits.contains(.heap) ? .heap : .anonymous
    case .hugePages: mapping.permissions.contains(.shared) ? .sharedMemory : .anonymous
    case .sharedAnonymous, .systemV: .sharedMemory
    case .file, .unknownFile: .data
    case .special:
      backing.path.bytes.starts(with: Array("[stack".utf8)) ? .stack : .kernel
    }
  }

  /// What the next state tells of one: where ld.so then lays a segment over the extent that it
  /// mapped first, or takes the access away between two, the extent was only reserved.
  private static func refine(
    _ entry: inout AddressEntry, _ state: AddressWatch.State, before next: AddressWatch.State
  ) {
    guard entry.part != nil, next.serial == state.serial + 1,
      case .mapped(let mapping) = state.content, case .mapped(let over) = next.content,
      mapping.load == over.load, case .call(let call) = next.start.cause
    else { return }
    let isLaidOver = [.mmap, .mmap2, .old_mmap].contains(call)
    let isClosed =
      call == .mprotect && over.permissions.isDisjoint(with: .protection)
      && mapping.permissions.contains(.execute)
    if isLaidOver || isClosed { entry.part = .reservation }
  }

  private static func isMadeReadOnly(
    _ state: AddressWatch.State, after previous: AddressWatch.State
  ) -> Bool {
    guard case .mapped(let before) = previous.content, case .mapped(let now) = state.content,
      case .call(let call) = state.start.cause, call == .mprotect || call == .pkey_mprotect
    else { return false }
    return before.load == now.load && before.permissions.contains(.write)
  }

  // MARK: Changes

  /// What lies in a child of fork may have been in the snapshot of its parent.
  private func certainty(_ state: AddressWatch.State) -> Certainty {
    var isFromSnapshot = state.start.cause == .snapshot
    if case .mapped(let mapping) = state.content { isFromSnapshot = mapping.line == 0 }
    guard isFromSnapshot else { return .observed }
    return facts.snapshotIsDoubtful ? .inferred : .snapshot
  }

  private func change(
    _ change: AddressWatch.Change, _ process: ProcessState
  ) -> AddressChange {
    let instant = change.at.order > 0 ? facts.instant(change.at) : nil
    switch change.cause {
    case .beforeLog: return AddressChange(cause: .beforeLog)
    case .snapshot:
      return AddressChange(
        cause: .snapshot(file: facts.snapshotFile ?? "", line: snapshotLine()))
    case .fork(let parent):
      let first = world.root.flatMap { pid($0) }
      return AddressChange(
        cause: .fork(parentPID: parent == 0 ? first : Int(parent)), instant: instant)
    case .exit: return AddressChange(cause: .exit, instant: instant)
    case .killed(let signal):
      return AddressChange(cause: .killed(signal: signal), instant: instant)
    case .call(let call):
      let isLeader = change.task == 0 || change.task == process.pid
      return AddressChange(
        cause: .call(call.name), instant: instant,
        threadID: isLeader ? nil : Int(change.task))
    }
  }

  /// The line of the snapshot that shows the address.
  private func snapshotLine() -> Int? {
    guard let snapshot = world.usedSnapshot,
      let place = snapshot.lines.firstIndex(where: { $0.range.contains(watch.address) })
    else { return nil }
    return snapshot.numbers[place]
  }

  // MARK: What was unmapped and nothing shows what it was

  /// Names an unknown range by rule `extentMatch`.
  ///
  /// ld.so unmaps an object with the unrounded length with which it reserved it. Where the process has loads of one name only of this extent, and unmapped one such range of
  /// which nothing was known, that was this object.
  private func identify(
    _ entry: inout AddressEntry, _ unmapped: (start: UInt64, length: UInt64),
    _ process: ProcessState
  ) {
    guard unmapped.length % facts.pageSize != 0,
      process.history.unknownUnmaps.count(where: { $0.length == unmapped.length }) == 1
    else { return }
    let live =
      process.isOver ? process.history.live : Array(world.spaces[process.space].loads.live.values)
    let timeline = ProcessTimeline(process, live: live, facts: facts)
    let fitting = timeline.loads.filter {
      $0.size == unmapped.length && $0.traits.contains(.exactSize) && timeline.isCode($0)
    }
    let names = Set(fitting.map { facts.backings[$0.backing].path })
    guard let load = fitting.first, let name = names.first, names.count == 1 else { return }
    entry.content = content(timeline.kind(load))
    entry.path = name
    entry.base = unmapped.start
    entry.range = AddressRange(start: unmapped.start, length: unmapped.length)
    entry.certainty = .inferred
    entry.rules = ["extentMatch"]
  }
}

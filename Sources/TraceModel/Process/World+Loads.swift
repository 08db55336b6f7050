extension World {
  // MARK: Whose pages

  /// The load to which the pages of an mmap belong: a new one, or one that is being built.
  ///
  /// ld.so reserves the whole extent with the first mmap of the file and lays the other segments and
  /// the zeroed tail (.bss) over it with MAP_FIXED. Objects that are aligned above the page reserve
  /// anonymous memory first and lay the file into it.
  mutating func load(for request: MapRequest, _ record: CallRecord, _ task: Task) -> LoadID {
    let here = request.isFixed ? spaces[task.space].space.mapping(at: request.range.start) : nil
    let owner = here.flatMap { spaces[task.space].loads[$0.load] }
    if request.backing == .anonymous {
      guard let owner, !owner.isComplete, request.permissions.contains(.write) else {
        return .none
      }
      extend(owner, to: request.range.end, task)
      return owner.id
    }
    let path = backings.path(of: request.backing)
    if let owner, backings.path(of: owner.backing).number == path.number,
      !backings.kind(of: request.backing).isPathlessMemory
    {
      extend(owner, to: request.range.end, task)
      return owner.id
    }
    var load = Load(
      id: LoadID(rawValue: nextLoad), backing: request.backing, base: request.range.start,
      size: request.length, mapped: 0, began: record.ended, traits: [])
    nextLoad &+= 1
    load.identity = request.identity
    if !request.isFixed { load.traits.insert(.exactSize) }
    if request.flags & Flags.mapDenyWrite != 0 { load.traits.insert(.denyWrite) }
    if request.permissions.contains(.shared) { load.traits.insert(.shared) }
    if let here, here.load == .none, here.isUnusedReservation,
      here.range.end > request.range.end
    {
      let rest = AddressRange(start: request.range.end, end: here.range.end)
      spaces[task.space].space.tag(rest, load: load.id)
      load.mapped = rest.length
    }
    spaces[task.space].loads.insert(load, path)
    awaitCaller(of: .mmap, record, spaces[task.space].process)
    processes[spaces[task.space].process].history.hasLoadedSinceSample = true
    noteInterest(spaces[task.space].process)
    return load.id
  }

  /// Lets a load reach to the end of a segment that lies behind what its first mmap mapped: of loaders
  /// that reserve anonymous memory and map one segment after the other into it.
  private mutating func extend(_ load: Load, to end: UInt64, _ task: Task) {
    let (known, overflow) = load.base.addingReportingOverflow(load.size)
    guard !overflow, let reached = spaces[task.space].space.roundUp(known), end > reached else {
      return
    }
    spaces[task.space].loads.extend(load.id, to: end)
  }

  /// Settles what an operation did to the loads: pages that came first, then those that went, so
  /// that a load that replaces its own pages does not end.
  mutating func apply(_ space: Int, _ call: Syscall, at moment: Moment) {
    watchChange(space, call, at: moment)
    settleLoads(space, call, at: moment)
  }

  /// The same for the loads alone, where the pages themselves were told before.
  mutating func settleLoads(_ space: Int, _ call: Syscall, at moment: Moment) {
    guard options.recordsLoads else { return }
    for piece in changes.added where piece.load != .none {
      spaces[space].loads.add(
        piece.load, bytes: piece.range.length, traits: Self.traits(piece.permissions))
    }
    for piece in changes.removed where piece.load != .none {
      remove(piece, from: space, call, at: moment)
    }
    if call == .mremap { rebaseMoved(space, at: moment) }
  }

  static func traits(_ permissions: Permissions) -> Load.Traits {
    var traits: Load.Traits = []
    if permissions.contains(.execute) { traits.insert(.executable) }
    if permissions.contains(.write) { traits.insert(.writable) }
    return traits
  }

  private mutating func remove(
    _ piece: Mapping, from space: Int, _ call: Syscall, at moment: Moment
  ) {
    let process = spaces[space].process
    if let ended = spaces[space].loads.remove(
      piece.load, bytes: piece.range.length, call: call, at: moment)
    {
      spaces[space].loads.forget(ended.id, backings.path(of: ended.backing))
      // What was complete was there to stay: its end is an unloading.
      if !backings.kind(of: ended.backing).isPathlessMemory { noteInterest(process) }
      processes[process].history.recordsEvents = true
      note(ended: ended, of: process)
      if ended.traits.contains(.executable), processes[process].history.hasLoadedSinceSample {
        sample(process, at: moment)
      }
    } else if call != .mremap, let load = spaces[space].loads[piece.load],
      piece.range.contains(load.base)
    {
      findBase(of: load, in: space, at: moment)
    }
  }

  /// The lowest page of the file, after the one that was lowest went.
  private mutating func findBase(of load: Load, in space: Int, at moment: Moment) {
    var lowest: UInt64?
    let extent = AddressRange(start: load.base, length: max(load.size, 1))
    guard let extent else { return }
    spaces[space].space.forEach(overlapping: extent) { mapping in
      if mapping.load == load.id, mapping.backing == load.backing, lowest == nil {
        lowest = mapping.range.start
      }
    }
    guard let lowest, lowest != load.base else { return }
    rebase(load.id, to: lowest, in: space, at: moment)
  }

  private mutating func rebaseMoved(_ space: Int, at moment: Moment) {
    for piece in changes.added where piece.load != .none {
      guard let load = spaces[space].loads[piece.load], piece.backing == load.backing else {
        continue
      }
      let isStillThere = spaces[space].space.mapping(at: load.base)?.load == load.id
      if !isStillThere || piece.range.start < load.base {
        rebase(load.id, to: piece.range.start, in: space, at: moment)
      }
    }
  }

  private mutating func rebase(
    _ load: LoadID, to base: UInt64, in space: Int, at moment: Moment
  ) {
    let before = spaces[space].loads[load]?.base ?? base
    spaces[space].loads.rebase(load, to: base)
    let process = spaces[space].process
    guard processes[process].history.rebased.count < ProcessHistory.mostEvents else { return }
    processes[process].history.rebased.append((load, moment, before, base))
  }

  // MARK: Events

  mutating func noteMap(
    _ request: MapRequest, _ mapping: Mapping, _ record: CallRecord, _ task: Task
  ) {
    guard options.recordsLoads else { return }
    let what: ProcessHistory.Event.What
    if mapping.load == .none {
      what = .anonymous
    } else if request.backing == .anonymous {
      what = .zeroed
    } else if !request.isFixed {
      what = .reservation
    } else if request.permissions.contains(.execute) {
      what = .text
    } else if request.permissions.contains(.write) {
      what = .data
    } else {
      what = .readOnlyData
    }
    note(
      ProcessHistory.Event(
        at: record.ended, call: record.call, base: mapping.range.start, size: request.length,
        load: mapping.load, backing: mapping.backing, what: what,
        permissions: request.permissions, offset: request.offset, isFixed: request.isFixed),
      of: spaces[task.space].process)
  }

  private mutating func note(
    _ record: CallRecord, base: UInt64, size: UInt64, _ mapping: Mapping?,
    _ what: ProcessHistory.Event.What, _ task: Task, permissions: Permissions = [],
    pieces: UInt32 = 0
  ) {
    note(
      ProcessHistory.Event(
        at: record.ended, call: record.call, base: base, size: size, load: mapping?.load ?? .none,
        backing: mapping?.backing ?? .anonymous, what: what, permissions: permissions,
        pieces: pieces),
      of: spaces[task.space].process)
  }

  mutating func noteAnonymous(
    base: UInt64, size: UInt64, _ record: CallRecord, _ task: Task
  ) {
    guard options.recordsLoads else { return }
    note(record, base: base, size: size, nil, .anonymous, task)
  }

  /// An munmap: of what, as far as it is known.
  mutating func noteUnmap(
    _ range: AddressRange, length: UInt64, _ record: CallRecord, _ task: Task
  ) {
    guard options.recordsLoads else { return }
    let process = spaces[task.space].process
    if changes.removed.isEmpty || changes.removed.contains(where: { $0.load != .none }) {
      awaitCaller(of: .munmap, record, process)
    }
    if process == root {
      if changes.removed.contains(where: { $0.line == 0 }) { snapshotUse.hits += 1 }
      if changes.removed.isEmpty {
        // ld.so unmaps with the unrounded length of an object that was there.
        let isOfCode = length % options.pageSize != 0
        snapshotUse.contradict(at: record.ended, isProof: isOfCode)
      }
    }
    if changes.removed.isEmpty {
      guard !processes[process].isKnown else { return }
      processes[process].history.recordsEvents = true
      noteInterest(process)
      if processes[process].history.unknownUnmaps.count < ProcessHistory.mostEvents {
        processes[process].history.unknownUnmaps.append(
          .init(at: record.ended, start: range.start, length: length))
      }
      note(record, base: range.start, size: length, nil, .other, task)
      return
    }
    var seen = LoadID.none
    for piece in changes.removed where piece.load != .none && piece.load != seen {
      seen = piece.load
      guard let load = spaces[task.space].loads[seen] else { continue }
      let isWhole = range.start <= load.base && range.length >= load.mapped
      if !isWhole, !load.isComplete, piece.isUnusedReservation {
        // What ld.so reserved to align the object goes, and nothing of the object.
        note(record, base: range.start, size: length, nil, .anonymous, task)
        continue
      }
      if isWhole, range.start == load.base, !load.traits.contains(.exactSize) {
        spaces[task.space].loads.resize(seen, to: length)
      }
      if load.traits.contains(.executable) || processes[process].history.isOfInterest {
        processes[process].history.recordsEvents = true
      }
      note(
        record, base: range.start, size: length, piece, isWhole ? .wholeUnload : .partUnload,
        task, pieces: removedMappings(of: seen))
    }
    if seen == .none { note(record, base: range.start, size: length, nil, .anonymous, task) }
  }

  /// How many mappings of a load went, its .bss included, which a snapshot does not show as its own;
  /// what one line of /proc/PID/maps would show is one.
  @inline(__always)
  private func removedMappings(of load: LoadID) -> UInt32 {
    var count: UInt32 = 0
    var last: Mapping?
    for piece in changes.removed where piece.load == load || piece.load == .none {
      // What a snapshot shows as two lines were two.
      let isOfSnapshot = piece.line == 0 && last?.line == 0
      let continues = !isOfSnapshot && last?.isShownTogether(with: piece) == true
      if !continues { count &+= 1 }
      last = piece
    }
    return count
  }

  /// An mprotect: RELRO, where it makes the data of a load read-only.
  mutating func noteProtect(
    _ range: AddressRange, length: UInt64, _ permissions: Permissions, _ record: CallRecord,
    _ task: Task
  ) {
    guard options.recordsLoads, let mapping = spaces[task.space].space.mapping(at: range.start),
      let load = spaces[task.space].loads[mapping.load]
    else { return }
    spaces[task.space].loads.add(load.id, bytes: 0, traits: Self.traits(permissions))
    let isRelro = permissions == .read && load.traits.contains(.writable)
    if isRelro { spaces[task.space].loads.complete(load.id, at: record.ended) }
    let isHole = permissions.isDisjoint(with: .protection)
    note(
      record, base: range.start, size: length, mapping,
      isRelro ? .relro : (isHole ? .hole : .protection), task, permissions: permissions)
  }

  mutating func noteRemap(_ request: RemapRequest, _ record: CallRecord, _ task: Task) {
    guard options.recordsLoads, record.outcome.kind == .returned else { return }
    let moved = changes.added.first { $0.load != .none }
    note(
      record, base: request.oldAddress, size: request.oldLength, moved,
      moved == nil ? .anonymous : .moved, task)
  }

  /// An open that failed, of a name that was unmapped before.
  mutating func noteFailedOpen(
    _ record: CallRecord, _ text: Span<UInt8>, _ at: Int, _ task: Task
  ) {
    guard options.recordsLoads else { return }
    let process = spaces[task.space].process
    guard processes[process].history.recordsEvents else { return }
    let names = processes[process].history.endedNames
    // Most failures are of names that were never loaded: they are known before a path is made.
    if let place = StringLiteral.lastComponent(text, record.text.argument(at)) {
      let name = text.fingerprint(place)
      processes[process].history.tried.note(name)
      guard names.contains(name) else { return }
    }
    let folder = at == 1 ? record.text.argument(0) : nil
    guard !names.isEmpty,
      let path = openedPath(text, record.text.argument(at), from: folder, task)
    else { return }
    let name = TraceText(bytes: path).lastComponent.bytes
    guard names.contains(name.span.fingerprint(0..<name.count)) else { return }
    note(.init(kind: .openFailed(path: path), at: record.ended), of: process)
  }

  /// An open by a task failed, told in short by the fingerprint of the name that was asked for, without
  /// its folder: false where it is one of a file that was loaded.
  mutating func passesOver(failedOpen name: Int, _ task: Task) -> Bool {
    guard options.recordsLoads else { return true }
    let process = spaces[task.space].process
    guard processes[process].history.recordsEvents else { return true }
    if processes[process].history.endedNames.contains(name) { return false }
    processes[process].history.tried.note(name)
    return true
  }
}

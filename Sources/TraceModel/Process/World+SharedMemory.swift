extension World {
  /// A System V segment.
  struct Segment: Sendable {
    /// Its size in bytes, whole huge pages where it is of such.
    var size: UInt64
    /// The key under which it was asked for; 0 for IPC_PRIVATE.
    var key: UInt32
    var isHuge: Bool
  }

  /// shmget: the size of a segment, the largest asked for.
  mutating func getSegment(_ record: CallRecord, _ text: Span<UInt8>) {
    guard record.outcome.succeeded, let id = Int32(exactly: record.outcome.value),
      var size = Argument.number(text, record.text.argument(1)), size > 0
    else { return }
    let flags = Flags.segment(text, record.text.argument(2))
    let isHuge = flags & Flags.shmHugeTLB != 0
    if isHuge { size = size.roundedUp(toShift: Flags.hugeShift(flags)) ?? size }
    let key = Argument.number(text, record.text.argument(0)) ?? 0
    if segments[id] == nil, segments.count >= Limits.segments {
      // Which of them were removed is not read: the oldest most likely were.
      for old in segmentOrder.prefix(Limits.segments / 2) { segments[old] = nil }
      segmentOrder.removeFirst(Limits.segments / 2)
    }
    if segments[id] == nil { segmentOrder.append(id) }
    let former = segments[id]
    segments[id] = Segment(
      size: max(former?.size ?? 0, size), key: UInt32(truncatingIfNeeded: key),
      isHuge: isHuge || former?.isHuge == true)
  }

  /// shmat: the whole segment at the result; always shared (ipc/shm.c, do_shmat).
  mutating func attachSegment(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded,
      let number = Argument.number(text, record.text.argument(0)),
      let id = Int32(exactly: number), let segment = segments[id],
      let range = spaces[task.space].space.pages(
        from: address(record.outcome.value, task), length: segment.size)
    else { return }
    let flags = Flags.sharedMemory(text, record.text.argument(2))
    var permissions: Permissions = [.read, .shared]
    if flags & Flags.shmReadOnly == 0 { permissions.insert(.write) }
    if flags & Flags.shmExecute != 0 || task.readImpliesExecute { permissions.insert(.execute) }
    var traits: MappingTraits =
      segment.isHuge ? [.systemV, .hugeTLB] : spaces[task.space].lockOfNew.union(.systemV)
    if flags & Flags.shmReadOnly != 0 { traits.insert(.openedReadOnly) }
    if flags & Flags.shmRemap == 0 { makeRoom(range, for: record.task, task, at: record.ended) }
    // The kernel's name for it (ipc/shm.c, `newseg`); it is unlinked from the beginning.
    let hex = String(segment.key, radix: 16)
    let name = "/SYSV" + String(repeating: "0", count: 8 - hex.count) + hex
    var backing = Backing(
      kind: .systemV, shownName: TraceText(name + " (deleted)"), path: TraceText(name),
      isDeleted: true)
    backing.inode = UInt64(UInt32(bitPattern: id))
    let mapping = Mapping(
      range: range, backing: backings.number(of: backing), permissions: permissions,
      traits: traits, line: record.ended.line)
    changes.removeAll()
    spaces[task.space].space.map(mapping, changes: &changes)
    apply(task.space, .shmat, at: record.ended)
  }

  /// shmdt: what is left of the segment where it was attached.
  mutating func detachSegment(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    if case .detaching(_, isDone: true)? = underWay[record.task] { return }
    guard record.outcome.succeeded, let start = Argument.number(text, record.text.argument(0))
    else { return }
    detach(at: start, in: task.space, at: record.ended)
  }

  /// Takes out what is left of a segment where it was attached.
  mutating func detach(at start: UInt64, in space: Int, at moment: Moment) {
    var size: UInt64?
    if let mapping = spaces[space].space.lowestAttached(at: start),
      let id = backings[mapping.backing].inode.map({ Int32(truncatingIfNeeded: $0) })
    {
      size = segments[id]?.size
    }
    changes.removeAll()
    spaces[space].space.detach(address: start, segmentSize: size, changes: &changes)
    apply(space, .shmdt, at: moment)
  }
}

extension World {
  // MARK: What the arguments say

  /// A number that is an address: of a 32-bit program it has 32 bits, whatever strace made of its
  /// sign (4.8 extends it).
  func address(_ value: UInt64, _ task: Task) -> UInt64 {
    spaces[task.space].is32Bit ? value & 0xFFFF_FFFF : value
  }

  @inline(__always)
  func unmapRange(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task
  ) -> AddressRange? {
    guard let start = Argument.number(text, record.text.argument(0)),
      let length = Argument.number(text, record.text.argument(1))
    else { return nil }
    return spaces[task.space].space.pages(from: start, length: length)
  }

  func remapRequest(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task
  ) -> RemapRequest? {
    guard let old = Argument.number(text, record.text.argument(0)),
      var oldLength = Argument.number(text, record.text.argument(1)),
      var newLength = Argument.number(text, record.text.argument(2))
    else { return nil }
    // Both lengths are rounded up to huge pages (mm/mremap.c, `check_prep_vma`).
    if let traits = spaces[task.space].space.mapping(at: old)?.traits, traits.contains(.hugeTLB) {
      let shift: UInt8 = traits.contains(.giantPages) ? 30 : 21
      oldLength = oldLength.roundedUp(toShift: shift) ?? oldLength
      newLength = newLength.roundedUp(toShift: shift) ?? newLength
    }
    let flags = Flags.remap(text, record.text.argument(3))
    return RemapRequest(
      oldAddress: old, oldLength: oldLength, newLength: newLength,
      mayMove: flags & Flags.remapMayMove != 0, fixed: flags & Flags.remapFixed != 0,
      dontUnmap: flags & Flags.remapDontUnmap != 0,
      newAddress: Argument.number(text, record.text.argument(4)) ?? 0, line: record.ended.line)
  }

  /// What a brk that lowers the break will take away.
  func shrinkRange(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task
  ) -> AddressRange? {
    guard let asked = Argument.number(text, record.text.argument(0)), asked != 0,
      let current = spaces[task.space].programBreak, asked < current,
      let low = spaces[task.space].space.roundUp(asked),
      let high = spaces[task.space].space.roundUp(current)
    else { return nil }
    return AddressRange(start: low, end: high)
  }

  // MARK: Order

  /// Makes room where the kernel placed pages by itself.
  ///
  /// Rule: lines of tasks that share an address space are in the order in which strace saw the calls
  /// end, which is not always the kernel's. The kernel never places a mapping over another; where
  /// it seems so, a call of a sharing task that is still under way came first.
  mutating func makeRoom(_ range: AddressRange, for id: Int32, _ task: Task, at moment: Moment) {
    if !supposedThreads.isEmpty { noteSupposed(range, by: id) }
    guard spaces[task.space].space.overlapsAny(range) else { return }
    defer { addressWatch?.task = id }
    for (other, call) in underWay where other != id {
      // The ranges are compared first: thousands of threads may be at it.
      switch call {
      case .unmapping(let freed, isDone: false) where freed.overlaps(range):
        guard shares(other, task.space) else { continue }
        remove(freed, task.space, .munmap, at: moment)
        underWay[other] = .unmapping(freed, isDone: true)
      case .shrinking(let freed, isDone: false) where freed.overlaps(range):
        guard shares(other, task.space) else { continue }
        remove(freed, task.space, .brk, at: moment)
        underWay[other] = .shrinking(freed, isDone: true)
      case .detaching(let address, isDone: false):
        guard shares(other, task.space) else { continue }
        detach(at: address, in: task.space, at: moment)
        underWay[other] = .detaching(address, isDone: true)
      case .remapping(let request, moved: nil) where !request.dontUnmap:
        guard shares(other, task.space) else { continue }
        setAside(request, of: other, in: task.space, ifOverlapping: range)
        watchChange(task.space, .mremap, at: moment)
      default:
        break
      }
    }
    guard spaces[task.space].space.overlapsAny(range) else { return }
    overlays += 1
    contradict(range, by: id)
    if task.process == root { snapshotUse.contradict(at: moment) }
  }

  /// Whether a task uses an address space; what changes from here on is by its call.
  private mutating func shares(_ other: Int32, _ space: Int) -> Bool {
    guard tasks[other]?.space == space else { return false }
    addressWatch?.task = other
    return true
  }

  /// Takes the old pages of an mremap that is under way out of the way; where it puts them is known
  /// when it is over.
  private mutating func setAside(
    _ request: RemapRequest, of other: Int32, in space: Int, ifOverlapping range: AddressRange
  ) {
    guard
      let old = spaces[space].space.pages(
        from: request.oldAddress, length: request.oldLength), old.overlaps(range)
    else { return }
    var aside = AddressSpace(pageSize: spaces[space].space.pageSize)
    changes.removeAll()
    spaces[space].space.unmap(old, changes: &changes)
    var ignored = AddressSpaceChanges()
    for piece in changes.removed { aside.map(piece, changes: &ignored) }
    underWay[other] = .remapping(request, moved: aside)
  }

  /// Unmaps a range for a call and settles what loads that ended.
  mutating func remove(_ range: AddressRange, _ space: Int, _ call: Syscall, at moment: Moment) {
    changes.removeAll()
    spaces[space].space.unmap(range, changes: &changes)
    apply(space, call, at: moment)
  }

  // MARK: Calls

  mutating func unmap(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    if case .unmapping(_, isDone: true)? = underWay[record.task] { return }
    guard record.outcome.succeeded, let range = unmapRange(record, text, task), !range.isEmpty,
      let length = Argument.number(text, record.text.argument(1))
    else { return }
    changes.removeAll()
    spaces[task.space].space.unmap(range, changes: &changes)
    noteUnmap(range, length: length, record, task)
    apply(task.space, .munmap, at: record.ended)
    watchTouch(range, length: length, .munmap, task, at: record.ended)
  }

  mutating func protect(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let outcome = record.outcome
    guard outcome.kind == .failed || outcome.succeeded, !outcome.isInjected,
      let start = Argument.number(text, record.text.argument(0)),
      let length = Argument.number(text, record.text.argument(1)),
      let range = spaces[task.space].space.pages(from: start, length: length)
    else { return }
    let bits = Flags.protection(text, record.text.argument(2))
    let permissions = self.permissions(bits, task)
    spaces[task.space].space.protect(
      range, permissions: permissions, growsDown: bits & Flags.growsDownProtection != 0,
      failure: outcome.kind == .failed ? outcome.error : nil)
    watchChange(task.space, record.call, at: record.ended)
    if outcome.kind == .returned {
      noteProtect(range, length: length, permissions, record, task)
      watchTouch(
        range, length: length, record.call, permissions: permissions, task, at: record.ended)
    }
  }

  /// PROT_READ brings PROT_EXEC with it under READ_IMPLIES_EXEC (mm/mmap.c, do_mmap).
  @inline(__always)
  func permissions(_ bits: UInt64, _ task: Task) -> Permissions {
    var permissions = Permissions(rawValue: UInt8(truncatingIfNeeded: bits & 7))
    if task.readImpliesExecute, permissions.contains(.read) { permissions.insert(.execute) }
    return permissions
  }

  mutating func remap(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard !record.outcome.isInjected, let request = remapRequest(record, text, task) else { return }
    let result = address(record.outcome.value, task)
    if case .remapping(_, moved: .some(var aside))? = underWay[record.task] {
      putBack(&aside, request, record, result: result, task)
      return
    }
    changes.removeAll()
    if record.outcome.kind == .failed {
      spaces[task.space].space.remap(request, failure: record.outcome.error, changes: &changes)
    } else if record.outcome.kind == .returned {
      if let placed = placedRange(request, result: result, task) {
        makeRoom(placed, for: record.task, task, at: record.ended)
        changes.removeAll()
      }
      spaces[task.space].space.remap(request, result: result, changes: &changes)
    }
    noteRemap(request, record, task)
    apply(task.space, .mremap, at: record.ended)
    if record.outcome.kind == .returned { watchRemap(request, result: result, record, task) }
  }

  /// Where an mremap got pages at which the kernel had found nothing: all of a new place, unless
  /// MREMAP_FIXED named it, or what was added behind the old one (mm/mremap.c, `vma_expandable`).
  private func placedRange(
    _ request: RemapRequest, result: UInt64, _ task: Task
  ) -> AddressRange? {
    guard let target = spaces[task.space].space.pages(from: result, length: request.newLength)
    else { return nil }
    guard result == request.oldAddress else { return request.fixed ? nil : target }
    guard
      let source = spaces[task.space].space.pages(
        from: request.oldAddress, length: request.oldLength),
      !source.isEmpty, source.end < target.end
    else { return nil }
    return AddressRange(start: source.end, end: target.end)
  }

  /// Ends an mremap whose old pages had to make room.
  private mutating func putBack(
    _ aside: inout AddressSpace, _ request: RemapRequest, _ record: CallRecord, result: UInt64,
    _ task: Task
  ) {
    var moved = AddressSpaceChanges()
    if record.outcome.kind == .returned {
      // Where its old pages were, others lie by now: what has to make room is at a new place.
      if result != request.oldAddress, let placed = placedRange(request, result: result, task) {
        makeRoom(placed, for: record.task, task, at: record.ended)
      }
      aside.remap(request, result: result, changes: &moved)
    }
    changes.removeAll()
    for piece in aside.mappings(overlapping: AddressRange(start: 0, end: .max)) {
      spaces[task.space].space.map(piece, changes: &changes)
    }
    // The pages had left without their loads being told: what they come back to is no gain, but
    // what the call itself moved, added or cut off is.
    for index in changes.added.indices { changes.added[index].load = .none }
    apply(task.space, .mremap, at: record.ended)
    changes = moved
    settleLoads(task.space, .mremap, at: record.ended)
  }

  mutating func moveBreak(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded else { return }
    let now = address(record.outcome.value, task)
    compareHeap(now, by: record.task, task.space)
    defer {
      spaces[task.space].programBreak = now
      spaces[task.space].breakTold = record.task
    }
    if case .shrinking(_, isDone: true)? = underWay[record.task] { return }
    guard let before = spaces[task.space].programBreak ?? unnamedBreak(record, text, task),
      now != before
    else { return }
    if now > before,
      let grown = spaces[task.space].space.pages(
        from: spaces[task.space].space.roundUp(before) ?? before, length: now - before)
    {
      makeRoom(grown, for: record.task, task, at: record.ended)
    }
    changes.removeAll()
    spaces[task.space].space.moveBreak(
      from: before, to: now, permissions: permissions(3, task),
      traits: spaces[task.space].lockOfNew, line: record.ended.line, changes: &changes)
    noteAnonymous(
      base: min(before, now), size: max(before, now) - min(before, now), record, task)
    apply(task.space, .brk, at: record.ended)
  }

  /// The break before the first brk of a process whose heap pmap shows without its name: the heap is the
  /// private anonymous memory that reaches up to the break, the last below what was asked for.
  private func unnamedBreak(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task
  ) -> UInt64? {
    guard spaces[task.space].hasUnnamedHeap,
      let asked = Argument.number(text, record.text.argument(0)), asked > 0,
      asked == record.outcome.value, let below = AddressRange(start: 0, length: asked)
    else { return nil }
    var last: Mapping?
    spaces[task.space].space.forEach(overlapping: below) { last = $0 }
    guard let last, last.isAnonymous, !last.permissions.contains(.shared),
      last.permissions.contains(.write)
    else { return nil }
    return last.range.end
  }

  mutating func remapFilePages(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    let outcome = record.outcome
    guard outcome.kind == .failed || outcome.succeeded, !outcome.isInjected,
      let start = Argument.number(text, record.text.argument(0)),
      let size = Argument.number(text, record.text.argument(1)),
      let pageOffset = Argument.number(text, record.text.argument(3))
    else { return }
    changes.removeAll()
    if outcome.kind == .failed {
      // A protection other than 0 is refused before anything else (remap_file_pages(2)).
      guard Flags.protection(text, record.text.argument(2)) == 0 else { return }
      spaces[task.space].space.remapFilePages(
        address: start, size: size, failure: outcome.error, changes: &changes)
    } else {
      spaces[task.space].space.remapFilePages(
        address: start, size: size, pageOffset: pageOffset,
        readImpliesExecute: task.readImpliesExecute, line: record.ended.line, changes: &changes)
    }
    apply(task.space, .remap_file_pages, at: record.ended)
  }

  mutating func seal(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.outcome.succeeded, let range = unmapRange(record, text, task) else { return }
    spaces[task.space].space.seal(range)
  }
}

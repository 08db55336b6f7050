extension World {
  /// What mmap asked for, and got.
  struct MapRequest {
    var range: AddressRange
    var length: UInt64
    var flags: UInt64
    var permissions: Permissions
    var backing: BackingID
    var offset: UInt64
    var traits: MappingTraits

    var isFixed: Bool {
      flags & Flags.mapFixed != 0 && flags & Flags.mapFixedNoReplace == 0
    }
    var isAnonymous: Bool { flags & Flags.mapAnonymous != 0 }
  }

  /// mmap, mmap2, old_mmap.
  mutating func map(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    guard record.text.count >= 6, !record.outcome.isInjected,
      let length = Argument.number(text, record.text.argument(1))
    else { return }
    let flags = Flags.map(text, record.text.argument(3))
    if record.outcome.kind == .failed {
      failHuge(record, text, task, length: length, flags: flags)
      return
    }
    guard record.outcome.kind == .returned else { return }
    let start = address(record.outcome.value, task)
    guard let range = mappedRange(start, length, flags, task), !range.isEmpty else { return }
    var request = MapRequest(
      range: range, length: length, flags: flags,
      permissions: permissions(Flags.protection(text, record.text.argument(2)), task),
      backing: .anonymous, offset: 0, traits: [])
    let type = flags & Flags.mapTypeMask
    if type == Flags.mapShared || type == Flags.mapSharedValidate {
      request.permissions.insert(.shared)
    }
    if flags & Flags.mapGrowsDown != 0, !request.permissions.contains(.shared) {
      request.traits.insert(.growsDown)
    }
    if flags & Flags.mapHugeTLB != 0 { request.traits.insert(.hugeTLB) }
    setBacking(&request, record, text, task)
    if !request.isFixed { makeRoom(range, for: record.task, task, at: record.ended) }
    let mapping = Mapping(
      range: range, offset: request.offset, backing: request.backing,
      load: options.recordsLoads ? load(for: request, record, task) : .none,
      permissions: request.permissions, traits: request.traits, line: record.ended.line)
    changes.removeAll()
    spaces[task.space].space.map(mapping, changes: &changes)
    noteMap(request, mapping, record, task)
    apply(task.space, record.call, at: record.ended)
  }

  /// The pages of a mapping; of huge pages whole ones (2 MiB where the flags name no size).
  private func mappedRange(
    _ start: UInt64, _ length: UInt64, _ flags: UInt64, _ task: Task
  ) -> AddressRange? {
    guard flags & Flags.mapHugeTLB != 0 else {
      return spaces[task.space].space.pages(from: start, length: length)
    }
    let shift = flags >> Flags.mapHugeShift & 0x3F
    let size: UInt64 = 1 << (shift == 0 ? 21 : shift)
    let (sum, overflow) = length.addingReportingOverflow(size - 1)
    guard !overflow, start & (spaces[task.space].space.pageSize - 1) == 0 else { return nil }
    return AddressRange(start: start, length: sum & ~(size - 1))
  }

  /// MAP_FIXED|MAP_HUGETLB that fails with ENOMEM has unmapped what was there before.
  private mutating func failHuge(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task, length: UInt64, flags: UInt64
  ) {
    guard record.outcome.error == .outOfMemory, flags & Flags.mapHugeTLB != 0,
      flags & Flags.mapFixed != 0, flags & Flags.mapFixedNoReplace == 0,
      let start = Argument.number(text, record.text.argument(0)),
      let range = mappedRange(start, length, flags, task)
    else { return }
    remove(range, task.space, record.call, at: record.ended)
  }

  private mutating func setBacking(
    _ request: inout MapRequest, _ record: CallRecord, _ text: Span<UInt8>, _ task: Task
  ) {
    if request.isAnonymous {
      if request.permissions.contains(.shared), !request.traits.contains(.hugeTLB) {
        let name = TraceText("/dev/zero (deleted)")
        request.backing = backings.newNumber(
          of: Backing(kind: .sharedAnonymous, shownName: name, path: TraceText("/dev/zero")))
      }
      return
    }
    request.offset = Argument.number(text, record.text.argument(5)) ?? 0
    let file = mappedFile(record.text.argument(4), text, task)
    var backing = file.backing
    if backing.path == TraceText("/dev/zero") {
      if request.permissions.contains(.shared) {
        backing.kind = .sharedAnonymous
        request.backing = backings.newNumber(of: backing)
        return
      }
      request.traits.insert(.privateZero)
    }
    request.backing = backings.number(of: backing)
    if file.isReadOnly == true, request.permissions.contains(.shared) {
      request.traits.insert(.openedReadOnly)
    }
  }

  /// The file that a descriptor argument means: by `-y`, else by the opens of the log.
  private func mappedFile(
    _ argument: Range<Int>, _ text: Span<UInt8>, _ task: Task
  ) -> (backing: Backing, isReadOnly: Bool?) {
    let number = Argument.descriptor(text, argument) ?? -1
    let open = files[task.files][number]
    if let shown = Argument.decoration(text, argument) {
      let name = StringLiteral.unescape(text, shown.content)
      // The number may mean another file than the one whose open is in the log.
      let isSame = open?.shownHash == name.hashValue || open?.path == name
      return (
        .file(shown: name, isDeleted: shown.isDeleted), isSame ? open?.isReadOnly : nil
      )
    }
    if let path = open?.path {
      let isMemory = path.starts(with: Array("/memfd:".utf8))
      return (.file(shown: path, isDeleted: isMemory), open?.isReadOnly)
    }
    let nothing = TraceText(bytes: [])
    return (Backing(kind: .unknownFile, shownName: nothing, path: nothing), open?.isReadOnly)
  }
}

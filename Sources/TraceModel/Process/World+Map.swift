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
    var identity: FileIdentity?

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
      noteRefused(record, text, task, flags: flags)
      return
    }
    guard record.outcome.kind == .returned else { return }
    let start = address(record.outcome.value, task)
    let file =
      flags & Flags.mapAnonymous == 0 ? mappedFile(record.text.argument(4), text, task) : nil
    let hugeShift = hugeShift(flags, file)
    guard let range = mappedRange(start, length, hugeShift, task), !range.isEmpty else { return }
    var request = MapRequest(
      range: range, length: length, flags: flags,
      permissions: permissions(Flags.protection(text, record.text.argument(2)), task),
      backing: .anonymous, offset: 0, traits: [])
    sweepBackings()
    let type = flags & Flags.mapTypeMask
    if type == Flags.mapShared || type == Flags.mapSharedValidate {
      request.permissions.insert(.shared)
    }
    setTraits(&request, hugeShift, task)
    if let file {
      setBacking(&request, file, record, text, task)
    } else {
      setAnonymous(&request)
    }
    if request.backing != .anonymous, request.permissions.contains(.write),
      !request.permissions.contains(.shared), flags & (Flags.mapNoReserve | Flags.mapHugeTLB) == 0
    {
      request.traits.insert(.accounted)
    }
    if request.isFixed, request.backing == .anonymous, !request.permissions.contains(.shared),
      spaces[task.space].space.mapping(at: range.start)?.traits.contains(.heap) == true
    {
      // What lies between the first break and the last is the heap, whoever mapped it (mm/util.c and
      // fs/proc/task_mmu.c, `vma_is_initial_heap`).
      request.traits.insert(.heap)
    }
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

  /// How large the huge pages of a mapping are, as a power of two; 0 where it has none.
  ///
  /// Those of a file are what the file has (mm/mmap.c, `ksys_mmap_pgoff`).
  @inline(__always)
  private func hugeShift(_ flags: UInt64, _ file: MappedFile?) -> UInt8 {
    if let file {
      if let shift = file.facts?.hugeShift, shift != 0 { return shift }
      // Where systemd mounts hugetlbfs.
      return backings.isFile(file.backing, below: Self.hugePages) ? 21 : 0
    }
    return flags & Flags.mapHugeTLB != 0 ? Flags.hugeShift(flags) : 0
  }

  /// What a mapping is besides its file (mm/mmap.c, `calc_vm_flag_bits`).
  @inline(__always)
  private func setTraits(_ request: inout MapRequest, _ hugeShift: UInt8, _ task: Task) {
    let flags = request.flags
    if flags & Flags.mapGrowsDown != 0, !request.permissions.contains(.shared) {
      request.traits.insert(.growsDown)
    }
    if hugeShift != 0 {
      request.traits.insert(.hugeTLB)
      if hugeShift >= 30 { request.traits.insert(.giantPages) }
      return
    }
    if flags & Flags.mapNoReserve != 0 { request.traits.insert(.noReserve) }
    if flags & Flags.mapStack != 0 { request.traits.insert(.noHugePages) }
    request.traits.formUnion(spaces[task.space].lockOfNew)
    if flags & Flags.mapLocked != 0 { request.traits.insert(.locked) }
  }

  /// The pages of a mapping; of huge pages whole ones.
  @inline(__always)
  private func mappedRange(
    _ start: UInt64, _ length: UInt64, _ hugeShift: UInt8, _ task: Task
  ) -> AddressRange? {
    guard hugeShift != 0 else {
      return spaces[task.space].space.pages(from: start, length: length)
    }
    guard start & (spaces[task.space].space.pageSize - 1) == 0,
      let whole = length.roundedUp(toShift: hugeShift)
    else { return nil }
    return AddressRange(start: start, length: whole)
  }

  /// MAP_FIXED|MAP_HUGETLB that fails with ENOMEM has unmapped what was there before.
  private mutating func failHuge(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task, length: UInt64, flags: UInt64
  ) {
    guard record.outcome.error == .outOfMemory, flags & Flags.mapHugeTLB != 0,
      flags & Flags.mapFixed != 0, flags & Flags.mapFixedNoReplace == 0,
      let start = Argument.number(text, record.text.argument(0)),
      let range = mappedRange(start, length, Flags.hugeShift(flags), task)
    else { return }
    remove(range, task.space, record.call, at: record.ended)
  }

  /// A part of an object that cannot be mapped over what its first mmap reserved: ld.so gives the object
  /// up then, and may leave what is mapped (elf/dl-map-segments.h, `_dl_map_segments`).
  private mutating func noteRefused(
    _ record: CallRecord, _ text: Span<UInt8>, _ task: Task, flags: UInt64
  ) {
    guard options.recordsLoads, flags & Flags.mapFixed != 0,
      let start = Argument.number(text, record.text.argument(0)),
      let mapping = spaces[task.space].space.mapping(at: start)
    else { return }
    spaces[task.space].loads.refuse(mapping.load, at: record.ended)
  }

  private mutating func setAnonymous(_ request: inout MapRequest) {
    mapsAnonymous = true
    if request.traits.contains(.hugeTLB) {
      request.backing = backings.newUnnamed(isHuge: true)
    } else if request.permissions.contains(.shared) {
      request.backing = backings.newUnnamed(isHuge: false)
    }
  }

  private mutating func setBacking(
    _ request: inout MapRequest, _ file: MappedFile, _ record: CallRecord, _ text: Span<UInt8>,
    _ task: Task
  ) {
    request.offset = offset(record, text)
    request.backing = file.backing
    request.identity = file.facts?.identity
    if file.facts?.isNoted == true { files[task.files].use(file.number) }
    if backings.isFile(file.backing, named: Self.zeroDevice) {
      if request.permissions.contains(.shared) {
        request.backing = backings.newUnnamed(isHuge: false)
        return
      }
      request.traits.insert(.privateZero)
    }
    if file.facts?.isReadOnly == true, request.permissions.contains(.shared) {
      request.traits.insert(.openedReadOnly)
    }
  }

  /// Where in its file a mapping begins, in bytes.
  ///
  /// Rule: the kernel takes the offset of mmap2 in units of 4096 bytes (mmap2(2)); strace up to 4.7
  /// prints it so, later ones print bytes (mem.c, `sys_mmap`, `sys_mmap_pgoff`). One that is no
  /// multiple of 4096 can only be of the former, and then all behind it are.
  private mutating func offset(_ record: CallRecord, _ text: Span<UInt8>) -> UInt64 {
    let told = Argument.number(text, record.text.argument(5)) ?? 0
    guard record.call == .mmap2 else { return told }
    if told & 0xFFF != 0 { mapsInUnits = true }
    // What exceeds 32 bits is no number of units.
    return mapsInUnits && told <= UInt64(UInt32.max) ? told << 12 : told
  }

  /// A file that is mapped.
  private struct MappedFile: BitwiseCopyable {
    var backing: BackingID
    /// Its descriptor.
    var number: Int32
    /// What is known of it from its open.
    var facts: OpenFile.Facts?
  }

  /// The file that a descriptor argument means: by `-y`, else by the opens of the log.
  private mutating func mappedFile(
    _ argument: Range<Int>, _ text: Span<UInt8>, _ task: Task
  ) -> MappedFile {
    let number = Argument.descriptor(text, argument) ?? -1
    let facts = files[task.files].facts(of: number)
    if let shown = Argument.decoration(text, argument) {
      // The number may mean another file than the one whose open is in the log.
      let name = text.fingerprint(shown.content)
      return MappedFile(
        backing: shownFile(shown, name, text), number: number,
        facts: facts?.shownHash == name ? facts : nil)
    }
    if var path = files[task.files][number]?.path {
      let isMemory = path.starts(with: Array("/memfd:".utf8))
      if PathName.isRelative(path) {
        // Where it stood may have been told since it was opened.
        path = PathName.join(directories[task.directory], path)
        if PathName.isRelative(path) { relativeMaps += 1 }
      }
      return MappedFile(
        backing: backings.number(of: .file(shown: path, isDeleted: isMemory)), number: number,
        facts: facts)
    }
    namelessMaps += 1
    mapsRawDescriptors = mapsRawDescriptors || text.has("0x", at: argument.lowerBound)
    let nothing = TraceText(bytes: [])
    let unknown = Backing(kind: .unknownFile, shownName: nothing, path: nothing)
    return MappedFile(backing: backings.number(of: unknown), number: number, facts: facts)
  }

  /// The file of a decoration; most are mapped several times in a row, and are known by their hash.
  private mutating func shownFile(
    _ shown: Decoration, _ name: Int, _ text: Span<UInt8>
  ) -> BackingID {
    let key = Self.key(of: shown, name)
    if let known = shownNames[key] { return known }
    let id = backings.number(
      of: .file(
        shown: StringLiteral.unescape(text, shown.content), isDeleted: shown.isDeleted))
    shownNames[key] = id
    return id
  }

  /// What a decoration is known by, of whose name this is the fingerprint.
  private static func key(of shown: Decoration, _ name: Int) -> Int {
    shown.isDeleted ? ~name : name
  }

  /// The path of a decoration, where a file of that name is or was mapped.
  @inline(__always)
  func shownPath(
    _ shown: Decoration, _ name: Int, _ text: Span<UInt8>
  ) -> BackingTable.PathFacts? {
    if let known = shownNames[Self.key(of: shown, name)] { return backings.path(of: known) }
    let path = ReplacedName.strip(StringLiteral.unescape(text, shown.content))
    return backings.facts(of: TraceText(bytes: path))
  }

  private static let zeroDevice = Array("/dev/zero".utf8)
  private static let hugePages = Array("/dev/hugepages/".utf8)

  /// The highest address of a program's half at which something is known to be mapped, or 0; a few tasks
  /// show it.
  var highestAddress: UInt64 {
    let users = AddressRange(start: 0, end: 1 << 63)
    var highest: UInt64 = 0
    for id in tasks.sortedKeys.prefix(16) {
      guard let task = tasks[id] else { continue }
      spaces[task.space].space.forEach(overlapping: users) {
        highest = max(highest, $0.range.start)
      }
    }
    return highest
  }
}

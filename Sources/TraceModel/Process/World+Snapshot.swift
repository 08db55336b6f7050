extension World {
  /// The address space that a snapshot shows, with its objects as loads.
  mutating func state(from snapshot: Snapshot) -> SpaceState {
    var state = SpaceState()
    state.space = AddressSpace(pageSize: options.pageSize)
    var grouping = LoadGrouping()
    var ignored = AddressSpaceChanges()
    var last: Mapping?
    state.hasUnnamedHeap = snapshot.form.lacks.contains(.specialNames)
    for (line, number) in zip(snapshot.lines, snapshot.numbers) {
      let backing = Self.backing(of: line)
      let traits = Self.traits(of: line)
      let isUnnamed = backing.kind == .anonymous && !traits.contains(.named)
      let id = isUnnamed ? .anonymous : backings.number(of: backing)
      var mapping = Mapping(
        range: line.range, offset: backing.kind == .anonymous ? 0 : line.offset ?? 0, backing: id,
        permissions: line.permissions, traits: traits, line: 0)
      if backing.kind != .anonymous, !line.permissions.contains(.shared),
        line.permissions.contains(.write), !traits.contains(.hugeTLB)
      {
        mapping.traits.insert(.accounted)
      }
      if last?.isShownTogether(with: mapping) == true { mapping.traits.insert(.apart) }
      last = mapping
      if backing.kind != .anonymous, backing.kind != .special {
        if grouping.startsLoad(line) {
          var moment = Moment()
          moment.line = number
          state.loads.insert(
            Load(
              id: LoadID(rawValue: nextLoad), backing: id, base: line.range.start, size: 0,
              mapped: 0, began: moment, traits: .fromSnapshot), backings.path(of: id))
          nextLoad &+= 1
        }
        mapping.load = LoadID(rawValue: nextLoad &- 1)
        var traits = Self.traits(line.permissions)
        if line.permissions.contains(.shared) { traits.insert(.shared) }
        state.loads.add(mapping.load, bytes: line.range.length, traits: traits)
        state.loads.extend(mapping.load, to: line.range.end)
      }
      if line.name == Array("[heap]".utf8) { state.programBreak = line.range.end }
      state.space.map(mapping, changes: &ignored)
      ignored.removeAll()
    }
    return state
  }

  private static func isNamedAnonymous(_ line: MapsLine) -> Bool {
    line.name.starts(with: Array("[anon:".utf8))
  }

  private static func backing(of line: MapsLine) -> Backing {
    let shown = TraceText(bytes: line.name)
    if line.name.isEmpty || line.name.starts(with: Array("[heap]".utf8)) || isNamedAnonymous(line) {
      return Backing(kind: .anonymous, shownName: shown, path: shown)
    }
    if line.name.first == UInt8(ascii: "[") {
      return Backing(kind: .special, shownName: shown, path: shown)
    }
    let stripped = ReplacedName.strip(line.name)
    var backing = Backing(
      kind: .file, shownName: shown, path: TraceText(bytes: stripped),
      isDeleted: stripped.count != line.name.count, device: line.device, inode: line.inode)
    if line.isSharedAnonymous { backing.kind = .sharedAnonymous }
    if stripped == Self.hugePages { backing.kind = .hugePages }
    if line.isSystemV { backing.kind = .systemV }
    return backing
  }

  private static let hugePages = Array("/anon_hugepage".utf8)

  private static func traits(of line: MapsLine) -> MappingTraits {
    if line.name == Array("[heap]".utf8) { return .heap }
    if isNamedAnonymous(line) { return .named }
    if ReplacedName.strip(line.name) == hugePages
      || line.name.starts(with: Array("/dev/hugepages/".utf8))
    {
      return .hugeTLB
    }
    if line.name == Array("[stack]".utf8) { return .growsDown }
    if line.name.starts(with: Array("/SYSV".utf8)) { return .systemV }
    if line.name == Array("/dev/zero".utf8), !line.permissions.contains(.shared) {
      return .privateZero
    }
    return []
  }

  /// The program of a snapshot: the lowest file with executable pages that is no shared library.
  static func program(of snapshot: Snapshot) -> [UInt8]? {
    for line in snapshot.lines where line.permissions.contains(.execute) {
      guard line.name.first == UInt8(ascii: "/") else { continue }
      let name = TraceText(bytes: ReplacedName.strip(line.name))
      if ObjectNaming.isSharedObject(name) || ObjectNaming.isInterpreter(name) { continue }
      return name.bytes
    }
    return nil
  }
}

/// Tells which lines of a snapshot are of one load.
///
/// Lines of one file follow each other with growing offsets; an offset that falls back begins another
/// load of the same file, but for the data segment of a small object, which may begin in the page in
/// which the text ends: that follows without a gap, behind executable pages, before any writable one.
struct LoadGrouping {
  private var last: MapsLine?
  private var hasExecutable = false
  private var hasWritable = false

  /// Whether a line begins a load; lines of files in the order of their addresses.
  mutating func startsLoad(_ line: MapsLine) -> Bool {
    defer {
      last = line
      hasExecutable = hasExecutable || line.permissions.contains(.execute)
      hasWritable = hasWritable || line.permissions.contains(.write)
    }
    guard let last, last.name == line.name, last.inode == line.inode,
      last.device == line.device, continues(last, line)
    else {
      hasExecutable = false
      hasWritable = false
      return true
    }
    return false
  }

  private func continues(_ last: MapsLine, _ line: MapsLine) -> Bool {
    guard let lastOffset = last.offset, let offset = line.offset else {
      // Without offsets, what cannot be written behind what can begins another load.
      return !hasWritable || line.permissions.contains(.write)
    }
    if offset > lastOffset { return true }
    let isAdjacent = last.range.end == line.range.start
    if offset == lastOffset, isAdjacent, line.permissions != last.permissions { return true }
    return isAdjacent && hasExecutable && !hasWritable
      && !line.permissions.contains(.execute)
  }
}

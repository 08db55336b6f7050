extension FateJudge {
  /// Where an object lies after the line `order`.
  func placement(_ loads: [Load], after order: Int, _ object: ObjectHistory) -> Placement? {
    guard let load = loads.min(by: { base($0, order) < base($1, order) }) else {
      guard order == window.from, let unmap = object.matchedUnmap,
        !object.rules.contains("ambiguousExtent")
      else { return nil }
      return Placement(base: unmap.start, size: unmap.length, shownName: object.path)
    }
    let backing = facts.backings[load.backing]
    var placement = Placement(
      base: base(load, order), size: load.size, device: backing.device, inode: backing.inode,
      deleted: backing.isDeleted && backing.kind == .file, shownName: backing.shownName,
      segments: view.segments(of: load, timeline, facts))
    if let line = afterLine(load, order) {
      placement.device = placement.device ?? line.device
      placement.inode = placement.inode ?? line.inode
      let stripped = ReplacedName.strip(line.name)
      if order == window.to, backing.kind == .file {
        placement.deleted = placement.deleted || stripped.count != line.name.count
      }
    }
    return placement
  }

  private func base(_ load: Load, _ order: Int) -> UInt64 {
    timeline.base(of: load, after: order)
  }

  /// The line of the snapshot after the log that shows a load: the load must live to its end.
  private func afterLine(_ load: Load, _ order: Int) -> MapsLine? {
    guard load.end == .none, let after = facts.after,
      facts.snapshotPID == nil || facts.snapshotPID == timeline.process.pid
    else { return nil }
    let path = facts.backings[load.backing].path
    let base = timeline.base(of: load, after: facts.lastOrder)
    guard let line = after.lines.first(where: { $0.range.start == base }) else { return nil }
    let name = TraceText(bytes: ReplacedName.strip(line.name))
    let isNameless = facts.backings[load.backing].kind == .unknownFile
    return name == path || isNameless || !facts.hasResolvedNames ? line : nil
  }

  /// When loads of the object were mapped, for the lanes of a picture.
  func spans(_ object: ObjectHistory, _ fate: Fate) -> [MappedSpan] {
    var spans: [MappedSpan] = []
    if let unmap = object.matchedUnmap {
      spans.append(
        MappedSpan(
          from: nil, to: facts.instant(unmap.at), base: unmap.start, size: unmap.length))
    }
    for load in object.before + object.made {
      let isOver = load.end != .none && load.ended.order <= window.to
      spans.append(
        MappedSpan(
          from: load.began.order > window.from ? facts.instant(load.began) : nil,
          to: isOver ? facts.instant(load.ended) : nil,
          gaveUp: isOver && !load.isComplete && load.began.order > window.from
            && (facts.showsProtects || fate == .failed) && timeline.isCode(load),
          base: timeline.base(of: load, after: max(window.from, load.began.order)),
          size: load.size))
    }
    return spans
  }

  /// The lines that prove a fate.
  func evidence(_ object: ObjectHistory, _ fate: Fate) -> [Evidence] {
    var evidence: [Evidence] = []
    for load in object.before {
      evidence.append(beginning(load))
      if load.end != .none, load.ended.order <= window.to { evidence.append(ending(load)) }
    }
    if let unmap = object.matchedUnmap {
      evidence.append(
        cite(unmap.at, "munmap(\(hex(unmap.start)), \(unmap.length))"))
    }
    if let reference = object.reference { evidence.append(reference) }
    for load in object.made.suffix(Self.mostAttempts) {
      evidence.append(beginning(load))
      if load.end != .none, load.ended.order <= window.to { evidence.append(ending(load)) }
    }
    return evidence
  }

  /// How many loads of one object in one window are cited.
  private static let mostAttempts = 8

  private func beginning(_ load: Load) -> Evidence {
    let backing = facts.backings[load.backing]
    if load.traits.contains(.fromSnapshot) {
      return Evidence(
        line: load.began.line, file: facts.snapshotFile,
        text: "\(hex(load.base)) \(backing.shownName.escaped)")
    }
    return cite(
      load.began,
      "mmap(\(hex(load.base)), \(load.size), …, \(backing.shownName.lastComponent.escaped))")
  }

  private func ending(_ load: Load) -> Evidence {
    let base = timeline.base(of: load, after: load.ended.order - 1)
    switch load.end {
    case .execve: return cite(load.ended, "execve(…) = 0")
    case .unmapped, .none:
      let isUnmap = load.endCall == .munmap
      return cite(
        load.ended,
        isUnmap
          ? "munmap(\(hex(base)), \(load.size))" : "\(load.endCall.name)(\(hex(base)), …)")
    }
  }

  private func cite(_ moment: Moment, _ text: String) -> Evidence {
    let instant = facts.instant(moment)
    return Evidence(line: instant.line, file: instant.file, text: text)
  }

  private func hex(_ address: UInt64) -> String { "0x" + String(address, radix: 16) }
}

extension ObjectHistory {
  /// Whether it is memory without a file of its own.
  func isPathless(_ facts: LogFacts) -> Bool {
    (before + made).allSatisfy { facts.backings[$0.backing].isPathlessMemory }
      && !(before + made).isEmpty
  }
}

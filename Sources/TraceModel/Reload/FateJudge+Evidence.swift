extension FateJudge {
  /// Where an object lies after the line `order`.
  func placement(_ loads: [Load], after order: Int, _ object: ObjectHistory) -> Placement? {
    guard let load = loads.min(by: { base($0, order) < base($1, order) }) else {
      return placementOfUnknown(after: order, object)
    }
    let backing = facts.backings[load.backing]
    let row = row(of: load)
    var placement = Placement(
      base: base(load, order), size: load.size, device: backing.device, inode: backing.inode,
      deleted: backing.isDeleted && backing.kind == .file, shownName: backing.shownName,
      segments: view.segments(of: load))
    if backing.kind == .file {
      placement.deleted =
        placement.deleted || row?.isDeleted == true || row?.found != nil
        || !changes(of: load, by: order).isEmpty
        || wasSeenDeleted(load, by: order)
    }
    placement.device = placement.device ?? row?.device?.mapsText ?? load.identity?.device
    placement.inode = placement.inode ?? row?.inode ?? load.identity?.inode
    if let (line, _) = afterLine(load) {
      placement.device = placement.device ?? line.device
      placement.inode = placement.inode ?? line.inode
      if order == window.to, backing.kind == .file {
        placement.deleted = placement.deleted || Self.isMarked(line)
      }
    }
    return placement
  }

  /// Whether the kernel, or who named it, says that the file of a mapping was replaced or deleted.
  private static func isMarked(_ line: MapsLine) -> Bool {
    ReplacedName.strip(line.name).count != line.name.count
  }

  /// Where an object lies of which no load is known.
  private func placementOfUnknown(after order: Int, _ object: ObjectHistory) -> Placement? {
    if let image = object.image {
      let isThere = order == window.from ? image.wasThere : image.isThere
      guard isThere else { return nil }
      guard order == window.to, let line = imageLine(object.path)?.line else {
        return Placement(base: nil, shownName: object.path)
      }
      return Placement(
        base: line.range.start, device: line.device, inode: line.inode,
        deleted: Self.isMarked(line), shownName: TraceText(bytes: line.name))
    }
    guard order == window.from || object.made.isEmpty else { return nil }
    let unmap = object.rules.contains("ambiguousExtent") ? nil : object.matchedUnmap
    guard let witness = object.witness else {
      guard order == window.from, let unmap else { return nil }
      return Placement(base: unmap.start, size: unmap.length, shownName: object.path)
    }
    return Placement(
      base: unmap?.start, size: unmap?.length, device: witness.device, inode: witness.inode,
      deleted: witness.isDeleted, shownName: witness.shownName)
  }

  /// Whether a stack frame names a load that lives with a file that has no name any more.
  private func wasSeenDeleted(_ load: Load, by order: Int) -> Bool {
    guard let seen = deletedSighting(of: load) else { return false }
    return seen.order <= order
  }

  private func deletedSighting(of load: Load) -> Moment? {
    let path = facts.backings[load.backing].path
    return timeline.process.history.sightings.all.compactMap { sighting in
      guard sighting.path == path, let at = sighting.deleted,
        timeline.isMapped(load, after: at.order)
      else { return nil }
      return at
    }.min { $0.order < $1.order }
  }

  /// Who unmapped an object, by the stack frames of the call; else who mapped it.
  func caller(_ object: ObjectHistory) -> CallerReport? {
    let unloads = object.before.filter { $0.end == .unmapped && $0.ended.order <= window.to }
    let orders =
      unloads.map(\.ended.order) + [object.matchedUnmap?.at.order].compactMap(\.self)
      + object.made.map(\.began.order)
    let callers = timeline.process.history.callers
    guard let caller = orders.compactMap({ callers[$0] }).first else { return nil }
    let instant = facts.instant(caller.at)
    return CallerReport(
      function: caller.through?.rawValue, path: caller.path, symbol: caller.symbol,
      instant: instant)
  }

  private func base(_ load: Load, _ order: Int) -> UInt64 {
    timeline.base(of: load, after: order)
  }

  /// The line of the snapshot after the log that shows a load, which must live to its end.
  func afterLine(_ load: Load) -> (line: MapsLine, evidence: Evidence)? {
    guard load.end == .none, let after = facts.after,
      facts.snapshotPID == nil || facts.snapshotPID == timeline.process.pid
    else { return nil }
    let path = facts.backings[load.backing].path
    let base = timeline.base(of: load, after: facts.lastOrder)
    guard let index = after.index(startingAt: base) else { return nil }
    let line = after.lines[index]
    let name = TraceText(bytes: ReplacedName.strip(line.name))
    let isNameless = facts.backings[load.backing].kind == .unknownFile
    let isSame =
      name == path || isNameless || !line.isNameComplete && line.fits(path.bytes)
      || !facts.hasResolvedNames
    return isSame ? (line, after.evidence(at: index)) : nil
  }

  /// When loads of the object were mapped, for the lanes of a picture.
  func spans(_ object: ObjectHistory, _ kind: ObjectKind, _ fate: Fate) -> [MappedSpan] {
    var spans: [MappedSpan] = []
    if let unmap = object.matchedUnmap {
      spans.append(
        MappedSpan(
          from: nil, to: facts.instant(unmap.at), base: unmap.start, size: unmap.length))
    }
    for load in object.before + object.made {
      let isOver = load.end != .none && load.ended.order <= window.to
      let death = death(during: load, kind)
      var span = MappedSpan(
        from: load.began.order > window.from ? facts.instant(load.began) : nil,
        to: (death ?? gone(load, object)).map { facts.instant($0) },
        gaveUp: death != nil || isRefused(load, kind)
          || isOver && !load.isComplete && load.began.order > window.from
            && (facts.showsProtects || fate == .failed) && timeline.isCode(load),
        base: timeline.base(of: load, after: max(window.from, load.began.order)),
        size: load.size)
      if span.from == nil {
        span.isEndShown =
          fate != .unknown && (facts.showsUnmaps || span.to == nil || load.end == .execve)
      }
      spans.append(span)
    }
    return spans + imageSpans(object)
  }

  /// When the kernel had the program or its interpreter mapped, since an execve of the window.
  private func imageSpans(_ object: ObjectHistory) -> [MappedSpan] {
    guard let image = object.image, image.isReplaced else { return [] }
    let execves = timeline.marks(from: window.from, to: window.to).filter(\.isExecve)
    return execves.indices.compactMap { index in
      guard case .execve(let path) = execves[index].kind,
        object.imageKind == .interpreter || path.map({ TraceText(bytes: $0) }) == object.path
      else { return nil }
      let next = execves.indices.contains(index + 1) ? execves[index + 1].at : nil
      return MappedSpan(from: facts.instant(execves[index].at), to: next.map { facts.instant($0) })
    }
  }

  /// Where a load was gone, if it was: where the log shows no munmap, before it was mapped again at the latest,
  /// also where its addresses came to be used later.
  private func gone(_ load: Load, _ object: ObjectHistory) -> Moment? {
    let isOver = load.end != .none && load.ended.order <= window.to
    if !facts.showsUnmaps, load.began.order <= window.from, let again = object.made.first?.began,
      !isOver || again.order < load.ended.order
    {
      return again
    }
    return isOver ? load.ended : nil
  }

  /// The lines that prove a fate.
  func evidence(_ object: ObjectHistory, _ fate: Fate) -> [Evidence] {
    var evidence: [Evidence] = []
    for load in object.before {
      evidence.append(beginning(load))
      if load.end != .none, load.ended.order <= window.to { evidence.append(ending(load)) }
      if let row = row(of: load), row.isDeleted || row.found != nil { evidence.append(cite(row)) }
      evidence += changes(of: load, by: window.to).map(cite)
      if let seen = deletedSighting(of: load), seen.order <= window.to {
        evidence.append(cite(seen, "stack frame in \(object.path.lastComponent.escaped) (deleted)"))
      }
      if let after = afterLine(load), Self.isMarked(after.line) { evidence.append(after.evidence) }
    }
    if let image = object.image {
      for execve in [
        object.before.isEmpty ? image.before : nil, image.isReplaced ? image.after : nil,
      ] {
        if let execve, let path = execve.path {
          evidence.append(cite(execve.at, "execve(\(TraceText(bytes: path).escaped), …) = 0"))
        }
      }
    }
    if let witness = object.witness, object.before.isEmpty { evidence += witness.evidence }
    if let unmap = object.matchedUnmap {
      evidence.append(
        cite(unmap.at, "munmap(\(hex(unmap.start)), \(unmap.length))"))
    }
    if let reference = object.reference { evidence.append(reference) }
    for load in object.made.suffix(Self.mostAttempts) {
      evidence.append(beginning(load))
      // It comes behind the last that was mapped, which ends the window.
      if load.isRefused {
        evidence.append(cite(load.refused, "a further part of it could not be mapped"))
      }
      if load.end != .none, load.ended.order <= window.to { evidence.append(ending(load)) }
    }
    if let caller = caller(object) {
      evidence.append(Evidence(at: caller.instant, text: caller.words, addsToLine: true))
    }
    return evidence
  }

  /// How many loads of one object in one window are cited.
  private static let mostAttempts = 8

  func beginning(_ load: Load) -> Evidence {
    let backing = facts.backings[load.backing]
    // Where it lay then: mremap may have moved it since.
    let base = timeline.base(of: load, after: load.began.order)
    if load.traits.contains(.fromSnapshot) {
      return Evidence(
        line: load.began.line, file: timeline.process.snapshotFile ?? facts.snapshotFile,
        text: "\(hex(base)) \(backing.shownName.escaped)")
    }
    return cite(
      load.began,
      "mmap(\(hex(base)), \(load.size), …, \(backing.shownName.lastComponent.escaped))")
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

  func cite(_ moment: Moment, _ text: String) -> Evidence {
    let instant = facts.instant(moment)
    return Evidence(at: instant, text: text)
  }

  func hex(_ address: UInt64) -> String { "0x" + String(address, radix: 16) }
}

extension ObjectHistory {
  /// Whether it is memory without a file of its own.
  func isPathless(_ facts: LogFacts) -> Bool {
    (before + made).allSatisfy { facts.backings[$0.backing].isPathlessMemory }
      && !(before + made).isEmpty
  }
}

extension FateJudge {
  /// Whether a remapped object came back from the same file, and what shows it.
  func judgeFile(_ report: inout ObjectReport, _ object: ObjectHistory) {
    let old = object.before.last
    let new = object.after.last ?? object.made.last
    var before: [FileComparison.Known] = []
    if let old { before = known(old, window.from) }
    if let witness = object.witness, old == nil {
      before = [
        FileComparison.Known(
          source: .kernel, device: witness.device, inode: witness.inode,
          evidence: witness.evidence.first)
      ]
    }
    let comparison = FileComparison(
      before: before, after: new.map { known($0, window.to) } ?? [image(report)].compactMap(\.self),
      oldIdentity: old?.identity, newIdentity: new?.identity,
      lostName: lostName(report, object), changes: changes(of: object, from: old, to: new),
      hasResolvedNames: facts.hasResolvedNames)
    guard let verdict = comparison.verdict() else { return }
    report.sameFile = verdict.isSame
    report.fileProof = verdict.proof
    if verdict.isSame { report.rewriting = rewriting(old?.identity, new?.identity) }
  }

  /// All that is known of the file of a load.
  private func known(_ load: Load, _ order: Int) -> [FileComparison.Known] {
    var known: [FileComparison.Known] = []
    let backing = facts.backings[load.backing]
    if backing.inode != nil {
      known.append(
        .init(
          source: .kernel, device: backing.device, inode: backing.inode,
          evidence: beginning(load)))
    }
    if let row = row(of: load), row.inode != nil {
      known.append(
        .init(
          source: .kernel, device: row.device?.mapsText, inode: row.inode, evidence: cite(row)))
    }
    if let (line, evidence) = afterLine(load) {
      known.append(
        .init(source: .kernel, device: line.device, inode: line.inode, evidence: evidence))
    }
    if let identity = load.identity {
      known.append(
        .init(
          source: .stat, device: identity.device, inode: identity.inode, evidence: cite(identity)))
    }
    return known
  }

  /// The program and its interpreter after execve: the snapshot after shows their files.
  private func image(_ report: ObjectReport) -> FileComparison.Known? {
    guard let (line, evidence) = imageLine(report.path) else { return nil }
    return .init(source: .kernel, device: line.device, inode: line.inode, evidence: evidence)
  }

  /// The first line of the snapshot after the log that shows what execve mapped, where no later execve
  /// took its place.
  func imageLine(_ path: TraceText) -> (line: MapsLine, evidence: Evidence)? {
    guard let after = facts.after,
      facts.snapshotPID == nil || facts.snapshotPID == timeline.process.pid,
      !timeline.marks(from: window.to, to: .max).contains(where: { mark in
        if case .execve = mark.kind { return true }
        return false
      }),
      let index = after.lines.firstIndex(where: { ReplacedName.strip($0.name) == path.bytes })
    else { return nil }
    return (after.lines[index], after.evidence(at: index))
  }

  private func lostName(_ report: ObjectReport, _ object: ObjectHistory) -> Evidence? {
    guard report.before?.deleted == true, let after = report.after, !after.deleted else {
      return nil
    }
    if let load = object.before.last {
      if let row = row(of: load), row.isDeleted || row.found != nil,
        !facts.backings[load.backing].isDeleted
      {
        return cite(row)
      }
      return beginning(load)
    }
    return object.witness?.evidence.first
  }

  private func changes(
    of object: ObjectHistory, from old: Load?, to new: Load?
  ) -> [(change: FileChange, evidence: Evidence)] {
    guard let new else { return [] }
    return facts.fileChanges.changes(
      of: object.path, from: old?.began.order ?? 0, to: new.began.order
    ).map { ($0, cite($0)) }
  }

  /// The changes by which the file of a load has lost its name by the line `order`.
  func changes(of load: Load, by order: Int) -> [FileChange] {
    facts.fileChanges.changes(
      of: facts.backings[load.backing].path, from: load.began.order, to: order)
  }

  /// The row of lsof that lists a load of the snapshot.
  func row(of load: Load) -> LsofRow? {
    guard load.traits.contains(.fromSnapshot), facts.lsofPID == timeline.process.pid else {
      return nil
    }
    let backing = facts.backings[load.backing]
    let rows = (facts.lsofRows[backing.path] ?? [])
      .filter { backing.inode == nil || $0.inode == nil || $0.inode == backing.inode }
    return rows.count == 1 ? rows.first : nil
  }

  /// Whether a file of one inode is not as it was: it was overwritten in place.
  private func rewriting(_ old: FileIdentity?, _ new: FileIdentity?) -> FileRewriting? {
    guard let new else { return nil }
    guard let old else {
      // Written within the day before it was read last: perhaps after it had been loaded before.
      guard let written = new.modified, let read = new.accessed, written <= read,
        read - written < LogClock.day
      else { return nil }
      return FileRewriting(isProven: false, modified: written, evidence: [cite(new)])
    }
    let isOther =
      old.size != nil && new.size != nil && old.size != new.size
      || old.modified != nil && new.modified != nil && old.modified != new.modified
    guard isOther else { return nil }
    return FileRewriting(
      isProven: true, modified: new.modified, evidence: [cite(old), cite(new)])
  }

  func cite(_ row: LsofRow) -> Evidence {
    Evidence(line: row.line, file: facts.lsof?.file, text: row.words)
  }

  func cite(_ change: FileChange) -> Evidence {
    let words =
      change.kind == .renamed
      ? "\(change.call.name)(\(change.path.escaped), …)"
      : change.kind == .replaced
        ? "\(change.call.name)(…, \(change.path.escaped))"
        : "\(change.call.name)(\(change.path.escaped))"
    return cite(change.at, words)
  }

  private func cite(_ identity: FileIdentity) -> Evidence {
    var parts: [String] = []
    if let device = identity.device { parts.append("device \(device)") }
    if let inode = identity.inode { parts.append("inode \(inode)") }
    if let size = identity.size { parts.append("\(size) bytes") }
    if let modified = identity.modified { parts.append("written \(CivilTime.text(modified))") }
    return cite(identity.at, "fstat: " + parts.joined(separator: ", "))
  }
}

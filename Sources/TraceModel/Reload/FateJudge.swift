/// Says what became of an object across a window, and how sure that is.
struct FateJudge {
  let timeline: ProcessTimeline
  let facts: LogFacts
  let window: Window
  /// The segments of loads.
  let view: LoaderView
  /// Whether what was mapped before the log is known: by a snapshot, or from an execve.
  let knowsBefore: Bool
  /// Unknown unmappings of the window that are of no known object.
  let unmatchedUnmaps: Int

  /// The report on an object.
  func report(_ object: ObjectHistory) -> ObjectReport {
    let kind = self.kind(object)
    let fate = self.fate(object, kind)
    var report = ObjectReport(
      path: object.path, kind: kind, fate: fate, certainty: .observed, rules: object.rules,
      before: placement(object.before, after: window.from, object),
      after: placement(object.after, after: window.to, object),
      spans: spans(object, fate), evidence: evidence(object, fate))
    report.isPathlessMemory = object.isPathless(facts)
    judgeCertainty(&report, object)
    if fate == .remapped { judgeReturn(&report, object) }
    return report
  }

  private func kind(_ object: ObjectHistory) -> ObjectKind {
    let kinds = (object.before + object.made).map { timeline.kind($0) }
    // An object that was mapped as code once is one, also where an attempt stopped before.
    for kind in [ObjectKind.executable, .interpreter, .sharedObject] where kinds.contains(kind) {
      return kind
    }
    return kinds.first ?? .sharedObject
  }

  private func isCode(_ kind: ObjectKind) -> Bool {
    kind == .sharedObject || kind == .executable || kind == .interpreter
  }

  // MARK: Fates

  private func fate(_ object: ObjectHistory, _ kind: ObjectKind) -> Fate {
    let wasThere = !object.before.isEmpty || object.matchedUnmap != nil
    if !object.kept.isEmpty {
      guard facts.showsUnmaps else { return kind == .loaderCache ? .survived : .unknown }
      let isDoubled = isCode(kind) && object.after.count > object.before.count
      return isDoubled ? .duplicated : .survived
    }
    if kind == .loaderCache, object.before.isEmpty,
      object.after.allSatisfy({ $0.end != .none })
    {
      // ld.so unmaps it as the last of a dlopen, when all that it loaded is complete.
      return .transient
    }
    let here = object.after.filter { !isStuck($0, kind) }
    if !here.isEmpty {
      if wasThere { return .remapped }
      return knowsBefore || unmatchedUnmaps == 0 && window.kind != .reexec ? .added : .unknown
    }
    if wasThere {
      guard !object.made.isEmpty, isCode(kind) else {
        return object.before.first?.end == .execve && isImage(kind) ? .remapped : .unmapped
      }
      return object.made.contains { gaveUp($0, kind) } ? .failed : .unmapped
    }
    return object.made.contains { gaveUp($0, kind) } ? .failed : .transient
  }

  /// The program and its interpreter are in no line after execve.
  private func isImage(_ kind: ObjectKind) -> Bool {
    kind == .executable || kind == .interpreter
  }

  /// Whether a load was given up: unmapped before its RELRO mprotect came.
  private func gaveUp(_ load: Load, _ kind: ObjectKind) -> Bool {
    guard isCode(kind), load.end == .unmapped || isStuck(load, kind) else { return false }
    return !load.isComplete
  }

  /// Whether the process was killed while the loader was still at work on a load.
  private func isStuck(_ load: Load, _ kind: ObjectKind) -> Bool {
    guard isCode(kind), facts.showsProtects || facts.isUnfiltered, !load.isComplete,
      load.end == .none,
      load.began.order > window.from
    else { return false }
    return timeline.process.history.marks.contains { mark in
      if case .killed = mark.kind { return mark.at.order >= window.to && isLast(load) }
      return false
    }
  }

  private func isLast(_ load: Load) -> Bool {
    !timeline.loads.contains { $0.began.order > load.began.order && $0.isComplete }
  }

  // MARK: Certainty

  private func judgeCertainty(_ report: inout ObjectReport, _ object: ObjectHistory) {
    var certainty = Certainty.observed
    if object.before.contains(where: { $0.traits.contains(.fromSnapshot) }) {
      certainty = facts.snapshotIsDoubtful ? .inferred : .snapshot
      if facts.snapshotIsDoubtful { report.rules.append("doubtfulSnapshot") }
    }
    if object.matchedUnmap != nil || !object.rules.isEmpty { certainty = .inferred }
    switch report.fate {
    case .unknown:
      certainty = .unknown
    case .added where !knowsBefore:
      certainty = .inferred
      report.rules.append("loaderMapsOnce")
    case .remapped where object.after.isEmpty:
      certainty = .inferred
      report.rules.append("execve")
    case .failed where !facts.showsProtects:
      // Without mprotect in the log it is not to be seen whether the relocation was over.
      certainty = .inferred
      report.rules.append("givenUpAtOnce")
    default:
      break
    }
    if timeline.process.isSupposed, certainty < .inferred {
      certainty = .inferred
      report.rules.append("supposedParent")
    }
    report.certainty = certainty
  }

  private func judgeReturn(_ report: inout ObjectReport, _ object: ObjectHistory) {
    if let before = report.before?.base, let after = report.after?.base {
      report.sameAddress = before == after
    } else if let unmap = object.matchedUnmap, let after = report.after?.base,
      !object.rules.contains("ambiguousExtent")
    {
      report.sameAddress = unmap.start == after
    }
    guard let before = report.before, let after = report.after else {
      report.sameFile = afterImage(report, object)
      return
    }
    if let old = before.inode, let new = after.inode, let device = before.device {
      report.sameFile = old == new && device == after.device
    } else if before.deleted, !after.deleted {
      // A file is opened by its name: one that had lost it before is not the one that was opened.
      report.sameFile = false
    }
  }

  /// The program and its interpreter after execve: the snapshot after shows their files.
  private func afterImage(_ report: ObjectReport, _ object: ObjectHistory) -> Bool? {
    guard let before = report.before, let inode = before.inode, let after = facts.after,
      facts.snapshotPID == nil || facts.snapshotPID == timeline.process.pid,
      let line = after.lines.first(where: { ReplacedName.strip($0.name) == object.path.bytes })
    else { return nil }
    return line.inode == inode && line.device == before.device
  }
}

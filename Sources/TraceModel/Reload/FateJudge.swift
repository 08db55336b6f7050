/// Says what became of an object across a window, and how sure that is.
struct FateJudge {
  let timeline: ProcessTimeline
  let facts: LogFacts
  let window: Window
  /// Where the next window begins, as the number of its first line.
  let next: Int
  /// The segments of loads.
  let view: LoaderView
  /// Whether what was mapped before is known, by a snapshot or from an execve, and the name of all of
  /// it that the window took away.
  let knowsBefore: Bool
  /// Unmappings of the window that are of no known object.
  let unmatchedUnmaps: Int

  /// The report on an object.
  func report(_ object: ObjectHistory) -> ObjectReport {
    let kind = self.kind(object)
    let fate = self.fate(object, kind)
    var report = ObjectReport(
      path: object.path, kind: kind, fate: fate, certainty: .observed, rules: object.rules,
      before: placement(object.before, after: window.from, object),
      after: placement(object.after, after: window.to, object),
      spans: spans(object, kind, fate), evidence: evidence(object, fate))
    report.loadNumbers = Set(object.after.map(\.id.rawValue))
    report.isPathlessMemory = object.isPathless(facts)
    report.caller = caller(object)
    judgeCertainty(&report, object)
    if fate == .remapped { judgeReturn(&report, object) }
    if fate == .survived, let before = report.before?.base, let after = report.after?.base,
      before != after
    {
      report.sameAddress = false
    }
    return report
  }

  private func kind(_ object: ObjectHistory) -> ObjectKind {
    if object.image != nil { return object.imageKind }
    if object.before.isEmpty, object.made.isEmpty, let witness = object.witness {
      return witness.kind
    }
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
    if let image = object.image {
      if !image.isReplaced { return .survived }
      return image.isThere ? (image.wasThere ? .remapped : .added) : .unmapped
    }
    if let witness = object.witness, object.made.isEmpty {
      return witness.isUntouched && facts.showsUnmaps ? .survived : .unknown
    }
    // What is mapped once and came again had gone: a loader maps nothing twice.
    let wasWitnessed = object.witness != nil && unmatchedUnmaps > 0
    let wasThere = !object.before.isEmpty || object.matchedUnmap != nil || wasWitnessed
    if !object.kept.isEmpty {
      guard facts.showsUnmaps else {
        return isCode(kind) && !object.made.isEmpty ? .remapped : .unknown
      }
      let isDoubled = isCode(kind) && object.after.count > object.before.count
      return isDoubled ? .duplicated : .survived
    }
    if kind == .loaderCache, object.before.isEmpty,
      object.after.allSatisfy({ $0.end != .none })
    {
      // ld.so unmaps it as the last of a dlopen, when all that it loaded is complete.
      return .transient
    }
    if kind == .loaderCache, !facts.showsUnmaps { return .unknown }
    let here = object.after.filter { !isStuck($0, kind) && !isRefused($0, kind) }
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

  /// Whether a load was given up: a part of it was refused, or it was unmapped before its RELRO mprotect
  /// came.
  private func gaveUp(_ load: Load, _ kind: ObjectKind) -> Bool {
    if isRefused(load, kind) { return true }
    guard isCode(kind), load.end == .unmapped || isStuck(load, kind) else { return false }
    return !load.isComplete && (facts.showsProtects || !outlivedLaterLoad(load))
  }

  /// Whether a later load was given up while this one stayed: it had been completed, then.
  ///
  /// ld.so gives up all that one dlopen mapped in the order in which it mapped it (elf/dl-close.c).
  private func outlivedLaterLoad(_ load: Load) -> Bool {
    timeline.loads(from: load.began.order, to: load.ended.order).contains { other in
      other.began.order > load.began.order && other.end == .unmapped
        && other.ended.order < load.ended.order && timeline.isCode(other)
    }
  }

  /// Whether a part of a load could not be mapped: what is left of it is of no use.
  func isRefused(_ load: Load, _ kind: ObjectKind) -> Bool {
    isCode(kind) && load.isRefused
  }

  /// Whether the process was killed while the loader was still at work on a load.
  private func isStuck(_ load: Load, _ kind: ObjectKind) -> Bool {
    death(during: load, kind) != nil
  }

  /// Where the process was killed while the loader was still at work on a load, if it was.
  func death(during load: Load, _ kind: ObjectKind) -> Moment? {
    guard isCode(kind), facts.showsProtects || facts.isUnfiltered, !load.isComplete,
      load.end == .none,
      load.began.order > window.from
    else { return nil }
    let death = timeline.process.history.marks.first { mark in
      if case .killed = mark.kind { return mark.at.order >= window.to }
      return false
    }
    return death.flatMap { isLast(load) ? $0.at : nil }
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
    if let witness = object.witness, object.before.isEmpty, report.fate != .added {
      report.rules.append(witness.rule)
      if object.matchedUnmap == nil, !object.made.isEmpty { report.rules.append("loaderMapsOnce") }
    }
    if object.image != nil, !report.rules.contains("execve") { report.rules.append("execve") }
    if !facts.showsUnmaps, object.kept.isEmpty,
      object.before.contains(where: { $0.end == .unmapped })
    {
      report.rules.append("mappedOver")
    }
    if object.matchedUnmap != nil || !report.rules.isEmpty { certainty = .inferred }
    switch report.fate {
    case .unknown:
      certainty = .unknown
    case .added where !knowsBefore && object.image == nil:
      certainty = .inferred
      report.rules.append("loaderMapsOnce")
    case .added where !facts.showsUnmaps && object.image == nil:
      certainty = .inferred
      report.rules.append("unmapsHidden")
    case .remapped where object.after.isEmpty:
      certainty = .inferred
      if !report.rules.contains("execve") { report.rules.append("execve") }
    case .failed where object.made.contains { isRefused($0, report.kind) }:
      break
    case .failed where object.made.contains { isStuck($0, report.kind) }:
      certainty = .inferred
      report.rules.append("killedWhileLoading")
    case .failed where !facts.showsProtects:
      // Without mprotect in the log it is not to be seen whether the relocation was over.
      certainty = .inferred
      report.rules.append("givenUpAtOnce")
    case .remapped where !object.kept.isEmpty:
      certainty = .inferred
      report.rules.append("loaderMapsOnce")
    default:
      break
    }
    if restsOnAbsence(report.fate), certainty < .inferred, isCrossed(report.fate) {
      certainty = .inferred
      report.rules.append("linesMissing")
    }
    if timeline.process.isSupposed, certainty < .inferred {
      certainty = .inferred
      report.rules.append("supposedParent")
    }
    report.certainty = certainty
  }

  /// Whether a fate says that something did not happen.
  private func restsOnAbsence(_ fate: Fate) -> Bool {
    switch fate {
    case .survived, .unmapped, .added, .duplicated: true
    case .remapped, .failed, .transient, .unknown: false
    }
  }

  /// Whether calls that map or unmap are missing from the log where they may have been of an object:
  /// since the process executed its program; what is gone may have come back behind the window, too.
  private func isCrossed(_ fate: Fate) -> Bool {
    guard !facts.gaps.isEmpty else { return false }
    let start = timeline.marks(from: 0, to: window.from).last(where: \.isExecve)?.at.order ?? 0
    let end = fate == .unmapped ? next : window.to
    return facts.gaps.contains { $0 > start && $0 <= end }
      || facts.moreGaps.map { $0 <= end } ?? false
  }

  private func judgeReturn(_ report: inout ObjectReport, _ object: ObjectHistory) {
    if let before = report.before?.base, let after = report.after?.base {
      report.sameAddress = before == after
    } else if let unmap = object.matchedUnmap, let after = report.after?.base,
      !object.rules.contains("ambiguousExtent")
    {
      report.sameAddress = unmap.start == after
    }
    judgeFile(&report, object)
  }
}

/// What shows that an object was mapped before a window though no load of it is known: a stack frame
/// that names it, or a row of lsof.
struct Witness: Sendable {
  /// The rule that concludes from it: `stackFrame`, `lsofListed`.
  var rule: String
  /// What kind of object it is.
  var kind: ObjectKind
  /// The lines.
  var evidence: [Evidence]
  /// The name as it was shown.
  var shownName: TraceText
  /// The file, where that is known.
  var device: String?
  var inode: UInt64?
  /// Whether the file had no name any more.
  var isDeleted = false
  /// Whether nothing can have unmapped it up to the end of the window.
  var isUntouched: Bool
}

/// Finds objects that were mapped before the log began, where no snapshot lists them.
///
/// Rule `stackFrame`: a frame (`-k`) is of code that is mapped at its line; what no mmap of the log
/// had mapped by then was there when the log began. Rule `lsofListed`: so was what lsof lists. Both
/// survived unless something was unmapped afterwards of which nothing shows what it was.
struct Witnesses {
  let timeline: ProcessTimeline
  let facts: LogFacts
  let window: Window
  /// The lines up to the end of the window that unmap what may be an object and has no name, in order.
  let unnamedOrders: [Int]
  /// What `firstLoads` gives for the process.
  let firstLoads: [TraceText: Int]

  /// Adds to the objects of a window what witnesses show.
  func add(to objects: inout [ObjectHistory]) {
    guard facts.showsMaps else { return }
    var places: [TraceText: Int] = [:]
    for (place, object) in objects.enumerated() { places[object.path] = place }
    for witness in sightings() + rows() {
      let path = TraceText(bytes: ReplacedName.strip(witness.shownName.bytes))
      if let place = places[path] {
        guard objects[place].before.isEmpty else { continue }
        if objects[place].witness == nil { objects[place].witness = witness }
      } else {
        places[path] = objects.count
        var object = ObjectHistory(path: path)
        object.witness = witness
        objects.append(object)
      }
    }
  }

  /// Where the log first maps each file: from there on it is known.
  static func firstLoads(_ timeline: ProcessTimeline, _ facts: LogFacts) -> [TraceText: Int] {
    guard !timeline.process.history.sightings.all.isEmpty else { return [:] }
    var firstLoads: [TraceText: Int] = [:]
    for load in timeline.loads.reversed() {
      firstLoads[facts.backings[load.backing].path] = load.began.order
    }
    return firstLoads
  }

  private func sightings() -> [Witness] {
    let all = timeline.process.history.sightings.all
    guard !all.isEmpty else { return [] }
    return all.sorted { $0.path < $1.path }.compactMap {
      witness($0, firstLoad: firstLoads[$0.path] ?? .max)
    }
  }

  private func witness(_ sighting: Sighting, firstLoad: Int) -> Witness? {
    guard let first = sighting.stretches.first?.first, first.order < firstLoad,
      let last = sighting.stretches.last(where: { $0.first.order < firstLoad })
    else { return nil }
    // The last frame of a stretch may lie behind the load.
    let seen = last.last.order < firstLoad ? last.last : last.first
    // What was last seen before an unknown range went, and that before the window, may be gone by then.
    guard seen.order > window.from || !isTouched(from: seen.order, to: window.from) else {
      return nil
    }
    let isDeleted = sighting.deleted.map { $0.order <= window.to } ?? false
    var shown = sighting.path.bytes
    if isDeleted { shown += Array(" (deleted)".utf8) }
    var evidence = [cite(first, sighting.path)]
    if seen.order != first.order { evidence.append(cite(seen, sighting.path)) }
    let kind = kind(sighting.path, isProgram: sighting.isProgram)
    return Witness(
      rule: "stackFrame", kind: kind,
      evidence: evidence, shownName: TraceText(bytes: shown), isDeleted: isDeleted,
      isUntouched: isForEver(kind) || !isTouched(from: seen.order, to: window.to))
  }

  /// The program and its interpreter are never unloaded, but by execve.
  private func isForEver(_ kind: ObjectKind) -> Bool {
    (kind == .executable || kind == .interpreter) && window.kind != .reexec
  }

  private func rows() -> [Witness] {
    guard let lsof = facts.lsof, facts.lsofPID == timeline.process.pid,
      timeline.process.isAttached, !isTouched(from: 0, to: window.from)
    else { return [] }
    return facts.lsofRows.values.flatMap(\.self).sorted { $0.line < $1.line }.compactMap { row in
      let path = TraceText(bytes: ReplacedName.strip(row.name))
      guard row.name.first == UInt8(ascii: "/"), !ObjectNaming.isSharedMemory(path),
        !row.isPathless
      else { return nil }
      let isGone = row.isDeleted || row.found != nil
      return Witness(
        rule: "lsofListed", kind: kind(path, isProgram: row.slot == .text),
        evidence: [Evidence(line: row.line, file: lsof.file, text: row.words)],
        shownName: TraceText(bytes: row.name), device: row.device?.mapsText, inode: row.inode,
        isDeleted: isGone, isUntouched: !isTouched(from: 0, to: window.to))
    }
  }

  private func isTouched(from: Int, to: Int) -> Bool {
    let first = unnamedOrders.partition { $0 > from }
    return first < unnamedOrders.count && unnamedOrders[first] <= to
  }

  private func kind(_ path: TraceText, isProgram: Bool) -> ObjectKind {
    if ObjectNaming.isLoaderCache(path) { return .loaderCache }
    if ObjectNaming.isInterpreter(path) { return .interpreter }
    if ObjectNaming.isSharedObject(path) { return .sharedObject }
    return isProgram ? .executable : .data
  }

  private func cite(_ moment: Moment, _ path: TraceText) -> Evidence {
    let instant = facts.instant(moment)
    return Evidence(at: instant, text: "stack frame in \(path.lastComponent.escaped)")
  }
}

extension FindingRules {
  /// Survivors that an unloaded object had brought in, or that the loader marked as not to be
  /// unloaded.
  func cannotBeUnloaded() -> Finding? {
    guard facts.showsUnmaps, window.kind == .inPlace || window.kind == .cycle else { return nil }
    let told = markedObjects()
    let (survivors, gone) = formerLoads()
    guard !told.isEmpty || !gone.isEmpty else { return nil }
    var kept: [(object: ObjectReport, words: String, evidence: [Evidence], rule: String?)] = []
    for object in objects where object.fate == .survived && object.kind == .sharedObject {
      if let mark = told[object.path] {
        kept.append((object, mark.words, [mark.evidence], nil))
      } else if let load = survivors[object.path], let bringer = bringer(of: load, gone) {
        kept.append(
          (
            object, "it came with \(bringer.name.escaped) and stayed when that went",
            bringer.evidence, "cameWith"
          ))
      }
    }
    guard !kept.isEmpty else { return nil }
    let shown = kept.prefix(3).map { "\($0.object.name.escaped) (\($0.words))" }
    let more = kept.count > 3 ? " and \(kept.count - 3) more" : ""
    let rules = Set(kept.compactMap(\.rule)).sorted()
    return Finding(
      kind: .cannotBeUnloaded, severity: .note,
      message: "\(shown.joined(separator: ", "))\(more) cannot be unloaded"
        + (rules.isEmpty
          ? ""
          : ", or something else has come to need "
            + (kept.count == 1 ? "it" : "them")),
      advice: "this does no harm by itself, but no reload takes a new file of "
        + (kept.count == 1 ? "it" : "them") + ": restart the process after an update",
      objects: kept.map(\.object.path),
      certainty: rules.isEmpty
        ? kept.map(\.object.certainty).max() ?? .observed : .inferred, rules: rules,
      evidence: kept.flatMap { $0.evidence + $0.object.evidence })
  }

  /// The objects that the process's loader marked, with the first reason that it gives.
  private func markedObjects() -> [TraceText: (words: String, evidence: Evidence)] {
    var marked: [TraceText: (words: String, evidence: Evidence)] = [:]
    for mark in loader.witness.marks {
      guard let path = names.path(of: mark.event.object), marked[path] == nil else { continue }
      marked[path] = (
        mark.reason.words,
        Evidence(
          line: mark.event.line, file: mark.file,
          text: "NODELETE \(TraceText(bytes: mark.event.object).escaped)")
      )
    }
    return marked
  }

  /// The loads that the log shows from before the window: those that stay, by path, and those that
  /// were unmapped in it, by beginning.
  private func formerLoads() -> (survivors: [TraceText: Load], gone: [Load]) {
    var survivors: [TraceText: Load] = [:]
    var gone: [Load] = []
    for load in timeline.loads(from: window.from, to: window.to)
    where load.began.order <= window.from && load.isComplete && timeline.isCode(load)
      && !load.traits.contains(.fromSnapshot)
    {
      if timeline.isMapped(load, after: window.to) {
        survivors[facts.backings[load.backing].path] = load
      } else if load.end == .unmapped {
        gone.append(load)
      }
    }
    return (survivors, gone)
  }

  /// The object with whose load a survivor came, where that was unmapped in the window.
  ///
  /// Rule `cameWith`: what a loader maps after an object and before it has relocated that object is
  /// there for its sake, for a dlopen maps all that it needs before it relocates anything.
  private func bringer(of load: Load, _ gone: [Load]) -> ObjectReport? {
    var place = gone.partition { $0.began.order >= load.began.order }
    let behind = place
    while place > 0, behind - place < Self.mostOfOneLoad,
      gone[place - 1].completed.order > load.began.order
    {
      place -= 1
    }
    guard place < behind else { return nil }
    let path = facts.backings[gone[place].backing].path
    return objects.first { $0.path == path }
  }

  /// How many objects one dlopen is looked through for.
  private static let mostOfOneLoad = 256
}

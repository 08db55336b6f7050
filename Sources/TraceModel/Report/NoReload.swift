/// Says in a sentence why no reload was found in a process.
struct NoReload {
  let timeline: ProcessTimeline
  let world: World
  let facts: LogFacts
  /// The place of the process among those of the world.
  let process: Int
  let restarts: Restarts

  /// The sentence.
  ///
  /// - Parameters:
  ///   - hasCycles: Whether objects were unloaded and loaded again without a request.
  ///   - hasFailed: Whether that failed.
  /// - Returns: One sentence without a full stop.
  func sentence(hasCycles: Bool, hasFailed: Bool) -> String {
    let marks = timeline.process.history.marks
    let requests = marks.filter { mark in
      if case .trigger = mark.kind { return true }
      return false
    }
    let unloads = timeline.loads.filter { timeline.isCode($0) && $0.end == .unmapped }
    let unknown = timeline.process.history.unknownUnmaps.count
    var sentence = "no reload: "
    if let restart {
      sentence += restart
    } else if hasCycles {
      sentence +=
        hasFailed
        ? "objects were unloaded, and loading them again failed, without a request (no SIGHUP, "
          + "SIGUSR1 or SIGUSR2 is shown before)"
        : "objects were unloaded and loaded again without a request (no SIGHUP, SIGUSR1 "
          + "or SIGUSR2 is shown before)"
    } else if let request = requests.last {
      sentence += came(requests) + ", but "
      sentence += sequel(marks, of: request.at.order)
    } else if unknown > 0 {
      sentence +=
        counted(unknown, "range") + " that " + (unknown == 1 ? "was" : "were") + " "
        + facts.originOfUnknown + " " + (unknown == 1 ? "was" : "were")
        + " unmapped, and nothing shows what " + (unknown == 1 ? "it was" : "they were")
        + "; give the maps from before with --maps"
    } else if !unloads.isEmpty {
      sentence += unloaded(unloads)
    } else {
      sentence += "no object was unloaded" + survivors
    }
    return restart == nil ? sentence + limit : sentence
  }

  /// From where on not all of the process is told, where that is so.
  private var limit: String {
    timeline.process.history.firstLeftOut.map {
      "; what was unloaded from \(LineWords.place(facts.instant($0))) on is beyond what is kept, and may "
        + "have been a reload: read the log in parts"
    } ?? ""
  }

  /// What came of a request at a line.
  private func sequel(_ marks: [ProcessHistory.Mark], of order: Int) -> String {
    let end = ended(marks, after: order)
    // Who is killed by the request did nothing; who exits may have done much before.
    if let end, end.isKill { return end.words }
    switch (facts.showsMaps, facts.showsUnmaps) {
    case (false, false): return "the log shows no mmap and no munmap: what it did cannot be seen"
    case (false, true): return "the log shows no mmap: whether anything was loaded cannot be seen"
    case (true, false):
      return "the log shows no munmap: whether anything was unloaded cannot be seen"
    case (true, true):
      return end?.words ?? "no object was unloaded and no child was made" + survivors
    }
  }

  /// `SIGHUP came (line 14) and SIGUSR1 twice (lines 20 and 33)`: all that asked for a reload.
  private func came(_ requests: [ProcessHistory.Mark]) -> String {
    var places: [String: [Instant]] = [:]
    var order: [String] = []
    for request in requests {
      guard case .trigger(let signal, _) = request.kind else { continue }
      if places[signal] == nil { order.append(signal) }
      places[signal, default: []].append(facts.instant(request.at))
    }
    let parts = order.enumerated().map { index, signal in
      let lines = places[signal] ?? []
      let times = lines.count == 1 ? "" : lines.count == 2 ? " twice" : " \(lines.count) times"
      return signal + (index == 0 ? " came" : "") + "\(times) (\(LineWords.places(lines)))"
    }
    return parts.count > 1
      ? parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "") : parts.first ?? ""
  }

  /// What was unloaded, where nothing of it is a reload.
  private func unloaded(_ loads: [Load]) -> String {
    let objects = Set(loads.map(\.backing)).count
    let isOne = objects == 1
    guard facts.showsMaps else {
      return counted(objects, "object") + (isOne ? " was" : " were")
        + " unloaded, and the log shows "
        + "no mmap: whether \(isOne ? "it" : "they") came back cannot be seen"
    }
    let born = timeline.process.born.order
    if loads.allSatisfy({ !$0.traits.contains(.fromSnapshot) && $0.began.order >= born }) {
      let times = loads.count > objects ? ", \(loads.count) times in all" : ""
      return counted(objects, "object") + (isOne ? " was" : " were") + " loaded and unloaded again"
        + times + survivors
    }
    return counted(objects, "object") + (isOne ? " was" : " were") + " unloaded, and "
      + (isOne ? "was not" : "none was") + " loaded again"
  }

  /// The lines that the sentence may name.
  var evidence: [Evidence] {
    var evidence: [Evidence] = []
    if let pair = restarts.ofOld[process] ?? restarts.ofNew[process] {
      let born = world.processes[pair.new].born
      evidence = [(pair.stopped, "\(pair.signal) stops it"), (born, "the other is made")].map {
        Evidence(at: facts.instant($0), text: $1)
      }
    }
    for mark in timeline.process.history.marks {
      let text: String
      switch mark.kind {
      case .trigger(let signal, _): text = "--- \(signal) ---"
      case .exited, .killed: text = "the process ends"
      default: continue
      }
      evidence.append(Evidence(at: facts.instant(mark.at), text: text))
    }
    return evidence
  }

  /// How many objects that were there before the log are there at its end.
  private var survivors: String {
    let paths = Set(survivingBackings.map(\.path))
    guard !paths.isEmpty else { return "" }
    let others =
      !facts.hasPIDs
      ? ", as far as the task shows whose lines these are: without 'strace -f' other threads have none"
      : ""
    let all = ", and all \(paths.count) that were mapped before survived\(others)"
    let stale = staleSurvivors
    guard !stale.isEmpty else { return all }
    return "\(all); \(FindingRules.list(stale.map(\.lastComponent.escaped))) from "
      + (stale.count == 1 ? "a file that was" : "files that were")
      + " replaced or deleted on disk"
  }

  /// The objects that were there before the log and are there at its end, of files that had lost their
  /// names on disk.
  var staleSurvivors: [TraceText] {
    Set(survivingBackings.filter(\.isDeleted).map(\.path)).sorted()
  }

  private var survivingBackings: [Backing] {
    guard timeline.process.knownFrom == 0, timeline.process.isAttached, facts.showsUnmaps else {
      return []
    }
    return timeline.loads.lazy
      .filter { $0.traits.contains(.fromSnapshot) && $0.end == .none }
      .map { facts.backings[$0.backing] }.filter { !$0.isPathlessMemory }
  }

  /// What a request to reload did not change and should have: nothing where none came.
  func staleFinding(_ snapshot: Snapshot?) -> Finding? {
    let stale = staleSurvivors
    let requests = timeline.process.history.marks.filter { mark in
      if case .trigger = mark.kind { return true }
      return false
    }
    guard let request = requests.last, let snapshot, !stale.isEmpty, restart == nil else {
      return nil
    }
    let known = snapshot.replacedObjects
    return Finding(
      kind: .staleSurvivor, severity: .warning,
      message: came(requests) + ", and \(FindingRules.list(stale.map(\.lastComponent.escaped))) "
        + "stayed mapped from " + (stale.count == 1 ? "a file that was" : "files that were")
        + " replaced or deleted on disk before",
      advice: FindingRules.staleAdvice, objects: stale, certainty: .snapshot,
      evidence: [Evidence(at: facts.instant(request.at), text: "the request")]
        + stale.compactMap { known[$0] })
  }

  /// Whether the process was stopped and another was started in its place, or it is that other.
  private var restart: String? {
    if let pair = restarts.ofOld[process] {
      let new = world.processes[pair.new]
      return "the process was stopped by \(pair.signal) (\(place(pair.stopped))), and process "
        + "\(new.pid) of the same program was started in its place (\(place(new.born))): its "
        + "address space is a new one"
    }
    if let pair = restarts.ofNew[process] {
      let old = world.processes[pair.old]
      return "the process was started (\(place(timeline.process.born))) in place of process "
        + "\(old.pid), which \(pair.signal) had stopped before (\(place(pair.stopped)))"
    }
    return nil
  }

  private func place(_ moment: Moment) -> String { LineWords.place(facts.instant(moment)) }

  /// How the process ended after a line, if it did.
  private func ended(
    _ marks: [ProcessHistory.Mark], after order: Int
  ) -> (words: String, isKill: Bool)? {
    for mark in marks where mark.at.order > order {
      switch mark.kind {
      case .exited: return ("the process exited (\(place(mark.at)))", false)
      case .killed(let signal):
        return ("the process was killed by \(signal) (\(place(mark.at)))", true)
      default: break
      }
    }
    return nil
  }
}

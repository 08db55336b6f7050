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
      sentence += Self.came(requests) + ", but "
      sentence +=
        ended(marks, after: request.at.order)
        ?? (facts.showsMaps || facts.showsUnmaps
          ? "no object was unloaded and no child was made" + survivors
          : "the log shows no mmap and no munmap: what it did cannot be seen")
    } else if unknown > 0 {
      sentence +=
        counted(unknown, "range") + " that " + (unknown == 1 ? "was" : "were")
        + " mapped before the log began " + (unknown == 1 ? "was" : "were")
        + " unmapped, and nothing shows what " + (unknown == 1 ? "it was" : "they were")
        + "; give the maps from before with --maps"
    } else if !unloads.isEmpty {
      sentence += unloaded(unloads)
    } else {
      sentence += "no object was unloaded" + survivors
    }
    return sentence
  }

  /// `SIGHUP came (line 14) and SIGUSR1 twice (lines 20 and 33)`: all that asked for a reload.
  private static func came(_ requests: [ProcessHistory.Mark]) -> String {
    var lines: [String: [Int]] = [:]
    var order: [String] = []
    for request in requests {
      guard case .trigger(let signal, _) = request.kind else { continue }
      if lines[signal] == nil { order.append(signal) }
      lines[signal, default: []].append(request.at.line)
    }
    let parts = order.enumerated().map { index, signal in
      let places = lines[signal] ?? []
      let times = places.count == 1 ? "" : places.count == 2 ? " twice" : " \(places.count) times"
      return signal + (index == 0 ? " came" : "") + "\(times) (\(FindingRules.lines(places)))"
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

  /// How many objects that were there before the log are there at its end.
  private var survivors: String {
    guard timeline.process.knownFrom == 0, timeline.process.isAttached, facts.showsUnmaps else {
      return ""
    }
    let backings = timeline.loads.lazy
      .filter { $0.traits.contains(.fromSnapshot) && $0.end == .none }
      .map { facts.backings[$0.backing] }.filter { !$0.isPathlessMemory }
    let paths = Set(backings.map(\.path))
    let old = Set(backings.filter(\.isDeleted).map(\.path)).sorted()
    guard let first = old.first else {
      return paths.isEmpty ? "" : ", and all \(paths.count) that were mapped before survived"
    }
    let more = old.count > 1 ? " and \(old.count - 1) more" : ""
    return ", and all \(paths.count) that were mapped before survived; "
      + "\(first.lastComponent.escaped)\(more) from files that were replaced or deleted on disk"
  }

  /// Whether the process was stopped and another was started in its place, or it is that other.
  private var restart: String? {
    if let pair = restarts.ofOld[process] {
      let new = world.processes[pair.new]
      return "the process was stopped by \(pair.signal) (line \(pair.stopped.line)), and process "
        + "\(new.pid) of the same program was started in its place (line \(new.born.line)): its "
        + "address space is a new one"
    }
    if let pair = restarts.ofNew[process] {
      let old = world.processes[pair.old]
      return "the process was started (line \(timeline.process.born.line)) in place of process "
        + "\(old.pid), which \(pair.signal) had stopped before (line \(pair.stopped.line))"
    }
    return nil
  }

  /// How the process ended after a line, if it did.
  private func ended(_ marks: [ProcessHistory.Mark], after order: Int) -> String? {
    for mark in marks where mark.at.order > order {
      switch mark.kind {
      case .exited: return "the process exited (line \(mark.at.line))"
      case .killed(let signal): return "the process was killed by \(signal) (line \(mark.at.line))"
      default: break
      }
    }
    return nil
  }
}

/// Says in a sentence why no reload was found in a process.
enum NoReload {
  static func sentence(
    _ timeline: ProcessTimeline, hasCycles: Bool, facts: LogFacts
  ) -> String {
    let marks = timeline.process.history.marks
    let request = marks.last { mark in
      if case .trigger = mark.kind { return true }
      return false
    }
    let unloads = timeline.loads.count { timeline.isCode($0) && $0.end == .unmapped }
    let unknown = timeline.process.history.unknownUnmaps.count
    var sentence = "no reload: "
    if hasCycles {
      sentence +=
        "objects were unloaded and loaded again without a request (no SIGHUP, SIGUSR1 "
        + "or SIGUSR2 came before)"
    } else if let request, case .trigger(let signal, _) = request.kind {
      sentence += "\(signal) came (line \(request.at.line)), but "
      sentence +=
        ended(marks, after: request.at.order)
        ?? "no object was unloaded and no child was made"
    } else if unknown > 0 {
      sentence +=
        "\(unknown) ranges that were mapped before the log began were unmapped, and "
        + "nothing shows what they were; give the maps from before with --maps"
    } else if unloads > 0 {
      sentence += "\(unloads) objects were unloaded, and none was loaded again"
    } else {
      sentence += "no object was unloaded"
    }
    return sentence
  }

  /// How the process ended after a line, if it did.
  private static func ended(_ marks: [ProcessHistory.Mark], after order: Int) -> String? {
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

extension ReportBuilder {
  /// How many marks of a process are told at most.
  private static let mostMarks = 10_000

  /// What happened to a process as a whole.
  func marks(_ process: ProcessState) -> [ProcessMark] {
    process.history.marks.lazy.compactMap { mark -> ProcessMark? in
      let instant = facts.instant(mark.at)
      switch mark.kind {
      case .trigger(let signal, let sender):
        return ProcessMark(
          kind: .signal, instant: instant, words: signal, senderPID: sender.map { Int($0) })
      case .terminate(let signal, let sender):
        return ProcessMark(
          kind: .signal, instant: instant, words: signal, senderPID: sender.map { Int($0) })
      case .execve: return ProcessMark(kind: .execve, instant: instant, words: "execve")
      case .exited(let status):
        let words = "exited" + (status.map { " with \($0)" } ?? "")
        return ProcessMark(kind: .end, instant: instant, words: words)
      case .killed(let signal):
        return ProcessMark(kind: .end, instant: instant, words: "killed by \(signal)")
      case .spawned, .message, .openFailed: return nil
      }
    }.prefix(Self.mostMarks).map(\.self)
  }

  /// Every load that a log shows in a process, in order.
  func loads(
    _ timeline: ProcessTimeline, _ names: NameMatcher, _ view: LoaderView
  ) -> [LoadReport] {
    let death = timeline.process.isOver ? timeline.process.history.death : nil
    return timeline.loads.compactMap { load in
      let backing = facts.backings[load.backing]
      guard load.began.order > timeline.process.born.order,
        !load.traits.contains(.fromSnapshot),
        !backing.isPathlessMemory || options.listsAnonymous,
        selection.contains(names.resolved(backing.path))
      else { return nil }
      // A closure is handed the facts as they are; a method as a value would take a copy of them.
      return LoadReport(
        path: names.resolved(backing.path), kind: timeline.kind(load), base: load.base,
        size: load.size, start: facts.instant(load.began),
        laidOut: timeline.isCode(load) ? view.layouts.laidOut(load).map { facts.instant($0) } : nil,
        isRelocated: load.completed.order > 0,
        end: load.end == .none ? death.map { facts.instant($0) } : facts.instant(load.ended),
        endsWithProcess: load.end == .none && death != nil,
        gaveUp: timeline.isCode(load)
          && (load.isRefused
            || load.end == .unmapped && !load.isComplete && facts.showsProtects),
        during: view.nesting.outer[load.id.rawValue].map { outer in
          LoadReport.Nesting(
            path: names.resolved(facts.backings[outer.load.backing].path),
            start: facts.instant(outer.load.began), isDirect: outer.isDirect)
        },
        segments: view.segments(of: load))
    }
  }

  /// The files that were mapped in the processes of the report, in the order of their first loads.
  func mappedBackings() -> [Backing] {
    world.processes.filter(\.history.isOfInterest).flatMap { process in
      let live =
        process.isOver ? process.history.live : Array(world.spaces[process.space].loads.live.values)
      return (process.history.ended + live).sorted { $0.id.rawValue < $1.id.rawValue }
        .map { facts.backings[$0.backing] }
    }.filter { !$0.isPathlessMemory }
  }
}

extension ReportBuilder {
  /// Every load that a log shows in a process, in order.
  func loads(
    _ timeline: ProcessTimeline, _ names: NameMatcher, _ view: LoaderView
  ) -> [LoadReport] {
    timeline.loads.compactMap { load in
      let backing = facts.backings[load.backing]
      guard load.began.order > timeline.process.born.order,
        !load.traits.contains(.fromSnapshot),
        !backing.isPathlessMemory || options.listsAnonymous,
        selection.contains(names.resolved(backing.path))
      else { return nil }
      return LoadReport(
        path: names.resolved(backing.path), kind: timeline.kind(load), base: load.base,
        size: load.size, start: facts.instant(load.began),
        laidOut: timeline.isCode(load) ? view.layouts.laidOut(load).map(facts.instant) : nil,
        isRelocated: load.completed.order > 0,
        end: load.end == .none ? nil : facts.instant(load.ended),
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

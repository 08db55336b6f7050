/// Where reloads are looked for.
extension ReportBuilder {
  /// The windows of a process: those that were found, or the one that was asked for.
  func windows(_ timeline: ProcessTimeline) -> [Window] {
    let targets = run.sequencer.watch.targets
    if options.from != nil, options.to != nil, targets.count == 2 {
      if absence(timeline.process) != nil { return [] }
      return [
        Window(
          kind: .window,
          start: targets[0].next ?? targets[0].last ?? run.parser.last ?? Moment(),
          end: targets[1].last ?? run.parser.last ?? Moment(), endReason: "as asked for",
          from: targets[0].boundary ?? 0, to: targets[1].boundary ?? facts.lastOrder)
      ]
    }
    let bound = targets.first?.boundary
    if options.from != nil {
      return WindowFinder.windows(of: timeline, facts: facts, from: bound ?? 0)
    }
    let found = WindowFinder.windows(of: timeline, facts: facts)
    return bound.map { bound in found.filter { $0.to <= bound } } ?? found
  }

  /// That the reloads of a process are all on the other side of the instant that was asked for; nothing where
  /// there are none, or one was found.
  func noneThere(_ timeline: ProcessTimeline, isAny: Bool) -> String? {
    guard !isAny, (options.from == nil) != (options.to == nil) else { return nil }
    let count = WindowFinder.windows(of: timeline, facts: facts).count
    guard count > 0 else { return nil }
    let (here, there) = options.from == nil ? ("before", "after") : ("after", "before")
    return "no reload \(here) the instant that was asked for; "
      + "\(count == 1 ? "one" : "\(count)") \(there) it"
  }

  /// Why a process was not there in the window that was asked for; nothing where it was.
  func absence(_ process: ProcessState) -> String? {
    let targets = run.sequencer.watch.targets
    guard options.from != nil, options.to != nil, targets.count == 2 else { return nil }
    if let death = process.history.death, death.order <= targets[0].boundary ?? 0 {
      return "the process had ended before (\(LineWords.place(facts.instant(death))))"
    }
    if process.born.order > targets[1].boundary ?? facts.lastOrder {
      return "the process was made only later (\(LineWords.place(facts.instant(process.born))))"
    }
    return nil
  }
}

/// What the loads of a process look like to its dynamic loader: segments, order, nesting.
struct LoaderView: Sendable {
  /// How the loads were laid out.
  let layouts: LoadLayouts
  /// What was being loaded when.
  let nesting: LoadNesting
  private let snapshot: SnapshotSegments?

  /// Looks at a process.
  init(_ timeline: ProcessTimeline, facts: LogFacts, snapshot: Snapshot?) {
    layouts = LoadLayouts(timeline.process.history, pageSize: facts.pageSize)
    nesting = LoadNesting(timeline)
    self.snapshot = snapshot.map { SnapshotSegments($0, pageSize: facts.pageSize) }
  }

  /// The segments of a load, from the log or from the snapshot before it; none of a data file.
  func segments(
    of load: Load, _ timeline: ProcessTimeline, _ facts: LogFacts
  ) -> [SegmentReport] {
    guard timeline.isCode(load) else { return [] }
    if load.traits.contains(.fromSnapshot) { return snapshot?.segments(of: load) ?? [] }
    return layouts.segments(of: load, facts: facts)
  }
}

/// What the loads of a process look like to its dynamic loader: segments, order, nesting.
struct LoaderView: Sendable {
  /// How the loads were laid out.
  let layouts: LoadLayouts
  /// What was being loaded when.
  let nesting: LoadNesting
  /// The segments by the number of the load: a load is told in each window that it lives in.
  private let segments: [UInt32: [SegmentReport]]

  /// Looks at a process.
  init(_ timeline: ProcessTimeline, facts: LogFacts, snapshot: Snapshot?) {
    layouts = LoadLayouts(timeline.process.history, pageSize: facts.pageSize)
    nesting = LoadNesting(timeline)
    let before = snapshot.map { SnapshotSegments($0, pageSize: facts.pageSize) }
    var segments: [UInt32: [SegmentReport]] = [:]
    for load in timeline.loads where timeline.isCode(load) {
      let own =
        load.traits.contains(.fromSnapshot)
        ? before?.segments(of: load) : layouts.segments(of: load, facts: facts)
      if let own, !own.isEmpty { segments[load.id.rawValue] = own }
    }
    self.segments = segments
  }

  /// The segments of a load, from the log or from the snapshot before it; none of a data file.
  func segments(of load: Load) -> [SegmentReport] {
    segments[load.id.rawValue] ?? []
  }
}

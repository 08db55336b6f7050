/// Concludes which object an munmap took away of which the log shows no beginning.
///
/// Rule `extentMatch`: ld.so unmaps an object with the same unrounded length with which it reserved
/// its extent. Where in one window one unknown range of a length went and one object of just this
/// extent was mapped afterwards, the range was that object. Two of either make it ambiguous: as many
/// ranges as objects were these objects, but which was which is not known; else nothing is said.
enum ExtentMatch {
  /// Matches the unknown unmappings of a window with the objects that were mapped in it.
  ///
  /// - Parameters:
  ///   - objects: The objects of the window; those that are recognised are marked.
  ///   - timeline: What happened in the process.
  ///   - window: The reload.
  ///   - extents: What `extents` gives for the process.
  ///   - facts: What is known of the log.
  /// - Returns: The unmappings that are of no object that is known.
  static func match(
    _ objects: inout [ObjectHistory], _ timeline: ProcessTimeline, _ window: Window,
    extents: [UInt64: Set<TraceText>], facts: LogFacts
  ) -> [ProcessHistory.UnknownUnmap] {
    let unmaps = timeline.unknownUnmaps(from: window.from, to: window.to)
    guard !unmaps.isEmpty else { return [] }
    var unmatched: [ProcessHistory.UnknownUnmap] = []
    var made: [UInt64: [Int]] = [:]
    for index in objects.indices where objects[index].before.isEmpty {
      for size in Set(objects[index].made.map(\.size)) { made[size, default: []].append(index) }
    }
    for (length, ranges) in Dictionary(grouping: unmaps, by: \.length).sorted(by: {
      $0.key < $1.key
    }) {
      let mapped = made[length, default: []].filter { index in
        objects[index].made.contains {
          $0.size == length && $0.traits.contains(.exactSize) && timeline.isCode($0)
            && $0.began.order > ranges[0].at.order
        }
      }
      let names = extents[length] ?? []
      guard length % facts.pageSize != 0, !mapped.isEmpty, ranges.count == mapped.count,
        names.count == mapped.count
      else {
        unmatched += ranges
        continue
      }
      for (range, index) in zip(ranges, mapped) {
        objects[index].matchedUnmap = range
        objects[index].rules.append("extentMatch")
        if mapped.count > 1 { objects[index].rules.append("ambiguousExtent") }
      }
    }
    return unmatched.sorted { $0.at.order < $1.at.order }
  }

  /// All names that any load of the process had with an extent.
  static func extents(
    _ timeline: ProcessTimeline, _ facts: LogFacts
  ) -> [UInt64: Set<TraceText>] {
    var names: [UInt64: Set<TraceText>] = [:]
    for load in timeline.loads
    where load.traits.contains(.exactSize) && timeline.isCode(load) {
      names[load.size, default: []].insert(facts.backings[load.backing].path)
    }
    return names
  }
}

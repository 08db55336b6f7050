/// Finds out which object was mapped from a file whose name the log does not show.
///
/// Without `-y` a descriptor has the name that was opened; with `-e raw=open`, or with a filter
/// without open, it has none. Rule `extentMatch`: a file that is mapped after an object of just its
/// extent was unmapped is that object, at the same base, or if it is the only one of this extent.
enum UnnamedLoads {
  /// Gives the loads without a name to the objects of a window; those that fit none are left out.
  static func assign(
    _ objects: inout [ObjectHistory], _ timeline: ProcessTimeline, _ window: Window
  ) {
    guard let nameless = objects.firstIndex(where: { $0.path.bytes.isEmpty }) else { return }
    let loads = objects.remove(at: nameless).made
    for load in loads where load.traits.contains(.exactSize) {
      let fitting = objects.indices.filter { fits(load, objects[$0]) }
      let sameBase = fitting.first { objects[$0].before.contains { $0.base == load.base } }
      guard let index = sameBase ?? (fitting.count == 1 ? fitting.first : nil) else { continue }
      objects[index].made.append(load)
      if timeline.isMapped(load, after: window.to) { objects[index].after.append(load) }
      if !objects[index].rules.contains("extentMatch") {
        objects[index].rules.append("extentMatch")
      }
    }
  }

  private static func fits(_ load: Load, _ object: ObjectHistory) -> Bool {
    object.after.isEmpty
      && object.before.contains {
        $0.size == load.size && $0.end == .unmapped && $0.ended.order < load.began.order
      }
  }
}

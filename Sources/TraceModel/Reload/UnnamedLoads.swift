/// Finds out which object was mapped from a file whose name the log does not show.
///
/// Without `-y` a descriptor has the name that was opened; with `-e raw=open`, with a filter without
/// open, or where the log begins between the two, it has none. Rule `extentMatch`: a file that is
/// mapped after an object of just its extent was unmapped is that object, at the same base, or if it is
/// the only one of this extent; and so is a file that was unmapped before an object of just its extent
/// was mapped.
enum UnnamedLoads {
  /// The loads of code that fit no object.
  struct Rest {
    /// Those that were mapped in the window.
    var made: [Load] = []
    /// Those that were there before, and that the window took away.
    var gone: [Load] = []
  }

  /// Gives the loads without a name to the objects of a window; those that fit none are left out.
  static func assign(
    _ objects: inout [ObjectHistory], _ timeline: ProcessTimeline, _ window: Window
  ) -> Rest {
    guard let index = objects.firstIndex(where: { $0.path.bytes.isEmpty }) else { return Rest() }
    let nameless = objects.remove(at: index)
    let gone = nameless.before.filter { $0.end == .unmapped && $0.ended.order <= window.to }
    return Rest(
      made: nameless.made.filter { load in
        guard
          let index = object(
            of: load, nameless.made, objects, at: \.before, where: { fits(load, $0) })
        else { return timeline.isCode(load) }
        objects[index].made.append(load)
        if timeline.isMapped(load, after: window.to) { objects[index].after.append(load) }
        note(&objects[index])
        return false
      },
      gone: gone.filter { load in
        guard
          let index = object(of: load, gone, objects, at: \.made, where: { returned(load, $0) })
        else { return timeline.isCode(load) }
        objects[index].before.append(load)
        note(&objects[index])
        return false
      })
  }

  /// The object that lay, or came to lie, at the same base, or the only one that a load fits, where that is
  /// the only one of its extent.
  private static func object(
    of load: Load, _ others: [Load], _ objects: [ObjectHistory],
    at loads: KeyPath<ObjectHistory, [Load]>,
    where fits: (ObjectHistory) -> Bool
  ) -> Int? {
    guard load.traits.contains(.exactSize) else { return nil }
    let fitting = objects.indices.filter { fits(objects[$0]) }
    return fitting.first { objects[$0][keyPath: loads].contains { $0.base == load.base } }
      ?? (fitting.count == 1 && others.count { $0.size == load.size } == 1 ? fitting.first : nil)
  }

  private static func note(_ object: inout ObjectHistory) {
    if !object.rules.contains("extentMatch") { object.rules.append("extentMatch") }
  }

  private static func fits(_ load: Load, _ object: ObjectHistory) -> Bool {
    object.after.isEmpty
      && object.before.contains {
        $0.size == load.size && $0.end == .unmapped && $0.ended.order < load.began.order
      }
  }

  private static func returned(_ load: Load, _ object: ObjectHistory) -> Bool {
    object.before.isEmpty
      && object.made.contains {
        $0.size == load.size && $0.traits.contains(.exactSize)
          && $0.began.order > load.ended.order
      }
  }
}

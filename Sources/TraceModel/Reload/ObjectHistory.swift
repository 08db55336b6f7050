/// The loads of one path in a window: what was there, what came, what is there.
struct ObjectHistory: Sendable {
  /// The path, marks of replacement removed.
  var path: TraceText
  /// The loads that are mapped at the beginning.
  var before: [Load] = []
  /// The loads that were made in the window.
  var made: [Load] = []
  /// The loads that are mapped at the end.
  var after: [Load] = []
  /// Unmappings of unknown ranges that are concluded to be of this object.
  var matchedUnmap: ProcessHistory.UnknownUnmap?
  /// What shows that it was there, where no load of it is known.
  var witness: Witness?
  /// Of a program or its interpreter that execve mapped: whether it was there, and is.
  var image: Images.Presence?
  /// Which of the two it is.
  var imageKind = ObjectKind.executable
  /// Rules that were needed.
  var rules: [String] = []
  /// The line of a reference snapshot by which it was recognised.
  var reference: Evidence?

  /// Loads that are there at the beginning and at the end.
  var kept: [Load] {
    before.filter { load in after.contains { $0.id == load.id } }
  }
}

extension ProcessTimeline {
  /// The objects of a window, by path, in the order in which they first occur.
  func objects(in window: Window, facts: LogFacts, names: NameMatcher) -> [ObjectHistory] {
    var order: [TraceText] = []
    var objects: [TraceText: ObjectHistory] = [:]
    for load in loads(from: window.from, to: window.to) {
      let wasThere = isMapped(load, after: window.from)
      let wasMade = load.began.order > window.from && load.began.order <= window.to
      guard wasThere || wasMade else { continue }
      let shown = facts.backings[load.backing].path
      let path = names.resolved(shown)
      if objects[path] == nil {
        order.append(path)
        objects[path] = ObjectHistory(path: path)
      }
      if wasThere { objects[path]?.before.append(load) }
      if wasMade { objects[path]?.made.append(load) }
      if isMapped(load, after: window.to) { objects[path]?.after.append(load) }
      let rule = NameMatcher.rule(shown)
      if path != shown, objects[path]?.rules.contains(rule) == false {
        objects[path]?.rules.append(rule)
      }
    }
    return order.compactMap { objects[$0] }
  }
}

/// Notes on survivors that they were asked for again while they were loaded: opened, found by their
/// inode to be there already, and closed.
struct AskedAgain {
  let timeline: ProcessTimeline
  let facts: LogFacts
  let window: Window

  /// How many places are named of one object.
  private static let mostPlaces = 8

  func add(to reports: inout [ObjectReport], _ names: NameMatcher) {
    var places: [TraceText: [Evidence]] = [:]
    let start = window.trigger?.at.order ?? window.from
    for opening in timeline.reopened(from: start, to: window.to) {
      guard let load = timeline.load(opening.load),
        timeline.isMapped(load, after: window.to), load.began.order <= window.from
      else { continue }
      let path = names.resolved(facts.backings[load.backing].path)
      guard places[path, default: []].count < Self.mostPlaces else { continue }
      let instant = facts.instant(opening.at)
      places[path, default: []].append(
        Evidence(at: instant, text: "open(\(path.escaped)), closed unmapped"))
    }
    guard !places.isEmpty else { return }
    for index in reports.indices where reports[index].fate == .survived {
      guard let evidence = places[reports[index].path] else { continue }
      reports[index].askedAgain = evidence
      reports[index].evidence += evidence
    }
  }
}

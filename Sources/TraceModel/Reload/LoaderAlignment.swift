/// Lays the loader's log beside the loads of the trace, by what both show in the same order.
///
/// They have no common clock. Rule `sameBase`: where LD_DEBUG=files has the addresses, the mappings
/// of an object in both are the same where the bases of all its loads fit in one way only. Rule
/// `sameOrder`: where both have as many unloadings of an object, the first is the first; at the end
/// of a process the loader finalizes what is still mapped, so that it may have one more.
struct LoaderAlignment: Sendable {
  /// A call of the trace that is the same event as a line of the loader's log.
  struct Match: Sendable {
    var moment: Moment
    var rule: String
  }

  /// The file of the loader's log.
  let file: String
  /// What the loader told.
  let process: LoaderProcess
  /// The lines of the loader that are calls of the trace.
  private(set) var matches: [Int: Match] = [:]
  /// The line of the loader at which each load ended.
  private var ends: [UInt32: Int] = [:]
  /// The lines that follow from an aligned one: constructors after a mapping, a destroyed link map
  /// after destructors.
  private var followers: [Int: Int] = [:]
  /// The lines that have a call, in the order of the calls.
  private var byOrder: [(order: Int, line: Int)] = []

  /// The places of one object's events in the loader's log.
  private struct Told {
    var mapped: [(line: Int, base: UInt64?)] = []
    var initialized: [Int] = []
    var finalized: [Int] = []
    var unmapped: [Int] = []
  }

  init(
    _ speaker: LoaderWitness.Speaker, _ timeline: ProcessTimeline, _ names: NameIndex,
    facts: LogFacts, naming: NameMatcher
  ) {
    file = speaker.file
    process = speaker.process
    var told: [TraceText: Told] = [:]
    for event in process.events {
      guard let path = names.path(of: event.object) else { continue }
      switch event.kind {
      case .mapped(let base, _, _):
        told[path, default: Told()].mapped.append((event.line, base))
      case .initialized: told[path, default: Told()].initialized.append(event.line)
      case .finalized: told[path, default: Told()].finalized.append(event.line)
      case .unmapped: told[path, default: Told()].unmapped.append(event.line)
      default: break
      }
    }
    var loads: [TraceText: [Load]] = [:]
    for load in timeline.loads where timeline.isCode(load) {
      loads[naming.resolved(facts.backings[load.backing].path), default: []].append(load)
    }
    for (path, loads) in loads {
      guard let told = told[path] else { continue }
      align(loads, told)
    }
    byOrder = matches.map { (order: $0.value.moment.order, line: $0.key) }
      .sorted { ($0.order, $0.line) < ($1.order, $1.line) }
  }

  private mutating func align(_ loads: [Load], _ told: Told) {
    let mapped = told.mapped.filter { $0.base != nil }
    if let start = Self.onlyPlace(of: loads.map(\.base), in: mapped.compactMap(\.base)) {
      for (index, load) in loads.enumerated() {
        let line = mapped[start + index].line
        if !load.traits.contains(.fromSnapshot) { begin(load, line, "sameBase", told) }
        let next =
          start + index + 1 < mapped.count ? mapped[start + index + 1].line : Int.max
        guard load.end == .unmapped else { continue }
        let gone = [told.finalized, told.unmapped].compactMap { $0.firstLine(after: line) }.min()
        if let gone, gone < next { end(load, gone, "sameBase", told) }
      }
      return
    }
    let gone = loads.filter { $0.end == .unmapped && $0.isComplete }
    let isLeft = loads.contains { $0.end != .unmapped }
    guard
      gone.count == told.finalized.count
        || isLeft && gone.count + 1 == told.finalized.count
    else { return }
    for (load, line) in zip(gone, told.finalized) { end(load, line, "sameOrder", told) }
    var before: (load: Load, line: Int)?
    for load in loads where load.isComplete {
      if let before, before.load.ended.order < load.began.order,
        let started = told.initialized.firstLine(after: before.line)
      {
        matches[started] = Match(moment: load.began, rule: "sameOrder")
      }
      if let line = ends[load.id.rawValue] { before = (load, line) }
    }
  }

  /// Where `bases` lie in a row in `all`, if in one place only.
  private static func onlyPlace(of bases: [UInt64], in all: [UInt64]) -> Int? {
    let (steps, overflow) = (all.count - bases.count + 1).multipliedReportingOverflow(
      by: bases.count)
    guard !bases.isEmpty, bases.count <= all.count, !overflow, steps <= mostSteps else {
      return nil
    }
    var only: Int?
    for start in 0...(all.count - bases.count)
    where all[start..<(start + bases.count)].elementsEqual(bases) {
      if only != nil { return nil }
      only = start
    }
    return only
  }

  /// How many bases are compared at most, for one object.
  private static let mostSteps = 1 << 20

  private mutating func begin(_ load: Load, _ line: Int, _ rule: String, _ told: Told) {
    matches[line] = Match(moment: load.began, rule: rule)
    if load.isComplete, let started = told.initialized.firstLine(after: line) {
      followers[line] = started
    }
  }

  private mutating func end(_ load: Load, _ line: Int, _ rule: String, _ told: Told) {
    ends[load.id.rawValue] = line
    matches[line] = Match(moment: load.ended, rule: rule)
    if let destroyed = told.unmapped.firstLine(after: line - 1) {
      matches[destroyed] = Match(moment: load.ended, rule: rule)
      followers[line] = destroyed
    }
  }

  /// The lines of the loader's log in which it tells of a window; nothing where none is aligned.
  func lines(of window: Window) -> ClosedRange<Int>? {
    var low = Int.max
    var high = 0
    let first = byOrder.partition { $0.order > window.from }
    let end = byOrder.partition { $0.order > window.to }
    guard first < end else { return nil }
    for (_, line) in byOrder[first..<end] {
      low = min(low, line)
      high = max(high, followers[line] ?? line, line)
    }
    return low...high
  }
}

extension [Int] {
  /// The first line behind another one; the lines go upwards.
  fileprivate func firstLine(after line: Int) -> Int? {
    let place = partition { $0 > line }
    return place < count ? self[place] : nil
  }
}

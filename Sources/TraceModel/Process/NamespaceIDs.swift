/// Which tasks are meant by ids that calls returned in another pid namespace than strace's.
///
/// Rule: strace prints results as the tracee got them. In a container clone returns an id of that
/// container (pid_namespaces(7)), and the lines of the new task bear the one that strace sees. So an
/// id that was returned and never speaks, and a task that speaks and was never returned, are one task
/// where anything shows that there are namespaces: a task spoke while the only call that could have
/// made it was under way and returned another id, a task was told another id than its lines bear,
/// or every id that was returned to a task is silent and below its own. Ids rise in both namespaces in the
/// order in which tasks are made (kernel/pid.c, `alloc_pid`), and that tells which is which.
struct NamespaceIDs: Sendable {
  /// The line with which a call is over.
  struct Place: Hashable, Sendable {
    var file: Int32
    var line: Int

    init(_ moment: Moment) {
      file = moment.file
      line = moment.line
    }
  }

  private struct Creation: Sendable {
    var place: Place
    /// The order of its beginning.
    var began: Int
    var parent: Int32
    /// What it returned.
    var child: Int32
    var isThread: Bool
    /// The task that spoke before it returned.
    var adopted: Int32?
    var hasSpoken = false
  }

  private struct Stranger: Sendable {
    var task: Int32
    /// The order of its first line.
    var first: Int
    /// What gettid, set_tid_address or getpid told it.
    var told: Int32?
    /// Whether getpid told it: the leader's id, perhaps not its own.
    var toldByLeader = false
  }

  /// How many calls and how many tasks are remembered, each.
  private static let most = 1 << 15

  private var creations: [Creation] = []
  private var strangers: [Stranger] = []
  private var strangerPlaces: [Int32: Int] = [:]
  /// Whether a task was told an id that its lines do not bear.
  private var isProven = false

  /// Notes a call that made a task, and returns its number.
  ///
  /// `adopted` is the task that spoke while it was under way.
  mutating func note(_ record: CallRecord, returned child: Int32, isThread: Bool, adopted: Int32?)
    -> Int32?
  {
    guard creations.count < Self.most else { return nil }
    creations.append(
      Creation(
        place: Place(record.ended), began: record.began.order, parent: record.task, child: child,
        isThread: isThread, adopted: adopted == child ? nil : adopted, hasSpoken: adopted == child))
    return Int32(creations.count - 1)
  }

  /// The task that a call returned has spoken.
  mutating func spoke(_ creation: Int32) { creations[Int(creation)].hasSpoken = true }

  /// Notes a task that speaks and that nothing announced.
  mutating func met(_ task: Int32, at moment: Moment) {
    guard strangers.count < Self.most else { return }
    strangerPlaces[task] = strangers.count
    strangers.append(Stranger(task: task, first: moment.order))
  }

  /// Notes which id a task was told; by getpid it is that of its leader.
  mutating func told(_ id: Int32, to task: Int32, byLeader: Bool) {
    if !byLeader, id != task, task != 0 { isProven = true }
    guard let place = strangerPlaces[task], id != task else { return }
    guard strangers[place].told == nil || strangers[place].toldByLeader else { return }
    strangers[place].told = id
    strangers[place].toldByLeader = byLeader
  }

  /// Which task each call made, where that is another than it returned.
  func matches() -> [Place: Int32] {
    var result: [Place: Int32] = [:]
    var silent: [Creation] = []
    for creation in creations where !creation.hasSpoken {
      if let adopted = creation.adopted {
        result[creation.place] = adopted
      } else {
        silent.append(creation)
      }
    }
    guard !silent.isEmpty, !strangers.isEmpty else { return result }
    var rest = matchTold(silent, &result)
    let isProven = isProven || !result.isEmpty
    let heard = Set(creations.lazy.filter { $0.hasSpoken || $0.child > $0.parent }.map(\.parent))
    silent.removeAll { result[$0.place] != nil || !isProven && heard.contains($0.parent) }
    silent.sort { $0.began < $1.began }
    rest.sort { $0.task < $1.task }
    var next = 0
    for stranger in rest where next < silent.count {
      // What spoke before it was made, or is older than who made it, was there before the log.
      guard silent[next].began <= stranger.first, silent[next].parent < stranger.task else {
        continue
      }
      result[silent[next].place] = stranger.task
      next += 1
    }
    return result
  }

  /// Matches the tasks that were told what a call returned; returns the others.
  private func matchTold(_ silent: [Creation], _ result: inout [Place: Int32]) -> [Stranger] {
    var byChild: [Int32: [Creation]] = [:]
    for creation in silent { byChild[creation.child, default: []].append(creation) }
    var rest: [Stranger] = []
    for stranger in strangers {
      let own = stranger.told.flatMap { byChild[$0] }?.last {
        $0.began <= stranger.first && result[$0.place] == nil
          && !($0.isThread && stranger.toldByLeader)
      }
      if let own { result[own.place] = stranger.task } else { rest.append(stranger) }
    }
    return rest
  }
}

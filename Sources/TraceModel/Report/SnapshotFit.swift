/// Finds out of which process of a log a snapshot from after it is, where nobody says it.
enum SnapshotFit {
  /// How many processes are looked at, the first that live.
  private static let most = 256

  /// The process whose mappings at the end of the log are most of those that the snapshot shows; the
  /// one that strace attached to, where several fit as well.
  ///
  /// - Returns: Its pid; nothing where the log has no process, or of several none that lives has any of
  ///   the mappings.
  static func owner(of snapshot: Snapshot, in world: World) -> Int32? {
    guard let root = world.root else { return nil }
    if let pid = snapshot.pid, world.process(pid) != nil { return pid }
    let living = world.processes.indices.filter {
      let process = world.processes[$0]
      return $0 != root && !process.isOver && process.isTraced && process.pid > 0
    }
    let shown = Set(snapshot.lines.map(\.range))
    var best = (index: root, hits: hits(root, shown, world))
    for index in living.prefix(most) {
      let found = hits(index, shown, world)
      if found > best.hits { best = (index, found) }
    }
    if best.hits == 0, world.processes[root].isOver, world.tracedCount > 1 { return nil }
    return world.processes[best.index].pid
  }

  /// How many mappings of a process the snapshot shows just so.
  private static func hits(
    _ index: Int, _ shown: Set<AddressRange>, _ world: World
  ) -> Int {
    let process = world.processes[index]
    guard !process.isOver else { return 0 }
    var hits = 0
    world.spaces[process.space].space.forEachMerged { mapping in
      if shown.contains(mapping.range) { hits += 1 }
    }
    return hits
  }
}

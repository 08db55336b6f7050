import TraceModel

/// Which processes of a report are told of first: those that were reloaded, and where none was, the
/// main one, of which the answer is that.
struct ProcessSelection {
  /// The places of the processes that are told of in full, and those of the others.
  let lists: (told: [Int], others: [Int])
  /// How many of the others were reloaded.
  let reloadedOthers: Int

  /// What the others are: `12 processes, 2 of them with reloads`.
  var others: String {
    let count = counted(lists.others.count, "process", plural: "processes")
    return reloadedOthers == 0
      ? count + " without a reload" : count + ", \(reloadedOthers) of them with reloads"
  }

  /// Chooses among processes; up to `most` are told of in full, the gravest ones.
  init(_ processes: [ProcessReport], most: Int) {
    let ranks = processes.map { process in process.reloads.map(\.rank).min() }
    let reloaded = processes.indices.filter { ranks[$0] != nil }
      .sorted { (ranks[$0] ?? 0, $0) < (ranks[$1] ?? 0, $1) }
    let isReloaded = processes.contains { $0.reloads.contains { $0.kind != .cycle } }
    let main = isReloaded ? [] : processes.indices.prefix(1).filter { !reloaded.contains($0) }
    let told = (main + reloaded).prefix(most).sorted()
    let chosen = Set(told)
    lists = (told, processes.indices.filter { !chosen.contains($0) })
    reloadedOthers = lists.others.count { ranks[$0] != nil }
  }
}

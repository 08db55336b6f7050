import TraceModel

/// Which processes of a report are told of first: those that were reloaded.
struct ProcessSelection {
  /// The places of the processes that are told of in full, and those of the others.
  let lists: (told: [Int], others: [Int])

  /// Chooses among processes; up to `most` are told of in full, the gravest ones.
  init(_ processes: [ProcessReport], most: Int) {
    let ranks = processes.map { process in process.reloads.map(\.rank).min() }
    let reloaded = processes.indices.filter { ranks[$0] != nil }
      .sorted { (ranks[$0] ?? 0, $0) < (ranks[$1] ?? 0, $1) }
    let told = reloaded.prefix(most).sorted()
    let chosen = Set(told)
    lists = (told, processes.indices.filter { !chosen.contains($0) })
  }
}

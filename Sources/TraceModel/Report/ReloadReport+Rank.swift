extension ReloadReport {
  /// What is told first where not all can be told: what failed, what has findings.
  package var rank: Int {
    switch findings.map(\.severity).min() {
    case .error?: 0
    case .warning?: 1
    case .note?: 2
    case nil: kind == .cycle ? 4 : 3
    }
  }
}

extension [ReloadReport] {
  /// The places of the `most` gravest reloads, of like ones the first, in order.
  package func gravest(_ most: Int) -> [Int] {
    indices.sorted { (self[$0].rank, $0) < (self[$1].rank, $1) }.prefix(most).sorted()
  }
}

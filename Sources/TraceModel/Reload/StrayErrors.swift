/// Errors that LD_DEBUG tells of and no reload in the trace shows.
///
/// Only those about versions: a symbol without one may have been asked for by dlsym, which many
/// programs do for what they can do without.
struct StrayErrors {
  /// The most findings.
  private static let most = 8

  private let failures: [LoaderWitness.Failure]
  private let snapshot: Snapshot?

  init(_ witness: LoaderWitness, snapshot: Snapshot?) {
    failures = witness.failures
    self.snapshot = snapshot
  }

  /// The findings of those that no finding of a reload cites.
  func findings(besides report: Report) -> [Finding] {
    var cited: Set<[String]> = []
    for reload in report.processes.flatMap(\.reloads) {
      for finding in reload.findings where finding.kind == .symbolError {
        if let search = finding.search { cited.insert(Self.key(search)) }
      }
    }
    var cases: [(key: [String], told: SymbolCase)] = []
    for failure in failures where failure.error.isFatal && failure.error.version != nil {
      let told = SymbolCase(failures: [failure])
      let key = Self.key(SymbolSearch(told, names: NameIndex([])))
      if cited.contains(key) { continue }
      if let index = cases.firstIndex(where: { $0.key == key }) {
        cases[index].told.failures.append(failure)
      } else if cases.count < Self.most {
        cases.append((key, told))
      }
    }
    return cases.map { finding($0.told) }
  }

  private static func key(_ search: SymbolSearch) -> [String] {
    [search.symbol, search.version, search.wantedBy.lastComponent].map { $0?.escaped ?? "" }
  }

  private func finding(_ told: SymbolCase) -> Finding {
    let known = snapshot?.replacedObjects ?? [:]
    let names = NameIndex(known.keys.sorted())
    var search = SymbolSearch(told, names: names)
    for index in search.asked.indices {
      search.asked[index].isStale = search.asked[index].path.map { known[$0] != nil } ?? false
    }
    var sentence = search.subject + ", not defined in "
    sentence += search.definer?.lastComponent.escaped ?? "any object that was searched"
    var objects: [TraceText] = []
    var evidence = told.failures.prefix(8).map(\.evidence) + search.askedEvidence
    if let definer = search.definer, let path = names.path(of: definer.bytes),
      let line = known[path]
    {
      sentence += ", which is \(path.lastComponent.escaped) here, of a file that was replaced"
      objects.append(path)
      evidence.append(line)
    }
    sentence += told.failures.first.map { " (\($0.place))" } ?? ""
    sentence += search.askedWords
    return Finding(
      kind: .symbolError, severity: .error,
      message: sentence + "; no reload in the trace shows it",
      advice: FindingRules.symbolAdvice(hasStale: !objects.isEmpty), objects: objects,
      certainty: .observed, search: search, evidence: evidence)
  }
}

/// Predicts from the ELF files which symbols a reload misses: those that an object which was loaded
/// anew needs of a survivor that does not define them.
///
/// Rule `symbolsOnDisk`: the files beneath `--root` are read, and nothing of them is run.
struct SymbolForecast {
  /// How many reloads of a log are looked at, and how many findings each gets at most.
  private static let mostReloads = 64
  private static let mostFindings = 8
  /// How many symbols of one pair of objects a finding lists.
  private static let mostSymbols = 64
  /// How many diagnostics are given.
  private static let mostDiagnostics = 16

  private var files: RootedFiles
  private var reloadsLeft = mostReloads
  private var problems: [(path: String, words: String)] = []
  private let root: String
  /// How many files were looked for, and how many were found.
  private var wanted = 0
  private var found = 0

  init(root: String, pageSize: UInt64, report: Report) {
    self.root = root
    let objects = report.processes.lazy.flatMap(\.reloads).flatMap(\.objects)
    files = RootedFiles(
      root: root, pageSize: pageSize,
      known: objects.compactMap { object in
        let placement = object.after ?? object.before
        return placement.flatMap { known in known.inode.map { (object.path, $0) } }
      })
  }

  /// What could not be read, or is damaged.
  var diagnostics: [Diagnostic] {
    var all = problems + files.damages
    if wanted > 0, found == 0 {
      all.insert(
        (root, "none of the \(wanted) files that are wanted was found beneath it"), at: 0)
    }
    return all.prefix(Self.mostDiagnostics).map { path, words in
      Diagnostic(file: path, message: words)
    }
  }

  /// Adds what is predicted to the findings of a reload.
  mutating func extend(_ reload: inout ReloadReport) {
    let isAnew = { (object: ObjectReport) in
      [Fate.remapped, .failed, .added].contains(object.fate)
    }
    guard reloadsLeft > 0, reload.objects.contains(where: { isAnew($0) && $0.isCode }) else {
      return
    }
    reloadsLeft -= 1
    var objects: [SymbolGaps.Object] = []
    var reports: [ObjectReport] = []
    var unread: [ObjectReport] = []
    for object in reload.objects where object.isCode {
      guard isAnew(object) || object.fate == .survived,
        let placement = self.placement(of: object)
      else { continue }
      wanted += 1
      switch files.file(of: object, placement) {
      case .success(let file):
        found += 1
        objects.append(
          SymbolGaps.Object(
            path: object.path.bytes, file: file, isSurvivor: object.fate == .survived))
        reports.append(object)
      case .failure(let failure):
        switch failure.problem {
        case .missing, .nameless: break
        case .replaced, .unreadable: found += 1
        }
        note(failure.problem, object)
        if object.fate == .survived { unread.append(object) }
      }
    }
    tellUnread(unread, neededBy: objects)
    var pairs: [[Int]: [MissingSymbol]] = [:]
    var leftOut: [[Int]: Int] = [:]
    for gap in SymbolGaps.gaps(objects)
    where !objects[gap.needer].isSurvivor && objects[gap.definer].isSurvivor {
      let pair = [gap.needer, gap.definer]
      guard pairs[pair, default: []].count < Self.mostSymbols else {
        leftOut[pair, default: 0] += 1
        continue
      }
      pairs[pair, default: []].append(
        MissingSymbol(
          symbol: gap.symbol.map { TraceText(bytes: $0) },
          version: TraceText(bytes: gap.version)))
    }
    for pair in pairs.keys.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) })
      .prefix(Self.mostFindings)
    {
      add(
        pairs[pair] ?? [], leftOut: leftOut[pair] ?? 0, reports[pair[0]], reports[pair[1]],
        to: &reload)
    }
  }

  /// A survivor as it was mapped; what was loaded anew as its load was, though that may be over.
  private func placement(of object: ObjectReport) -> Placement? {
    if object.fate == .survived || object.after != nil { return object.after ?? object.before }
    // A load that was given up was of the file that has the name now, and as large.
    return Placement(base: nil, shownName: object.path)
  }

  private mutating func note(_ problem: RootedFiles.Problem, _ object: ObjectReport) {
    let words: String
    switch problem {
    case .missing, .nameless: return
    case .replaced:
      words =
        "another file lies here than the one that was mapped: its symbols are not compared"
    case .unreadable(let why): words = "its symbols are not compared: \(why)"
    }
    append(object.path.escaped, words)
  }

  private mutating func append(_ path: String, _ words: String) {
    guard problems.count < Self.mostDiagnostics,
      !problems.contains(where: { $0.path == path && $0.words == words })
    else { return }
    problems.append((path, words))
  }

  /// Says which survivors would have to be read, for what was loaded anew needs them.
  private mutating func tellUnread(
    _ unread: [ObjectReport], neededBy objects: [SymbolGaps.Object]
  ) {
    let names = NameIndex(unread.filter { $0.isStaleSurvivor }.map(\.path))
    for object in objects where !object.isSurvivor {
      for needed in object.file.needed {
        guard let path = names.path(of: needed) else { continue }
        append(
          path.escaped,
          "the file that is mapped has lost its name, so what it defines is not known; keep a copy "
            + "(/proc/PID/map_files has it) under the name that the snapshot shows, beneath --root")
      }
    }
  }

  private func add(
    _ missing: [MissingSymbol], leftOut: Int, _ needer: ObjectReport, _ definer: ObjectReport,
    to reload: inout ReloadReport
  ) {
    let told = reload.findings.firstIndex { finding in
      finding.kind == .symbolError
        && finding.objects.contains(needer.path)
        && missing.contains { $0.symbol == finding.search?.symbol }
    }
    if let told, missing.count == 1, leftOut == 0 {
      reload.findings[told].message +=
        "; its file beneath \(TraceText(files.root).escaped) does not define it either"
      if !reload.findings[told].objects.contains(definer.path) {
        reload.findings[told].objects.append(definer.path)
        reload.findings[told].evidence += definer.evidence
      }
      return
    }
    let count = missing.count + leftOut
    let shown = missing.prefix(6).map(\.words).joined(separator: ", ")
    let more = count > 6 ? " and \(count - 6) more" : ""
    let isStale = definer.isStaleSurvivor ? ", a survivor from a replaced file" : ", a survivor"
    let failed = needer.fate == .failed
    reload.findings.append(
      Finding(
        kind: .symbolError, severity: failed ? .error : .warning,
        message: "\(needer.name.escaped) needs \(count) "
          + "\(count == 1 ? "symbol" : "symbols") that \(definer.name.escaped)\(isStale), "
          + "does not define: \(shown)\(more); so their files beneath "
          + "\(TraceText(files.root).escaped) tell"
          + (failed ? "" : ", and what is bound late will fail when it is first called"),
        advice: FindingRules.symbolAdvice(hasStale: definer.isStaleSurvivor),
        objects: [needer.path, definer.path], certainty: .inferred, rules: ["symbolsOnDisk"],
        missing: missing, missingLeftOut: leftOut,
        evidence: needer.evidence + definer.evidence))
    reload.findings = reload.findings.enumerated()
      .sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }
      .map(\.element)
  }
}

extension MissingSymbol {
  /// `__h_errno (GLIBC_PRIVATE)`, or `version GLIBC_2.34`.
  fileprivate var words: String {
    symbol.map { "\($0.escaped) (\(version.escaped))" } ?? "version \(version.escaped)"
  }
}

extension ObjectReport {
  /// Whether it is an object of code.
  var isCode: Bool { kind == .sharedObject || kind == .executable || kind == .interpreter }
}

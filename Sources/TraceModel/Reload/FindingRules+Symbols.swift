/// What LD_DEBUG tells of one window.
struct LoaderAccount: Sendable {
  /// All that the loaders told.
  var witness = LoaderWitness([])
  /// Whether the pid of the traced process is known, so that the loader's is the same.
  var knowsPID = true
  /// The lines of the process's own log in which errors of the window may stand; nothing where that
  /// is not known.
  var lines: Range<Int>?
}

/// An error about a symbol or a version, by all that tells of it.
struct SymbolCase {
  /// What was written, as far as strace shows it.
  var message: LoaderMessage?
  /// The lines of the trace that show it.
  var proofs: [Evidence] = []
  /// The errors in logs of LD_DEBUG, those of the traced process first.
  var failures: [LoaderWitness.Failure] = []

  /// Whether an error is the one that was written: the whole symbol, or as much as strace shows.
  func isAlso(_ failure: LoaderWitness.Failure) -> Bool {
    let error = failure.error
    let wanted = TraceText(bytes: error.object).lastComponent
    guard let message else {
      guard let known = failures.first?.error else { return false }
      return known.symbol == error.symbol && known.version == error.version
        && TraceText(bytes: known.object).lastComponent == wanted
    }
    guard TraceText(bytes: message.object).lastComponent == wanted else { return false }
    if message.isCut, message.version == nil {
      return error.symbol?.starts(with: message.symbol ?? []) ?? false
    }
    return message.symbol == error.symbol
      && (message.symbol != nil || message.version == error.version)
  }
}

extension FindingRules {
  /// How many different errors of a reload are told: each is about a symbol and who wanted it.
  private static let mostCases = 50

  /// How many lines of one error are cited.
  private static let mostCited = 8

  /// The errors of the window: what was written, and what LD_DEBUG tells of what was given up.
  ///
  /// Only so many different ones are told; what is left out counts the messages about others.
  func symbolCases() -> (told: [SymbolCase], leftOut: Int) {
    var cases: [SymbolCase] = []
    var leftOut = 0
    for mark in complaints {
      guard case .message(let written) = mark.kind,
        let message = LoaderMessage(written.text, isCut: written.isCut), isOfThisProcess(message)
      else { continue }
      let proof = cite(mark.at, written.quotation, isQuoted: true)
      if let index = cases.firstIndex(where: {
        guard let known = $0.message, known.symbol == message.symbol,
          TraceText(bytes: known.object).lastComponent
            == TraceText(bytes: message.object).lastComponent
        else { return false }
        return message.symbol != nil
          || known.version == message.version && known.object == message.object
      }) {
        cases[index].proofs.append(proof)
      } else if cases.count < Self.mostCases {
        cases.append(SymbolCase(message: message, proofs: [proof]))
      } else {
        leftOut += 1
      }
    }
    for var failure in loader.witness.failures where isPossible(failure) {
      failure.isOwn = failure.isOwn && !isContradicted(failure)
      if let index = cases.firstIndex(where: { $0.isAlso(failure) }) {
        // What another run tells adds nothing to what this one does.
        if failure.isOwn || cases[index].failures.allSatisfy({ !$0.isOwn }) {
          cases[index].failures.append(failure)
        }
      } else if failure.error.isFatal, cases.count < Self.mostCases,
        wasGivenUp(failure.error.object)
      {
        cases.append(SymbolCase(failures: [failure]))
      }
    }
    return (cases, leftOut)
  }

  /// Whether a message that was written is of an object that is mapped here, or came and went: a server
  /// writes much, of what other programs said too.
  private func isOfThisProcess(_ message: LoaderMessage) -> Bool {
    if !names.paths(of: message.object).isEmpty { return true }
    guard !knowsBefore else {
      return wasMapped(TraceText(bytes: message.object).lastComponent)
    }
    // What was mapped before the log is not known: then the shape of a name has to do.
    return message.object.contains(UInt8(ascii: "/"))
      || ObjectNaming.isSharedObject(TraceText(bytes: message.object))
  }

  /// Whether an error stands where the loader tells of this window.
  private func isPossible(_ failure: LoaderWitness.Failure) -> Bool {
    guard failure.isOwn, let lines = loader.lines else { return true }
    return lines.contains(failure.error.line)
  }

  /// Whether a loader of which the pid does not tell whose it is asked, for the most part, objects that
  /// this process never had: then it is that of another run.
  private func isContradicted(_ failure: LoaderWitness.Failure) -> Bool {
    guard !loader.knowsPID, knowsBefore, let lookup = failure.error.lookup else { return false }
    let foreign = lookup.files.count { names.paths(of: $0.file).isEmpty }
    return foreign * 2 > lookup.files.count
  }

  private func wasGivenUp(_ name: [UInt8]) -> Bool {
    object(named: name).map { $0.fate == .failed || $0.spans.contains(where: \.gaveUp) } ?? false
  }

  /// That there are more errors than are told one by one.
  func furtherSymbols(_ count: Int) -> Finding {
    Finding(
      kind: .symbolError, severity: .error,
      message: counted(count, "further message") + (count == 1 ? " is" : " are")
        + " of other symbols than the first \(Self.mostCases), and not told one by one",
      certainty: .observed)
  }

  /// The finding of an error.
  func symbolError(_ told: SymbolCase) -> Finding {
    var search = SymbolSearch(told, names: names)
    let isOwn = told.failures.first?.isOwn ?? false
    for index in search.asked.indices where isOwn {
      search.asked[index].isStale = staleSurvivor(search.asked[index].path) != nil
    }
    var sentence = search.subject
    var concerned: [ObjectReport] = []
    if let wanted = object(named: search.wantedBy.bytes) { concerned.append(wanted) }
    let stale: [ObjectReport]
    if let definer = search.definer {
      sentence += ", not defined in \(definer.lastComponent.escaped)" + place(of: told)
      let survivor = object(named: definer.bytes).flatMap { $0.fate == .survived ? $0 : nil }
      stale = survivor.map { $0.isStaleSurvivor ? [$0] : [] } ?? []
      if let survivor {
        concerned.append(survivor)
        let isNamedSo = survivor.name == definer.lastComponent
        if survivor.isStaleSurvivor {
          sentence += isNamedSo ? "" : ", which is \(survivor.name.escaped) here"
          sentence += ", a survivor from a replaced file"
        }
      }
    } else {
      sentence += ", not defined in any object that was searched" + place(of: told)
      stale = objects.filter { $0.isStaleSurvivor }
      if !stale.isEmpty {
        sentence += "; \(Self.names(stale)) survived from a replaced file"
        concerned += stale
      }
    }
    if told.message?.isCut ?? false, told.failures.isEmpty {
      sentence += " (strace cut the message: -s)"
    }
    sentence += search.askedWords
    if !search.asked.isEmpty, told.message != nil {
      if !isOwn {
        let isForeign = loader.knowsPID || told.failures.first.map(isContradicted) ?? false
        sentence += isForeign ? ", in another run" : ", in a run that need not be this one"
      } else if !loader.knowsPID {
        sentence += "; that it is this process is inferred: the loader's log has one process only"
      }
    }
    let rules = self.rules(of: told)
    return Finding(
      kind: .symbolError, severity: .error, message: sentence,
      advice: Self.symbolAdvice(hasStale: !stale.isEmpty),
      objects: concerned.map(\.path), certainty: rules.isEmpty ? .observed : .inferred,
      rules: rules, search: search,
      evidence: evidence(of: told, search, concerned))
  }

  /// What was said of an error first, then the search, then the loads of the objects; no line twice.
  private func evidence(
    of told: SymbolCase, _ search: SymbolSearch, _ concerned: [ObjectReport]
  ) -> [Evidence] {
    let said =
      told.proofs + told.failures.prefix(Self.mostCited).map(\.evidence) + search.askedEvidence
      + told.failures.prefix(1).compactMap(\.requirementEvidence)
    return said
      + concerned.flatMap(\.evidence).filter { item in
        !said.contains { $0.line == item.line && $0.file == item.file }
      }
  }

  private func staleSurvivor(_ path: TraceText?) -> ObjectReport? {
    guard let path else { return nil }
    return objects.first { $0.path == path && $0.isStaleSurvivor }
  }

  private func rules(of told: SymbolCase) -> [String] {
    guard told.message == nil, let failure = told.failures.first else { return [] }
    if !failure.isOwn { return ["anotherRun"] }
    return loader.knowsPID ? [] : ["onlyProcess"]
  }

  private func place(of told: SymbolCase) -> String {
    if let proof = told.proofs.first {
      return " (\(LineWords.place(line: proof.line, file: proof.file)))"
    }
    return told.failures.first.map { " (\($0.place)\($0.isOwn ? "" : ", another run"))" } ?? ""
  }

  static func symbolAdvice(hasStale: Bool) -> String {
    hasStale
      ? "the object that should define it is older than the one that wants it: restart the "
        + "process, or install the former package again"
      : "see that the object that wants it and the one that should define it are of one package "
        + "or generation, and restart the process once they are"
  }
}

extension LoaderWitness.Failure {
  /// `line 12 of ld-debug.27364`.
  var place: String { "line \(error.line) of \(TraceText(file).lastComponent.escaped)" }

  /// The line of the error.
  var evidence: Evidence {
    let words = [error.object, error.occasion, error.message].map { TraceText(bytes: $0).escaped }
    return Evidence(
      line: error.line, file: file, text: "\(words[0]): error: \(words[1]): \(words[2])",
      isQuoted: true)
  }

  /// The line that tells who should have had it.
  var requirementEvidence: Evidence? {
    guard let requirement else { return nil }
    let words = [requirement.version, requirement.file, requirement.by]
      .map { TraceText(bytes: $0).escaped }
    return Evidence(
      line: requirement.line, file: file,
      text: "version \(words[0]) of \(words[1]), required by \(words[2])")
  }
}

extension SymbolSearch {
  /// What was searched for, by what was written and by the first log that tells of it.
  init(_ told: SymbolCase, names: NameIndex) {
    let failure = told.failures.first
    let error = failure?.error
    func text(_ bytes: [UInt8]?) -> TraceText? { bytes.map { TraceText(bytes: $0) } }
    self.init(
      symbol: text(error?.symbol ?? told.message?.symbol),
      version: text(error?.version ?? told.message?.version),
      wantedBy: TraceText(bytes: told.message?.object ?? error?.object ?? []),
      definer: text(told.message?.definer ?? error?.definer ?? failure?.requirement?.file),
      file: failure?.file, pid: failure.map { Int($0.pid) })
    guard let lookup = error?.lookup else { return }
    asked = lookup.files.map { asked in
      Asked(
        line: asked.line, name: TraceText(bytes: asked.file), path: names.path(of: asked.file))
    }
    askedLeftOut = lookup.leftOut
  }

  /// `symbol S, version V: wanted by W`.
  var subject: String {
    let version = self.version.map { "version \($0.escaped)" }
    let symbol = self.symbol.map { "symbol \($0.escaped)" }
    let known = [symbol, version].compactMap(\.self).joined(separator: ", ")
    let what = known.isEmpty ? "a symbol" : known
    return "\(what): wanted by \(wantedBy.lastComponent.escaped)"
  }

  /// `; the loader of process 1 asked 21 objects in vain, libcore.so.6 among them (line 3 of ld.1)`.
  var askedWords: String {
    guard !asked.isEmpty, let file, let pid else { return "" }
    let count = Set(asked.map(\.name)).count
    var words = "; the loader of process \(pid) asked \(count) \(count == 1 ? "object" : "objects")"
    words += " in vain"
    if let first = asked.first(where: { $0.isStale }) {
      words +=
        ", \(first.name.lastComponent.escaped) among them (line \(first.line) of "
        + "\(TraceText(file).lastComponent.escaped))"
    }
    return words
  }

  /// The lines of the search that matter: its first, those of stale survivors, and its last.
  var askedEvidence: [Evidence] {
    guard let first = asked.first, let last = asked.last else { return [] }
    let between = asked.dropFirst().dropLast().filter(\.isStale).prefix(4)
    let shown = asked.count == 1 ? [first] : [first] + between + [last]
    return shown.map { asked in
      Evidence(
        line: asked.line, file: file,
        text: "symbol=\(symbol?.escaped ?? ""); lookup in file=\(asked.name.escaped)")
    }
  }
}

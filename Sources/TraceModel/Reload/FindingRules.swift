/// Draws what follows from the fates of a window.
struct FindingRules {
  let timeline: ProcessTimeline
  let facts: LogFacts
  let window: Window
  let objects: [ObjectReport]
  /// What a loader said and could not open, in the window and soon behind it.
  let complaints: [ProcessHistory.Mark]
  /// What the loader told under LD_DEBUG.
  let loader: LoaderAccount
  /// Whether all that was mapped before the window is known: the log's beginning, or a snapshot.
  let knowsBefore: Bool
  /// What was unmapped in the window, may be of an object, and nothing names.
  let unnamedUnmaps: [ProcessHistory.UnknownUnmap]
  /// The names of the files of all that the process ever mapped, with the line of the first load.
  let formerNames: [TraceText: Int]
  /// The objects, by what a loader calls them.
  let names: NameIndex

  init(
    timeline: ProcessTimeline, facts: LogFacts, window: Window, objects: [ObjectReport],
    complaints: [ProcessHistory.Mark], loader: LoaderAccount, knowsBefore: Bool,
    unnamedUnmaps: [ProcessHistory.UnknownUnmap], formerNames: [TraceText: Int], names: NameIndex
  ) {
    self.timeline = timeline
    self.facts = facts
    self.window = window
    self.objects = objects
    self.complaints = complaints
    self.loader = loader
    self.knowsBefore = knowsBefore
    self.unnamedUnmaps = unnamedUnmaps
    self.formerNames = formerNames
    self.names = names
  }

  /// All findings, most severe first.
  func findings() -> [Finding] {
    var findings: [Finding] = []
    let symbols = symbolCases()
    if window.kind != .cycle, let failed = reloadFailed(saysWhy: !symbols.told.isEmpty) {
      findings.append(failed)
    }
    if let refused = loadRefused(besides: findings) { findings.append(refused) }
    findings += symbols.told.map(symbolError)
    if symbols.leftOut > 0 { findings.append(furtherSymbols(symbols.leftOut)) }
    if let skew = generationSkew() { findings.append(skew) }
    if let stale = staleSurvivors() { findings.append(stale) }
    if let doubled = duplicatedObjects() { findings.append(doubled) }
    if let kept = cannotBeUnloaded() { findings.append(kept) }
    if let written = overwritten(isProven: true) { findings.append(written) }
    if let written = overwritten(isProven: false) { findings.append(written) }
    return findings.enumerated()
      .sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }
      .map(\.element)
  }

  // MARK: The rules

  /// What makes the reload one that failed; `saysWhy` is whether the loader said which symbol was missing.
  private func reloadFailed(saysWhy: Bool) -> Finding? {
    let tried = objects.filter { $0.fate == .failed }
    let refusals = self.refusals()
    let refused = self.refused(by: refusals)
    let words = refusalWords(tried + refused, refusals)
    guard !tried.isEmpty || !refused.isEmpty || !words.isEmpty || window.crashes else { return nil }
    var parts: [String] = []
    let stuck = tried.filter { $0.rules.contains("killedWhileLoading") }
    let ending = self.ending
    if !tried.isEmpty {
      let made = LineWords.places(tried.compactMap { $0.spans.last?.from })
      let gone = LineWords.places(tried.compactMap { $0.spans.last?.to })
      let given = gone.isEmpty ? "given up" : "given up (\(gone))"
      let end = stuck.count == tried.count ? "never completed" : given
      let verb = tried.count == 1 ? "was" : "were"
      let again = tried.allSatisfy { $0.before != nil } ? "mapped again" : "mapped"
      parts.append("\(Self.names(tried)) \(verb) \(again) (\(made)) and \(end)")
    }
    if !refused.isEmpty {
      let lines = LineWords.places(refusals.map { facts.instant($0.at) })
      parts.append(
        "\(Self.names(refused)) could not be opened again (\(lines)) and stayed unmapped")
    }
    parts += words.prefix(3).compactMap(said)
    let isIdle = window.crashes && !window.unloads && !window.loads
    if let ending {
      parts.append(
        "the process \(ending.words) (\(place(ending.at)))"
          + (isIdle ? " before it had unloaded or loaded anything" : ""))
    }
    let isOfFiles = !refused.isEmpty || !words.isEmpty
    let advice =
      if !stuck.isEmpty {
        "see whether the file on disk is whole: a page of it that cannot be read (SIGBUS), or code that "
          + "fails while it is loaded, ends the next start in the same way"
      } else if isIdle {
        "see whether files that the process has mapped were overwritten in place, which changes them "
          + "under it; a core dump shows where it fell; start the process again"
      } else if isOfFiles {
        "put a whole file of the right kind where the loader looks for it, then "
          + (ending == nil
            ? "reload again; a restart would fail in the same way" : "start the process again")
      } else if ending != nil {
        "start the process again: only a new address space loads all objects from the files that are "
          + "on disk now"
      } else {
        "restart the process instead of reloading it: only a new address space loads all "
          + "objects from the files that are on disk now"
      }
    let isUnsaid = !saysWhy && stuck.isEmpty && !isIdle && words.isEmpty && !facts.showsWrites
    return Finding(
      kind: .reloadFailed, severity: .error,
      message: "the reload failed: " + parts.joined(separator: "; "),
      advice: advice
        + (isUnsaid
          ? "; what the loader said is not in the log: 'strace -s 300' with write and writev shows it"
          : ""),
      objects: (tried + refused).map(\.path) + refusedPaths(words, besides: tried + refused),
      certainty: (tried + refused).map(\.certainty).max() ?? (isIdle ? .inferred : .observed),
      refusals: self.refusals(of: words),
      evidence: (tried + refused).flatMap(\.evidence)
        + refusals.map(cite) + words.map(cite)
        + (ending.map {
          [
            cite(
              $0.at,
              "+++ \($0.words.replacing("was ", with: "").replacing("status ", with: "")) +++")
          ]
        } ?? []))
  }

  /// How the process ended, where that was with the window or soon after it.
  var ending: (at: Moment, words: String)? {
    guard let end = timeline.end, !QuietStretch.lies(from: window.end, to: end.at) else {
      return nil
    }
    switch end.kind {
    case .exited(let status):
      return (end.at, "exited" + (status.map { " with status \($0)" } ?? ""))
    case .killed(let signal): return (end.at, "was killed by \(signal)")
    default: return nil
    }
  }

  private func staleSurvivors() -> Finding? {
    let stale = objects.filter { $0.isStaleSurvivor }
    guard !stale.isEmpty else { return nil }
    let told = stale.prefix(3).map { object -> String in
      let inode = object.after?.inode ?? object.before?.inode
      return object.name.escaped + (inode.map { " (inode \($0), deleted)" } ?? " (deleted)")
    }
    let more = stale.count > 3 ? " and \(stale.count - 3) more" : ""
    return Finding(
      kind: .staleSurvivor, severity: .warning,
      message: "\(told.joined(separator: ", "))\(more) survived from "
        + (stale.count == 1 ? "a file that has" : "files that have")
        + " been replaced or deleted on disk",
      advice: Self.staleAdvice,
      objects: stale.map(\.path), certainty: stale.map(\.certainty).max() ?? .snapshot,
      evidence: stale.flatMap(\.evidence))
  }

  static let staleAdvice =
    "a reload cannot replace what is never unloaded; restart the process to use the file that is on "
    + "disk now"

  private func generationSkew() -> Finding? {
    let stale = objects.filter { $0.isStaleSurvivor && $0.kind != .data }
    let new = objects.filter(\.isFromNewFile)
    guard !stale.isEmpty, !new.isEmpty else { return nil }
    let verb = new.count == 1 ? "was" : "were"
    return Finding(
      kind: .generationSkew, severity: .warning,
      message: "two generations met: \(Self.names(new)) \(verb) mapped again from "
        + (new.count == 1 ? "a new file" : "new files")
        + ", while \(Self.names(stale)) survived from before",
      advice: "restart the process, so that all objects are of one generation",
      objects: new.map(\.path) + stale.map(\.path),
      certainty: (new + stale).map(\.certainty).max() ?? .snapshot,
      evidence: (new + stale).flatMap(\.evidence))
  }

  private func duplicatedObjects() -> Finding? {
    let doubled = objects.filter { $0.fate == .duplicated }
    guard !doubled.isEmpty else { return nil }
    return Finding(
      kind: .duplicatedObject, severity: .warning,
      message: "\(Self.names(doubled)) mapped twice at a time: two copies of code and data "
        + "live in one process",
      advice: "find out which path or namespace (dlmopen) loads it a second time",
      objects: doubled.map(\.path), certainty: doubled.map(\.certainty).max() ?? .observed,
      evidence: doubled.flatMap(\.evidence))
  }

  /// One inode is no proof of one content: a file that is overwritten in place keeps it.
  private func overwritten(isProven: Bool) -> Finding? {
    let written = objects.filter { $0.rewriting?.isProven == isProven }
    guard let first = written.first, let rewriting = first.rewriting else { return nil }
    let time = rewriting.modified.map { " (written \(CivilTime.text($0)))" } ?? ""
    let more = written.count > 1 ? " and \(written.count - 1) more" : ""
    let names = first.name.escaped + time + more
    return Finding(
      kind: .overwritten, severity: isProven ? .warning : .note,
      message: isProven
        ? "\(names) came back from the same inode, but the file was overwritten in place since it "
          + "was mapped before: its content is another"
        : "\(names) came back from the same inode; the file was written to shortly before, and one "
          + "that is overwritten in place keeps its inode: it may hold something else than before",
      advice:
        "replace files with rename, as packagers do: what is overwritten in place changes under "
        + "the process that has it mapped",
      objects: written.map(\.path), certainty: isProven ? .observed : .inferred,
      evidence: written.flatMap { $0.rewriting?.evidence ?? [] })
  }

  // MARK: Words

  /// The object that a loader calls `name`: by its path, its file's name or its soname.
  func object(named name: [UInt8]) -> ObjectReport? {
    guard let path = names.path(of: name) else { return nil }
    return objects.first { $0.path == path }
  }

  func cite(_ moment: Moment, _ text: String, isQuoted: Bool = false) -> Evidence {
    let instant = facts.instant(moment)
    return Evidence(at: instant, text: text, isQuoted: isQuoted)
  }

  static func names(_ objects: [ObjectReport]) -> String { list(objects.map(\.name.escaped)) }

  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    if names.count > 4 {
      return names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  func place(_ moment: Moment) -> String { LineWords.place(facts.instant(moment)) }
}

extension ObjectReport {
  /// Whether it was mapped again from another file than the one that was mapped before.
  public var isFromNewFile: Bool {
    switch fate {
    case .remapped: sameFile == false
    case .failed: before?.deleted == true
    default: false
    }
  }
}

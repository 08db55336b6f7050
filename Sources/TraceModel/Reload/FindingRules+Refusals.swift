extension FindingRules {
  /// What the process tried to load besides what it had, and its loader refused: of that nothing was
  /// lost, as far as the log shows, and it is missing all the same.
  func loadRefused(besides findings: [Finding]) -> Finding? {
    guard !complaints.isEmpty else { return nil }
    let told = Set(findings.flatMap(\.evidence).compactMap { $0.instant.map(LineWords.place) })
    let here = Set(objects.filter { $0.after != nil && $0.fate != .unmapped }.map(\.name))
    let marks = complaints.filter { mark in
      guard case .message(let written) = mark.kind, written.isOfTriedFile,
        let name = refusedFile(mark).map({ TraceText(bytes: $0).lastComponent })
      else { return false }
      return !here.contains(name) && !told.contains(place(mark.at))
    }
    guard !marks.isEmpty else { return nil }
    var seen: Set<TraceText> = []
    let names = marks.compactMap { refusedFile($0).map { TraceText(bytes: $0).lastComponent } }
      .filter { seen.insert($0).inserted }
    let verb = names.count == 1 ? "was" : "were"
    let words = marks.prefix(3).compactMap(said)
    let gone =
      unnamedUnmaps.isEmpty
      ? ""
      : "; it may have been loaded before, for nothing shows what was unmapped in "
        + LineWords.places(unnamedUnmaps.map { facts.instant($0.at) })
    return Finding(
      kind: .loadRefused, severity: .error,
      message: "\(Self.list(names.map(\.escaped))) \(verb) to be loaded and could not be: "
        + words.joined(separator: "; ") + gone,
      advice: "put a whole file of the right kind where the loader looks for it, and reload again",
      objects: refusedPaths(marks, besides: []), certainty: .observed,
      refusals: refusals(of: marks), evidence: marks.prefix(Self.mostRefusals).map(cite))
  }

  /// How many refused files of a reload are told one by one.
  static let mostRefusals = 20

  /// Which line refused which file: of each the first.
  func refusals(of marks: [ProcessHistory.Mark]) -> [Refusal] {
    var seen: Set<TraceText> = []
    var refusals: [Refusal] = []
    for mark in marks where refusals.count < Self.mostRefusals {
      guard let path = refusedFile(mark).map({ TraceText(bytes: $0) }),
        seen.insert(path.lastComponent).inserted
      else { continue }
      refusals.append(Refusal(path: path, evidence: cite(mark)))
    }
    return refusals
  }

  /// The files of which messages say that they cannot be used, but for those of objects.
  func refusedPaths(
    _ marks: [ProcessHistory.Mark], besides objects: [ObjectReport]
  ) -> [TraceText] {
    let known = Set(objects.map(\.name))
    return refusals(of: marks).map(\.path).filter { path in
      names.path(of: path.bytes) == nil && !known.contains(path.lastComponent)
    }
  }

  /// The file of which a message says that it cannot be used; nothing where it says something else.
  private func refusedFile(_ mark: ProcessHistory.Mark) -> [UInt8]? {
    guard case .message(let written) = mark.kind,
      LoaderMessage(written.text, isCut: written.isCut) == nil
    else { return nil }
    return LoaderMessage.refusedFile(written.text)
  }

  /// `the loader said (line 57): a.so: file too short`.
  func said(_ mark: ProcessHistory.Mark) -> String? {
    guard case .message(let written) = mark.kind else { return nil }
    let text = written.text.reversed().drop { $0 == 0x0A || $0 == 0x20 || $0 == UInt8(ascii: ".") }
    // In quotation marks that it cannot close: what it names is nothing that the report says.
    let quoted = WrittenMessage.shortened(text.reversed())
      .replacing("\u{201D}", with: "\"").replacing("\u{201C}", with: "\"")
    return "the loader said (\(place(mark.at))): \u{201C}\(quoted)\u{201D}"
  }

  /// The line of a message or of an open that failed.
  func cite(_ mark: ProcessHistory.Mark) -> Evidence {
    switch mark.kind {
    case .message(let written): cite(mark.at, written.quotation, isQuoted: true)
    case .openFailed(let path):
      cite(mark.at, "open of \(TraceText(bytes: path).escaped) failed")
    default: cite(mark.at, "")
    }
  }

  /// What a loader wrote of files that it cannot use, other than of symbols.
  ///
  /// A server writes much, of what others found too: it has to be of an object that this process has
  /// lost, now or before, or of a file that it tried to open.
  func refusalWords(
    _ concerned: [ObjectReport], _ refusals: [ProcessHistory.Mark]
  ) -> [ProcessHistory.Mark] {
    guard complaints.contains(where: isMessage) else { return [] }
    let here = Set(
      objects.filter { $0.after != nil && $0.fate != .failed && $0.fate != .unmapped }.map(\.name))
    let lost = Set(objects.lazy.filter { $0.fate == .unmapped || $0.fate == .failed }.map(\.path))
    let known = Set(concerned.map(\.name)).union(refusals.compactMap { openedName($0) })
    return complaints.filter { mark in
      guard let file = refusedFile(mark) else { return false }
      // A dependency is called by its soname.
      let name = TraceText(bytes: file).lastComponent
      return known.contains(name) || wasMapped(name) && !here.contains(name)
        || names.paths(of: file).contains(where: lost.contains)
    }
  }

  private func isMessage(_ mark: ProcessHistory.Mark) -> Bool {
    if case .message = mark.kind { return true }
    return false
  }

  /// Whether the process had mapped a file of this name by the end of the window.
  func wasMapped(_ name: TraceText) -> Bool {
    formerNames[name].map { $0 <= window.to } ?? false
  }

  /// The objects that were unmapped and whose reopening ended in an error.
  func refused(by refusals: [ProcessHistory.Mark]) -> [ObjectReport] {
    let names = Set(refusals.compactMap { openedName($0) })
    return objects.filter { object in
      object.fate == .unmapped && object.kind == .sharedObject && names.contains(object.name)
    }
  }

  func refusals() -> [ProcessHistory.Mark] {
    guard !complaints.isEmpty else { return [] }
    // A search through folders fails often before it finds: what is mapped in the end was found.
    let found = Set(objects.filter { $0.fate != .unmapped }.map(\.name))
    return complaints.filter { mark in openedName(mark).map { !found.contains($0) } ?? false }
  }

  /// The last component of the path whose open failed.
  private func openedName(_ mark: ProcessHistory.Mark) -> TraceText? {
    guard case .openFailed(let path) = mark.kind else { return nil }
    return TraceText(bytes: path).lastComponent
  }
}

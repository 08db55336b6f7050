/// Makes sure of objects that failed where a loader named them in what the process wrote.
///
/// Without mprotect in the log, that a load was given up follows from its short life only (rule
/// `givenUpAtOnce`); a message that names the object shows it, and so does the loader's own log: an
/// error, or a link map that is destroyed before any constructor ran.
struct LoaderNaming {
  private let complaints: [ProcessHistory.Mark]
  private let facts: LogFacts
  private let told: [TraceText: Evidence]

  init(_ complaints: [ProcessHistory.Mark], _ steps: [LoaderStep], facts: LogFacts) {
    told = Self.givenUp(steps)
    self.complaints = complaints
    self.facts = facts
  }

  /// Makes `failed` of the objects that are named as sure as the rest of what it rests on.
  func confirm(_ objects: inout [ObjectReport]) {
    guard objects.contains(where: Self.isSupposed) else { return }
    let messages = self.messages
    guard !messages.isEmpty || !told.isEmpty else { return }
    let names = NameIndex(objects.map(\.path))
    for index in objects.indices where Self.isSupposed(objects[index]) {
      let path = objects[index].path
      let message = messages.first { isAbout(path, $0.object, $0.written.text, names) }
      let said = message.map { Evidence(at: facts.instant($0.at), text: $0.written.quotation) }
      guard let evidence = said ?? told[path] else { continue }
      objects[index].rules.removeAll { $0 == "givenUpAtOnce" }
      objects[index].evidence.append(evidence)
      guard objects[index].rules.isEmpty else { continue }
      objects[index].certainty = isOfSnapshot(objects[index]) ? .snapshot : .observed
    }
  }

  /// What was written, with the object that each message names first.
  private var messages: [(at: Moment, written: WrittenMessage, object: [UInt8]?)] {
    complaints.compactMap { mark in
      guard case .message(let written) = mark.kind else { return nil }
      return (mark.at, written, LoaderMessage(written.text, isCut: written.isCut)?.object)
    }
  }

  /// The objects that the loader gave up at last, with the line that shows it.
  private static func givenUp(_ steps: [LoaderStep]) -> [TraceText: Evidence] {
    var found: [TraceText: Evidence] = [:]
    var mapped: Set<TraceText> = []
    for step in steps {
      guard let path = step.path else { continue }
      let name = step.name.escaped
      switch step.what {
      case .mapped: mapped.insert(path)
      case .initialized:
        mapped.remove(path)
        found[path] = nil
      case .failed:
        found[path] = Evidence(
          line: step.line, file: step.file, text: "\(name): error: \(step.reason)")
      case .unmapped where mapped.remove(path) != nil && step.rule == "sameBase":
        found[path] =
          found[path]
          ?? Evidence(line: step.line, file: step.file, text: "destroying link map of \(name)")
      default: break
      }
    }
    return found
  }

  private func isAbout(
    _ path: TraceText, _ object: [UInt8]?, _ text: [UInt8], _ names: NameIndex
  ) -> Bool {
    if let object, names.path(of: object) == path { return true }
    return contains(path.bytes, text)
  }

  private func contains(_ name: [UInt8], _ text: [UInt8]) -> Bool {
    guard let first = name.first, name.count <= text.count else { return false }
    return (0...(text.count - name.count)).contains { start in
      text[start] == first && text[start..<(start + name.count)].elementsEqual(name)
    }
  }

  private func isOfSnapshot(_ object: ObjectReport) -> Bool {
    object.evidence.contains { $0.file != nil && $0.file == facts.snapshotFile }
  }

  private static func isSupposed(_ object: ObjectReport) -> Bool {
    object.fate == .failed && object.rules.contains("givenUpAtOnce")
  }
}

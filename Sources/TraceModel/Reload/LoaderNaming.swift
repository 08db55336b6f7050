/// Makes sure of objects that failed where a loader named them in what the process wrote.
///
/// Without mprotect in the log, that a load was given up follows from its short life only (rule
/// `givenUpAtOnce`); a message that names the object shows it.
struct LoaderNaming {
  private let messages: [(text: [UInt8], object: [UInt8]?, evidence: Evidence)]

  private let snapshotFile: String?

  init(_ complaints: [ProcessHistory.Mark], facts: LogFacts) {
    snapshotFile = facts.snapshotFile
    messages = complaints.compactMap { mark in
      guard case .message(let text, let isCut) = mark.kind else { return nil }
      let instant = facts.instant(mark.at)
      let words = TraceText(bytes: Array(text.prefix(200))).escaped
      return (
        text, LoaderMessage(text, isCut: isCut)?.object,
        Evidence(
          line: instant.line, file: instant.file, text: "write(…, \"\(words)\")", isQuoted: true)
      )
    }
  }

  /// Makes `failed` of the objects that are named as sure as the rest of what it rests on.
  func confirm(_ objects: inout [ObjectReport]) {
    guard !messages.isEmpty, objects.contains(where: Self.isSupposed) else { return }
    let names = NameIndex(objects.map(\.path))
    for index in objects.indices where Self.isSupposed(objects[index]) {
      let path = objects[index].path
      guard let message = messages.first(where: { isAbout(path, $0.object, $0.text, names) })
      else { continue }
      objects[index].rules.removeAll { $0 == "givenUpAtOnce" }
      objects[index].evidence.append(message.evidence)
      guard objects[index].rules.isEmpty else { continue }
      objects[index].certainty = isOfSnapshot(objects[index]) ? .snapshot : .observed
    }
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
    object.evidence.contains { $0.file != nil && $0.file == snapshotFile }
  }

  private static func isSupposed(_ object: ObjectReport) -> Bool {
    object.fate == .failed && object.rules.contains("givenUpAtOnce")
  }
}

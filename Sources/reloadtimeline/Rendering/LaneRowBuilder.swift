import TraceModel

/// Turns the objects of a reload into rows.
struct LaneRowBuilder {
  private let objects: [ObjectReport]
  private let names: ObjectNames
  private let renderer: TextRenderer
  /// Whether what is unmapped may only not be back yet.
  private let isCutShort: Bool
  /// What most of the remapped objects say of their file; only what differs is told one by one.
  private let commonFile: Bool?

  /// Prepares to build rows.
  init(
    objects: [ObjectReport], names: ObjectNames, renderer: TextRenderer, isCutShort: Bool
  ) {
    self.isCutShort = isCutShort
    self.objects = objects
    self.names = names
    self.renderer = renderer
    let files = objects.filter { $0.fate == .remapped }.map(\.sameFile)
    let answers: [Bool?] = [true, false, nil]
    commonFile =
      answers.enumerated().max { left, right in
        let (few, many) = (
          files.count { $0 == left.element }, files.count { $0 == right.element }
        )
        return (few, -left.offset) < (many, -right.offset)
      }?.element ?? true
  }

  /// The row of the object at an index.
  func row(_ index: Int) -> LaneRow {
    let object = objects[index]
    // Where it came back says nothing of where it was.
    let place = object.fate == .remapped ? object.before : object.before ?? object.after
    var row = LaneRow(name: names.names[index])
    // What was only tried lay where the last attempt was.
    let attempt = object.fate == .failed || object.fate == .transient ? object.spans.last : nil
    let base = place?.base ?? attempt?.base
    row.base = base.map { String($0, radix: 16) } ?? "?"
    let size = object.before?.size ?? object.after?.size ?? attempt?.size
    row.size = size.map(ByteCount.text) ?? "?"
    row.spans = object.spans
    if row.spans.isEmpty, object.fate == .survived {
      row.spans = [MappedSpan(from: nil, to: nil)]
    }
    row.gone = gone(object)
    row.isSum = object.spans.count > 2 && renderer.gone(object) != nil
    (row.from, row.lines) = lines(object)
    row.moved = moved(object)
    row.notes = notes(object)
    row.style = object.isStaleSurvivor ? .yellow : object.fate.laneStyle
    return row
  }

  private func gone(_ object: ObjectReport) -> String {
    if let time = renderer.gone(object) { return time }
    return object.fate == .unmapped && isCutShort ? "not back" : object.fate.rawValue
  }

  private func moved(_ object: ObjectReport) -> String {
    guard object.fate == .remapped || object.sameAddress == false else { return "" }
    switch object.sameAddress {
    case true?: return ""
    case false?: return object.after?.base.map { String($0, radix: 16) } ?? "elsewhere"
    case nil: return object.after?.base.map { String($0, radix: 16) } ?? "?"
    }
  }

  /// The lines of the unload, of an attempt that was given up, and of the load: `5 → 14 ✗ 32`.
  private func lines(_ object: ObjectReport) -> (from: String, rest: String) {
    let arrow = renderer.glyphs.arrow
    let attempts = object.spans.filter(\.gaveUp)
    if object.fate == .failed, let from = attempts.first?.from, let to = attempts.first?.to {
      let more = attempts.count > 1 ? " +\(attempts.count - 1)" : ""
      let attempt = "\(renderer.reference(from)) \(renderer.glyphs.cross) \(line(to, after: from))"
      return (object.wentAway.map(renderer.reference) ?? "", "\(arrow) \(attempt)\(more)")
    }
    if let went = object.wentAway {
      let came = object.cameBack.map { line($0, after: went) } ?? stay(object, after: went)
      return (renderer.reference(went), came.isEmpty ? arrow : "\(arrow) \(came)")
    }
    if let came = object.cameBack { return ("", "\(arrow) \(renderer.reference(came))") }
    guard let span = object.spans.first(where: { $0.from != nil }), let from = span.from else {
      return ("", "")
    }
    return (
      "",
      "\(arrow) \(renderer.reference(from))" + (span.to.map { "-\(line($0, after: from))" } ?? "")
    )
  }

  /// From where to where an object was there again that is gone all the same.
  private func stay(_ object: ObjectReport, after went: Instant) -> String {
    let stays = object.spans.dropFirst().filter { $0.from != nil && $0.to != nil }
    guard let from = stays.first?.from, let to = stays.first?.to else { return "" }
    let more = stays.count > 1 ? " +\(stays.count - 1)" : ""
    return "\(line(from, after: went))-\(line(to, after: from))\(more)"
  }

  /// A line's number; its file too, where that is another than the one just named.
  private func line(_ instant: Instant, after other: Instant) -> String {
    instant.file == other.file ? "\(instant.line)" : renderer.reference(instant)
  }

  private func notes(_ object: ObjectReport) -> [LaneNote] {
    var notes: [LaneNote] = []
    if object.isStaleSurvivor { notes.append(LaneNote(mark: "!", text: "old file, deleted")) }
    if object.fate == .remapped {
      switch object.sameFile {
      case false? where commonFile != false:
        notes.append(LaneNote(mark: "*", text: "new file"))
      case true? where commonFile != true: notes.append(LaneNote(mark: "=", text: "same file"))
      case nil where commonFile != nil: notes.append(LaneNote(mark: "-", text: "file not known"))
      default: break
      }
    }
    switch object.certainty {
    case .observed, .snapshot: break
    case .inferred:
      let rules = object.rules.map { renderer.glyphs.sentence(RuleWords.words(for: $0)) }.joined(
        separator: ", ")
      notes.append(
        LaneNote(mark: "~", text: rules.isEmpty ? "inferred" : "inferred (\(rules))"))
    case .unknown: notes.append(LaneNote(mark: "?", text: "nothing shows it"))
    }
    return notes
  }
}

extension Fate {
  /// How a row of the table looks: calm where nothing is wrong.
  var laneStyle: TextStyle {
    switch self {
    case .failed, .unmapped: .red
    case .duplicated, .unknown: .yellow
    case .remapped: .plain
    case .added: .green
    case .survived, .transient: .dim
    }
  }
}

import TraceModel

extension TextRenderer {
  /// The order in which fates are told: what went wrong first.
  static let fateOrder: [Fate] = [
    .failed, .unmapped, .duplicated, .remapped, .added, .survived, .unknown, .transient,
  ]

  /// How many objects met which fate, and which they are.
  func fateSummary(_ reload: ReloadReport, of report: Report, _ canvas: inout TextCanvas) {
    let names = ObjectNames(reload.objects, glyphs: glyphs)
    var rows: [(count: String, fate: Fate, text: String)] = []
    for fate in Self.fateOrder {
      let members = reload.objects.indices.filter {
        reload.objects[$0].fate == fate && !reload.objects[$0].isPathlessMemory
      }
      guard !members.isEmpty else { continue }
      let text = describe(fate, members, reload, names, room: canvas.width - 24)
      rows.append(("\(members.count)", fate, text))
    }
    if let text = blindness(reload, report) { rows.append(("?", .survived, text)) }
    let digits = rows.reduce(2) { max($0, $1.count.utf8.count) }
    canvas.blank()
    for row in rows {
      var lead = TextLine(indent: 2)
      lead.cell(StyledText(row.count, .bold), columns: digits, right: true)
      lead.add(" ")
      lead.add(row.fate == .unmapped ? unmappedWord(reload) : row.fate.rawValue, row.fate.style)
      canvas.paragraph(lead, indent: 2 + digits + 14, [StyledText(row.text)])
    }
    memory(reload, indent: 2 + digits + 1, &canvas)
  }

  /// What is unmapped, or, where the log ends too soon to tell, not back yet.
  func unmappedWord(_ reload: ReloadReport) -> String {
    reload.isCutShort ? "not back" : Fate.unmapped.rawValue
  }

  private func describe(
    _ fate: Fate, _ members: [Int], _ reload: ReloadReport, _ names: ObjectNames, room: Int
  ) -> String {
    let objects = members.map { reload.objects[$0] }
    var parts: [String] = []
    switch fate {
    case .remapped:
      if members.count <= 3 { parts.append(names.list(members, columns: room)) }
      parts.append(comparison(objects))
    case .transient:
      let order = members.map { index in
        let times = reload.objects[index].spans.count
        return names.names[index] + (times > 1 ? " (\(times) times)" : "")
      }
      parts.append(
        order.prefix(3).joined(separator: ", ")
          + (order.count > 3 ? " and \(order.count - 3) more" : ""))
    default:
      let notable = members.filter { LaneTable.isNotable(reload.objects[$0]) }
      let order =
        notable.filter { reload.objects[$0].isStaleSurvivor }
        + notable.filter { !reload.objects[$0].isStaleSurvivor }
      let rest = members.filter { !LaneTable.isNotable(reload.objects[$0]) }
      let libraries = rest.filter { reload.objects[$0].kind == .sharedObject }
      let others = rest.filter { reload.objects[$0].kind != .sharedObject }
      parts.append(names.list(order + libraries + others, columns: room))
    }
    if fate == .unmapped, reload.isCutShort {
      parts.append("the log ends before they could be back")
    }
    if fate == .survived {
      parts += askedAgain(objects)
      let stale = objects.count(where: \.isStaleSurvivor)
      if stale > 0 { parts.append("\(stale) of them from a file replaced or deleted on disk") }
    }
    parts += doubts(objects)
    return parts.joined(separator: "; ")
  }

  /// Which were opened while they were loaded, and stayed.
  private func askedAgain(_ objects: [ObjectReport]) -> [String] {
    let asked = objects.filter { !$0.askedAgain.isEmpty }
    guard let first = asked.first, let place = first.askedAgain.first else { return [] }
    let more = asked.count > 1 ? " and \(asked.count - 1) more were" : " was"
    return [
      "\(glyphs.name(first.name))\(more) opened again (line \(place.line)), found to be loaded, "
        + "and stayed"
    ]
  }

  /// Whether what came back came back at the same address and from the same file.
  private func comparison(_ objects: [ObjectReport]) -> String {
    let isOne = objects.count == 1
    let all = isOne ? "" : "all "
    let address = shares(
      objects.map(\.sameAddress), yes: "at the same address", no: "at another address",
      unknown: "at an address that nothing shows")
    let file = shares(
      objects.map(\.sameFile), yes: isOne ? "from the same file" : "from the same files",
      no: isOne ? "from a new file" : "from new files",
      unknown: "of which nothing shows whether the file is the same")
    var text = address.count == 1 ? all + address[0].words : Self.listed(address)
    if file.count > 1 {
      text += "; " + Self.listed(file)
    } else if objects.allSatisfy({ $0.sameFile == nil }) {
      text += "; nothing shows whether from the same \(isOne ? "file" : "files")"
    } else {
      text += (address.count == 1 ? ", " : "; " + all) + file[0].words
    }
    return text
  }

  private static func listed(_ shares: [(count: Int, words: String)]) -> String {
    shares.map { "\($0.count) \($0.words)" }.joined(separator: ", ")
  }

  private func shares(
    _ values: [Bool?], yes: String, no: String, unknown: String
  ) -> [(count: Int, words: String)] {
    [
      (values.count { $0 == true }, yes), (values.count { $0 == false }, no),
      (values.count { $0 == nil }, unknown),
    ].filter { $0.0 > 0 }
  }

  /// What is not simply in the log, and by which rules it is concluded.
  private func doubts(_ objects: [ObjectReport]) -> [String] {
    [Certainty.inferred, .unknown].compactMap { certainty in
      let members = objects.filter { $0.certainty == certainty }
      guard !members.isEmpty else { return nil }
      var counts: [String: Int] = [:]
      for rule in members.flatMap(\.rules) { counts[rule, default: 0] += 1 }
      let rules = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { rule, count in
        let share = count < members.count ? " (\(count) of them)" : ""
        return glyphs.sentence(RuleWords.words(for: rule)) + share
      }
      let word = certainty == .inferred ? "inferred" : "not shown by anything"
      return (members.count == objects.count ? word : "\(members.count) \(word)")
        + (rules.isEmpty ? "" : ": " + rules.joined(separator: ", "))
    }
  }

  /// What an attached log cannot show, and what would have shown it.
  func blindness(_ reload: ReloadReport, _ report: Report) -> String? {
    guard report.mayHideSurvivors(of: reload) else { return nil }
    let some = reload.count(of: .survived) > 0
    return
      "\(some ? "more may have survived: " : "")what was mapped before the log began and never "
      + "touched is in no line of it; --maps FILE with a copy of /proc/PID/maps from before shows it"
  }

  private func memory(_ reload: ReloadReport, indent: Int, _ canvas: inout TextCanvas) {
    let memory = reload.anonymous
    let pathless = reload.objects.count(where: \.isPathlessMemory)
    var parts: [String] = []
    if let memory, memory.mapCalls > 0 {
      parts.append(
        "\(ByteCount.text(memory.mappedBytes)) mapped in \(counted(memory.mapCalls, "call"))")
    }
    if let memory, memory.unmapCalls > 0 {
      parts.append(
        "\(ByteCount.text(memory.unmappedBytes)) unmapped in "
          + counted(memory.unmapCalls, "call"))
    }
    if memory == nil {
      parts.append("not known: \(counted(reload.eventsLeftOut, "call")) of it left out at a limit")
    }
    if pathless > 0 && !options.anonymous {
      parts.append(counted(pathless, "shared mapping") + " without a file (--anonymous lists them)")
    }
    guard !parts.isEmpty else { return }
    var lead = TextLine(indent: indent)
    lead.add("memory", .dim)
    canvas.paragraph(
      lead, indent: indent + 13, [StyledText(parts.joined(separator: ", "), .dim)])
  }
}

extension Fate {
  /// How the fate's name looks in the text.
  var style: TextStyle {
    switch self {
    case .failed: .boldRed
    case .unmapped: .red
    case .duplicated, .unknown: .yellow
    case .remapped, .added: .green
    case .survived: .plain
    case .transient: .dim
    }
  }
}

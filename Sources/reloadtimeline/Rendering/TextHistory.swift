import TraceModel

extension TextRenderer {
  private static let sentencesShown = 3
  private static let processesShown = 20
  private static let objectsShown = 20
  /// How many entries of a process are shown at its beginning, and at its end.
  private static let entriesShown = 100

  /// What was at an address, as text: the answer in sentences, then the proof.
  func render(_ history: AddressHistory) -> String {
    var canvas = TextCanvas(options: options)
    answer(history, &canvas)
    canvas.blank()
    let told = Report(
      trace: history.trace, snapshot: history.snapshot,
      processes: history.processes.count == 1
        ? [
          ProcessReport(pid: history.processes[0].pid, executable: history.processes[0].executable)
        ]
        : [])
    header(told, &canvas)
    let isSeveral = history.processes.count > 1
    let own = history.processes.filter { !isSeveral || !Self.isInherited($0) }
    for process in own.prefix(Self.processesShown) where !process.entries.isEmpty {
      self.process(process, isSeveral: isSeveral, &canvas)
    }
    more(own.count - Self.processesShown, "process", "processes", &canvas)
    inherited(history.processes.filter { isSeveral && Self.isInherited($0) }, &canvas)
    objects(history, &canvas)
    diagnostics(history.trace, &canvas)
    return canvas.text
  }

  private func answer(_ history: AddressHistory, _ canvas: inout TextCanvas) {
    let sentences = AddressSentence(glyphs: glyphs) { self.place($0) }
    var lead = TextLine()
    lead.add("0x" + String(history.address, radix: 16), .bold)
    let own = history.processes.filter { !Self.isInherited($0) }
    let shown = Array((own.isEmpty ? history.processes : own).prefix(Self.sentencesShown))
    for process in shown {
      var text = sentences.text(process, address: history.address)
      if history.processes.count > 1, let pid = process.pid {
        text =
          (lead.width > 0 ? "in" : "In") + " process \(pid): "
          + sentences.text(process, address: history.address, verb: "")
      }
      canvas.paragraph(lead, indent: 0, [StyledText(text)])
      lead = TextLine()
    }
    let others = own.count - shown.count
    let inherited = history.processes.count - max(own.count, shown.count)
    if others > 0 {
      more("Something was there in \(counted(others, "more process", plural: "more processes")).")
    }
    if inherited > 0 {
      more("\(counted(inherited, "more process", plural: "more processes")) inherited it by fork.")
    }
    func more(_ text: String) {
      canvas.paragraph(TextLine(), indent: 0, [StyledText(text, .dim)])
    }
  }

  private static func isInherited(_ process: ProcessAddressHistory) -> Bool {
    guard process.entries.count == 1, case .fork = process.entries[0].start.cause else {
      return false
    }
    return true
  }

  // MARK: A process

  private func process(
    _ process: ProcessAddressHistory, isSeveral: Bool, _ canvas: inout TextCanvas
  ) {
    canvas.blank()
    if isSeveral {
      var heading = TextLine()
      heading.add(process.pid.map { "Process \($0)" } ?? "Process", .bold)
      let executable = process.executable.map { glyphs.name($0) } ?? ""
      canvas.paragraph(heading, indent: heading.width + 3, [StyledText(executable)])
    }
    let isWide = canvas.width >= Self.wide
    var table = TextTable(columns: Self.columns)
    let tooMany = process.entries.count - 2 * Self.entriesShown
    for (place, entry) in process.entries.enumerated() {
      if tooMany > 0, place >= Self.entriesShown, place < Self.entriesShown + tooMany {
        if place == Self.entriesShown {
          table.rows.append(note("\(tooMany) more; --format json has them"))
        }
        continue
      }
      if entry.leftOutBefore > 0 { table.rows.append(leftOut(entry.leftOutBefore)) }
      table.rows.append(row(entry, isWide: isWide))
    }
    if process.leftOutAtEnd > 0 { table.rows.append(leftOut(process.leftOutAtEnd)) }
    if !isWide, let last = process.entries.last, let end = last.end {
      table.rows.append(closing(end))
    }
    table.write(to: &canvas)
  }

  /// The processes that got it from their parents and never changed it: a row each.
  private func inherited(_ processes: [ProcessAddressHistory], _ canvas: inout TextCanvas) {
    guard !processes.isEmpty else { return }
    canvas.blank()
    var heading = TextLine()
    heading.add("Inherited by fork, and not changed", .bold)
    canvas.line(heading)
    var table = TextTable(
      columns: [.init(title: "process", right: true)] + Self.columns)
    for process in processes.prefix(Self.processesShown) {
      guard let entry = process.entries.first else { continue }
      var row = [StyledText(process.pid.map { "\($0)" } ?? "")] + self.row(entry, isWide: true)
      // Until when is told by the line.
      row[3] = StyledText("")
      if canvas.width < Self.wide { for column in [6, 7] { row[column] = StyledText("") } }
      table.rows.append(row)
    }
    table.write(to: &canvas)
    more(processes.count - Self.processesShown, "process", "processes", &canvas)
  }

  private func more(_ count: Int, _ noun: String, _ plural: String, _ canvas: inout TextCanvas) {
    guard count > 0 else { return }
    var line = TextLine(indent: 2)
    line.add("and \(counted(count, "more " + noun, plural: "more " + plural))", .dim)
    line.add("; --format json has all", .dim)
    canvas.line(line)
  }

  /// From how many columns on a line has room for how each entry ended.
  private static let wide = 110
  private static let columns: [TextTable.Column] = [
    .init(title: "lines", right: true), .init(title: "from", shrinksTo: 15),
    .init(title: "until", shrinksTo: 15), .init(title: "perm"),
    .init(title: "what", shrinksTo: 12), .init(title: "part"),
    .init(title: "offset", right: true), .init(title: "made by", shrinksTo: 8),
    .init(title: "ended by", shrinksTo: 8),
  ]

  private func row(_ entry: AddressEntry, isWide: Bool) -> [StyledText] {
    let style: TextStyle =
      entry.content == .nothing || entry.content == .unknown ? .dim : .plain
    return [
      StyledText(lines(entry.start.instant, entry.end?.instant), style),
      StyledText(entry.start.instant?.time.map { glyphs.sentence($0) } ?? "", style),
      StyledText(isWide ? entry.end?.instant?.time.map { glyphs.sentence($0) } ?? "" : "", style),
      StyledText(glyphs.sentence(entry.permissions ?? ""), style),
      StyledText(AddressSentence.name(of: entry, glyphs), style),
      StyledText(entry.part.map(AddressSentence.word) ?? "", style),
      StyledText(entry.fileOffset.map { "0x" + String($0, radix: 16) } ?? "", style),
      StyledText(maker(entry.start), .dim),
      StyledText(isWide ? ending(entry) : "", .dim),
    ]
  }

  private func leftOut(_ count: Int) -> [StyledText] {
    note(counted(count, "entry", plural: "entries") + " left out")
  }

  private func note(_ text: String) -> [StyledText] {
    var row = Array(repeating: StyledText(""), count: Self.columns.count)
    row[4] = StyledText(text, .yellow)
    return row
  }

  /// The row that tells how the last entry ended, where there is no column for it.
  private func closing(_ end: AddressChange) -> [StyledText] {
    var row = Array(repeating: StyledText(""), count: Self.columns.count)
    row[0] = StyledText(end.instant.map(reference) ?? "", .dim)
    row[1] = StyledText(end.instant?.time.map { glyphs.sentence($0) } ?? "", .dim)
    row[4] = StyledText("ended", .dim)
    row[7] = StyledText(maker(end), .dim)
    return row
  }

  private func maker(_ change: AddressChange) -> String {
    switch change.cause {
    case .beforeLog: "earlier"
    case .snapshot(_, let line): "snapshot" + (line.map { ":\($0)" } ?? "")
    case .call(let name): glyphs.sentence(name) + thread(change)
    case .fork(let parent): "fork" + (parent.map { " of \($0)" } ?? "")
    case .exit: "exit"
    case .killed(let signal): glyphs.sentence(signal)
    }
  }

  private func ending(_ entry: AddressEntry) -> String {
    guard let end = entry.end else { return entry.content == .nothing ? "" : "still there" }
    guard entry.content != .nothing, entry.content != .unknown, case .call(let name) = end.cause,
      name.contains("mmap")
    else { return maker(end) }
    return "mapped over" + thread(end)
  }

  private func thread(_ change: AddressChange) -> String {
    change.threadID.map { " by \($0)" } ?? ""
  }

  /// Where the objects lay, and which of their own addresses this one is.
  private func objects(_ history: AddressHistory, _ canvas: inout TextCanvas) {
    var table = TextTable(columns: [
      .init(title: "object", shrinksTo: 16), .init(title: "base", right: true),
      .init(title: "address in it", right: true),
    ])
    var seen: Set<String> = []
    for entry in history.processes.lazy.flatMap(\.entries) {
      guard let path = entry.path, let base = entry.base, history.address >= base,
        table.rows.count < Self.objectsShown,
        seen.insert("\(base) \(path.escaped)").inserted
      else { continue }
      table.rows.append([
        StyledText(glyphs.name(path) + (entry.isDeleted ? " (deleted)" : "")),
        StyledText(String(base, radix: 16)),
        StyledText("+0x" + String(history.address - base, radix: 16)),
      ])
    }
    guard !table.rows.isEmpty else { return }
    canvas.blank()
    table.write(to: &canvas)
  }
}

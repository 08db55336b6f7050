import TraceModel

extension TextRenderer {
  private static let cyclesShown = 6
  private static let findingsShown = 6

  /// One line a reload, before the first of them.
  func overview(_ reloads: [ReloadReport], _ canvas: inout TextCanvas) {
    canvas.blank()
    var heading = TextLine()
    heading.add(counted(reloads.count, "reload"), .bold)
    let failed = reloads.count(where: \.failed)
    if failed > 0 {
      heading.add(", ")
      heading.add("\(failed) FAILED", .boldRed)
    }
    canvas.line(heading)
    canvas.blank()
    var table = TextTable(columns: [
      .init(title: "#", right: true), .init(title: ""), .init(title: "trigger", shrinksTo: 8),
      .init(title: "at", shrinksTo: 15), .init(title: "line", right: true), .init(title: "kind"),
      .init(title: "took", right: true), .init(title: "objects", wrapsTo: 16),
      .init(title: "findings", wrapsTo: 12),
    ])
    for reload in reloads {
      let from = reload.trigger?.instant ?? reload.start
      table.rows.append([
        StyledText("\(reload.index)"),
        reload.failed ? StyledText("FAILED", .boldRed) : StyledText(""),
        StyledText(reload.trigger.map { glyphs.sentence($0.signal) } ?? "-"),
        StyledText(from.time.map { glyphs.sentence($0) } ?? ""),
        StyledText(reference(from)),
        StyledText(word(for: reload.kind)),
        StyledText(elapsed(from, reload.end) ?? ""),
        StyledText(fates(reload)),
        StyledText(findingCounts(reload)),
      ])
    }
    table.write(to: &canvas)
  }

  /// What happened without a signal, in one line each: no reload, and no cause for alarm.
  func cycles(_ cycles: [ReloadReport], _ canvas: inout TextCanvas) {
    canvas.blank()
    var heading = TextLine()
    heading.add(counted(cycles.count, "cycle"), .bold)
    canvas.paragraph(
      heading, indent: heading.width + 3,
      [StyledText("objects unloaded and loaded again without a signal that asked for it")])
    canvas.blank()
    var table = TextTable(columns: [
      .init(title: "#", right: true), .init(title: ""), .init(title: "lines", shrinksTo: 12),
      .init(title: "at", shrinksTo: 15), .init(title: "took", right: true),
      .init(title: "objects", wrapsTo: 16), .init(title: "which", wrapsTo: 16),
    ])
    for cycle in cycles.prefix(Self.cyclesShown) {
      let names = ObjectNames(cycle.objects, glyphs: glyphs)
      let changed = cycle.objects.indices.filter {
        let object = cycle.objects[$0]
        return object.fate != .survived && object.fate != .transient && !object.isPathlessMemory
      }
      table.rows.append([
        StyledText("\(cycle.index)"),
        cycle.failed ? StyledText("FAILED", .boldRed) : StyledText(""),
        StyledText(lines(cycle.start, cycle.end)),
        StyledText(cycle.start.time.map { glyphs.sentence($0) } ?? ""),
        StyledText(elapsed(cycle.start, cycle.end) ?? ""),
        StyledText(fates(cycle)),
        StyledText(names.list(changed, columns: 40)),
      ])
    }
    table.write(to: &canvas)
    if cycles.count > Self.cyclesShown {
      var line = TextLine(indent: 2)
      line.add("and \(cycles.count - Self.cyclesShown) more; --reload N tells one in full", .dim)
      canvas.line(line)
    }
    cycleFindings(cycles, &canvas)
  }

  private func cycleFindings(_ cycles: [ReloadReport], _ canvas: inout TextCanvas) {
    var seen: Set<String> = []
    let findings = cycles.flatMap(\.findings).filter { seen.insert($0.message).inserted }
    let sorted = findings.enumerated().sorted {
      ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset)
    }
    self.findings(sorted.prefix(Self.findingsShown).map(\.element), &canvas)
    if findings.count > Self.findingsShown {
      var line = TextLine(indent: 2)
      line.add("and \(findings.count - Self.findingsShown) more findings", .dim)
      canvas.line(line)
    }
  }

  /// A kind of reload in a word or two.
  func word(for kind: ReloadReport.Kind) -> String {
    switch kind {
    case .inPlace: "in place"
    case .cycle: "cycle"
    case .reexec: "execve"
    case .handover: "handover"
    case .window: "window"
    }
  }

  /// `27 remapped, 25 survived`.
  private func fates(_ reload: ReloadReport) -> String {
    Self.fateOrder.compactMap { fate in
      let count = reload.count(of: fate)
      let word = fate == .unmapped ? unmappedWord(reload) : fate.rawValue
      return count == 0 || fate == .transient ? nil : "\(count) \(word)"
    }.joined(separator: ", ")
  }

  private func findingCounts(_ reload: ReloadReport) -> String {
    Finding.Severity.allCases.compactMap { severity in
      let count = reload.findings.count { $0.severity == severity }
      return count == 0 ? nil : counted(count, severity.rawValue)
    }.joined(separator: ", ")
  }
}

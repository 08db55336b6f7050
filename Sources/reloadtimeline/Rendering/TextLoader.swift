import TraceModel

extension TextRenderer {
  private static let namesShown = 24
  private static let stepsShown = 12

  /// Who was asked for a symbol, in order.
  func search(_ search: SymbolSearch, _ canvas: inout TextCanvas) {
    guard let first = search.asked.first, let last = search.asked.last else { return }
    var names = search.asked.prefix(Self.namesShown).map { asked in
      glyphs.name(asked.name.lastComponent) + (asked.isStale ? " !" : "")
    }
    let more = search.asked.count - names.count + search.askedLeftOut
    if more > 0 { names.append("\(more) more") }
    let lines =
      first.line == last.line ? "line \(first.line)" : "lines \(first.line) to \(last.line)"
    let place = search.file.map { " of \(fileName($0))" } ?? ""
    var lead = TextLine(indent: 11)
    lead.add("asked", .dim)
    canvas.paragraph(
      lead, indent: lead.width + 1,
      [StyledText(names.joined(separator: ", ") + " (\(lines)\(place))", .dim)])
  }

  /// What the loader did, beside the lines of the trace that show the same.
  func loaderSteps(_ steps: [LoaderStep], _ canvas: inout TextCanvas) {
    guard let first = steps.first else { return }
    canvas.blank()
    var heading = TextLine(indent: 2)
    heading.add("The loader", .bold)
    heading.add(" in " + fileName(first.file))
    canvas.line(heading)
    var table = TextTable(columns: [
      .init(title: "line", right: true), .init(title: "trace", right: true),
      .init(title: "what", shrinksTo: 8), .init(title: "object", shrinksTo: 12),
      .init(title: "why", shrinksTo: 10),
    ])
    let shown = options.events ? steps[...] : steps.prefix(Self.stepsShown)
    for step in shown {
      table.rows.append([
        StyledText("\(step.line)"),
        StyledText(step.instant.map { "\($0.line)" } ?? ""),
        StyledText(step.what.words),
        step.name.bytes.isEmpty
          ? StyledText("(the program)", .dim) : StyledText(glyphs.name(step.name.lastComponent)),
        StyledText(glyphs.sentence(step.reason), .dim),
      ])
    }
    table.write(to: &canvas)
    let more = steps.count - shown.count
    guard more > 0 else { return }
    canvas.paragraph(
      TextLine(), indent: 2, [StyledText("and \(more) more; --events lists all", .dim)])
  }

  /// The logs of LD_DEBUG, below the log and its snapshot.
  func loaderLogs(_ logs: [LoaderLogSummary], indent: Int, _ canvas: inout TextCanvas) {
    for log in logs {
      var lead = TextLine()
      lead.add(canvas.shorten(fileName(log.file), to: max(8, indent - 3)), .bold)
      canvas.paragraph(lead, indent: indent, [StyledText(loaderLog(log))])
    }
  }

  /// What a log of LD_DEBUG holds.
  func loaderLog(_ log: LoaderLogSummary) -> String {
    let pids = log.pids.prefix(4).map(String.init).joined(separator: ", ")
    let more = log.pids.count > 4 ? " and \(log.pids.count - 4) more" : ""
    let who = log.pids.isEmpty ? "" : ", pid \(pids)\(more)"
    return "LD_DEBUG\(who), \(counted(log.lines, "line")), \(counted(log.errors, "error"))"
  }
}

extension LoaderStep.What {
  /// What it is called in a table.
  var words: String {
    switch self {
    case .mapped: "link map made"
    case .initialized: "init"
    case .finalized: "fini"
    case .unmapped: "link map destroyed"
    case .noDelete: "NODELETE"
    case .failed: "error"
    }
  }
}

import TraceModel

extension TextRenderer {
  private static let loadsShown = 200
  private static let unnamedShown = 20

  /// All that is to say about a process: reloads, cycles, or why there is none, and the loads.
  func process(_ process: ProcessReport, of report: Report, _ canvas: inout TextCanvas) {
    if report.processes.count > 1 {
      canvas.blank()
      var heading = TextLine()
      heading.add(process.pid.map { "Process \($0)" } ?? "Process", .bold)
      let executable = process.executable.map { glyphs.name($0) } ?? ""
      canvas.paragraph(heading, indent: heading.width + 3, [StyledText(executable)])
    }
    let chosen = process.reloads.filter { options.reload == nil || $0.index == options.reload }
    if let number = options.reload, chosen.isEmpty, process.reloadCount > 0 {
      canvas.blank()
      let count = process.reloadCount
      let numbers = count == 1 ? "only number 1" : "numbers 1 to \(count)"
      canvas.paragraph(
        TextLine(), indent: 0, [StyledText("There is no reload \(number) here, \(numbers).")])
      return
    }
    // A cycle that was asked for by its number, or with its calls, is told in full.
    let inFull = options.reload != nil || options.events || options.story
    let reloads = chosen.filter { $0.kind != .cycle || inFull }
    let cycles = chosen.filter { $0.kind == .cycle && !inFull }
    if let sentence = process.noReload {
      canvas.blank()
      canvas.paragraph(TextLine(), indent: 0, [StyledText(glyphs.sentence(sentence), .bold)])
    }
    if reloads.count > 1 { overview(reloads, &canvas) }
    for reload in reloads { self.reload(reload, of: report, process, &canvas) }
    if !cycles.isEmpty { self.cycles(cycles, &canvas) }
    if options.reload == nil { unnamed(process.unnamedUnmaps, process.unnamedOrigin, &canvas) }
    if process.reloads.allSatisfy({ $0.kind == .cycle }), options.reload == nil {
      loads(process.loads, &canvas)
      if options.story { story(of: process, &canvas) }
    }
  }

  /// Ranges that went and of which nothing shows what they were.
  private func unnamed(_ unmaps: [EventReport], _ origin: String, _ canvas: inout TextCanvas) {
    guard !unmaps.isEmpty else { return }
    canvas.blank()
    var heading = TextLine()
    heading.add("Unmapped, not known what", .bold)
    canvas.paragraph(
      heading, indent: 27, [StyledText("\(unmaps.count), \(origin)")])
    canvas.blank()
    var table = TextTable(columns: [
      .init(title: "line", right: true), .init(title: "time", shrinksTo: 15),
      .init(title: "base", right: true), .init(title: "bytes", right: true),
    ])
    let limit = options.events ? unmaps.count : Self.unnamedShown
    for unmap in unmaps.prefix(limit) {
      table.rows.append([
        StyledText(reference(unmap.instant)),
        StyledText(unmap.instant.time.map { glyphs.sentence($0) } ?? ""),
        StyledText(String(unmap.base, radix: 16)), StyledText(String(unmap.size)),
      ])
    }
    table.write(to: &canvas)
    if unmaps.count > limit {
      var line = TextLine(indent: 2)
      line.add("and \(unmaps.count - limit) more; --events or --format json has all", .dim)
      canvas.line(line)
    }
  }

  /// Every load of a process in which no reload was found.
  private func loads(_ loads: [LoadReport], _ canvas: inout TextCanvas) {
    let shown = loads.filter {
      options.anonymous || $0.isObject
    }
    let files = options.anonymous ? 0 : loads.count { $0.kind == .data }
    guard !shown.isEmpty else { return }
    canvas.blank()
    var heading = TextLine()
    heading.add("Loads", .bold)
    let live = shown.count { $0.end == nil }
    canvas.paragraph(
      heading, indent: 8,
      [
        StyledText(
          shown.count == live
            ? "\(live), still mapped at the end"
            : "\(shown.count), \(live) of them still mapped at the end")
      ])
    canvas.blank()
    var table = TextTable(columns: [
      .init(title: "lines", shrinksTo: 12), .init(title: "mapped at", shrinksTo: 15),
      .init(title: "for", right: true),
      .init(title: "base", right: true), .init(title: "size", right: true),
      .init(title: "object", shrinksTo: 12),
    ])
    let limit = options.events ? shown.count : Self.loadsShown
    for load in shown.prefix(limit) {
      let time = load.start.flatMap { start in load.end.flatMap { elapsed(start, $0) } }
      table.rows.append([
        StyledText(lines(load.start, load.end)),
        StyledText(load.start?.time.map { glyphs.sentence($0) } ?? ""),
        StyledText(time ?? ""),
        StyledText(String(load.base, radix: 16)),
        StyledText(ByteCount.text(load.size)),
        StyledText(glyphs.name(load.path)),
      ])
    }
    table.write(to: &canvas)
    if shown.count > limit {
      var line = TextLine(indent: 2)
      line.add("and \(shown.count - limit) more; --events or --format json has all", .dim)
      canvas.line(line)
    }
    if files > 0 {
      var line = TextLine(indent: 2)
      line.add("and \(counted(files, "data file")); --anonymous lists them", .dim)
      canvas.line(line)
    }
  }

  /// From which line to which: `34 → 598`, either side blank where it is outside the log.
  func lines(_ start: Instant?, _ end: Instant?) -> String {
    let first = start.map(reference)
    let last = end.map { instant in
      instant.file == start?.file ? "\(instant.line)" : reference(instant)
    }
    switch (first, last) {
    case (let first?, let last?): return "\(first) \(glyphs.arrow) \(last)"
    case (let first?, nil): return "\(first) \(glyphs.arrow)"
    case (nil, let last?): return "\(glyphs.arrow) \(last)"
    case (nil, nil): return ""
    }
  }

  /// A line as short as it can be named in a table: `34`, or `8869:34` for trace.8869.
  func reference(_ instant: Instant) -> String {
    guard let file = instant.file else { return "\(instant.line)" }
    if let part = TracePartName(file) { return "\(part.owner):\(instant.line)" }
    let name = TraceText(file).lastComponent.bytes
    let part = name.lastIndex(of: UInt8(ascii: ".")).map { name[($0 + 1)...] } ?? name[...]
    let short = DisplayWidth.shorten(
      glyphs.name(TraceText(bytes: Array(part))), to: 12, ellipsis: glyphs.ellipsis)
    return "\(short):\(instant.line)"
  }
}

import TraceModel

/// What a picture shows, before it is known how large it is and what draws it.
struct Picture {
  /// The title: the verdict.
  var title: String
  /// What stands below the title.
  var subtitle: [String] = []
  /// The findings to show with it.
  var findings: [Finding] = []
  /// Where the axis begins and ends.
  var start: Instant
  var end: Instant
  /// The signal that asked for it.
  var trigger: Trigger?
  /// How long before the axis the signal was received, where it is not on the axis.
  var wait: String?
  /// What else happened on the axis, each with a word.
  var marks: [(instant: Instant, word: String)] = []
  var phases: [ReloadPhase] = []
  var rows: [PictureRow] = []
  /// Whether its rows are reloads, not objects.
  var isOverview = false
  /// What is not shown, in sentences.
  var leftOut: [String] = []

  /// How many rows a picture has at most.
  static let rowsShown = 150
  /// How many bars a row has at most, and how many marks a picture.
  static let barsShown = 200
  static let marksShown = 50

  /// The instants of all bars.
  var instants: [Instant] {
    rows.flatMap { $0.bars.flatMap { [$0.from, $0.to] } }.compactMap(\.self)
  }
}

extension Picture {
  /// The picture of a reload.
  init(
    _ reload: ReloadReport, of process: ProcessReport, words: ReloadWords, showsAll: Bool,
    link: ((ObjectReport, Int) -> String?)? = nil
  ) {
    title = words.title(reload, of: process)
    let executable = process.executable.map { words.text.glyphs.name($0) + ", " } ?? ""
    subtitle = [words.verdict(reload), words.headline(reload), executable + words.window(reload)]
    findings = reload.findings
    start = reload.axisStart
    end = reload.end
    trigger = reload.trigger
    // The wait for other processes is what there is to see.
    if let trigger, reload.kind == .handover { start = trigger.instant }
    if let trigger, start != trigger.instant {
      wait = words.text.elapsed(trigger.instant, reload.start)
    }
    marks = reload.execves.prefix(Self.marksShown).map { ($0, "execve") }
    if reload.execves.count > Self.marksShown {
      leftOut.append("\(reload.execves.count - Self.marksShown) more calls of execve are not drawn")
    }
    if reload.kind == .handover {
      marks += process.marks.lazy.filter {
        $0.kind == .signal && $0.instant != reload.trigger?.instant
      }
      .filter { [start] in $0.instant.line > start.line && $0.instant.file == start.file }
      .prefix(Self.marksShown).map { ($0.instant, words.text.glyphs.sentence($0.words)) }
    }
    if let end = reload.processEnd { marks.append((end, "the process ends")) }
    phases = reload.phases
    let places = reload.objects.indices.filter {
      !(reload.objects[$0].isPathlessMemory || reload.objects[$0].fate == .transient)
    }
    let objects = places.map { reload.objects[$0] }
    let names = ObjectNames(objects, glyphs: words.text.glyphs)
    let builder = LaneRowBuilder(
      objects: objects, names: names, renderer: words.text, isCutShort: reload.isCutShort)
    let collapsed = showsAll ? [] : LaneTable.collapsed(objects)
    let shown = objects.indices.filter { !collapsed.contains($0) }
    rows = shown.prefix(Self.rowsShown).map { index in
      var text = builder.row(index)
      text.lines = words.lines(text)
      var row = PictureRow(objects[index], text, words: words)
      row.link = link?(objects[index], places[index])
      return row
    }
    if !showsAll {
      addRefusals(reload, words: words)
      addProcesses(reload, of: process, words: words)
    }
    if !collapsed.isEmpty {
      let text = LaneRow(
        name: "and \(collapsed.count) more", spans: [MappedSpan(from: nil, to: nil)],
        gone: Fate.survived.rawValue, style: .dim)
      let bar = PictureBar(look: .survivor, title: "\(collapsed.count) more objects survived")
      rows.append(PictureRow(text: text, bars: [bar], title: bar.title))
    }
    if shown.count > Self.rowsShown {
      leftOut.append(
        "\(shown.count - Self.rowsShown) more objects are not drawn; --object PATTERN draws those "
          + "that are of interest")
    }
  }

  /// The picture of a process in which no reload was found: its loads.
  init?(
    loadsOf process: ProcessReport, in trace: TraceSummary, words: ReloadWords
  ) {
    let loads = process.loads.filter(\.isObject)
    guard let first = trace.first, let last = trace.last, !loads.isEmpty else { return nil }
    let glyphs = words.text.glyphs
    title =
      words.process(process) + ": " + glyphs.sentence(process.noReload ?? words.nothing([process]))
    let live = loads.count { $0.end == nil }
    subtitle = [
      counted(loads.count, "load") + ", \(live) still mapped at the end of the log"
    ]
    start = first
    end = last
    rows = loads.prefix(Self.rowsShown).map { load in
      let text = LaneRow(
        name: glyphs.name(load.path.lastComponent), base: String(load.base, radix: 16),
        size: ByteCount.text(load.size),
        gone: load.start.flatMap { start in load.end.flatMap { words.text.elapsed(start, $0) } }
          ?? "", lines: words.text.lines(load.start, load.end))
      let title = "\(glyphs.name(load.path)), \(text.size) at \(text.base)"
      let bar = PictureBar(
        from: load.start, to: load.end, look: load.start == nil ? .before : .first,
        base: load.base, size: load.size, title: title)
      return PictureRow(text: text, bars: [bar], title: title)
    }
    if loads.count > Self.rowsShown {
      leftOut.append("\(loads.count - Self.rowsShown) more loads are not drawn")
    }
  }

  /// What stands in place of a picture where there is nothing to draw.
  init(nothingIn process: ProcessReport?, of report: Report, words: ReloadWords) {
    if let process, let sentence = process.noReload {
      title = words.process(process) + ": " + words.text.glyphs.sentence(sentence)
    } else {
      title = words.nothing(report.processes)
    }
    start = report.trace.first ?? Instant(line: 1)
    end = report.trace.last ?? start
  }

  /// The picture of all reloads of a process, a row each, over the whole log.
  init?(
    reloadsOf process: ProcessReport, in trace: TraceSummary, words: ReloadWords,
    link: ((Int) -> String?)? = nil
  ) {
    guard let first = trace.first, let last = trace.last else { return nil }
    title = words.title(process)
    subtitle = [words.trace(trace)]
    isOverview = true
    start = first
    end = last
    // What failed or has findings is not left out for its place.
    rows = process.reloads.gravest(Self.rowsShown).map { index in
      let reload = process.reloads[index]
      let from = reload.trigger?.instant ?? reload.start
      let text = LaneRow(
        name: words.number(reload) + (reload.failed ? " FAILED" : ""),
        base: reload.trigger.map { words.text.glyphs.sentence($0.signal) } ?? "",
        gone: words.text.elapsed(from, reload.end) ?? "",
        lines: words.text.lines(reload.start, reload.end),
        notes: [LaneNote(mark: " ", text: words.counts(reload))])
      let title = words.number(reload) + ": " + words.headline(reload)
      let bar = PictureBar(
        from: from, to: reload.end, look: reload.failed ? .attempt : .before, title: title)
      return PictureRow(text: text, bars: [bar], title: title, link: link?(index))
    }
    if process.reloads.count > Self.rowsShown {
      leftOut.append("\(process.reloads.count - Self.rowsShown) more reloads are not drawn")
    }
  }
}

extension ReloadWords {
  /// The lines of a row as one text: `5 → 14`.
  fileprivate func lines(_ row: LaneRow) -> String {
    row.from.isEmpty ? row.lines : row.from + " " + row.lines
  }
}

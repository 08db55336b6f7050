import TraceModel

/// The one place where the commands meet the library and the renderers.
extension Program {
  /// The program as it runs.
  static var connected: Program {
    let timeline = TimelineCommand(
      analyse: { arguments throws(CommandFailure) in
        try analyse(arguments) { analysis, traces throws(TraceError) in
          try analysis.reports(of: traces)
        }
      },
      render: render)
    return Program(
      timeline: timeline,
      maps: MapsCommand { arguments, facts throws(CommandFailure) in
        let report = try analyse(arguments) { analysis, traces throws(TraceError) in
          try analysis.maps(of: traces)
        }
        if !arguments.isQuiet {
          let log = arguments.traces.first.map { TraceInput($0).name }
          StandardError.say(report.diagnostics, file: log)
        }
        return MapsRenderer(escapesNames: facts.isTerminal).render(report)
      },
      explain: ExplainCommand(
        analyse: { arguments throws(CommandFailure) in
          try analyse(arguments) { analysis, traces throws(TraceError) in
            try analysis.histories(of: arguments.address ?? 0, in: traces)
          }
        },
        render: render),
      record: RecordCommand(timeline: timeline),
      schema: TextCommand { () throws(CommandFailure) in JSONSchema.text })
  }

  /// Analyses what the arguments name, and shows meanwhile how far it has come.
  private static func analyse<Result>(
    _ arguments: Arguments,
    _ body: (TraceAnalysis, [TraceInput]) throws(TraceError) -> Result
  ) throws(CommandFailure) -> Result {
    var options = AnalysisOptions(arguments)
    let line = ProgressLine(arguments)
    if let line { options.progress = { line.show($0) } }
    defer { line?.clear() }
    do throws(TraceError) {
      return try body(TraceAnalysis(options: options), arguments.traces.map(TraceInput.init))
    } catch {
      throw CommandFailure(error, arguments)
    }
  }

  private static func render(
    _ histories: [AddressHistory], _ arguments: Arguments, _ facts: TerminalFacts
  ) -> [UInt8] {
    switch arguments.format {
    case .text:
      let renderer = TextRenderer(options: textOptions(arguments, facts))
      return Array(histories.map { renderer.render($0) }.joined(separator: "\n").utf8)
    case .json:
      let renderer = JSONRenderer()
      if let history = histories.first, histories.count == 1 { return renderer.render(history) }
      return renderer.render(histories)
    // The arguments were checked: explain has no other format.
    default:
      return []
    }
  }

  private static func textOptions(_ arguments: Arguments, _ facts: TerminalFacts) -> TextOptions {
    var options = TextOptions()
    options.width = facts.width
    options.color = facts.usesColor
    options.ascii = facts.asciiOnly
    options.events = arguments.listsEvents
    options.story = arguments.tellsStory
    options.anonymous = arguments.showsAnonymous
    options.reload = arguments.reload
    return options
  }

  private static func render(
    _ reports: [Report], _ arguments: Arguments, _ facts: TerminalFacts,
    _ write: ([UInt8]) throws(CommandFailure) -> Void
  ) throws(CommandFailure) {
    let options = JSONOptions(anonymous: arguments.showsAnonymous)
    let view = arguments.view ?? .time
    switch arguments.format {
    case .text:
      let renderer = TextRenderer(options: textOptions(arguments, facts))
      try write(Array(reports.map { renderer.render($0) }.joined(separator: "\n").utf8))
    case .json:
      try JSONRenderer(options: options).render(reports, write)
    case .jsonl:
      try JSONLinesRenderer(options: options).render(reports, write)
    case .markdown:
      try write(MarkdownRenderer().render(reports))
    case .svg:
      try write(SVGRenderer(view: view, columns: columns(arguments)).render(reports))
    case .html:
      try write(HTMLRenderer(view: view, columns: columns(arguments)).render(reports))
    case .traceEvent:
      try write(TraceEventRenderer().render(reports))
    }
  }
}

extension Program {
  /// The columns of a picture: it goes to a file or a page, whatever the terminal is.
  private static func columns(_ arguments: Arguments) -> Int {
    let wanted = arguments.width ?? PictureStyle.columns
    return min(max(wanted, 60), TerminalFacts.widths.upperBound)
  }
}

extension TraceInput {
  init(_ input: InputFile) {
    switch input {
    case .standardInput: self = .standardInput
    case .file(let path): self = .file(path)
    }
  }
}

extension AnalysisOptions {
  init(_ arguments: Arguments) {
    self.init()
    pid = arguments.pid
    pageSize = arguments.pageSize
    workingDirectory = arguments.workingDirectory
    snapshots = arguments.snapshots.map { (pid: $0.pid, input: TraceInput($0.file)) }
    snapshotAfter = arguments.snapshotAfter.map { TraceInput($0.file) }
    snapshotAfterPID = arguments.snapshotAfter?.pid
    referenceMaps = arguments.referenceMaps.map(TraceInput.init)
    lsof = arguments.lsof.map(TraceInput.init)
    loaderLogs = arguments.loaderLogs.map(TraceInput.init)
    root = arguments.root
    capture = arguments.capture
    from = arguments.from
    to = arguments.to
    at = arguments.at
    reload = arguments.reload
    objectPatterns = arguments.objectPatterns
    listsAnonymous = arguments.showsAnonymous
    tellsLoads = arguments.tellsStory
    isStrict = arguments.isStrict
    quotesLines = arguments.format.quotesLines
  }
}

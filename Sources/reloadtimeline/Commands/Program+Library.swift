import TraceModel

/// The one place where the commands meet the library and the renderers.
extension Program {
  /// The program as it runs.
  static var connected: Program {
    Program(
      timeline: TimelineCommand(
        analyse: { arguments throws(CommandFailure) in
          do throws(TraceError) {
            return try TraceAnalysis(options: AnalysisOptions(arguments))
              .reports(of: arguments.traces.map(TraceInput.init))
          } catch {
            throw CommandFailure(error)
          }
        },
        render: render),
      maps: MapsCommand { arguments, facts throws(CommandFailure) in
        do throws(TraceError) {
          let report = try TraceAnalysis(options: AnalysisOptions(arguments))
            .maps(of: arguments.traces.map(TraceInput.init))
          if !arguments.isQuiet { StandardError.say(report.diagnostics) }
          return MapsRenderer(escapesNames: facts.isTerminal).render(report)
        } catch {
          throw CommandFailure(error)
        }
      },
      explain: ExplainCommand(
        analyse: { arguments throws(CommandFailure) in
          do throws(TraceError) {
            return try TraceAnalysis(options: AnalysisOptions(arguments))
              .histories(
                of: arguments.address ?? 0, in: arguments.traces.map(TraceInput.init))
          } catch {
            throw CommandFailure(error)
          }
        },
        render: render),
      schema: TextCommand { () throws(CommandFailure) in JSONSchema.text })
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
    }
  }

  private static func textOptions(_ arguments: Arguments, _ facts: TerminalFacts) -> TextOptions {
    var options = TextOptions()
    options.width = facts.width
    options.color = facts.usesColor
    options.ascii = facts.asciiOnly
    options.events = arguments.listsEvents
    options.anonymous = arguments.showsAnonymous
    options.reload = arguments.reload
    return options
  }

  private static func render(
    _ reports: [Report], _ arguments: Arguments, _ facts: TerminalFacts
  ) -> [UInt8] {
    switch arguments.format {
    case .text:
      let renderer = TextRenderer(options: textOptions(arguments, facts))
      return Array(reports.map { renderer.render($0) }.joined(separator: "\n").utf8)
    case .json:
      let renderer = JSONRenderer(options: JSONOptions(anonymous: arguments.showsAnonymous))
      if let report = reports.first, reports.count == 1 { return renderer.render(report) }
      return renderer.render(reports)
    }
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
    lsof = arguments.lsof.map(TraceInput.init)
    from = arguments.from
    to = arguments.to
    at = arguments.at
    reload = arguments.reload
    objectPatterns = arguments.objectPatterns
    listsAnonymous = arguments.showsAnonymous
    isStrict = arguments.isStrict
  }
}

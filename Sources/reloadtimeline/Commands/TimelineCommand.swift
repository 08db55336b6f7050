import TraceModel

/// The timeline of every reload in the logs.
struct TimelineCommand {
  /// Reads the logs and finds the reloads, one report for each log.
  let analyse: (Arguments) throws(CommandFailure) -> [Report]
  /// Writes the reports in the format that the arguments ask for, in pieces.
  let render:
    (
      [Report], Arguments, TerminalFacts, _ write: ([UInt8]) throws(CommandFailure) -> Void
    ) throws(CommandFailure) -> Void

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    try arguments.output.checkIsNone(of: arguments.inputs)
    var output = try Output(arguments.output)
    let reports = try analyse(arguments)
    if !arguments.isQuiet {
      for report in reports { StandardError.say(report.notices, file: report.trace.files.first) }
    }
    if !arguments.isQuiet, let remark = arguments.unheard { StandardError.say(remark) }
    if arguments.saysRemarks {
      for report in reports {
        StandardError.say(report.trace.diagnostics, file: report.trace.files.first)
      }
    }
    let facts = TerminalFacts(arguments: arguments, terminal: output.terminal)
    try render(reports, arguments, facts) { piece throws(CommandFailure) in
      try output.write(piece)
    }
    try output.finish()
    return arguments.exitsWithFindings && reports.contains(where: Self.hasFinding)
      ? .findings : .done
  }

  /// Whether a report has a finding of severity error or warning.
  static func hasFinding(_ report: Report) -> Bool {
    let findings =
      report.findings
      + report.processes.lazy.flatMap(\.reloads).flatMap(\.findings)
    return findings.contains { $0.severity != .note }
  }
}

import TraceModel

/// Everything that was ever at an address.
struct ExplainCommand {
  /// Reads the logs, one history for each.
  let analyse: (Arguments) throws(CommandFailure) -> [AddressHistory]
  /// Writes the histories in the format that the arguments ask for.
  let render: ([AddressHistory], Arguments, TerminalFacts) -> [UInt8]

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    try arguments.output.checkIsNone(of: arguments.inputs)
    var output = try Output(arguments.output)
    let histories = try analyse(arguments)
    if arguments.saysRemarks {
      for history in histories {
        StandardError.say(history.trace.diagnostics, file: history.trace.files.first)
      }
    }
    let facts = TerminalFacts(arguments: arguments, terminal: output.terminal)
    try output.write(render(histories, arguments, facts))
    try output.finish()
    return .done
  }
}

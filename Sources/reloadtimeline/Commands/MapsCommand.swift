/// The address space at an instant, in the format of /proc/PID/maps.
struct MapsCommand {
  /// Rebuilds the address space and writes it; names are escaped where the facts say that the
  /// output is a terminal, else as the kernel writes them.
  let addressSpace: (Arguments, TerminalFacts) throws(CommandFailure) -> [UInt8]

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    try arguments.output.checkIsNone(of: arguments.inputs)
    var output = try Output(arguments.output)
    let facts = TerminalFacts(arguments: arguments, terminal: output.terminal)
    try output.write(addressSpace(arguments, facts))
    try output.finish()
    return .done
  }
}

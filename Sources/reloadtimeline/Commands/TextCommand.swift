/// A text that depends on nothing: the schema, the help, the version.
struct TextCommand {
  let text: () throws(CommandFailure) -> String

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    var output = try Output(arguments.output)
    try output.write(Array(text().utf8))
    try output.finish()
    return .done
  }
}

/// The program: its commands, and the way from the command line to one of them.
struct Program {
  let timeline: TimelineCommand
  let maps: MapsCommand
  let explain: ExplainCommand
  let record: RecordCommand
  let schema: TextCommand

  /// Does what the words after the program's name ask for; messages go to standard error.
  func run(_ words: [String]) -> ExitStatus {
    do throws(CommandFailure) {
      let arguments = try ArgumentParser(fileExists: FileFacts.exists).parse(words)
      return try run(arguments)
    } catch {
      StandardError.say(error.message)
      return error.status
    }
  }

  private func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    switch arguments.request {
    case .help(let verb):
      return try TextCommand { () throws(CommandFailure) in HelpText.text(for: verb) }
        .run(Arguments())
    case .version:
      return try TextCommand { () throws(CommandFailure) in Version.line }.run(Arguments())
    case .run:
      break
    }
    switch arguments.verb {
    case .timeline: return try timeline.run(try Recording.opened(arguments))
    case .maps: return try maps.run(try Recording.opened(arguments))
    case .explain: return try explain.run(try Recording.opened(arguments))
    case .record: return try record.run(arguments)
    case .schema: return try schema.run(arguments)
    case .completions:
      return try TextCommand { () throws(CommandFailure) in Completions.text(for: arguments.shell) }
        .run(arguments)
    case .man:
      return try TextCommand { () throws(CommandFailure) in ManPage.text }.run(arguments)
    // The parser turns it into a request for help.
    case .help: return .done
    }
  }
}

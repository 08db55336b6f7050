import TraceModel

/// Why the program cannot do what it was asked to: the status it exits with, and what it says.
struct CommandFailure: Error, Equatable {
  let status: ExitStatus
  /// What is wrong and what to do about it, escaped, without the program's name before it.
  let message: String

  /// Wrong usage, with where to read how it is meant.
  ///
  /// The hint names `verb`'s own help, unless the message already says what to do.
  static func usage(_ problem: String, advice: String? = nil, verb: Verb = .timeline) -> Self {
    let command = verb.word.map { " " + $0 } ?? ""
    let hint = advice ?? "see 'reloadtimeline\(command) --help'"
    return CommandFailure(status: .usage, message: "\(problem); \(hint)")
  }

  /// An input that cannot be read or understood.
  static func input(_ message: String) -> Self {
    CommandFailure(status: .input, message: message)
  }

  /// An output that cannot be written, by the name the user gave it.
  static func output(_ name: String, _ cause: SystemError, advice: String? = nil) -> Self {
    let hint = advice ?? cause.adviceForWriting
    return CommandFailure(
      status: .output, message: "\(name): cannot be written: \(cause.description); \(hint)")
  }
}

/// A word of the command line between quotes, safe to show on a terminal.
func quoted(_ word: String) -> String {
  "'" + TraceText(word).escaped + "'"
}

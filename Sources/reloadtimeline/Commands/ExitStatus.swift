/// What the program tells the shell.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case findings = 1
  case usage = 2
  case input = 3
  case output = 4

  /// What it means, for the help.
  var meaning: String {
    switch self {
    case .done: "done"
    case .findings: "a finding of severity error or warning was reported, with --exit-code"
    case .usage: "wrong usage"
    case .input: "an input cannot be read, or nothing in it could be understood"
    case .output: "the output could not be written"
    }
  }
}

/// One option of the command line: all that the parser and the help know about it.
struct Option: Sendable {
  /// The long name, without its dashes.
  let name: String
  /// The short name, where there is one.
  var short: Character?
  let group: OptionGroup
  /// The verbs that take it.
  let verbs: Set<Verb>
  /// What it means, in one sentence or two without a final stop.
  let help: String
  let kind: Kind

  /// Stores a flag.
  typealias Flag = @Sendable (inout Arguments) -> Void
  /// Reads and stores a value.
  typealias Store = @Sendable (String, inout Arguments) throws(InvalidValue) -> Void

  /// Whether it takes a value, and how it is stored.
  enum Kind: Sendable {
    case flag(Flag)
    case value(Placeholder, Store)
  }

  /// The name of its value in the help; nothing for a flag.
  var placeholder: Placeholder? {
    if case .value(let placeholder, _) = kind { placeholder } else { nil }
  }

  /// As the help lists it: `-o, --output FILE`.
  var usage: String {
    let names = (short.map { "-\($0), " } ?? "    ") + "--\(name)"
    return placeholder.map { names + " " + $0.text } ?? names
  }
}

/// What an option's value is; the help shows the name, a shell completes what it stands for.
enum Placeholder: Equatable {
  case file, directory, pid, count, instant, pattern, signal, seconds
  /// One of a few words.
  case choice([String])

  /// As the help shows it.
  var text: String {
    switch self {
    case .file: "FILE"
    case .directory: "DIR"
    case .pid: "PID"
    case .count: "N"
    case .instant: "INSTANT"
    case .pattern: "PATTERN"
    case .signal: "NAME"
    case .seconds: "SECONDS"
    case .choice(let words): words.joined(separator: "|")
    }
  }
}

/// What an option is for; the help lists them in this order.
enum OptionGroup: CaseIterable {
  case input, recording, selection, output, program

  /// The heading in the help.
  var title: String {
    switch self {
    case .input: "What is known besides the log"
    case .recording: "What to record"
    case .selection: "What to show"
    case .output: "Where to and how"
    case .program: "How the program behaves"
    }
  }
}

/// A value that an option cannot take.
struct InvalidValue: Error, Equatable {
  /// What it should have been, as in "a number from 1".
  let expected: String
  /// What to do instead, where there is more to say than to look at the help.
  var advice: String?
}

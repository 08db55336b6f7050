/// What the program can be asked to do; the first word of the command line, or none.
enum Verb: CaseIterable, Hashable {
  case timeline, maps, explain, record, schema, completions, man, help

  /// The word that asks for it; nothing for what is done without one.
  var word: String? {
    switch self {
    case .timeline: nil
    case .maps: "maps"
    case .explain: "explain"
    case .record: "record"
    case .schema: "schema"
    case .completions: "completions"
    case .man: "man"
    case .help: "help"
    }
  }

  /// What it takes after the options.
  var operands: Operands {
    switch self {
    case .timeline, .maps: .traces
    case .explain: .addressAndTraces
    case .record: .command
    case .schema, .man: .none
    case .completions: .shell
    case .help: .verb
    }
  }

  /// The forms of operands.
  enum Operands {
    /// One trace or more.
    case traces
    /// An address, then one trace or more.
    case addressAndTraces
    /// A command behind `--`, or nothing where a process is named.
    case command
    /// The name of a verb, or nothing.
    case verb
    /// The name of a shell.
    case shell
    case none

    /// As usage lines show them, with the word that stands for options where they are given.
    func usage(_ options: String?) -> [String?] {
      switch self {
      case .traces: [options, "TRACE..."]
      case .addressAndTraces: ["ADDRESS", options, "TRACE..."]
      case .command: [options, "-p PID | -- COMMAND..."]
      case .verb: [options, "[VERB]"]
      case .shell: [options, "SHELL"]
      case .none: [options]
      }
    }
  }

  /// The verb that a word asks for.
  init?(word: String) {
    guard let verb = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = verb
  }

  /// The words of all verbs.
  static var words: [String] { allCases.compactMap(\.word) }

  /// How messages name it.
  var displayName: String {
    word.map { "'reloadtimeline \($0)'" } ?? "the timeline"
  }

  /// Its options, in the order of the table.
  var options: [Option] { OptionTable.all.filter { $0.verbs.contains(self) } }
}

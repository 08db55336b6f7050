/// The help of a verb, made from the tables of verbs and options.
enum HelpText {
  /// The columns the help fits in.
  static let width = 80
  /// Where the meaning of an option begins.
  private static let column = 26

  static func text(for verb: Verb) -> String {
    var sections = [usage(of: verb)]
    sections += verb.description.map {
      TextWrapping.lines(of: $0, width: width).joined(separator: "\n") + "\n"
    }
    if verb == .timeline { sections.append(verbs) }
    for group in OptionGroup.allCases {
      let options = verb.options.filter { $0.group == group }
      if options.isEmpty { continue }
      sections.append(
        "\(group.title):\n" + options.map { entry("  " + $0.usage, $0.help) }.joined())
    }
    sections += verb.notes.map { note in
      "\(note.title):\n" + note.lines.map { entry("  " + $0.term, $0.meaning) }.joined()
    }
    if !verb.examples.isEmpty { sections.append(examples(of: verb)) }
    if [.traces, .addressAndTraces, .command].contains(verb.operands) {
      sections.append(statuses(of: verb))
    }
    return sections.joined(separator: "\n")
  }

  private static func usage(of verb: Verb) -> String {
    let shown = verb == .timeline ? Verb.allCases : [verb]
    let lines = shown.map { verb in
      // What every verb takes (--help, --version) goes without saying.
      let hasOptions = verb.options.contains { $0.verbs.count < Verb.allCases.count }
      return (["reloadtimeline", verb.word] + verb.operands.usage(hasOptions ? "[options]" : nil))
        .compactMap { $0 }.joined(separator: " ")
    }
    return "Usage: " + lines.joined(separator: "\n       ") + "\n"
  }

  private static var verbs: String {
    "Verbs:\n"
      + Verb.allCases.map { verb in
        entry("  " + (verb.word ?? "(none)"), verb.summary)
      }.joined()
  }

  private static func examples(of verb: Verb) -> String {
    "Examples:\n"
      + verb.examples.map { example in
        "  \(example.purpose)\n" + example.commands.map { "    \($0)\n" }.joined()
      }.joined()
  }

  private static func statuses(of verb: Verb) -> String {
    let hasFindings = verb.options.contains { $0.name == "exit-code" }
    let shown = ExitStatus.allCases.filter { $0 != .findings || hasFindings }
    return "Exit status:\n" + shown.map { "  \($0.rawValue)  \($0.meaning)\n" }.joined()
  }

  private static func entry(_ term: String, _ meaning: String) -> String {
    TextWrapping.entry(term, meaning, column: column, width: width)
  }
}

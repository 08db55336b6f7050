/// Reads a command line by the table of options.
struct ArgumentParser {
  /// Whether a file of this name exists: what is one is not taken for a misspelt verb.
  let fileExists: (String) -> Bool

  /// Reads the words after the program's name.
  func parse(_ words: [String]) throws(CommandFailure) -> Arguments {
    var reading = Reading(rest: words[...], fileExists: fileExists)
    return try reading.parse()
  }
}

/// A command line that is being read.
private struct Reading {
  var rest: ArraySlice<String>
  let fileExists: (String) -> Bool
  var arguments = Arguments()
  var operands: [String] = []
  var given: [Option] = []
  var hasVerb = false
  /// Whether options ended with `--`.
  var hasEnd = false

  mutating func parse() throws(CommandFailure) -> Arguments {
    while let word = rest.popFirst() {
      if word == "--" {
        // A command stands behind it.
        if arguments.verb == .record { try checkNoCommand() }
        operands += rest
        hasEnd = true
        break
      } else if word.hasPrefix("--") {
        try readLong(word)
      } else if word.hasPrefix("-"), word != "-" {
        try readShort(word)
      } else {
        try readOperand(word)
      }
    }
    try finish()
    return arguments
  }

  /// The first operand may be a verb; a word that is nearly one, and no file, is a mistake.
  private mutating func readOperand(_ word: String) throws(CommandFailure) {
    if operands.isEmpty, !hasVerb {
      if let verb = Verb(word: word) {
        hasVerb = true
        arguments.verb = verb
        return
      }
      if let meant = EditDistance.nearest(to: word, among: Verb.words), !fileExists(word) {
        throw .usage(
          "there is no file and no verb \(quoted(word))", advice: "did you mean '\(meant)'?")
      }
    }
    operands.append(word)
  }

  private mutating func readLong(_ word: String) throws(CommandFailure) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first.map(String.init) ?? ""
    let value = parts.count == 2 ? String(parts[1]) : nil
    guard let option = OptionTable.option(named: name) else {
      let meant = EditDistance.nearest(to: name, among: OptionTable.all.map(\.name))
      throw .usage(
        "there is no option \(quoted("--" + name))",
        advice: meant.map { "did you mean '--\($0)'?" }, verb: arguments.verb)
    }
    given.append(option)
    switch option.kind {
    case .flag(let set):
      if value != nil { throw .usage("--\(name) takes no value", verb: arguments.verb) }
      set(&arguments)
    case .value(let placeholder, let store):
      let text: String
      if let value { text = value } else { text = try next(for: "--\(name)", placeholder) }
      try self.store(text, as: "--\(name)", placeholder, store)
    }
  }

  /// Reads `-h`, `-o FILE`, `-oFILE`, or several in one word.
  private mutating func readShort(_ word: String) throws(CommandFailure) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = OptionTable.option(short: letter) else {
        let long = String(word.drop { $0 == "-" }.prefix { $0 != "=" })
        let meant = EditDistance.nearest(to: long, among: OptionTable.all.map(\.name))
        throw .usage(
          "there is no option \(quoted("-" + String(letter)))",
          advice: long.count > 1 ? meant.map { "did you mean '--\($0)'?" } : nil,
          verb: arguments.verb)
      }
      given.append(option)
      switch option.kind {
      case .flag(let set):
        set(&arguments)
      case .value(let placeholder, let store):
        let text = letters.isEmpty ? try next(for: "-\(letter)", placeholder) : String(letters)
        try self.store(text, as: "-\(letter)", placeholder, store)
        return
      }
    }
  }

  /// The next word as a value: an option's name is not taken for one.
  private mutating func next(
    for name: String, _ placeholder: Placeholder
  ) throws(CommandFailure) -> String {
    guard let word = rest.first, word == "-" || !word.hasPrefix("-") else {
      let dashed = rest.first.map { name.hasPrefix("--") ? "\(name)=\($0)" : "\(name)\($0)" }
      throw .usage(
        "\(name) needs \(placeholder.text) after it",
        advice: dashed.map { "if the next word is meant, write \(quoted($0))" },
        verb: arguments.verb)
    }
    rest.removeFirst()
    return word
  }

  private mutating func store(
    _ text: String, as name: String, _ placeholder: Placeholder, _ store: Option.Store
  ) throws(CommandFailure) {
    if text.isEmpty {
      throw .usage("\(name) needs \(placeholder.text), not an empty word", verb: arguments.verb)
    }
    do throws(InvalidValue) {
      try store(text, &arguments)
    } catch {
      throw .usage(
        "\(name): \(quoted(text)) is not \(error.expected)", advice: error.advice,
        verb: arguments.verb)
    }
  }

  /// Checks what only the whole command line can tell.
  private mutating func finish() throws(CommandFailure) {
    if case .help = arguments.request { arguments.request = .help(arguments.verb) }
    guard arguments.request == .run else { return }
    for option in given where !option.verbs.contains(arguments.verb) {
      let takers = Verb.allCases.filter { option.verbs.contains($0) }.map(\.displayName)
      throw .usage(
        "--\(option.name) is an option of \(enumeration(takers)), "
          + "not of \(arguments.verb.displayName)", verb: arguments.verb)
    }
    switch arguments.verb.operands {
    case .traces:
      arguments.traces = operands.map(InputFile.init)
      try arguments.checkCombination()
    case .addressAndTraces:
      try takeAddress()
      arguments.traces = operands.map(InputFile.init)
      try arguments.checkCombination()
    case .command:
      if !hasEnd { try checkNoCommand() }
      arguments.command = operands
      try arguments.checkRecording()
    case .verb:
      try resolveHelp()
    case .shell:
      try takeShell()
    case .none:
      if let operand = operands.first {
        throw .usage(
          "\(arguments.verb.displayName) takes no \(quoted(operand))", verb: arguments.verb)
      }
    }
  }

  /// The words of a command stand behind `--`, so that its options are not taken for ours.
  private func checkNoCommand() throws(CommandFailure) {
    guard let word = operands.first else { return }
    throw .usage(
      "\(quoted(word)) is no option",
      advice: "a command stands behind --, as in 'reloadtimeline record -- ls -l'")
  }

  /// The first operand is the address.
  private mutating func takeAddress() throws(CommandFailure) {
    guard let word = operands.first else {
      throw .usage("no ADDRESS is given", verb: arguments.verb)
    }
    operands.removeFirst()
    do throws(InvalidValue) {
      arguments.address = try ValueParser.address(word)
    } catch {
      throw .usage(
        "\(quoted(word)) is not \(error.expected)", advice: error.advice, verb: arguments.verb)
    }
  }

  private mutating func takeShell() throws(CommandFailure) {
    let words = Completions.Shell.allCases.map(\.rawValue)
    guard operands.count == 1, let word = operands.first else {
      throw .usage(
        "\(arguments.verb.displayName) needs one SHELL: \(enumeration(words))",
        verb: arguments.verb)
    }
    guard let shell = Completions.Shell(rawValue: word) else {
      let meant = EditDistance.nearest(to: word, among: words)
      throw .usage(
        "\(quoted(word)) is no shell that is known: \(enumeration(words)) are",
        advice: meant.map { "did you mean '\($0)'?" }, verb: arguments.verb)
    }
    arguments.shell = shell
  }

  private mutating func resolveHelp() throws(CommandFailure) {
    guard let word = operands.first else {
      arguments.request = .help(.timeline)
      return
    }
    guard operands.count == 1, let verb = Verb(word: word) else {
      let meant = EditDistance.nearest(to: word, among: Verb.words)
      let problem =
        operands.count == 1 ? "there is no verb \(quoted(word))" : "help is of one verb at a time"
      throw .usage(
        problem,
        advice: operands.count == 1
          ? meant.map { "did you mean '\($0)'?" }
            ?? "the verbs are \(Verb.words.joined(separator: ", "))" : nil)
    }
    arguments.request = .help(verb)
  }

  /// `A`, `A and B`, `A, B and C`.
  private func enumeration(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}

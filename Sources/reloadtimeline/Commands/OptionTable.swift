/// Every option there is: the parser and the help are made from this table.
enum OptionTable {
  static let all = input + recording + selection + output + program

  /// The option of a long name, without its dashes.
  static func option(named name: String) -> Option? { all.first { $0.name == name } }

  /// The option of a short name.
  static func option(short: Character) -> Option? { all.first { $0.short == short } }

  private static let analysing: Set<Verb> = [.timeline, .maps, .explain]
  private static let reporting: Set<Verb> = [.timeline, .explain]
  private static let showing: Set<Verb> = [.timeline, .explain, .record]

  private static let input: [Option] = [
    Option(
      name: "maps", group: .input, verbs: analysing,
      help: """
        the address space, from before the log, of the process that strace attached to: \
        /proc/PID/maps or smaps, or the output of pmap. With PID=FILE it is that process's; \
        repeat it for several
        """,
      kind: .value(.file) { text, arguments throws(InvalidValue) in
        arguments.snapshots.append(try ValueParser.snapshot(text))
      }),
    Option(
      name: "maps-after", group: .input, verbs: [.timeline],
      help: """
        the same from after the log: tells whether the reconstruction agrees with it. Without PID= \
        it is that of the process whose mappings fit best
        """,
      kind: .value(.file) { text, arguments throws(InvalidValue) in
        arguments.snapshotAfter = try ValueParser.snapshot(text)
      }),
    Option(
      name: "reference-maps", group: .input, verbs: [.timeline],
      help: """
        a snapshot of another process of the same program: recognises objects by their extent \
        where the log does not show what was unmapped
        """,
      kind: .value(.file) { text, arguments in arguments.referenceMaps = InputFile(text) }),
    Option(
      name: "lsof", group: .input, verbs: analysing,
      help: "'lsof -p PID' from before the log: what its descriptors were, where the log has no -y",
      kind: .value(.file) { text, arguments in arguments.lsof = InputFile(text) }),
    Option(
      name: "ld-debug", group: .input, verbs: [.timeline],
      help: """
        what the loader told under LD_DEBUG (symbols, bindings, files, versions or all): which \
        symbol was missing, and who was asked for it; repeat it for several files
        """,
      kind: .value(.file) { text, arguments in arguments.loaderLogs.append(InputFile(text)) }),
    Option(
      name: "root", group: .input, verbs: [.timeline],
      help: """
        where the mapped files lie (/ for this system): reads their ELF symbols, and tells which \
        ones a reloaded object needs and a survivor does not define
        """,
      kind: .value(.directory) { text, arguments in arguments.root = text }),
    Option(
      name: "page-size", group: .input, verbs: analysing,
      help: "bytes in a page (otherwise from smaps, or from the addresses in the log, or 4096)",
      kind: .value(.count) { text, arguments throws(InvalidValue) in
        arguments.pageSize = try ValueParser.pageSize(text)
      }),
    Option(
      name: "cwd", group: .input, verbs: analysing,
      help: "where the traced program was started, for relative names in a log without -y",
      kind: .value(.directory) { text, arguments in arguments.workingDirectory = text }),
  ]

  private static let recording: [Option] = [
    Option(
      name: "signal", group: .recording, verbs: [.record],
      help: """
        send this signal once strace is attached (HUP, USR1, USR2, WINCH), and end the recording \
        when the mapped files have not changed for three seconds, or after a minute
        """,
      kind: .value(.signal) { text, arguments throws(InvalidValue) in
        arguments.signal = try ValueParser.signal(text)
      }),
    Option(
      name: "for", group: .recording, verbs: [.record],
      help:
        "end the recording, and the command, after so many seconds (otherwise with Ctrl-C, or with the process)",
      kind: .value(.seconds) { text, arguments throws(InvalidValue) in
        arguments.duration = try ValueParser.seconds(text)
      }),
  ]

  private static let selection: [Option] = [
    Option(
      name: "pid", short: "p", group: .selection, verbs: analysing.union([.record]),
      help: "this process only; of record the process to attach to",
      kind: .value(.pid) { text, arguments throws(InvalidValue) in
        let pid = try ValueParser.processID(text)
        guard arguments.pid == nil || arguments.pid == pid else {
          throw InvalidValue(expected: "one process, named once")
        }
        arguments.pid = pid
      }),
    Option(
      name: "reload", group: .selection, verbs: [.timeline],
      help: "the Nth reload only, counted from 1",
      kind: .value(.count) { text, arguments throws(InvalidValue) in
        arguments.reload = try ValueParser.number(text, in: 1...Int.max)
      }),
    Option(
      name: "from", group: .selection, verbs: [.timeline],
      help: "reloads after this instant only; with --to, what became of the objects in between",
      kind: .value(.instant) { text, arguments throws(InvalidValue) in
        arguments.from = try ValueParser.instant(text)
      }),
    Option(
      name: "to", group: .selection, verbs: [.timeline], help: "reloads before this instant only",
      kind: .value(.instant) { text, arguments throws(InvalidValue) in
        arguments.to = try ValueParser.instant(text)
      }),
    Option(
      name: "at", group: .selection, verbs: [.maps],
      help: "the address space just after this instant (otherwise at the end of the log)",
      kind: .value(.instant) { text, arguments throws(InvalidValue) in
        arguments.at = try ValueParser.instant(text)
      }),
    Option(
      name: "object", group: .selection, verbs: [.timeline, .maps],
      help: "objects only whose path matches this glob; repeat it for several",
      kind: .value(.pattern) { text, arguments in arguments.objectPatterns.append(text) }),
    Option(
      name: "anonymous", group: .selection, verbs: [.timeline],
      help: "list anonymous memory and transient data files too, not only count them",
      kind: .flag { $0.showsAnonymous = true }),
    Option(
      name: "events", group: .selection, verbs: [.timeline],
      help: "list every call of the reload after the table",
      kind: .flag { $0.listsEvents = true }),
    Option(
      name: "story", group: .selection, verbs: [.timeline],
      help: "tell every load and unload in words, line by line",
      kind: .flag { $0.tellsStory = true }),
  ]

  private static let output: [Option] = [
    Option(
      name: "format", group: .output, verbs: reporting,
      help: """
        what to write (text): json and jsonl for programs, markdown for an incident report, svg and \
        html to look at, trace-event for ui.perfetto.dev; explain has text and json
        """,
      kind: .value(.choice(ReportFormat.allCases.map(\.rawValue))) {
        text, arguments throws(InvalidValue) in
        arguments.format = try ValueParser.choice(text)
      }),
    Option(
      name: "view", group: .output, verbs: [.timeline],
      help:
        "what the picture of svg or html draws over time: the objects (time) or their addresses",
      kind: .value(.choice(PictureView.allCases.map(\.rawValue))) {
        text, arguments throws(InvalidValue) in
        arguments.view = try ValueParser.choice(text)
      }),
    Option(
      name: "output", short: "o", group: .output,
      verbs: [.timeline, .maps, .explain, .record, .schema, .completions, .man],
      help: """
        write there, replacing it only once the output is complete; of record the folder that is \
        made (otherwise recording-PID or recording-COMMAND), where nothing may be yet
        """,
      kind: .value(.file) { text, arguments in
        arguments.name(output: OutputTarget(text))
      }),
    Option(
      name: "color", group: .output, verbs: showing,
      help: "colour the text (auto: on a terminal, unless NO_COLOR is set)",
      kind: .value(.choice(ColorChoice.allCases.map(\.rawValue))) {
        text, arguments throws(InvalidValue) in
        arguments.color = try ValueParser.choice(text)
      }),
    Option(
      name: "width", group: .output, verbs: showing,
      help: """
        columns of the text or the picture, \(TerminalFacts.widths.lowerBound) to \
        \(TerminalFacts.widths.upperBound) (otherwise the terminal's, or \
        \(TerminalFacts.defaultWidth))
        """,
      kind: .value(.count) { text, arguments throws(InvalidValue) in
        arguments.width = try ValueParser.number(text, in: 1...Int.max)
      }),
    Option(
      name: "ascii", group: .output, verbs: showing,
      help: "draw with ASCII characters only",
      kind: .flag { $0.asciiOnly = true }),
  ]

  private static let program: [Option] = [
    Option(
      name: "exit-code", group: .program, verbs: [.timeline],
      help: "exit 1 if a finding of severity error or warning was reported",
      kind: .flag { $0.exitsWithFindings = true }),
    Option(
      name: "strict", group: .program, verbs: analysing,
      help: "exit 3 at a line that is not understood, instead of skipping it",
      kind: .flag { $0.isStrict = true }),
    Option(
      name: "quiet", group: .program, verbs: analysing.union([.record]),
      help: "no warnings and no progress, only errors",
      kind: .flag { $0.isQuiet = true }),
    Option(
      name: "version", group: .program, verbs: Set(Verb.allCases),
      help: "show the version",
      kind: .flag { $0.request = .version }),
    Option(
      name: "help", short: "h", group: .program, verbs: Set(Verb.allCases),
      help: "show this help",
      // The parser puts the verb in: it may come after the option.
      kind: .flag { $0.request = .help(.timeline) }),
  ]
}

import TraceModel

/// Rules about several arguments at once.
extension Arguments {
  /// Checks the arguments of a verb that reads logs.
  func checkCombination() throws(CommandFailure) {
    if traces.isEmpty {
      throw .usage(
        "no TRACE is given",
        advice: "name a log that strace wrote, or - for standard input "
          + "(see 'reloadtimeline\(verb.word.map { " " + $0 } ?? "") --help')")
    }

    if inputs.count(where: { $0 == .standardInput }) > 1 {
      throw .usage("standard input (-) can be read only once", advice: "save it to a file first")
    }
    for index in snapshots.indices {
      guard let earlier = snapshots[..<index].first(where: { $0.pid == snapshots[index].pid })
      else { continue }
      throw .usage(
        earlier.pid.map { "--maps is given twice for process \($0)" }
          ?? "--maps is given twice without saying for which process",
        advice: "write --maps PID=FILE, once for each")
    }
    try checkFormat()
    try checkWindow()
  }

  /// What was asked for and the format does not show: a remark for standard error; nothing where it
  /// shows all.
  var unheard: String? {
    switch format {
    case .text, .json, .jsonl: nil
    case .svg, .html, .markdown, .traceEvent:
      tellsStory
        ? "--story is told by --format text; it changes nothing here"
        : listsEvents && format != .html
          ? "--events lists calls in --format text; it changes nothing here" : nil
    }
  }

  /// Checks the arguments of `record`.
  func checkRecording() throws(CommandFailure) {
    if pid == nil, command.isEmpty {
      throw .usage(
        "nothing is named to record", advice: "name a process with -p PID, or a command behind --")
    }
    if pid != nil, !command.isEmpty {
      throw .usage("a process and a command are named", advice: "record one of them")
    }
    if signal != nil, pid == nil {
      throw .usage("--signal is for a process that lives", advice: "name it with -p PID")
    }
    var isFolder = false
    if case .file = output { isFolder = true }
    if isOutputNamed, !isFolder {
      throw .usage("a recording is a folder", advice: "name one with -o FOLDER")
    }
  }

  private func checkFormat() throws(CommandFailure) {
    if verb == .explain, format != .text, format != .json {
      throw .usage(
        "'reloadtimeline explain' writes no \(format.rawValue)",
        advice: "--format text or json does it")
    }
    if view != nil, format != .svg, format != .html {
      throw .usage(
        "--view is for a picture", advice: "say --format svg or --format html with it")
    }
  }

  /// Whether the window ends before it begins, as far as that shows without the log.
  ///
  /// Times of day do not tell: a log may go past midnight.
  private func checkWindow() throws(CommandFailure) {
    if Self.isReversed(from: from, to: to) {
      throw .usage("--to is before --from", advice: "the earlier instant belongs to --from")
    }
  }

  private static func isReversed(from: InstantArgument?, to: InstantArgument?) -> Bool {
    switch (from, to) {
    case (.line(let first)?, .line(let last)?): last < first
    case (.epoch(let first, _)?, .epoch(let last, _)?): last < first
    case (.sinceStart(let first)?, .sinceStart(let last)?): last < first
    default: false
    }
  }
}

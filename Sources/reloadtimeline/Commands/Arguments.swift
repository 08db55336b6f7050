import TraceModel

/// What the command line asks for: every option's value, with its default.
struct Arguments: Equatable {
  /// What is to be done at all.
  enum Request: Equatable {
    case run
    case help(Verb)
    case version
  }

  var request = Request.run
  var verb = Verb.timeline
  /// Of `completions`: the shell.
  var shell = Completions.Shell.bash
  /// The address that is to be explained.
  var address: UInt64?
  /// The logs, in the order in which they were given.
  var traces: [InputFile] = []

  /// Of `record`: the command that is to be started.
  var command: [String] = []
  /// Of `record`: the signal that is to be sent.
  var signal: ReloadSignal?
  /// Of `record`: for how many seconds.
  var duration: Double?

  var snapshots: [SnapshotArgument] = []
  var snapshotAfter: SnapshotArgument?
  var referenceMaps: InputFile?
  var lsof: InputFile?
  var loaderLogs: [InputFile] = []
  /// How strace was asked for the log, where a recording tells.
  var capture: CaptureOptions?
  var pid: Int?
  /// In bytes, a power of two.
  var pageSize: UInt64?
  var workingDirectory: String?
  /// Where the mapped files lie.
  var root: String?

  /// Counted from 1.
  var reload: Int?
  var from: InstantArgument?
  var to: InstantArgument?
  var at: InstantArgument?
  /// Globs, of which an object's path has to match one; empty for every object.
  var objectPatterns: [String] = []
  var showsAnonymous = false
  var listsEvents = false
  var tellsStory = false

  var format = ReportFormat.text
  /// What the picture shows; nothing where that was not said.
  var view: PictureView?
  var output = OutputTarget.standardOutput
  /// Whether `-o` was given.
  var isOutputNamed = false
  var color = ColorChoice.auto
  /// In columns, as given: not yet within what the text can be laid out in.
  var width: Int?
  var asciiOnly = false

  var exitsWithFindings = false
  var isStrict = false
  var isQuiet = false
}

/// The formats of a report.
enum ReportFormat: String, CaseIterable {
  case text, json, jsonl, markdown, svg, html
  case traceEvent = "trace-event"

  /// Whether it shows the lines that prove a statement: it is read where the log is not.
  var quotesLines: Bool { self == .html || self == .markdown }
}

/// When text is coloured.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}

/// A file to read, or standard input.
enum InputFile: Hashable {
  case standardInput
  case file(String)

  /// A lone dash is standard input; a file of that name is `./-`.
  init(_ word: String) {
    self = word == "-" ? .standardInput : .file(word)
  }
}

/// A snapshot of an address space, and whose it is where that was said (`PID=FILE`).
struct SnapshotArgument: Hashable {
  var pid: Int?
  var file: InputFile
}

extension Arguments {
  /// Every file that is read.
  var inputs: [InputFile] {
    traces + snapshots.map(\.file) + loaderLogs
      + [snapshotAfter?.file, referenceMaps, lsof].compactMap { $0 }
  }

  /// Whether what is to be said of the input goes to standard error: text says it itself, where the reader
  /// will look, if that is where it goes.
  var saysRemarks: Bool { !isQuiet && (format != .text || output.isFile) }

  /// Takes where the output goes, by `-o`.
  mutating func name(output: OutputTarget) {
    self.output = output
    isOutputNamed = true
  }
}

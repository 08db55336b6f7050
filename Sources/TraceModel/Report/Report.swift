/// Everything that one run found out: the one value that every renderer reads.
///
/// A renderer decides how it looks and nothing else; what is not in here was not found.
public struct Report: Sendable {
  /// What was read, and how it began and ended.
  public var trace: TraceSummary
  /// The snapshot given with `--maps`, if any.
  public var snapshot: SnapshotSummary?
  /// The processes that loaded or unloaded objects, were signalled to reload, or were asked for.
  public var processes: [ProcessReport]
  /// How many further processes the log shows, in which nothing of interest happened.
  public var otherProcessCount: Int
  /// Whether only a pid or a window was asked for: in further processes there may be reloads, too.
  public var isOfSome = false
  /// The logs of LD_DEBUG given with `--ld-debug`.
  public var loaderLogs: [LoaderLogSummary]
  /// What follows from evidence that belongs to no reload in the log.
  public var findings: [Finding]
  /// How the reconstruction compares with `--maps-after`, if that was given.
  public var verification: Verification?
  /// What was asked for and is not there, and what there is instead: for standard error.
  public var notices: [Diagnostic]
  /// The lines that all this cites, where they were asked for.
  public var quotes = QuotedLines()

  /// Creates a report of its parts.
  public init(
    trace: TraceSummary, snapshot: SnapshotSummary? = nil, processes: [ProcessReport],
    otherProcessCount: Int = 0, loaderLogs: [LoaderLogSummary] = [], findings: [Finding] = [],
    verification: Verification? = nil, notices: [Diagnostic] = []
  ) {
    self.notices = notices
    self.trace = trace
    self.snapshot = snapshot
    self.processes = processes
    self.otherProcessCount = otherProcessCount
    self.loaderLogs = loaderLogs
    self.findings = findings
    self.verification = verification
  }
}

extension Report {
  /// Whether more may have survived a reload than it tells: what was mapped before an attached log began
  /// is in none of its lines, and no snapshot shows it.
  public func mayHideSurvivors(of reload: ReloadReport) -> Bool {
    trace.start != .exec && snapshot == nil && reload.kind != .reexec
  }
}

/// A place in the log: a line, and a time where lines have one.
public struct Instant: Sendable, Equatable {
  /// The line number, from 1, in `file`.
  public var line: Int
  /// The file of the line, where the log is a set of several.
  public var file: String?
  /// The time as the log prints it (`14:42:15.284112`, `1700000000.123`), where lines have one.
  public var time: String?
  /// Seconds from the log's first instant, where lines have a time.
  public var seconds: Double?

  /// Creates an instant.
  public init(line: Int, file: String? = nil, time: String? = nil, seconds: Double? = nil) {
    self.line = line
    self.file = file
    self.time = time
    self.seconds = seconds
  }
}

/// Something about the input that the reader should know, with the line it concerns.
public struct Diagnostic: Sendable, Equatable {
  /// The file, where several were read.
  public var file: String?
  /// The line number, from 1, where it concerns one.
  public var line: Int?
  /// What is the matter, and what to do about it: one or two sentences.
  public var message: String

  /// Creates a diagnostic.
  public init(file: String? = nil, line: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }
}

/// What was read: files, size, beginning, end, and what could not be read.
public struct TraceSummary: Sendable {
  /// How a log begins.
  public enum Start: String, Sendable, CaseIterable { case exec, attached, cut }
  /// How a log ends.
  public enum End: String, Sendable, CaseIterable { case exited, killed, detached, cut }

  /// The files that were read, in order, as they were named.
  public var files: [String]
  /// The number of physical lines.
  public var lines: Int
  /// The number of bytes, decompressed.
  public var bytes: Int
  /// How the log begins.
  public var start: Start
  /// How the log ends.
  public var end: End
  /// The first instant of the log, where it has any line.
  public var first: Instant?
  /// The last instant of the log.
  public var last: Instant?
  /// The number of completed calls by printed name, for the calls of the contract; only those
  /// that occur, sorted by name.
  public var calls: [(name: String, count: Int)]
  /// How many lines were not understood and skipped.
  public var skippedLines: Int
  /// What the reader should know about the input.
  public var diagnostics: [Diagnostic]
  /// How many processes the log shows.
  public var processCount: Int
  /// Whether the program's start is in the log, without its execve: that was filtered out.
  public var lacksExecve = false

  /// Creates a summary.
  public init(
    files: [String], lines: Int, bytes: Int, start: Start, end: End, first: Instant? = nil,
    last: Instant? = nil, calls: [(name: String, count: Int)] = [], skippedLines: Int = 0,
    diagnostics: [Diagnostic] = [], processCount: Int = 1
  ) {
    self.files = files
    self.lines = lines
    self.bytes = bytes
    self.start = start
    self.end = end
    self.first = first
    self.last = last
    self.calls = calls
    self.skippedLines = skippedLines
    self.diagnostics = diagnostics
    self.processCount = processCount
  }
}

/// The snapshot from before the log.
public struct SnapshotSummary: Sendable, Equatable {
  /// The file, as it was named.
  public var file: String
  /// How many mappings it lists.
  public var mappings: Int
  /// How many objects these are.
  public var objects: Int

  /// Creates a summary.
  public init(file: String, mappings: Int, objects: Int) {
    self.file = file
    self.mappings = mappings
    self.objects = objects
  }
}

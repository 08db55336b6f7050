/// What a run is asked to do.
public struct AnalysisOptions: Sendable {
  /// Only this process.
  public var pid: Int?
  /// Bytes of a page, a power of two; found out where nothing is given.
  public var pageSize: UInt64?
  /// Where the traced program was started, for relative names in a log without `-y`.
  public var workingDirectory: String?
  /// The address spaces from before the log, each with the process that it is of, where that is said.
  public var snapshots: [(pid: Int?, input: TraceInput)] = []
  /// The address space from after the log.
  public var snapshotAfter: TraceInput?
  /// The process that it is of; where nothing is given that whose mappings fit best.
  public var snapshotAfterPID: Int?
  /// The address space of another process of the same program, to recognise objects by.
  public var referenceMaps: TraceInput?
  /// What the process had open before the log, as `lsof -p PID` shows it.
  public var lsof: TraceInput?
  /// What dynamic loaders told under LD_DEBUG, one file or more.
  public var loaderLogs: [TraceInput] = []
  /// The folder beneath which the mapped files lie, to read their symbols; `/` for this system.
  public var root: String?
  /// How strace was asked for the log, where that is known: else it is told by what the log holds.
  public var capture: CaptureOptions?
  /// The window's beginning; with `to` the window itself.
  public var from: InstantArgument?
  /// The window's end.
  public var to: InstantArgument?
  /// The instant at which an address space is wanted; the end of the log where nothing is given.
  public var at: InstantArgument?
  /// Only the reload of this number, from 1.
  public var reload: Int?
  /// Globs of which an object's path has to match one; empty for every object.
  public var objectPatterns: [String] = []
  /// Whether anonymous memory is listed.
  public var listsAnonymous = false
  /// Whether the calls of every load are told where there is no reload.
  public var tellsLoads = false
  /// Whether the lines that a report cites are read again, to be quoted byte for byte: costs a second
  /// reading of the files.
  public var quotesLines = false
  /// Whether a line that is not understood is an error.
  public var isStrict = false
  /// Called now and then while a log is read, from wherever it is read.
  public var progress: (@Sendable (ReadingProgress) -> Void)?
  /// Whether lines that say nothing may be passed over by their first bytes: the report is the same.
  package var isQuick = true
  /// How much is kept of a process; beyond it what no reload is near is forgotten first.
  package var historyLimits = ProcessHistory.Limits()

  /// Creates options with all defaults.
  public init() {}
}

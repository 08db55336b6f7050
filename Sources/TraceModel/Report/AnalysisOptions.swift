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
  /// What the process had open before the log, as `lsof -p PID` shows it.
  public var lsof: TraceInput?
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
  /// Whether a line that is not understood is an error.
  public var isStrict = false

  /// Creates options with all defaults.
  public init() {}
}

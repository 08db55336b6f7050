/// What one process did to its address space.
public struct ProcessReport: Sendable {
  /// The process id (thread group leader), or nothing where neither the log nor `--pid` names it.
  public var pid: Int?
  /// The program it runs at the end, where the log or a snapshot shows it.
  public var executable: TraceText?
  /// Whether the log begins with it: then how the log begins and ends is true of it, too.
  public var isFirst = true
  /// What happened to it as a whole, in order: the first 10,000.
  public var marks: [ProcessMark] = []
  /// The reloads, in order.
  public var reloads: [ReloadReport]
  /// How many further reloads there are that were not asked for.
  public var reloadsLeftOut = 0
  /// Whether there are more of them than are reported.
  var hasMoreReloads = false
  /// Where `reloads` has none but cycles: one sentence that says so, and why.
  public var noReload: String?
  /// The lines that this sentence names.
  public var noReloadEvidence: [Evidence] = []
  /// Where no reload came of a request: the old files that it left mapped.
  var staleFinding: Finding?
  /// Every load of an object that the log shows in this process, in order.
  public var loads: [LoadReport]
  /// Unmappings of ranges of which nothing shows what they were.
  public var unnamedUnmaps: [EventReport]
  /// Since when those were mapped, as far as that is known.
  public var unnamedOrigin = ""
  /// Where there is neither a reload nor a cycle, on request: the calls that laid out the loads and
  /// took them away; those of the first hundreds of objects.
  public var events: [EventReport]

  /// Creates a report on a process.
  public init(
    pid: Int?, executable: TraceText? = nil, reloads: [ReloadReport] = [],
    noReload: String? = nil, loads: [LoadReport] = [], unnamedUnmaps: [EventReport] = [],
    events: [EventReport] = []
  ) {
    self.pid = pid
    self.executable = executable
    self.reloads = reloads
    self.noReload = noReload
    self.loads = loads
    self.unnamedUnmaps = unnamedUnmaps
    self.events = events
  }
}

extension ProcessReport {
  /// How many reloads there are, those included that were not asked for.
  public var reloadCount: Int { reloads.count + reloadsLeftOut }
}

/// What kind of file a mapped object is.
public enum ObjectKind: String, Sendable, CaseIterable {
  case executable, interpreter, sharedObject, data, sharedMemory, loaderCache
}

/// How sure a statement is, from the surest to the least.
public enum Certainty: String, Sendable, CaseIterable, Comparable {
  /// Log lines show it.
  case observed
  /// A snapshot given by the user shows it.
  case snapshot
  /// A named rule concludes it from lines.
  case inferred
  /// Nothing shows it.
  case unknown

  private var rank: Int {
    switch self {
    case .observed: 0
    case .snapshot: 1
    case .inferred: 2
    case .unknown: 3
    }
  }

  /// Whether the left is surer than the right.
  public static func < (left: Certainty, right: Certainty) -> Bool { left.rank < right.rank }
}

/// A line of the log, or of a snapshot, that proves a statement.
public struct Evidence: Sendable, Equatable {
  /// The line number, from 1.
  public var line: Int
  /// The file, where it is not the only trace: a part of a set, or a snapshot.
  public var file: String?
  /// The line's content in short, as in `munmap(0x7fa816a00000, 7152792)`; escaped, safe to show.
  public var text: String
  /// Whether the text is what was said, and is to be shown in full.
  public var isQuoted: Bool
  /// Whether the text tells what the line does not hold: how much was mapped then, who called.
  public var addsToLine = false
  /// Where it stands in the log, with its time; nothing for a line of another file.
  public private(set) var instant: Instant?

  /// Creates evidence in a file other than the log.
  public init(line: Int, file: String? = nil, text: String, isQuoted: Bool = false) {
    self.line = line
    self.file = file
    self.text = text
    self.isQuoted = isQuoted
  }

  /// Creates evidence in the log.
  public init(
    at instant: Instant, text: String, isQuoted: Bool = false, addsToLine: Bool = false
  ) {
    self.init(line: instant.line, file: instant.file, text: text, isQuoted: isQuoted)
    self.addsToLine = addsToLine
    self.instant = instant
  }
}

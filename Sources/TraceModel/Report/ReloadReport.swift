/// A reload: a window in one process, with its trigger, and the fate of every object.
public struct ReloadReport: Sendable {
  /// The kinds of reload.
  public enum Kind: String, Sendable, CaseIterable {
    /// dlclose and dlopen in the living process, after a trigger.
    case inPlace
    /// The same without a trigger: a double load at start, an interpreter's loop.
    case cycle
    /// A successful execve in the same process after a trigger: nothing survives.
    case reexec
    /// Nothing is unloaded, but the process goes on with new children, or a new main process.
    case handover
    /// The user's own `--from` and `--to`.
    case window
  }

  /// The number of the reload in its process, from 1.
  public var index: Int
  /// What kind of reload it is.
  public var kind: Kind
  /// The signal that asked for it, where there is one.
  public var trigger: Trigger?
  /// Where the window begins: its first unload (or load, or execve).
  public var start: Instant
  /// Where it ends: its last load or unload.
  public var end: Instant
  /// Why the window ends there, as in "the process exited" or "10 s without a load".
  public var endReason: String
  /// The line that ended it, where one did.
  public var endCause: Instant?
  /// Whether the log ends so soon that what is not back by then may have come later.
  public var isCutShort: Bool
  /// Whether `objects` holds only those that were asked for.
  public var isSelection = false
  /// The fate of every object, in the order in which a reader wants them: what failed first, then
  /// what was unmapped, remapped, added, survived.
  public var objects: [ObjectReport]
  /// What follows from the fates, most severe first.
  public var findings: [Finding]
  /// The calls of the window that changed a mapping of an object, in order.
  public var events: [EventReport]
  /// How many further calls of the window were left out because a limit was reached; with them loads that
  /// came and went may be missing.
  public var eventsLeftOut: Int
  /// What the loader did in it, as LD_DEBUG tells it, in order.
  public var loaderSteps: [LoaderStep]
  /// The successful calls of execve in the window, in order: each replaced the whole address space.
  public var execves: [Instant] = []
  /// The processes that were made after the request, with which the service goes on; in order.
  public var successors: [Successor] = []
  /// Where the process itself ended: of a hand-over later, of a reload that failed soon after it.
  public var processEnd: Instant?
  /// How it ended: `exited with status 1`, `was killed by SIGSEGV`; empty where `processEnd` is nothing,
  /// or of a hand-over.
  public var processEndWords = ""
  /// How many objects came and ranges of objects went of which the log does not show the name.
  public var unnamedChanges = 0
  /// How it compares with the other reloads of its process, where there are several.
  public var comparison: ReloadComparison?
  /// Anonymous memory: bytes mapped and unmapped in the window, and by how many calls; nothing where calls
  /// were left out.
  public var anonymous: AnonymousSummary?

  /// Creates a report on a reload.
  public init(
    index: Int, kind: Kind, trigger: Trigger? = nil, start: Instant, end: Instant,
    endReason: String = "", isCutShort: Bool = false, objects: [ObjectReport] = [],
    findings: [Finding] = [],
    events: [EventReport] = [], eventsLeftOut: Int = 0,
    loaderSteps: [LoaderStep] = [], anonymous: AnonymousSummary? = AnonymousSummary()
  ) {
    self.index = index
    self.kind = kind
    self.trigger = trigger
    self.start = start
    self.end = end
    self.endReason = endReason
    self.isCutShort = isCutShort
    self.objects = objects
    self.findings = findings
    self.events = events
    self.eventsLeftOut = eventsLeftOut
    self.loaderSteps = loaderSteps
    self.anonymous = anonymous
  }

  /// Whether the reload failed: a finding says so.
  public var failed: Bool {
    findings.contains { $0.kind == .reloadFailed }
  }

  /// The lines of its request, and those with which it begins and ends.
  public var bounds: [Evidence] {
    let request = trigger.map {
      Evidence(at: $0.instant, text: "--- \($0.signal) ---")
    }
    let ends = [(start, "the reload begins"), (end, "the reload ends")].map { instant, text in
      Evidence(at: instant, text: text)
    }
    return [request].compactMap(\.self) + ends
  }

  /// The lines that its sentences name besides: what ended it, and the births and ends of processes.
  public var asides: [Evidence] {
    let children = successors.flatMap { successor in
      [
        Evidence(at: successor.born, text: "\(successor.pid) is made"),
        successor.executed.map { Evidence(at: $0, text: "\(successor.pid) executes a program") },
        successor.ended.map { Evidence(at: $0, text: "\(successor.pid) ends") },
      ].compactMap(\.self)
    }
    return [
      endCause.map { Evidence(at: $0, text: "what ended the reload") },
      processEnd.map { Evidence(at: $0, text: "the process ends") },
    ].compactMap(\.self) + children
  }

  /// How many objects have each fate, anonymous and pathless shared memory not counted.
  public func count(of fate: Fate) -> Int {
    // By their numbers, for an object that is handed to a closure is copied.
    objects.indices.count { objects[$0].fate == fate && !objects[$0].isPathlessMemory }
  }
}

/// The signal that asked a process to reload.
public struct Trigger: Sendable, Equatable {
  /// The signal's name, `SIGHUP`.
  public var signal: String
  /// Where it was received.
  public var instant: Instant
  /// Who sent it, where the log shows that.
  public var senderPID: Int?

  /// Creates a trigger.
  public init(signal: String, instant: Instant, senderPID: Int? = nil) {
    self.signal = signal
    self.instant = instant
    self.senderPID = senderPID
  }
}

/// What anonymous memory came and went in a window; no object, counted apart.
public struct AnonymousSummary: Sendable, Equatable {
  /// Bytes of anonymous memory mapped in the window.
  public var mappedBytes: UInt64
  /// Bytes of anonymous memory unmapped in the window.
  public var unmappedBytes: UInt64
  /// Calls that mapped some.
  public var mapCalls: Int
  /// Calls that unmapped some.
  public var unmapCalls: Int

  /// Creates a summary.
  public init(
    mappedBytes: UInt64 = 0, unmappedBytes: UInt64 = 0, mapCalls: Int = 0, unmapCalls: Int = 0
  ) {
    self.mappedBytes = mappedBytes
    self.unmappedBytes = unmappedBytes
    self.mapCalls = mapCalls
    self.unmapCalls = unmapCalls
  }
}

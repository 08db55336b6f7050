/// What became of an object across a reload.
public enum Fate: String, Sendable, CaseIterable {
  case survived, remapped, unmapped, failed, added, transient, duplicated, unknown
}

/// Where an object lies at the beginning or at the end of a window.
public struct Placement: Sendable, Equatable {
  /// The lowest address at which a page of the file lies; nothing where no line shows it.
  public var base: UInt64?
  /// The extent in bytes, where it is known.
  public var size: UInt64?
  /// The device, as /proc/PID/maps prints it (`fe:00`), where it is known.
  public var device: String?
  /// The inode, where it is known.
  public var inode: UInt64?
  /// Whether the file's name is known to be gone or to mean another file by then.
  public var deleted: Bool
  /// The name as it was shown there, with the marks of replacement (`;5c530fe7`, ` (deleted)`).
  public var shownName: TraceText
  /// The segments of an object that a loader mapped, upwards: as a snapshot shows them, or as they
  /// were laid out; none where nothing shows them.
  public var segments: [SegmentReport]

  /// Creates a placement.
  public init(
    base: UInt64?, size: UInt64? = nil, device: String? = nil, inode: UInt64? = nil,
    deleted: Bool = false, shownName: TraceText, segments: [SegmentReport] = []
  ) {
    self.base = base
    self.size = size
    self.device = device
    self.inode = inode
    self.deleted = deleted
    self.shownName = shownName
    self.segments = segments
  }
}

/// A stretch of the window in which a load of an object was mapped.
public struct MappedSpan: Sendable, Equatable {
  /// When it was mapped; nothing: it was there at the beginning.
  public var from: Instant?
  /// When its last page went, or the process ended while it was loaded; nothing: it is there at the end.
  public var to: Instant?
  /// Whether this load was given up before it was complete, or the process ended with it.
  public var gaveUp: Bool
  /// Whether a line shows its end, or that it has none: false where it had only gone by when something
  /// else came, and where nothing shows what became of it.
  public var isEndShown = true
  /// The lowest address of a page of the file, where it is known.
  public var base: UInt64?
  /// The extent in bytes, where it is known.
  public var size: UInt64?

  /// Creates a span.
  public init(
    from: Instant?, to: Instant?, gaveUp: Bool = false, base: UInt64? = nil, size: UInt64? = nil
  ) {
    self.from = from
    self.to = to
    self.gaveUp = gaveUp
    self.base = base
    self.size = size
  }
}

/// One object and what became of it.
public struct ObjectReport: Sendable {
  /// The file's path, marks of replacement removed.
  public var path: TraceText
  /// What kind of object it is.
  public var kind: ObjectKind
  /// What became of it.
  public var fate: Fate
  /// For `remapped`: whether it came back at the same base; nothing where nothing shows it.
  public var sameAddress: Bool?
  /// For `remapped`: whether it came back from the same file; nothing where nothing shows it.
  public var sameFile: Bool?
  /// What shows whether it is the same file.
  public var fileProof: FileProof?
  /// For the same file: whether it was written to since it was mapped before.
  public var rewriting: FileRewriting?
  /// Who unmapped it, or mapped it, where the log has stack frames (`-k`).
  public var caller: CallerReport?
  /// Where it was asked for again while it was loaded, and stayed.
  public var askedAgain: [Evidence] = []
  /// Of a survivor from a file that is replaced or deleted: the processes that have it mapped at the
  /// end of the log, this one and those that inherited it.
  public var holders: [Int] = []
  /// The numbers of its loads that are mapped at the end of the window.
  var loadNumbers: Set<UInt32> = []
  /// How sure the fate is: as sure as the weakest thing it rests on.
  public var certainty: Certainty
  /// The rules by which something was inferred, by name (`extentMatch`).
  public var rules: [String]
  /// Where it lay at the beginning.
  public var before: Placement?
  /// Where it lies at the end.
  public var after: Placement?
  /// When it was mapped, for the lanes of a picture; in order.
  public var spans: [MappedSpan]
  /// The lines that prove it.
  public var evidence: [Evidence]
  /// Whether it is memory without a file of its own (`/dev/zero` of shared anonymous memory, SysV):
  /// listed on request only, and counted in no summary.
  public var isPathlessMemory: Bool

  /// Creates a report on an object.
  public init(
    path: TraceText, kind: ObjectKind, fate: Fate, sameAddress: Bool? = nil,
    sameFile: Bool? = nil, certainty: Certainty, rules: [String] = [],
    before: Placement? = nil, after: Placement? = nil, spans: [MappedSpan] = [],
    evidence: [Evidence] = [], isPathlessMemory: Bool = false
  ) {
    self.path = path
    self.kind = kind
    self.fate = fate
    self.sameAddress = sameAddress
    self.sameFile = sameFile
    self.certainty = certainty
    self.rules = rules
    self.before = before
    self.after = after
    self.spans = spans
    self.evidence = evidence
    self.isPathlessMemory = isPathlessMemory
  }

  /// The last component of the path.
  public var name: TraceText { path.lastComponent }

  /// When it was last unmapped in the window, where it was there at the beginning; nothing where
  /// only one of several unmappings can have been it.
  public var wentAway: Instant? { rules.contains("ambiguousExtent") ? nil : possiblyWentAway }

  /// The unmapping that took it away, or may have.
  public var possiblyWentAway: Instant? { spans.first.flatMap { $0.from == nil ? $0.to : nil } }

  /// When the load that is there at the end was mapped, where it was mapped in the window.
  public var cameBack: Instant? { spans.last.flatMap { $0.to == nil ? $0.from : nil } }

  /// The seconds from its last page gone to its first mmap again, for what was there at the
  /// beginning and came back, all together where it went several times; nothing where lines have no
  /// times.
  public var gapSeconds: Double? {
    guard wentAway != nil, cameBack != nil else { return nil }
    var sum = 0.0
    for (last, next) in zip(spans, spans.dropFirst()) {
      guard let from = last.to?.seconds, let to = next.from?.seconds else { return nil }
      sum += max(0, to - from)
    }
    return sum
  }
}

/// What shows whether an object came back from the same file.
public struct FileProof: Sendable, Equatable {
  /// The rule: `inode` (device and inode compared), `deletedName` (the old file had no name any more),
  /// `renamed`, `unlinked` (the log shows that), `fileSize` (another size).
  public var rule: String
  /// How sure it is.
  public var certainty: Certainty
  /// The lines.
  public var evidence: [Evidence]

  /// Creates a proof.
  public init(rule: String, certainty: Certainty, evidence: [Evidence]) {
    self.rule = rule
    self.certainty = certainty
    self.evidence = evidence
  }
}

/// That a file of one inode may hold, or holds, something else than before.
public struct FileRewriting: Sendable, Equatable {
  /// Whether its size or its time of modification changed between two loads in the log; else it was
  /// only written to within a day before it was mapped again.
  public var isProven: Bool
  /// When it was last written, in nanoseconds since 1970, where the log shows it.
  public var modified: Int64?
  /// The lines.
  public var evidence: [Evidence]

  /// Creates it.
  public init(isProven: Bool, modified: Int64?, evidence: [Evidence]) {
    self.isProven = isProven
    self.modified = modified
    self.evidence = evidence
  }
}

/// Who called the loader, by the stack frames behind a call.
public struct CallerReport: Sendable, Equatable {
  /// The loader's function, `dlclose`; nothing where no frame names one.
  public var function: String?
  /// The module that called.
  public var path: TraceText
  /// The nearest symbol that it exports, with the offset; empty where none is near.
  public var symbol: TraceText
  /// Where the frame stands.
  public var instant: Instant

  /// Creates it.
  public init(function: String?, path: TraceText, symbol: TraceText, instant: Instant) {
    self.function = function
    self.path = path
    self.symbol = symbol
    self.instant = instant
  }

  /// In short: `dlclose from libapr-1.so.0 (apr_pool_clear+0x7e)`.
  public var words: String {
    let place = symbol.bytes.isEmpty ? "" : " (\(symbol.escaped))"
    return "\(function ?? "called") from \(path.lastComponent.escaped)\(place)"
  }
}

/// A file that a loader could not use, and the line that says so.
public struct Refusal: Sendable, Equatable {
  /// The file as the loader names it: a path, or a name without a folder.
  public var path: TraceText
  /// What the process wrote.
  public var evidence: Evidence

  /// Creates a refusal.
  public init(path: TraceText, evidence: Evidence) {
    self.path = path
    self.evidence = evidence
  }
}

/// What follows from what was found: a sentence with its proof.
public struct Finding: Sendable {
  /// The kinds of finding.
  public enum Kind: String, Sendable, CaseIterable {
    case reloadFailed, loadRefused, symbolError, staleSurvivor, generationSkew, duplicatedObject,
      growth
    case cannotBeUnloaded, overwritten, unverified
  }

  /// How bad it is.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    case error, warning, note

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }

    /// Whether the left is more severe than the right.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  /// What kind of finding it is.
  public var kind: Kind
  /// How bad it is.
  public var severity: Severity
  /// The finding in one sentence, escaped, safe to show.
  public var message: String
  /// What to do about it, in one sentence; empty where there is nothing to do.
  public var advice: String
  /// The paths it concerns.
  public var objects: [TraceText]
  /// How sure it is.
  public var certainty: Certainty
  /// The rules by which it was inferred, by name.
  public var rules: [String]
  /// The files that a loader refused, where it tells of such: the first twenty.
  public var refusals: [Refusal]
  /// The search for a symbol that it tells of, where LD_DEBUG shows it.
  public var search: SymbolSearch?
  /// The symbols that are predicted to be missing, where ELF files show it.
  public var missing: [MissingSymbol]
  /// How many more are.
  public var missingLeftOut: Int
  /// The lines that prove it.
  public var evidence: [Evidence]

  /// Creates a finding.
  public init(
    kind: Kind, severity: Severity, message: String, advice: String = "",
    objects: [TraceText] = [], certainty: Certainty, rules: [String] = [],
    refusals: [Refusal] = [], search: SymbolSearch? = nil, missing: [MissingSymbol] = [],
    missingLeftOut: Int = 0,
    evidence: [Evidence] = []
  ) {
    self.kind = kind
    self.severity = severity
    self.message = message
    self.advice = advice
    self.objects = objects
    self.certainty = certainty
    self.rules = rules
    self.refusals = refusals
    self.search = search
    self.missing = missing
    self.missingLeftOut = missingLeftOut
    self.evidence = evidence
  }
}

/// How the reconstruction compares with the kernel's own maps from after the log.
public struct Verification: Sendable {
  /// A range in which they differ, or that cannot be compared.
  public struct Range: Sendable {
    /// The first address.
    public var start: UInt64
    /// The address after the last.
    public var end: UInt64
    /// What the reconstruction has there, in the words of /proc/PID/maps; empty for nothing.
    public var reconstructed: String
    /// What the kernel has there; empty for nothing.
    public var kernel: String
    /// Why: what differs, or why it cannot be compared.
    public var reason: String

    /// Creates a range.
    public init(
      start: UInt64, end: UInt64, reconstructed: String, kernel: String, reason: String
    ) {
      self.start = start
      self.end = end
      self.reconstructed = reconstructed
      self.kernel = kernel
      self.reason = reason
    }
  }

  /// The process that was compared.
  public var pid: Int?
  /// The snapshot's file, as it was named.
  public var file: String
  /// How many ranges of the kernel's were compared.
  public var ranges: Int
  /// Whether all that can be compared agrees.
  public var agrees: Bool { differing.isEmpty }
  /// Why nothing at all can be compared; nothing where something can.
  public var impossible: String?
  /// Where they differ.
  public var differing: [Range]
  /// What cannot be compared, and why.
  public var notComparable: [Range]

  /// Creates a verification.
  public init(
    pid: Int?, file: String, ranges: Int, differing: [Range] = [], notComparable: [Range] = []
  ) {
    self.pid = pid
    self.file = file
    self.ranges = ranges
    self.differing = differing
    self.notComparable = notComparable
  }
}

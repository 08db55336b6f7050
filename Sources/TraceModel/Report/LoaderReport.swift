/// The search for a symbol that failed: who wanted what, and who was asked.
public struct SymbolSearch: Sendable, Equatable {
  /// An object that the loader asked.
  public struct Asked: Sendable, Equatable {
    /// The line of the log of LD_DEBUG, from 1.
    public var line: Int
    /// Its name, as the loader has it.
    public var name: TraceText
    /// The path of the object of the report that has this name, where one has.
    public var path: TraceText?
    /// Whether that object survived from a file that was replaced or deleted.
    public var isStale: Bool

    /// Creates one.
    public init(line: Int, name: TraceText, path: TraceText? = nil, isStale: Bool = false) {
      self.line = line
      self.name = name
      self.path = path
      self.isStale = isStale
    }
  }

  /// The symbol; nothing where a whole version is missing.
  public var symbol: TraceText?
  /// Its version, where it has one.
  public var version: TraceText?
  /// The object that wanted it, as the loader names it.
  public var wantedBy: TraceText
  /// The object that should have defined it, as the loader names it, where that is known.
  public var definer: TraceText?
  /// The log of LD_DEBUG, as it was named; nothing where only the trace tells of the error.
  public var file: String?
  /// The process in that log.
  public var pid: Int?
  /// Who was asked, in order; an object may be there twice, in the global and in a local scope.
  public var asked: [Asked]
  /// How many more were asked.
  public var askedLeftOut: Int

  /// Creates a search.
  public init(
    symbol: TraceText?, version: TraceText?, wantedBy: TraceText, definer: TraceText? = nil,
    file: String? = nil, pid: Int? = nil, asked: [Asked] = [], askedLeftOut: Int = 0
  ) {
    self.symbol = symbol
    self.version = version
    self.wantedBy = wantedBy
    self.definer = definer
    self.file = file
    self.pid = pid
    self.asked = asked
    self.askedLeftOut = askedLeftOut
  }
}

/// Something that the loader did with an object during a reload, as LD_DEBUG tells it.
public struct LoaderStep: Sendable, Equatable {
  /// What it did.
  public enum What: String, Sendable, CaseIterable {
    /// `generating link map`: it mapped it.
    case mapped
    /// `calling init`: it ran its constructors.
    case initialized
    /// `calling fini`: it ran its destructors.
    case finalized
    /// `destroying link map`: it unmapped it.
    case unmapped
    /// `marking … as NODELETE`: it will not unload it any more.
    case noDelete
    /// `error: …`: it could not load or relocate it.
    case failed
  }

  /// What it did.
  public var what: What
  /// The log of LD_DEBUG, as it was named.
  public var file: String
  /// Its line there, from 1.
  public var line: Int
  /// The object, as the loader names it; empty for the program itself.
  public var name: TraceText
  /// The path of the object of the report that has this name, where one has.
  public var path: TraceText?
  /// Why, or what the error was, in one sentence, escaped; empty where nothing is to be said.
  public var reason: String
  /// Where the trace shows the same: the first mmap of the load, or the munmap that ended it.
  public var instant: Instant?
  /// The rule by which that was found: `sameBase` or `sameOrder`; both logs have no common clock.
  public var rule: String?

  /// Creates a step.
  public init(
    what: What, file: String, line: Int, name: TraceText, path: TraceText? = nil,
    reason: String = "", instant: Instant? = nil, rule: String? = nil
  ) {
    self.what = what
    self.file = file
    self.line = line
    self.name = name
    self.path = path
    self.reason = reason
    self.instant = instant
    self.rule = rule
  }
}

/// A log of LD_DEBUG that was read.
public struct LoaderLogSummary: Sendable, Equatable {
  /// The file, as it was named.
  public var file: String
  /// How many lines it has.
  public var lines: Int
  /// The processes whose loaders wrote it, in the order in which they show.
  public var pids: [Int]
  /// How many errors the loaders told.
  public var errors: Int
  /// How many lines no loader wrote.
  public var otherLines: Int

  /// Creates a summary.
  public init(file: String, lines: Int, pids: [Int], errors: Int, otherLines: Int) {
    self.file = file
    self.lines = lines
    self.pids = pids
    self.errors = errors
    self.otherLines = otherLines
  }
}

/// A symbol, or a whole version, that one object needs and another does not define.
public struct MissingSymbol: Sendable, Equatable {
  /// The symbol; nothing where the whole version is missing.
  public var symbol: TraceText?
  /// Its version.
  public var version: TraceText

  /// Creates one.
  public init(symbol: TraceText?, version: TraceText) {
    self.symbol = symbol
    self.version = version
  }
}

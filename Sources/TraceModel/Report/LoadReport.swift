/// One mapping-in of an object as the log shows it, from its first mmap to its last page gone.
public struct LoadReport: Sendable {
  /// What was under way when a load began.
  public struct Nesting: Sendable, Equatable {
    /// The object whose load was under way: the outermost, for which the others were mapped.
    public var path: TraceText
    /// Its first mmap.
    public var start: Instant
    /// Whether no other load had begun meanwhile, so that it is that one which needs this one.
    public var isDirect: Bool

    /// Creates a nesting.
    public init(path: TraceText, start: Instant, isDirect: Bool) {
      self.path = path
      self.start = start
      self.isDirect = isDirect
    }
  }

  /// The file's path, marks of replacement removed.
  public var path: TraceText
  /// What kind of object it is.
  public var kind: ObjectKind
  /// The lowest address at which a page of the file lay.
  public var base: UInt64
  /// The extent in bytes, unrounded as ld.so reserved it.
  public var size: UInt64
  /// When the first mmap was made; nothing where it was there before the log.
  public var start: Instant?
  /// The last call with which the loader laid it out: its RELRO mprotect, or else its last segment;
  /// nothing where the log does not show it.
  public var laidOut: Instant?
  /// Whether its RELRO mprotect came: it was relocated.
  public var isRelocated: Bool
  /// When the last page was gone, by a call or with the process; nothing where it was still mapped at
  /// the end of the log.
  public var end: Instant?
  /// Whether it was mapped until the process ended.
  public var endsWithProcess: Bool
  /// Whether it was given up: unmapped before its RELRO mprotect came, where the log shows such calls.
  public var gaveUp: Bool
  /// What was being loaded when this began; inferred (`openedWhileLoading`), nothing where the order
  /// of the calls does not show it.
  public var during: Nesting?
  /// Its segments, as they were when it was laid out, upwards; none where nothing shows them.
  public var segments: [SegmentReport]

  /// Creates a report on a load.
  public init(
    path: TraceText, kind: ObjectKind, base: UInt64, size: UInt64, start: Instant?,
    laidOut: Instant? = nil, isRelocated: Bool = false, end: Instant?,
    endsWithProcess: Bool = false, gaveUp: Bool = false,
    during: Nesting? = nil,
    segments: [SegmentReport] = []
  ) {
    self.path = path
    self.kind = kind
    self.base = base
    self.size = size
    self.start = start
    self.laidOut = laidOut
    self.isRelocated = isRelocated
    self.end = end
    self.endsWithProcess = endsWithProcess
    self.gaveUp = gaveUp
    self.during = during
    self.segments = segments
  }

  /// Whether it is of an object, and neither of data nor of shared memory: what lists of loads show.
  public var isObject: Bool {
    switch kind {
    case .executable, .interpreter, .sharedObject: true
    case .data, .sharedMemory, .loaderCache: false
    }
  }

  /// The line with which it was mapped; nothing where it was there before the log.
  public var beginning: Evidence? {
    start.map { Evidence(at: $0, text: "\(path.lastComponent.escaped) is mapped") }
  }

  /// The line with which its last page went; nothing where it was still mapped at the end.
  public var ending: Evidence? {
    end.map {
      Evidence(at: $0, text: "\(path.lastComponent.escaped) is gone", addsToLine: endsWithProcess)
    }
  }

  /// The seconds from its first mmap to the last call that laid it out, where lines have times.
  public var seconds: Double? {
    guard let from = start?.seconds, let to = laidOut?.seconds else { return nil }
    return to - from
  }
}

/// Turns physical lines into records: prefix, kind, halves joined, interruptions undone.
///
/// It knows what strace prints and nothing of what it means. A line that is not understood is
/// counted and left out.
struct TraceParser: Sendable {
  /// A call whose other half is still to come.
  struct Pending: Sendable {
    var call: Syscall
    var began: Moment
    /// The call as it was printed, from its name on.
    var text: [UInt8]
    /// Where its arguments begin, behind the parenthesis.
    var arguments: Int
    /// The fingerprint of the text and its marker, where it was told in short; else 0.
    var fingerprint = 0
  }

  /// A call whose text was cut within its line.
  struct Cut: Sendable {
    var call: Pending
    /// How many bytes were read anew for lines that might be its rest.
    var work = 0
    /// Lines that were taken for pieces of it, and are foreign where its end never comes.
    var pieces: [Moment] = []
  }

  /// How many bytes are read anew at most, to join one call with the lines behind it.
  static let mostWork = 1 << 25
  /// How many calls may be under way at once; beyond, the beginning of a call is forgotten.
  static let mostPending = 1 << 16
  /// How many bytes their texts may have together.
  static let mostPendingBytes = 1 << 25

  let table = SyscallTable()
  var wrapping = Wrapping()
  var pending = IDTable<Pending>()
  var pendingBytes = 0
  var texts = TextStore()
  var usualCalls = UsualCalls()
  /// Where calls began whose beginning and end are read apart, by task.
  var apart: [Int32: Moment] = [:]
  var clock = LogClock()
  /// The text of a call that a foreign text cut in two: the rest stands in a later line.
  var open: Cut?
  var openTask: Int32 = 0
  /// Whether there is one.
  var isOpen: Bool { if case .some = open { true } else { false } }
  var lastWasCall = false
  var inSummary = false
  private var isColoured = false
  /// The task of the line before, where that ended with `<unfinished ...>`.
  var justUnfinished: Int32?
  /// Calls with the result `?` that strace could not tell; the next call of the task tells that they
  /// returned (shmat in strace 4.5).
  var questioned: [Int32: Syscall] = [:]
  /// How many lines were read, of all files; a call whose end is read apart counts twice.
  var order = 0
  /// Whether the lines are of an `-ff` set: times that only count from the line before (`-r`) are none
  /// then, for that line may be in any file.
  var isSet = false

  /// The number of completed calls by raw value of `Syscall`.
  var counts = [Int](repeating: 0, count: Syscall.allCases.count)
  /// How many records were understood.
  var recordCount = 0
  /// How many calls of any name were read, whole or begun.
  var callCount = 0
  /// How many lines were not understood.
  var skippedCount = 0
  /// The last of them, by its order.
  var lastSkipped: Int?
  /// The first lines that were not understood.
  var skipped: [Moment] = []
  /// Where somebody left lines out.
  var elisions: [Moment] = []
  /// Where, by their order, calls are missing that map or unmap: the first of these places.
  private(set) var gaps: [Int] = []
  /// Where the first lies that is not among them.
  private(set) var moreGaps: Int?
  /// How many second halves of such calls have no first.
  var headless = 0
  /// What strace said before any call, if it was not that it attached.
  private(set) var firstWords: [UInt8] = []
  /// The first moment of the log.
  var first: Moment?
  /// The last moment before the lines that were passed over since.
  var lastRead: Moment?
  var quick = QuickLines()
  /// The last line that was passed over: its place, and its time as it is printed.
  var passed: (moment: Moment, time: PrintedTime)?
  /// Whether lines may be passed over; without it the same is told, in more time.
  var isQuick = true
  /// How characters are written, where not as themselves: then no line is passed over.
  var escapes: CharacterEscapes? {
    didSet { if escapes != nil { isQuick = false } }
  }
  /// Whether the log ends with a detach, or in the middle of a call.
  var endsDetached = false
  /// Whether beginnings of calls had to be forgotten.
  var forgotPending = false
  /// Whether the first record is the rest of a call that began before.
  var beginsInCall = false
  /// What kinds of thing the log holds, to tell what is missing.
  var features = TraceFeatures()

  /// Keeps what strace says where it could not begin.
  mutating func noteWords(_ line: Span<UInt8>) {
    guard callCount == 0, firstWords.isEmpty, AttachNotice(line, from: 0) == nil,
      let found = line.find("strace: ", in: 0..<line.count)
    else { return }
    firstWords = line.copy((found + 8)..<min(line.count, found + 8 + Self.mostWords))
  }

  /// How many bytes of them are kept.
  private static let mostWords = 200

  /// Notes that calls about memory are missing here.
  mutating func noteGap() {
    if gaps.count < Self.mostGaps {
      gaps.append(order)
    } else if moreGaps == nil {
      moreGaps = order
    }
  }

  /// How many places are remembered at which calls are missing.
  private static let mostGaps = 1024
  /// How many of the lines that were not understood are named.
  static let mostSkippedNamed = 5

  init() {}

  /// Reads one physical line.
  ///
  /// - Parameters:
  ///   - line: its bytes, without the newline.
  ///   - number: its number, from 1.
  ///   - file: the index of its file.
  ///   - owner: the task of all lines of this file (a part of an `-ff` set), where it is known; a pid
  ///     that stands in the line (`--always-show-pid`) goes before it.
  ///   - phase: whether a call on one line is to begin, to end, or both.
  ///   - consumer: what takes the record.
  mutating func read(
    _ line: Span<UInt8>, number: Int, file: Int32, owner: Int32?, phase: CallPhase = .whole,
    into consumer: inout some TraceConsumer
  ) {
    if line.endsInBlank, owner != nil || wrapping.isNone(file) {
      read(
        line.extracting(0..<line.countWithoutBlanks), number: number, file: file, owner: owner,
        phase: phase,
        into: &consumer)
      return
    }
    let place = LinePlace(number: number, file: file, owner: owner, phase: phase)
    if phase == .whole, mayBeQuick(place), readQuickly(line, place, &consumer) { return }
    settle()
    if let escapes {
      let plain = escapes.plain(line)
      readDecoded(plain.span, place, &consumer)
    } else {
      readDecoded(line, place, &consumer)
    }
  }

  private mutating func readDecoded(
    _ line: Span<UInt8>, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) {
    if isColoured || line.isColoured(at: 0) {
      readColoured(line, place, &consumer)
    } else {
      readPlain(line, place, &consumer)
    }
  }

  private mutating func readPlain(
    _ line: Span<UInt8>, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) {
    if !wrapping.isNone(place.file) {
      let start = firstByte(of: line, place)
      if start > 0 {
        readUnwrapped(line.extracting(start..<line.count), place, &consumer)
        return
      }
    }
    readUnwrapped(line, place, &consumer)
  }

  /// Reads a line without its colours.
  private mutating func readColoured(
    _ line: Span<UInt8>, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) {
    isColoured = true
    // What was learned of lines before is not true of those with colours.
    isQuick = false
    let plain = line.withoutColours
    readPlain(plain.span, place, &consumer)
  }

  /// Where a line begins, without a byte order mark and what a copy put before it.
  private mutating func firstByte(of line: Span<UInt8>, _ place: LinePlace) -> Int {
    let mark = place.number == 1 && line.has("\u{FEFF}", at: 0) ? 3 : 0
    return mark
      + wrapping.start(
        of: line.extracting(mark..<line.count), file: place.file, isPart: place.owner != nil,
        table)
  }

  mutating func readUnwrapped(
    _ line: Span<UInt8>, _ place: LinePlace, _ consumer: inout some TraceConsumer
  ) {
    if line.endsInBlank {
      readUnwrapped(line.extracting(0..<line.countWithoutBlanks), place, &consumer)
      return
    }
    let prefix = LinePrefix(line)
    if prefix.isForeign, let start = wrapping.startOfForeign(line, table) {
      readUnwrapped(line.extracting(start..<line.count), place, &consumer)
      return
    }
    // The column of pids begins at the first byte: blanks before it came with a copy.
    if features.pidColumn, prefix.pid == nil, place.owner == nil, line.count > 1,
      line[0] == 0x20, line[1] == 0x20 || line[1] &- 0x30 < 10 || line[1] == UInt8(ascii: "[")
    {
      var start = 0
      line.skipBlanks(at: &start)
      let indented = LinePrefix(line.extracting(start..<line.count))
      if indented.pid != nil {
        readUnwrapped(line.extracting(start..<line.count), place, &consumer)
        return
      }
    }
    if !isColoured, line.isColoured(at: prefix.body) {
      readColoured(line, place, &consumer)
      return
    }
    if place.phase == .ends {
      end(line, prefix, prefix.pid ?? place.owner, &consumer)
    } else if prefix.body < line.count {
      let kind = BodyKind(line, at: prefix.body, table)
      if !isColoured { quick.learn(line, prefix, kind) }
      readRecord(line, prefix, kind, place, &consumer)
    } else {
      order += 1
      lastWasCall = false
    }
  }
}

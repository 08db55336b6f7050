/// Puts the lines of an `-ff` set in one order, a line at a time.
///
/// Rule: a call has its effect when it is over. Where the lines have a fine clock and `-T`, a call is
/// told when it begins and again when it is over, if anything of another task lies between; else it
/// is told whole at its time. A call without a known end that is given pages or a descriptor which
/// others still have waits until they let go, at most until the next line of its file. A file whose
/// task a creating call returned waits for the beginning of that call, whatever its times say.
struct SetMerger {
  /// A line to be read: the current one of a file.
  struct Step: Sendable {
    var part: Int
    var phase: CallPhase
  }

  private let table = SyscallTable()
  private var quick = QuickLines()
  private var cursors: [PartCursor]
  private var pool: PartPool
  private var queue = MergeQueue()
  private var index: [Int32: Int] = [:]
  /// The file whose line was delivered last: it has to move on.
  private var delivered: Int?
  /// The file whose call has begun and may have to wait.
  private var begun: Int?
  /// The files whose calls wait, the longest first; each line looks at all of them.
  private var waiting: [Int] = []
  /// How many calls wait at most; beyond, the one that has waited longest waits no more.
  static let mostWaiting = 256
  private let mostWaiting: Int
  /// Whether that came.
  private(set) var cutWaits = false
  private var arrivals = 0
  /// How many bytes of a line its time lies in.
  private static let longestPrefix = 128
  /// Below this all files have been started.
  private var unstarted = 0
  /// Lines and bytes of the files that were read to their ends.
  private(set) var lines = 0
  private(set) var bytes = 0
  /// Whether a file ends without a newline.
  private(set) var endsInLine = false
  /// What could not be read to its end.
  private(set) var damages: [Damage] = []

  init(
    _ log: TraceLog, pool: PartPool = PartPool(), mostWaiting: Int = SetMerger.mostWaiting
  ) throws(TraceError) {
    self.pool = pool
    self.mostWaiting = mostWaiting
    cursors = []
    for (input, owner) in zip(log.inputs, log.owners) {
      guard let owner else { continue }
      index[owner] = cursors.count
      cursors.append(
        PartCursor(
          TracePart(input: input, owner: owner, isGiven: true),
          isAnnounced: log.announced.contains(owner)))
    }
    try openUnannounced()
  }

  /// The tasks that nobody announced come in by their first lines.
  private mutating func openUnannounced() throws(TraceError) {
    var first: [Int] = []
    for part in cursors.indices where !cursors[part].isAnnounced {
      if try moveOn(part) { first.append(part) }
    }
    // A step of more than 12 hours between the first times of day is midnight.
    let latest = first.map { cursors[$0].reached }.max() ?? 0
    for part in first {
      if cursors[part].line.time?.clock == .timeOfDay,
        latest - cursors[part].reached > LogClock.day / 2
      {
        cursors[part].beginNextDay()
      }
      appear(part)
    }
  }

  private mutating func appear(_ part: Int) {
    cursors[part].state = .started
    cursors[part].rank = -part
    queue.insert(
      .init(time: cursors[part].reached, kind: .appears, rank: -part, part: part))
  }

  // MARK: Lines

  /// Moves on to the next line.
  ///
  /// - Parameter waitsForRoom: Whether the call that a task has begun cannot be over yet.
  /// - Returns: The step, or nothing where all files are read.
  /// - Throws: A `TraceError` where a file cannot be read.
  mutating func next(
    _ waitsForRoom: (Int32) -> Bool
  ) throws(TraceError) -> Step? {
    var entry: MergeQueue.Entry?
    if let part = delivered {
      delivered = nil
      let endedTask = cursors[part].line.endsTask
      if try moveOn(part) {
        guard cursors[part].line.isRecord else {
          // It belongs to the line before: nothing may come between.
          cursors[part].line.endsTask = endedTask
          delivered = part
          return Step(part: part, phase: .whole)
        }
        if endedTask {
          restart(part)
        } else {
          entry = self.entry(part, .begins)
        }
      }
    }
    if let step = try settle(waitsForRoom) {
      if let entry { queue.insert(entry) }
      return step
    }
    guard let first = try take(entry) else { return nil }
    return try deliver(first)
  }

  /// The end of a call of which that was not known, as soon as it can be.
  private mutating func settle(
    _ waitsForRoom: (Int32) -> Bool
  ) throws(TraceError) -> Step? {
    if let part = begun {
      begun = nil
      guard waitsForRoom(cursors[part].part.owner) else { return end(part) }
      let open = try reader(of: part)
      let ahead = try open.reader.lookAhead(Self.longestPrefix)
      let buffer = open.reader.buffer
      let next = LinePrefix(buffer.span.extracting(ahead))
      cursors[part].waits += 1
      waiting.append(part)
      queue.insert(
        .init(
          time: cursors[part].limit(PartLine.time(of: next)), kind: .mustEnd,
          rank: cursors[part].rank, part: part, wait: cursors[part].waits))
    }
    if let place = waiting.firstIndex(where: { !waitsForRoom(cursors[$0].part.owner) }) {
      return end(waiting.remove(at: place))
    }
    guard waiting.count > mostWaiting else { return nil }
    cutWaits = true
    return end(waiting.removeFirst())
  }

  private mutating func end(_ part: Int) -> Step {
    // An entry that would end it later is void.
    cursors[part].waits += 1
    delivered = part
    return Step(part: part, phase: .ends)
  }

  /// The bytes of the current line of a file: the buffer and where in it they lie.
  mutating func text(
    of part: Int
  ) throws(TraceError) -> (
    buffer: [UInt8], line: Range<Int>, isCut: Bool, isTerminated: Bool
  ) {
    let open = try reader(of: part)
    return (open.reader.buffer, open.reader.line, open.reader.isCut, open.reader.isTerminated)
  }

  /// The file, at its current line.
  private mutating func reader(of part: Int) throws(TraceError) -> OpenPart {
    if let open = pool.reader(part) { return open }
    return try pool.reopen(part, cursors[part])
  }

  /// The number of the current line of a file, from 1.
  func number(of part: Int) -> Int { cursors[part].number }

  private func entry(_ part: Int, _ kind: MergeQueue.Entry.Kind) -> MergeQueue.Entry {
    .init(time: cursors[part].reached, kind: kind, rank: cursors[part].rank, part: part)
  }

  /// The earliest of what waits; where nothing does, a file whose announcement never came.
  private mutating func take(
    _ entry: MergeQueue.Entry?
  ) throws(TraceError) -> MergeQueue.Entry? {
    if let entry {
      guard let first = queue.first, first.precedes(entry) else { return entry }
      queue.insert(entry)
    }
    while let first = queue.removeFirst() {
      if first.kind != .mustEnd || first.wait == cursors[first.part].waits { return first }
    }
    while unstarted < cursors.count {
      let part = unstarted
      unstarted += 1
      guard cursors[part].state == .announced else { continue }
      if cursors[part].number == 0 {
        guard try moveOn(part) else { continue }
      }
      start(part)
      return self.entry(part, .begins)
    }
    return nil
  }

  private mutating func deliver(_ entry: MergeQueue.Entry) throws(TraceError) -> Step {
    let part = entry.part
    if entry.kind == .ends {
      cursors[part].reached = entry.time
      delivered = part
      return Step(part: part, phase: .ends)
    }
    if entry.kind == .mustEnd {
      waiting.removeAll { $0 == part }
      return end(part)
    }
    if entry.kind == .appears { start(part) }
    if let child = cursors[part].line.child, let made = index[child] {
      try begin(made, after: part)
    }
    if let end = cursors[part].end {
      let over = MergeQueue.Entry(
        time: end, kind: .ends, rank: cursors[part].rank, part: part)
      if let first = queue.first, first.precedes(over) {
        queue.insert(over)
        return Step(part: part, phase: .begins)
      }
      cursors[part].reached = end
    } else if cursors[part].line.takes {
      begun = part
      return Step(part: part, phase: .begins)
    }
    delivered = part
    return Step(part: part, phase: .whole)
  }

  // MARK: Files

  /// Moves a file to its next line; false at its end.
  private mutating func moveOn(_ part: Int) throws(TraceError) -> Bool {
    let open = try reader(of: part)
    guard try open.reader.next() else {
      lines += open.reader.number
      bytes += open.reader.byteCount
      if !open.reader.isTerminated { endsInLine = true }
      if let damage = open.reader.damage {
        damages.append(Damage(file: part, line: open.reader.number, reason: damage))
      }
      cursors[part].state = .over
      pool.close(part)
      return false
    }
    cursors[part].number = open.reader.number
    cursors[part].offset = open.reader.offset
    pool.weigh(part, open)
    let buffer = open.reader.buffer
    cursors[part].line = partLine(buffer.span.extracting(open.reader.line))
    cursors[part].advanceClock()
    return true
  }

  private mutating func partLine(_ line: Span<UInt8>) -> PartLine {
    if let match = quick.match(line) { return PartLine(line, match, quick) }
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return PartLine() }
    guard !line.isColoured(at: 0), !line.isColoured(at: prefix.body) else {
      let plain = line.withoutColours
      return colourless(plain.span)
    }
    let kind = BodyKind(line, at: prefix.body, table)
    quick.learn(line, prefix, kind)
    return PartLine(line, prefix, kind)
  }

  private func colourless(_ line: Span<UInt8>) -> PartLine {
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return PartLine() }
    return PartLine(line, prefix, BodyKind(line, at: prefix.body, table))
  }

  private mutating func start(_ part: Int) {
    arrivals += 1
    cursors[part].rank = arrivals
    cursors[part].state = .started
  }

  /// Lets the file of a task begin that a call of `creator` makes.
  private mutating func begin(_ part: Int, after creator: Int) throws(TraceError) {
    guard part != creator, cursors[part].state == .announced else { return }
    cursors[part].begin(after: cursors[creator])
    if cursors[part].number > 0 {
      cursors[part].advanceClock()
    } else {
      guard try moveOn(part) else { return }
    }
    start(part)
    queue.insert(entry(part, .begins))
  }

  /// The task of a file ended and its lines go on: its id was given out again (`-A`).
  private mutating func restart(_ part: Int) {
    if cursors[part].isAnnounced {
      cursors[part].state = .announced
      unstarted = min(unstarted, part)
    } else {
      appear(part)
    }
  }
}

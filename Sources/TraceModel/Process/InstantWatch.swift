/// Finds where instants that a person named lie in the log, and keeps an address space as of one.
struct InstantWatch: Sendable {
  /// An instant that is looked for.
  struct Target: Sendable {
    var instant: InstantArgument
    /// Whether the state before a line is wanted (`--from`), not after it.
    var isBefore: Bool
    /// How many lines lie before the instant, once it is found.
    var boundary: Int?
    /// The last record before it, and the first behind it.
    var last: Moment?
    var next: Moment?
    /// The time on the axis of the log, once that is known.
    fileprivate var time: Int64?

    init(_ instant: InstantArgument, isBefore: Bool) {
      self.instant = instant
      self.isBefore = isBefore
    }
  }

  var targets: [Target] = []
  /// The process whose address space is kept; nothing for the one with which the log begins.
  var pid: Int32?
  /// Whether the address space is kept, at the first target or at the end.
  var keepsSpace = false
  /// The address space as of the first target.
  private(set) var kept: SpaceState?
  private(set) var keptProcess: ProcessState?
  private(set) var isPast = false
  private var first: Int64?
  private var latest: Moment?
  private var openCount = 0

  /// Whether an instant is still to be found.
  var isOpen: Bool { openCount > 0 }

  init(targets: [Target] = [], pid: Int32? = nil, keepsSpace: Bool = false) {
    self.targets = targets
    self.pid = pid
    self.keepsSpace = keepsSpace
    openCount = targets.count
  }

  /// A record is about to take effect that is over at `over`: instants before it are found.
  mutating func reach(_ moment: Moment, over: Int64?, _ world: inout World) {
    guard openCount > 0 else { return }
    if first == nil, let time = moment.time { first = time }
    defer { latest = moment }
    for index in targets.indices where targets[index].boundary == nil {
      guard lies(index, before: moment, over: over) else { continue }
      targets[index].boundary = moment.order - 1
      targets[index].last = latest
      targets[index].next = moment
      openCount -= 1
      if index == 0, keepsSpace { keep(world) }
      // Of a stretch that was asked for all is kept that fits.
      if targets.count == 2 { world.asked[index] = moment.order - 1 }
    }
  }

  private mutating func lies(_ index: Int, before moment: Moment, over: Int64?) -> Bool {
    if case .line(let line) = targets[index].instant {
      guard moment.file == 0 else { return false }
      return targets[index].isBefore ? moment.line >= line : moment.line > line
    }
    guard let over, let first else { return false }
    if targets[index].time == nil { place(index, moment, first) }
    guard let time = targets[index].time else { return false }
    return over > time
  }

  /// Puts a named time on the axis of the log: a time of day before the first is of the next day.
  private mutating func place(_ index: Int, _ moment: Moment, _ first: Int64) {
    switch targets[index].instant {
    case .line: break
    case .sinceStart(let nanoseconds): targets[index].time = LogClock.later(first, by: nanoseconds)
    case .epoch(let nanoseconds, _):
      if moment.clock == .epoch { targets[index].time = nanoseconds }
    case .timeOfDay(let nanoseconds, _):
      guard moment.clock == .timeOfDay else { return }
      let isNextDay = first - nanoseconds > LogClock.day / 2
      targets[index].time = nanoseconds + (isNextDay ? LogClock.day : 0)
    }
  }

  /// Where a time that was looked for lies on the axis of the log; nothing for a line, or where the
  /// log has no such times.
  func time(of instant: InstantArgument) -> Int64? {
    targets.first { $0.instant == instant }?.time
  }

  private mutating func keep(_ world: World) {
    isPast = true
    guard let process = world.process(pid) else { return }
    keptProcess = world.processes[process]
    guard !world.processes[process].isOver else { return }
    kept = world.spaces[world.processes[process].space]
  }

  /// The log is at its end after `lines` lines: what was not reached lies there.
  mutating func finish(lines: Int, _ world: World) {
    for index in targets.indices where targets[index].boundary == nil {
      targets[index].boundary = lines
      targets[index].last = latest
    }
    if keepsSpace, !isPast {
      keep(world)
      kept = kept ?? world.lastSpace
    }
  }
}

extension World {
  /// The process with a pid, the latest where pids were used again; without a pid the one with
  /// which the log begins.
  func process(_ pid: Int32?) -> Int? {
    guard let pid else { return root }
    let named = processes.indices.filter { processes[$0].pid == pid }
    if let last = named.max(by: { processes[$0].born.order < processes[$1].born.order }) {
      return last
    }
    // A thread's id names its process; a log without pids has one process, whatever it is called.
    if let task = tasks[pid] { return task.process }
    return processes.count == 1 && !hasPIDs ? root : nil
  }

  /// Whether the log names its processes.
  var hasPIDs: Bool { tasks[0] == nil && !(processes.first.map { $0.pid == 0 } ?? true) }
}

/// Hands the records of a log to the world, in an order in which each task has a known parent.
///
/// Rule: a child may speak before the call that made it is over. Where one creating call is under
/// way the child is its; where several are, only a later line can tell, so the records wait until
/// a creating call returns the child's id. So they do where none is under way, as long as the log may be
/// one in which such calls are told only when they are over.
struct Sequencer: TraceConsumer, Sendable {
  /// How many records may wait, and how many bytes of text they may have; then the oldest creating
  /// call is supposed to be the parent.
  static let mostWaiting = 100_000
  static let mostWaitingBytes = 1 << 25

  private enum Waiting: Sendable {
    case spoke(Int32, resumes: Bool, Moment)
    case began(CallRecord, [UInt8])
    case finished(CallRecord, [UInt8])
    case signalled(Int32, String, Int32?, Moment)
    case ended(Int32, TaskEnd, Moment)
    case attached(Int32, Bool, Moment)
    case detached(Int32?, Moment)
    case beganAnew(Moment)
    case personality(Int32, Bool)
    case frame([UInt8], Int32?, Moment)

    /// The bytes of its text.
    var byteCount: Int {
      switch self {
      case .began(_, let text), .finished(_, let text), .frame(let text, _, _): text.count
      default: 0
      }
    }
  }

  var world: World
  var watch: InstantWatch
  private var queue: [Waiting] = []
  /// How many at the front of `queue` have been passed on.
  private var head = 0
  private var queuedBytes = 0
  /// The task at the front of `queue` whose creating call may come later.
  private var awaited: Int32?
  private var lateCreators = LateCreators()
  private var waitingTasks = WaitingTasks()

  init(world: World, watch: InstantWatch) {
    self.world = world
    self.watch = watch
  }

  // MARK: Passing on

  mutating func taskOfUnprefixedLine() -> Int32 {
    if waitingTasks.haveEnded, let task = waitingTasks.onlyLiving(of: world) { return task }
    return world.taskOfUnprefixedLine()
  }

  mutating func spoke(_ task: Int32, resumes: Bool, at moment: Moment) {
    if queue.isEmpty {
      if watch.isOpen { watch.reach(moment, over: moment.time, &world) }
      if task == world.lastSpoken { return }
      if world.knows(task) || !world.needsLookAhead(task) && !awaits(task) {
        world.spoke(task, resumes: resumes, at: moment)
        return
      }
    } else if waitingTasks.nameRoot(task, in: world) {
      world.rename(0, to: task)
    }
    waitingTasks.spoke(task)
    wait(.spoke(task, resumes: resumes, moment), bytes: 0)
  }

  mutating func passesOver(_ task: Int32) -> Bool {
    queue.isEmpty && !watch.isOpen && world.passesOver(task)
  }

  mutating func spokeAgain(_ task: Int32) { world.spokeAgain(task) }

  mutating func takes(
    _ call: UsualCall, _ text: Span<UInt8>, of task: Int32, at moment: Moment
  ) -> Bool {
    queue.isEmpty && !watch.isOpen && world.takes(call, text, of: task, at: moment)
  }

  mutating func began(_ record: CallRecord, _ text: Span<UInt8>) {
    // The beginning of a call that stands whole on one line already tells whom it makes.
    if let child = world.child(of: record) { announce(child, by: record, text) }
    if queue.isEmpty {
      world.began(record, text)
    } else {
      wait(.began(record, text.copy(0..<text.count)), bytes: text.count)
    }
  }

  /// Keeps whose a task is that a later line makes known.
  private mutating func announce(_ child: Int32, by record: CallRecord, _ text: Span<UInt8>) {
    world.creators[child] = Creators.Creator(
      task: record.task, call: record.call, flags: world.cloneFlags(record, text))
  }

  mutating func finished(_ record: CallRecord, _ text: Span<UInt8>) {
    if queue.isEmpty {
      if watch.isOpen { watch.reach(record.ended, over: record.over, &world) }
      world.finished(record, text)
      return
    }
    let child = world.child(of: record)
    if let child {
      // Before it is passed on, perhaps at a limit, and takes that back.
      announce(child, by: record, text)
      if child == awaited { lateCreators.came() }
    }
    wait(.finished(record, text.copy(0..<text.count)), bytes: text.count)
    if child != nil { drain(all: false) }
  }

  mutating func showsHalves() {
    lateCreators.noteHalves()
    if awaited != nil { drain(all: false) }
  }

  mutating func signalled(_ task: Int32, _ signal: String, sender: Int32?, at moment: Moment) {
    if queue.isEmpty {
      world.signalled(task, signal, sender: sender, at: moment)
    } else {
      wait(.signalled(task, signal, sender, moment), bytes: 0)
    }
  }

  mutating func ended(_ task: Int32, _ end: TaskEnd, at moment: Moment) {
    if queue.isEmpty {
      watch.reach(moment, over: moment.time, &world)
      world.ended(task, end, at: moment)
    } else {
      waitingTasks.ended(task)
      wait(.ended(task, end, moment), bytes: 0)
    }
  }

  mutating func attached(_ task: Int32, hasThreads: Bool, at moment: Moment) {
    if queue.isEmpty, !(world.supposesAttached(task) && awaits(task)) {
      world.attached(task, hasThreads: hasThreads, at: moment)
    } else {
      waitingTasks.attached(task)
      wait(.attached(task, hasThreads, moment), bytes: 0)
    }
  }

  var hasLetGo: Bool { queue.isEmpty && world.hasLetGo }

  var isPast: Bool { watch.isPast }

  mutating func detached(_ task: Int32?, at moment: Moment) {
    if queue.isEmpty {
      world.detached(task, at: moment)
    } else {
      wait(.detached(task, moment), bytes: 0)
    }
  }

  mutating func beganAnew(at moment: Moment) {
    if queue.isEmpty {
      world.beganAnew(at: moment)
    } else {
      wait(.beganAnew(moment), bytes: 0)
    }
  }

  mutating func personality(_ task: Int32, is32Bit: Bool) {
    if queue.isEmpty {
      world.personality(task, is32Bit: is32Bit)
    } else {
      wait(.personality(task, is32Bit), bytes: 0)
    }
  }

  mutating func wants(
    _ call: Syscall, _ line: Span<UInt8>, _ arguments: Int, of task: Int32
  ) -> Bool {
    !queue.isEmpty || world.wants(call, line, arguments, of: task)
  }

  mutating func framed(
    _ line: Span<UInt8>, from start: Int, owner: Int32?, at moment: Moment
  ) {
    if queue.isEmpty {
      world.framed(line, from: start, owner: owner, at: moment)
    } else {
      let text = line.copy(start..<line.count)
      wait(.frame(text, owner, moment), bytes: text.count)
    }
  }

  // MARK: Waiting

  private mutating func wait(_ record: Waiting, bytes: Int) {
    queue.append(record)
    queuedBytes += bytes
    if queue.count - head >= Self.mostWaiting || queuedBytes >= Self.mostWaitingBytes {
      drain(all: true)
    } else if awaited != nil, queue.count - head >= LateCreators.mostWaiting {
      drain(all: false)
    }
  }

  /// Whether what a task nobody announced does waits for a call that may have made it.
  private mutating func awaits(_ task: Int32) -> Bool {
    guard lateCreators.mayCome, world.isUnannounced(task) else { return false }
    guard queue.count - head < LateCreators.mostWaiting else {
      lateCreators.missed()
      return false
    }
    awaited = task
    return true
  }

  /// Whether a record at the front goes on waiting.
  private mutating func holdsBack(_ record: Waiting) -> Bool {
    switch record {
    case .spoke(let task, _, _): world.needsLookAhead(task) || awaits(task)
    case .attached(let task, _, _): world.supposesAttached(task) && awaits(task)
    default: false
    }
  }

  /// The end of what is read: what still waits goes on with supposed parents.
  ///
  /// Not what lies behind the instant that was looked for: there the reading stopped in the middle of
  /// the log, and who the parents are stands in lines that were not read.
  mutating func finish() {
    if watch.isPast {
      queue = []
      head = 0
      queuedBytes = 0
    }
    drain(all: true)
  }

  /// Passes on what waits, up to the next task whose parent is not known yet.
  private mutating func drain(all: Bool) {
    awaited = nil
    while head < queue.count {
      if !all, holdsBack(queue[head]) { break }
      pass(queue[head])
      queuedBytes -= queue[head].byteCount
      // Its text is no longer needed.
      queue[head] = .attached(0, false, Moment())
      head += 1
    }
    // What has been passed on makes room once it is the larger part, so that all is moved once.
    if head > queue.count / 2 {
      queue.removeFirst(head)
      head = 0
    }
    if queue.isEmpty { waitingTasks = WaitingTasks() }
  }

  private mutating func pass(_ record: Waiting) {
    switch record {
    case .spoke(let task, let resumes, let moment):
      watch.reach(moment, over: moment.time, &world)
      world.spoke(world.named(task), resumes: resumes, at: moment)
    case .began(var record, let text):
      record.task = world.named(record.task)
      world.began(record, text.span)
    case .finished(var record, let text):
      record.task = world.named(record.task)
      watch.reach(record.ended, over: record.over, &world)
      world.finished(record, text.span)
    case .signalled(let task, let signal, let sender, let moment):
      world.signalled(world.named(task), signal, sender: sender, at: moment)
    case .ended(let task, let end, let moment):
      watch.reach(moment, over: moment.time, &world)
      world.ended(world.named(task), end, at: moment)
    case .attached(let task, let hasThreads, let moment):
      world.attached(task, hasThreads: hasThreads, at: moment)
    case .detached(let task, let moment):
      world.detached(task, at: moment)
    case .beganAnew(let moment):
      world.beganAnew(at: moment)
    case .personality(let task, let is32Bit):
      world.personality(world.named(task), is32Bit: is32Bit)
    case .frame(let text, let owner, let moment):
      world.framed(text.span, from: 0, owner: owner, at: moment)
    }
  }
}

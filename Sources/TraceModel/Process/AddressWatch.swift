/// Follows one address through every address space of a log.
///
/// The world tells it after each change what is mapped there now; it keeps what was there before
/// only where that is another thing. What it holds grows with the changes at this one address, up to
/// a limit, and with the address spaces that live, never with the log.
struct AddressWatch: Sendable {
  /// How many states are kept: the first half of them and the last.
  static let mostStates = 10_000

  /// What is at the address.
  enum Content: Sendable {
    case mapped(Mapping)
    /// It is known that nothing is.
    case nothing
    /// Nothing shows what is; after execve the program, its interpreter, the stack and the vdso are
    /// in no line. Permissions where an mprotect showed that something is.
    case unknown(afterExecve: Bool, permissions: Permissions?)
  }

  /// How a state began, or ended.
  struct Change: Sendable {
    /// The kinds.
    enum Cause: Sendable, Equatable {
      case beforeLog
      case snapshot
      case call(Syscall)
      /// A child got it from the process of this pid; 0 for the first, before a line names it.
      case fork(parent: Int32)
      case exit
      case killed(signal: String)
    }
    var cause: Cause
    var at = Moment()
    /// The thread that made the call.
    var task: Int32 = 0
  }

  /// What was at the address from one change to the next, in one address space.
  struct State: Sendable {
    /// The process that owns the address space.
    var process: Int
    /// Its number among the states of the process: where some are left out, numbers are missing.
    var serial = 0
    var content: Content
    /// The load, as it was when the state ended.
    var load: Load?
    var start: Change
    /// Nothing: it is so at the end of the log.
    var end: Change?
    /// Whether the call that ended it named it, so that something was there, or may have been.
    var isNamed = false
    /// The range of the munmap that ended it, with its unrounded length, where nothing else shows
    /// what was there.
    var unmapped: (start: UInt64, length: UInt64)?
  }

  /// What lies next to the address at the end of a process or of the log, where nothing is at it.
  struct Neighbors: Sendable {
    var below: Mapping?
    var above: Mapping?
  }

  /// The address.
  let address: UInt64
  /// The thread whose call is being applied.
  var task: Int32 = 0
  /// The neighbours by process.
  var neighbors: [Int: Neighbors] = [:]
  /// How many states are not kept.
  private(set) var leftOut = 0
  /// How many states each process had.
  private(set) var counts: [Int: Int] = [:]
  /// Processes of which no state is kept any more.
  private(set) var released: [Int] = []
  private var kept: [Int: Int] = [:]
  /// The exit_group of a process that holds something at the address.
  var exits: [Int: Moment] = [:]
  private var open: [Int: State] = [:]
  private var first: [State] = []
  private var last: [State] = []
  private var oldest = 0

  init(address: UInt64) {
    self.address = address
  }

  /// The states that are kept, by process and order.
  var states: [State] {
    (first + last[oldest...] + last[..<oldest]).sorted {
      ($0.process, $0.serial) < ($1.process, $1.serial)
    }
  }

  /// The state that lasts in an address space.
  func state(in space: Int) -> State? { open[space] }

  /// The address spaces that are followed, in the order of their processes; of one that has had several,
  /// in that of their numbers.
  var spaces: [Int] {
    open.sorted { ($0.value.process, $0.key) < ($1.value.process, $1.key) }.map(\.key)
  }

  /// Follows an address space that is new.
  mutating func begin(_ space: Int, _ state: State) {
    open[space] = state
  }

  /// Ends what was and begins what is.
  mutating func replace(
    in space: Int, by content: Content, load: Load?, _ change: Change, isNamed: Bool = false,
    unmapped: (start: UInt64, length: UInt64)? = nil
  ) {
    guard var state = open[space] else { return }
    state.isNamed = isNamed
    state.unmapped = unmapped
    keep(state, endedBy: change)
    open[space] = State(process: state.process, content: content, load: load, start: change)
  }

  /// Notes how the mapping lies now and what its load has become, where it is the same.
  mutating func update(in space: Int, _ mapping: Mapping) {
    open[space]?.content = .mapped(mapping)
  }

  /// Notes the load as it is before it may end.
  mutating func update(in space: Int, load: Load) {
    open[space]?.load = load
  }

  /// Follows an address space no longer: it is gone, or with no change the log is over.
  mutating func end(_ space: Int, _ change: Change?) {
    guard let state = open.removeValue(forKey: space) else { return }
    keep(state, endedBy: change)
  }

  private mutating func keep(_ state: State, endedBy end: Change?) {
    guard Self.isWorthTelling(state, end, hasEarlier: counts[state.process] != nil) else { return }
    var state = state
    state.end = end
    state.serial = counts[state.process, default: 0]
    counts[state.process] = state.serial + 1
    if first.count < Self.mostStates / 2 {
      first.append(state)
      kept[state.process, default: 0] += 1
    } else if last.count < Self.mostStates / 2 {
      last.append(state)
      kept[state.process, default: 0] += 1
    } else {
      leftOut += 1
      kept[state.process, default: 0] += 1
      release(last[oldest].process)
      last[oldest] = state
      oldest = (oldest + 1) % last.count
    }
  }

  private mutating func release(_ process: Int) {
    let count = kept[process, default: 1] - 1
    kept[process] = count > 0 ? count : nil
    if count == 0 { released.append(process) }
  }

  /// Whether a state of a process is kept, so that the process has to be.
  func holds(_ process: Int) -> Bool { kept[process] != nil }

  /// Takes the processes of which no state is kept any more.
  mutating func takeReleased() -> [Int] {
    defer { released = [] }
    return released
  }

  /// The place of a process is free for another.
  mutating func forget(_ process: Int) {
    counts.removeValue(forKey: process)
    neighbors.removeValue(forKey: process)
    exits.removeValue(forKey: process)
  }

  /// What the states that are kept are of.
  var backings: [BackingID] {
    var found: [BackingID] = []
    for states in [first, last, Array(open.values)] {
      for state in states {
        if case .mapped(let mapping) = state.content { found.append(mapping.backing) }
        if let load = state.load { found.append(load.backing) }
      }
    }
    for next in neighbors.values {
      found += [next.below, next.above].compactMap { $0?.backing }
    }
    return found
  }

  /// Whether a state says something: that nothing was there, or that it is not known what, is told
  /// only where it lies before something that was.
  private static func isWorthTelling(
    _ state: State, _ end: Change?, hasEarlier: Bool
  ) -> Bool {
    var endsByCall = false
    if case .call(let call)? = end?.cause { endsByCall = call != .execve && call != .execveat }
    switch state.content {
    case .mapped: return true
    case .nothing:
      if case .call = state.start.cause { return true }
      return endsByCall
    case .unknown(let isAfterExecve, let permissions):
      if permissions != nil || state.isNamed { return true }
      // mmap finds room by itself: after execve that only shows that nothing had been there.
      return endsByCall && (hasEarlier || !isAfterExecve)
    }
  }
}

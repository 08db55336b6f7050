/// What happened in one process that a report may speak of.
package struct ProcessHistory: Sendable {
  /// How much is kept of a process.
  package struct Limits: Sendable {
    /// How many events, loads of code and marks.
    package var events = ProcessHistory.mostEvents
    /// How many loads of files that are no code, and how many writes and opens that failed: neither may
    /// take the place of requests and of objects.
    package var asides = ProcessHistory.mostAsides
  }

  /// A thing that happened to the process as a whole.
  struct Mark: Sendable {
    /// The kinds.
    enum Kind: Sendable, Equatable {
      /// A signal that asks for a reload.
      case trigger(signal: String, sender: Int32?)
      /// A signal that asks the process to end.
      case terminate(signal: String, sender: Int32?)
      /// A successful execve of a path, where the log shows it.
      case execve(path: [UInt8]?)
      /// New children, from `at` to `until`: how many.
      case spawned(count: Int, until: Moment)
      /// It exited, with a status that the log may not show.
      case exited(status: Int?)
      /// It was killed by a signal.
      case killed(signal: String)
      /// A message of the loader in a write.
      case message(WrittenMessage)
      /// An open of a path that failed, while no load of it lived.
      case openFailed(path: [UInt8])
    }
    var kind: Kind
    var at: Moment

    /// Whether the process exited or was killed.
    var isEnd: Bool {
      switch kind {
      case .exited, .killed: true
      default: false
      }
    }

    /// Whether it is a message or an open that failed.
    var isAside: Bool {
      switch kind {
      case .message, .openFailed: true
      default: false
      }
    }

    /// Whether it is a successful execve.
    var isExecve: Bool {
      if case .execve = kind { return true }
      return false
    }
  }

  /// A call that changed a mapping.
  struct Event: Sendable, BitwiseCopyable {
    var at: Moment
    var call: Syscall
    var base: UInt64
    var size: UInt64
    var load: LoadID
    var backing: BackingID
    var what: What
    /// What the pages may be used for, from this call on; of an mmap and an mprotect.
    var permissions: Permissions = []
    /// Bytes of the file before the first page; of an mmap of a file.
    var offset: UInt64 = 0
    /// Whether it was laid over what was mapped there: MAP_FIXED.
    var isFixed = false
    /// How many mappings of the load an munmap took away.
    var pieces: UInt32 = 0

    /// Whether it is about memory that belongs to no load.
    var isAnonymous: Bool { load == .none && what == .anonymous }

    /// What the call did.
    enum What: UInt8, Sendable {
      case reservation, text, readOnlyData, data, zeroed, hole, relro, protection, wholeUnload
      case partUnload, moved, anonymous, other

      /// Whether it is a step of the loader's in laying out an object.
      var laysOut: Bool {
        switch self {
        case .reservation, .text, .readOnlyData, .data, .zeroed, .hole, .relro, .protection: true
        case .partUnload: true
        case .wholeUnload, .moved, .anonymous, .other: false
        }
      }
    }
  }

  /// An munmap of a range of which nothing was known: its address and its unrounded length.
  struct UnknownUnmap: Sendable, BitwiseCopyable {
    var at: Moment
    var start: UInt64
    var length: UInt64
  }

  /// How many calls are kept from before the first request or unloading: the start of some hundred
  /// objects.
  static let mostLayout = 4096
  /// How many events, loads and marks of each kind are kept for a process.
  static let mostEvents = 100_000
  /// How many loads of files that are no code, and how many writes and opens that failed.
  static let mostAsides = 20_000

  /// The loads that ended, in the order of their ends.
  var ended: [Load] = []
  /// Fingerprints of the names of their files, without folders.
  var endedNames: Set<Int> = []
  /// The loads that live at the end of the process or of the log.
  var live: [Load] = []
  /// What happened to the process.
  var marks: [Mark] = []
  /// The last request to reload.
  private(set) var lastTrigger: Mark?
  /// The calls, from the first trigger or unloading on.
  var events: [Event] = []
  /// The calls that laid out the loads before `events` begins: the first of them.
  private(set) var layout: [Event] = []
  /// Whether there were more of them than are kept.
  private(set) var layoutIsFull = false
  /// How many marks are messages and opens that failed, and how many loads are of no code.
  private var asides = 0
  private var endedData = 0
  /// What was forgotten to make room.
  private(set) var forgotten = ForgottenCalls()
  /// How many things found no room since it was last made, and how many have to before it is made again.
  private var refusals = 0
  private var mostRefusals = 0
  /// How often in a row next to no room could be made.
  private var vainAttempts = 0
  /// How often a request is taken as a sign that there may be room again: to look for it takes its time.
  private static let mostVainAttempts = 50
  /// How many further calls and loads were left out, and the lines of the first of them.
  private var leftOutCount = 0
  private var leftOutOrders: [UInt32] = []
  /// Of how many of them the lines are kept: twenty processes at most reach their own limit before that of
  /// all is reached.
  static let mostLeftOutOrders = 1 << 18
  /// The end of the first load of code that was left out: what was mapped before it is known no more.
  private(set) var firstLeftOut: Moment?
  /// Unmappings of what was mapped before the log began.
  var unknownUnmaps: [UnknownUnmap] = []
  /// Where the lowest page of a load moved to, in order.
  var rebased: [(load: LoadID, at: Moment, before: UInt64, base: UInt64)] = []
  /// Which objects the stack frames of the process name.
  var sightings = Sightings()
  /// Who made a call that loaded or unloaded, by the order of the call.
  var callers: [Int: Caller] = [:]
  /// Opens of a file whose load lives, which were closed without mapping anything.
  var reopened: [Reopening] = []
  /// What was opened last and not mapped.
  var tried = TriedFiles()
  /// How much was mapped at requests and at the beginnings of unloading.
  var samples: [MemorySample] = []
  /// Whether something was loaded since the last sample.
  var hasLoadedSinceSample = true
  /// Whether events are recorded.
  var recordsEvents = false
  /// Whether something was loaded, unloaded, or a reload was asked for.
  var isOfInterest = false

  /// Where the process ended, if it did.
  var death: Moment? { marks.last(where: \.isEnd)?.at }

  /// Adds a call; false at the limit.
  mutating func append(_ event: Event, _ limits: Limits) -> Bool {
    guard events.count < limits.events else {
      leaveOut(at: event.at.order)
      return false
    }
    events.append(event)
    return true
  }

  /// Adds a call that laid out a load before `events` begins; false at the limit.
  mutating func appendLayout(_ event: Event) -> Bool {
    guard layout.count < Self.mostLayout else {
      layoutIsFull = true
      return false
    }
    layout.append(event)
    return true
  }

  /// Adds a mark; false at the limit.
  mutating func append(_ mark: Mark, _ limits: Limits) -> Bool {
    if mark.isAside {
      guard asides < limits.asides else { return false }
      asides += 1
    } else if marks.count - asides >= limits.events {
      // Of requests that nothing followed the last is the one that matters.
      if case .trigger = mark.kind, case .trigger? = marks.last?.kind {
        marks[marks.count - 1] = mark
        lastTrigger = mark
      }
      return false
    }
    switch mark.kind {
    case .trigger:
      lastTrigger = mark
      expectRoom()
    case .terminate: expectRoom()
    default: break
    }
    marks.append(mark)
    return true
  }

  /// Whether there is no room for a load that ended.
  ///
  /// Inlined: a method of a history would be handed a copy of it.
  @inline(__always)
  func isFull(of load: Load, _ limits: Limits) -> Bool {
    load.traits.contains(.executable)
      ? ended.count - endedData >= limits.events : endedData >= limits.asides
  }

  /// Adds a load that ended; false at the limit.
  mutating func end(_ load: Load, _ limits: Limits) -> Bool {
    guard !isFull(of: load, limits) else {
      leaveOut(load)
      return false
    }
    if !load.traits.contains(.executable) { endedData += 1 }
    ended.append(load)
    return true
  }

  // MARK: Making room

  /// Whether it is time to make room for something that finds none: not each time, for all is looked at.
  var mayMakeRoom: Bool { refusals >= mostRefusals }

  /// Takes that what was before is over with a request: there may be room to make again.
  private mutating func expectRoom() {
    if vainAttempts < Self.mostVainAttempts { mostRefusals = 0 }
  }

  /// Takes that something finds no room, and that none was made for it.
  mutating func noteRefusal() { refusals += 1 }

  /// Forgets what no reload is near, to make room for what follows.
  ///
  /// - Parameters:
  ///   - quiet: which stretches no reload is near.
  ///   - limits: how much is kept.
  /// - Returns: How many calls, loads and marks were forgotten, and how many of the calls are about data files
  ///   or are messages.
  mutating func makeRoom(_ quiet: QuietGaps, _ limits: Limits) -> (all: Int, listed: Int) {
    let before = entryCount
    var listed = 0
    var gone = ForgottenCalls()
    events.removeAll { event in
      guard event.isAnonymous || quiet.isData(event.load),
        let step = quiet.step(before: event.at)
      else { return false }
      if !event.isAnonymous { listed += 1 }
      gone.add(event.at.order, behind: step)
      return true
    }
    // The calls of such a load are among those that were forgotten.
    ended.removeAll { load in
      guard quiet.isData(load.id), let step = quiet.step(before: load.began),
        quiet.step(before: load.ended) == step
      else { return false }
      if !load.traits.contains(.executable) { endedData -= 1 }
      return true
    }
    var last = 0
    var kept = 0
    marks.removeAll { mark in
      guard mark.isAside, let step = quiet.step(before: mark.at) else { return false }
      // What a loader says first behind a reload may be of it.
      kept = step == last ? kept + 1 : 1
      last = step
      if kept <= QuietGaps.mostSayings { return false }
      asides -= 1
      listed += 1
      gone.add(mark.at.order, behind: step)
      return true
    }
    forgotten.add(gone)
    refusals = 0
    let count = before - entryCount
    let isVain = count < limits.asides / 2
    mostRefusals = isVain ? limits.asides / 2 : 0
    vainAttempts = isVain ? vainAttempts + 1 : 0
    return (count, listed)
  }

  /// Takes that a load that ended is not kept.
  mutating func leaveOut(_ load: Load, keepsLine: Bool = true) {
    leaveOut(at: load.ended.order, keepsLine: keepsLine)
    if load.traits.contains(.executable) { firstLeftOut = firstLeftOut ?? load.ended }
  }

  /// Takes that a call at the line `order` is not kept, and which line that is.
  mutating func leaveOut(at order: Int, keepsLine: Bool = true) {
    leftOutCount += 1
    if keepsLine, leftOutOrders.count < Self.mostLeftOutOrders {
      leftOutOrders.append(UInt32(clamping: order))
    }
  }

  /// How many calls and loads behind the line `from`, up to the line `to`, were left out; one at least
  /// where so many were that not all lines are kept.
  func leftOutCount(from: Int, to: Int) -> Int {
    let forgotten = forgotten.count(from: from, to: to)
    guard leftOutCount > 0 else { return forgotten }
    let start = leftOutOrders.partition { $0 > from }
    let end = leftOutOrders.partition { $0 > to }
    let isBeyond = leftOutCount > leftOutOrders.count && end == leftOutOrders.count
    return max(end - start, isBeyond ? 1 : 0) + forgotten
  }

  /// A number that grows with each unloading and with each thing that happened to the process.
  var epoch: Int { ended.count + unknownUnmaps.count + marks.count }

  /// How many entries count against the limit of all processes.
  var entryCount: Int {
    ended.count + marks.count + events.count + layout.count + reopened.count + callers.count
  }
}

/// What happened in one process that a report may speak of.
struct ProcessHistory: Sendable {
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

  /// How many of a kind are kept: those that may belong to a reload, and those that do not.
  private struct Places: Sendable {
    var near = 0
    var quiet = 0
    var all: Int { near + quiet }

    /// Counts one more; false at the limit.
    mutating func add(isQuiet: Bool) -> Bool {
      guard (isQuiet ? quiet : near) < ProcessHistory.mostAsides else { return false }
      if isQuiet { quiet += 1 } else { near += 1 }
      return true
    }
  }

  /// How many calls are kept from before the first request or unloading: the start of some hundred
  /// objects.
  static let mostLayout = 4096
  /// How many events, loads and marks of each kind are kept for a process.
  static let mostEvents = 100_000
  /// How many of them what it wrote and failed to open may be, and loads of files that are no code.
  ///
  /// Neither may take the place of requests and of objects. As many again may be those that no reload is
  /// near (`ReloadSteps`): they take no place of a reload's.
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
  /// How many marks are messages and opens that failed, how many loads are of no code, and how many calls
  /// are about a load while no reload is near.
  private var asides = Places()
  private var endedData = Places()
  private var quietEvents = 0
  /// What may belong to a reload.
  private(set) var steps = ReloadSteps()
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
  private(set) var reopened: [Reopening] = []
  private var quietReopened = 0
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

  // MARK: What belongs to a reload

  /// Takes a step of which a reload may be made: call it before what it is gets added.
  ///
  /// - Returns: How many calls about anonymous memory are forgotten, because they belonged to none; and, where
  ///   what was before goes on, how many calls are missing of it.
  mutating func take(
    _ step: ReloadSteps.Step, at moment: Moment
  ) -> (forgotten: Int, missing: Int, ofQuiet: Int) {
    defer { steps.restart(at: moment, eventCount: events.count) }
    if steps.isOver(by: step, at: moment) {
      let count = events.count
      guard count > steps.eventCount else { return (0, 0, 0) }
      let others = events[steps.eventCount...].filter { !$0.isAnonymous }
      events.replaceSubrange(steps.eventCount..., with: others)
      return (count - events.count, 0, 0)
    }
    // Where they were is not kept: that they are missing is told of what goes on here.
    let missing = steps.anonymousLeftOut + steps.quietLeftOut
    for _ in 0..<missing { leaveOut(at: moment.order - 1) }
    return (0, missing, steps.quietLeftOut)
  }

  // MARK: Keeping

  /// What became of a call.
  enum Kept: Sendable {
    case kept
    /// It belongs to no reload, as far as is known.
    case passedOver
    case leftOut
  }

  /// Adds a call.
  ///
  /// - Parameters:
  ///   - event: the call.
  ///   - isQuiet: whether no reload is near.
  ///   - isAskedFor: whether a stretch of the log was asked for, with all that is in it.
  /// - Returns: Whether it is kept.
  mutating func append(_ event: Event, isQuiet: Bool, isAskedFor: Bool) -> Kept {
    let isFull = events.count >= Self.mostEvents
    if event.isAnonymous, !isAskedFor {
      let waiting = events.count - steps.eventCount
      if isFull || isQuiet && waiting >= ReloadSteps.mostWaiting {
        steps.leaveOut(isAnonymous: true)
        return .passedOver
      }
    } else if isQuiet {
      // A load of data is an mmap and an munmap.
      if isFull || quietEvents >= 2 * Self.mostAsides {
        steps.leaveOut(isAnonymous: false)
        return .leftOut
      }
      quietEvents += 1
    } else if isFull {
      leaveOut(at: event.at.order)
      return .leftOut
    }
    events.append(event)
    return .kept
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

  /// Adds a mark.
  ///
  /// - Parameters:
  ///   - mark: what happened.
  ///   - isQuiet: whether no reload is near.
  /// - Returns: Whether it is kept: not at the limit.
  mutating func append(_ mark: Mark, isQuiet: Bool) -> Bool {
    switch mark.kind {
    case .message, .openFailed:
      guard asides.add(isQuiet: isQuiet) else { return false }
    default:
      guard marks.count - asides.all < Self.mostEvents else {
        // Of requests that nothing followed the last is the one that matters.
        if case .trigger = mark.kind, case .trigger? = marks.last?.kind {
          marks[marks.count - 1] = mark
          lastTrigger = mark
        }
        return false
      }
    }
    if case .trigger = mark.kind { lastTrigger = mark }
    marks.append(mark)
    return true
  }

  /// Adds a load that ended.
  ///
  /// - Parameters:
  ///   - load: the load.
  ///   - isQuiet: whether no reload was near, from its beginning to its end.
  /// - Returns: Whether it is kept: not at the limit.
  mutating func end(_ load: Load, isQuiet: Bool) -> Bool {
    let isCode = load.traits.contains(.executable)
    let isKept =
      isCode ? ended.count - endedData.all < Self.mostEvents : endedData.add(isQuiet: isQuiet)
    if isKept {
      ended.append(load)
    } else if isQuiet {
      steps.leaveOut(isAnonymous: false)
    } else {
      leaveOut(load)
    }
    return isKept
  }

  /// Adds an open of a file whose load lives; not at the limit.
  mutating func append(_ reopening: Reopening, isQuiet: Bool) -> Bool {
    guard reopened.count < Self.mostEvents, !isQuiet || quietReopened < Self.mostAsides else {
      return false
    }
    if isQuiet { quietReopened += 1 }
    reopened.append(reopening)
    return true
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
    guard leftOutCount > 0 else { return 0 }
    let start = leftOutOrders.partition { $0 > from }
    let end = leftOutOrders.partition { $0 > to }
    let isBeyond = leftOutCount > leftOutOrders.count && end == leftOutOrders.count
    return max(end - start, isBeyond ? 1 : 0)
  }

  /// A number that grows with each unloading and with each thing that happened to the process.
  var epoch: Int { ended.count + unknownUnmaps.count + marks.count }

  /// How many entries count against the limit of all processes.
  var entryCount: Int {
    ended.count + marks.count + events.count + layout.count + reopened.count + callers.count
  }
}

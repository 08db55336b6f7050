/// Finds the reloads of a process: where they begin, where they end, and of what kind they are.
///
/// A window opens at the unloading of an object that was loaded before, or at the first load after
/// a request; it goes on through the loading and includes a failed attempt.
struct WindowFinder {
  /// How many windows of a process are reported at most; one more is found, to tell that there are more.
  static let most = 10_000

  /// What happened; loads and marks by their numbers in the timeline, for they are large.
  private enum Item {
    case load(Int)
    case unload(Int)
    case unknownUnload(Moment)
    case completed(Moment)
    case mark(Int)
  }

  private let timeline: ProcessTimeline
  private let facts: LogFacts
  /// Windows that begin before this line are not wanted, and do not count.
  private let bound: Int
  private var windows: [Window] = []
  /// How many of the first `most` are cycles.
  private var cycles = 0
  private var open: Window?
  /// The objects that were unloaded in the open window, by what is the same in all versions of their
  /// names, and whether one of them, or of those that nothing names, was loaded again.
  private var unloaded: Set<TraceText> = []
  private var unloadsUnknown = false
  private var loadsAgain = false
  private var trigger: ProcessHistory.Mark?
  private var children: (first: Moment, last: Moment)?
  private var isEnding = false
  /// Where the loader said why it ends the process.
  private var fatal: Moment?

  private init(_ timeline: ProcessTimeline, _ facts: LogFacts, from bound: Int) {
    self.timeline = timeline
    self.facts = facts
    self.bound = bound
  }

  /// The windows of a process that begin behind the line `bound`, in order.
  static func windows(
    of timeline: ProcessTimeline, facts: LogFacts, from bound: Int = 0
  ) -> [Window] {
    var finder = WindowFinder(timeline, facts, from: bound)
    for (_, item) in finder.items() { finder.take(item) }
    finder.closeAtEnd()
    finder.handOver()
    return finder.windows
  }

  // MARK: Events in order

  private func items() -> [(order: Int, item: Item)] {
    var items: [(order: Int, rank: Int, item: Item)] = []
    let birth = timeline.process.born.order
    for (index, load) in timeline.loads.enumerated() where timeline.isCode(load) {
      if load.began.order > birth, !load.traits.contains(.fromSnapshot) {
        items.append((load.began.order, 2, .load(index)))
        if load.completed.order > 0 {
          items.append((load.completed.order, 2, .completed(load.completed)))
        }
      }
      if load.end == .unmapped { items.append((load.ended.order, 1, .unload(index))) }
    }
    for unmap in timeline.process.history.unknownUnmaps
    where unmap.length % facts.pageSize != 0 {
      // ld.so unmaps with the unrounded length of the extent; whole pages are of something else.
      items.append((unmap.at.order, 1, .unknownUnload(unmap.at)))
    }
    for (index, mark) in timeline.process.history.marks.enumerated() {
      items.append((mark.at.order, 0, .mark(index)))
    }
    return items.sorted { ($0.order, $0.rank) < ($1.order, $1.rank) }
      .map { (order: $0.order, item: $0.item) }
  }

  private mutating func take(_ item: Item) {
    switch item {
    case .load(let index):
      let load = timeline.loads[index]
      endIfQuiet(before: load.began)
      if open == nil, trigger != nil { begin(at: load.began, as: .handover) }
      open?.loads = true
      if open != nil, unloadsUnknown || unloaded.contains(name(of: load)) { loadsAgain = true }
      extend(to: load.began)
    case .completed(let moment):
      extend(to: moment)
    case .unload(let index):
      let load = timeline.loads[index]
      endIfQuiet(before: load.ended)
      takeUnload(load)
    case .unknownUnload(let moment):
      endIfQuiet(before: moment)
      if open == nil { begin(at: moment, as: trigger == nil ? .cycle : .inPlace) }
      open?.unloads = true
      unloadsUnknown = true
      extend(to: moment)
    case .mark(let index): take(timeline.process.history.marks[index])
    }
  }

  /// The name of an object up to its `.so`, without its folder: it may come back by a link's name, or as
  /// another version.
  private func name(of load: Load) -> TraceText {
    let name = facts.backings[load.backing].path.lastComponent.bytes
    let end = name.span.find(".so", in: 0..<name.count)
    return TraceText(bytes: Array(name[..<(end ?? name.endIndex)]))
  }

  private mutating func takeUnload(_ load: Load) {
    if let window = open, load.began.order > window.from, load.isComplete, window.unloads {
      close("an object that had come back is unloaded again")
    }
    let wasThere = load.isComplete || load.began.order <= (trigger?.at.order ?? 0)
    let isFailure = !wasThere && facts.showsProtects
    if open == nil {
      guard !isFailure || trigger != nil else { return }
      begin(at: load.ended, as: trigger == nil ? .cycle : .inPlace)
    }
    if isFailure, load.began.order > (open?.from ?? 0) { open?.givesUp = true }
    if load.began.order <= (open?.from ?? 0) {
      open?.unloads = true
      unloaded.insert(name(of: load))
      if open?.kind == .handover { open?.kind = .inPlace }
    }
    extend(to: load.ended)
  }

  private mutating func take(_ mark: ProcessHistory.Mark) {
    switch mark.kind {
    case .trigger(let signal, let sender):
      // A daemon that sends the signal on to its own group gets it back: no second request.
      if sender == timeline.process.pid, case .trigger(signal, let first)? = trigger?.kind,
        first != sender
      {
        return
      }
      close("the next request comes", at: mark.at)
      handOver()
      trigger = mark
      children = nil
      isEnding = false
    case .terminate(let signal, _):
      close("\(signal) asks the process to end", at: mark.at)
      handOver()
      trigger = nil
      isEnding = true
    case .execve:
      if open == nil, trigger != nil { begin(at: mark.at, as: .reexec) }
      if open?.trigger != nil {
        open?.kind = .reexec
        open?.unloads = true
        extend(to: mark.at)
      } else {
        close("execve", at: mark.at)
      }
    case .spawned(_, let last):
      guard let asked = trigger ?? open?.trigger, !QuietStretch.lies(from: asked.at, to: mark.at)
      else {
        return
      }
      let latest = QuietStretch.lies(from: asked.at, to: last) ? mark.at : last
      children = (first: children?.first ?? mark.at, last: latest)
    case .exited, .killed:
      takeEnd(mark)
    case .openFailed:
      open?.tries = true
    case .message(let written):
      if LoaderMessage.isFatal(written.text) { fatal = mark.at }
    }
  }

  /// The process ends: what it unloads on the way out is no reload of its own.
  private mutating func takeEnd(_ mark: ProcessHistory.Mark) {
    let reason: String
    if case .killed(let signal) = mark.kind {
      reason = "the process is killed by \(signal)"
      if Self.faults.contains(signal) { crash(at: mark.at) }
    } else {
      reason = "the process exits"
      if mark.kind == .exited(status: LoaderMessage.fatalStatus), let fatal,
        !QuietStretch.lies(from: fatal, to: mark.at)
      {
        crash(at: mark.at)
      }
    }
    if let last = open, !last.loads, !last.tries, !last.crashes, last.trigger != nil,
      last.kind == .inPlace
    {
      open = nil
    }
    close(reason, at: mark.at)
    if case .killed = mark.kind {} else { children = nil }
    handOver()
    trigger = nil
  }

  /// The signals that a process gets for what it does itself (signal(7)); SIGABRT is of abort(3).
  private static let faults: Set = [
    "SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE", "SIGSYS", "SIGTRAP",
  ]

  /// A process that falls over what it was asked for has reloaded, and failed, even where nothing had
  /// been unloaded by then, as far as times show that it was then.
  private mutating func crash(at moment: Moment) {
    guard let asked = trigger ?? open?.trigger, children == nil,
      !QuietStretch.lies(from: open?.end ?? asked.at, to: moment)
    else { return }
    if open == nil {
      guard asked.at.time != nil, moment.time != nil else { return }
      begin(at: asked.at, as: .inPlace)
    }
    extend(to: moment)
    open?.crashes = true
  }

  // MARK: Windows

  private mutating func begin(at moment: Moment, as kind: ReloadReport.Kind) {
    open = Window(
      kind: kind, trigger: trigger, start: moment, end: moment, from: moment.order - 1,
      to: moment.order)
    unloaded = []
    (unloadsUnknown, loadsAgain) = (false, false)
    trigger = nil
  }

  private mutating func extend(to moment: Moment) {
    guard open != nil else { return }
    open?.end = moment
    open?.to = moment.order
  }

  private mutating func endIfQuiet(before moment: Moment) {
    guard let window = open, QuietStretch.lies(from: window.end, to: moment) else { return }
    close("\(QuietStretch.seconds) s without a load or an unload")
  }

  private mutating func closeAtEnd() {
    guard let window = open else { return }
    let isQuietAfter = facts.last.map { QuietStretch.lies(from: window.end, to: $0) } ?? true
    open?.isCutShort = !timeline.process.isOver && !isQuietAfter && !facts.restsAtEnd
    close("the log ends")
  }

  private mutating func close(_ reason: String, at cause: Moment? = nil) {
    guard var window = open else { return }
    open = nil
    window.endReason = reason
    window.endCause = cause
    switch window.kind {
    case .cycle:
      // What was unloaded and what was loaded may have nothing to do with each other.
      guard window.loads, loadsAgain || window.givesUp else {
        takeBack(window)
        return
      }
    case .handover:
      // Only loads after a request: a hand-over if new children follow; where one was given up, a
      // reload that failed before anything of its own was left to unload; else nothing.
      guard children != nil || window.givesUp || window.crashes else {
        trigger = trigger ?? window.trigger
        return
      }
      // What loads something itself is reloaded in place, whoever else goes on.
      window.kind = .inPlace
    case .inPlace:
      guard window.loads || window.tries || window.crashes || !isEnding else { return }
    case .reexec, .window:
      break
    }
    children = nil
    add(window)
  }

  private mutating func add(_ window: Window) {
    guard window.from >= bound else { return }
    if windows.count >= Self.most, window.kind != .cycle, cycles > 0,
      let place = windows[..<Self.most].lastIndex(where: { $0.kind == .cycle })
    {
      // Of too many a reload that was asked for comes before what is loaded and unloaded all the time.
      let cycle = windows.remove(at: place)
      cycles -= 1
      windows.insert(window, at: Self.most - 1)
      if windows.count == Self.most { windows.append(cycle) }
    } else if windows.count <= Self.most {
      if window.kind == .cycle, windows.count < Self.most { cycles += 1 }
      windows.append(window)
    }
  }

  /// Unloading with nothing loaded afterwards: soon after a reload it is a part of it, for what had
  /// come back is taken down because the process gives up; else it is no reload.
  private mutating func takeBack(_ window: Window) {
    if var before = windows.last, !isEnding, !QuietStretch.lies(from: before.end, to: window.start)
    {
      before.end = window.end
      before.to = window.to
      before.endReason = window.endReason
      before.endCause = window.endCause
      windows[windows.count - 1] = before
    }
  }

  /// A request after which nothing was unloaded, but children were made.
  private mutating func handOver() {
    defer { children = nil }
    guard let asked = trigger, let made = children,
      case .trigger(let signal, _) = asked.kind, signal != "SIGWINCH"
    else { return }
    trigger = nil
    add(
      Window(
        kind: .handover, trigger: asked, start: made.first, end: made.last,
        endReason: "the last new child", from: asked.at.order - 1, to: made.last.order))
  }
}

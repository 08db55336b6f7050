/// Builds the report of a log out of what its pass left.
struct ReportBuilder {
  let run: TraceRun
  let options: AnalysisOptions
  var facts: LogFacts
  private let succession: Succession
  private let restarts: Restarts
  /// What loaders told under LD_DEBUG.
  private let witness: LoaderWitness
  /// The objects that the report is asked for.
  let selection: ObjectSelection
  var world: World { _read { yield run.sequencer.world } }

  init(_ run: TraceRun, options: AnalysisOptions, facts: LogFacts) {
    self.run = run
    self.options = options
    self.facts = facts
    succession = Succession(run.sequencer.world, facts)
    restarts = Restarts(run.sequencer.world)
    selection = ObjectSelection(options.objectPatterns)
    witness = LoaderWitness(facts.loaderLogs)
  }

  /// The report.
  func report(snapshot: SnapshotSummary?, trace: TraceSummary) throws(TraceError) -> Report {
    let chosen = try chosenProcesses()
    var reports: [ProcessReport] = []
    for index in chosen {
      if !reports.isEmpty { options.progress?(run.finalProgress) }
      reports.append(process(index))
    }
    // Those that were left out at a limit are told of by themselves.
    let leftOut = options.pid == nil ? world.leftOut.processes : 0
    var report = Report(
      trace: trace, snapshot: snapshot, processes: reports,
      otherProcessCount: world.tracedCount - leftOut
        - chosen.count { world.processes[$0].isTraced })
    report.isOfSome = options.pid != nil || options.from != nil && options.to != nil
    if reports.contains(where: \.hasMoreReloads) {
      report.trace.diagnostics.append(
        Diagnostic(
          message: "only the first \(WindowFinder.most) reloads of a process are reported, those "
            + "that were asked for before cycles: --from tells those behind a line or a time"))
    }
    for log in facts.loaderLogs where log.leftOut > 0 {
      report.trace.diagnostics.append(
        Diagnostic(
          file: log.summary.file,
          message: "\(log.leftOut) lines of the loader's log are beyond what is kept of one, and "
            + "not reported"))
    }
    forecast(&report)
    report.loaderLogs = facts.loaderLogs.map(\.summary)
    report.findings = StrayErrors(witness, snapshot: world.usedSnapshot).findings(
      besides: report)
    report.findings += reports.compactMap(\.staleFinding)
    report.notices = notices(reports)
    verify(&report)
    return report
  }

  /// The processes of which something is to be said.
  private func chosenProcesses() throws(TraceError) -> [Int] {
    guard let pid = options.pid else {
      // A place may have been another process's before.
      return MainProcess.order(world, restarts).filter { absence(world.processes[$0]) == nil }
    }
    guard let wanted = Int32(exactly: pid), let index = world.process(wanted) else {
      throw .noSuchProcess(
        pid: pid, present: world.presentPIDs)
    }
    return [index]
  }

  // MARK: A process

  private func process(_ index: Int) -> ProcessReport {
    let process = world.processes[index]
    let loads =
      process.isOver ? process.history.live : Array(world.spaces[process.space].loads.live.values)
    let timeline = ProcessTimeline(process, live: loads, facts: facts)
    let names = matcher(timeline)
    let found = self.windows(timeline)
    let windows = Array(found.prefix(WindowFinder.most))
    let context = Context(
      names: names,
      view: LoaderView(
        timeline, facts: facts, snapshot: index == world.root ? world.usedSnapshot : nil),
      loader: LoaderStory(
        witness, of: process, timeline, windows, names, facts: facts, options: options),
      sizes: facts.reference == nil ? [:] : timeline.sizes(facts),
      extents: process.history.unknownUnmaps.isEmpty ? [:] : ExtentMatch.extents(timeline, facts),
      firstLoads: Witnesses.firstLoads(timeline, facts), formerNames: formerNames(timeline))
    var report = ProcessReport(
      pid: pid(process), executable: process.executable.map { TraceText(bytes: $0) })
    report.isFirst = index == world.root ?? index
    report.hasMoreReloads = found.count > windows.count
    report.marks = marks(process)
    var unnamed = UnnamedUnmaps(process.history.unknownUnmaps, pageSize: facts.pageSize)
    for (number, window) in windows.enumerated() {
      if number > 0 { options.progress?(run.finalProgress) }
      let next = number + 1 < windows.count ? windows[number + 1].from : .max
      report.reloads.append(
        reload(
          window, number: number + 1, timeline, context, next: next, unnamed: &unnamed))
    }
    let live = process.isOver ? nil : world.spaces[process.space]
    Comparisons(
      timeline: timeline, facts: facts,
      last: live.flatMap { state in run.parser.last.map { world.measure(state, at: $0) } }
    ).add(to: &report.reloads, windows)
    report.unnamedOrigin = facts.originOfUnknown
    report.unnamedUnmaps = unnamed.rest.map { unmap in
      EventReport(
        instant: facts.instant(unmap.at), call: "munmap", object: nil, base: unmap.start,
        size: unmap.length,
        note: facts.originOfUnknown + ": "
          + (facts.reference?.words(unmap.length) ?? "nothing shows what it was"))
    }
    if !report.reloads.contains(where: { $0.kind != .cycle }) {
      let reason = NoReload(
        timeline: timeline, world: world, facts: facts, process: index, restarts: restarts)
      report.noReload =
        absence(process).map { "no reload: " + $0 }
        ?? reason.sentence(
          hasCycles: !windows.isEmpty, hasFailed: report.reloads.contains(where: \.failed))
      report.noReloadEvidence = reason.evidence
      if let words = noneThere(timeline, isAny: !windows.isEmpty) {
        report.noReload = words
        report.noReloadEvidence = []
      }
      report.staleFinding = reason.staleFinding(index == world.root ? world.usedSnapshot : nil)
    }
    report.loads = self.loads(timeline, names, context.view)
    if options.tellsLoads, report.reloads.isEmpty {
      report.events =
        EventWords(timeline: timeline, facts: facts, names: names, selection: selection).events()
    }
    if let wanted = options.reload {
      let count = report.reloads.count
      report.reloads = report.reloads.filter { $0.index == wanted }
      report.reloadsLeftOut = count - report.reloads.count
    }
    return report
  }

  /// The names of the files of all loads, for what loaders wrote; none where they wrote nothing.
  private func formerNames(_ timeline: ProcessTimeline) -> [TraceText: Int] {
    guard
      timeline.process.history.marks.contains(where: { mark in
        if case .message = mark.kind { return true }
        return false
      })
    else { return [:] }
    var first: [TraceText: Int] = [:]
    for load in timeline.loads {
      let name = facts.backings[load.backing].path.lastComponent
      first[name] = min(first[name] ?? .max, load.began.order)
    }
    return first
  }

  private func pid(_ process: ProcessState) -> Int? {
    if let pid = options.pid { return pid }
    return process.pid == 0 ? nil : Int(process.pid)
  }

  /// Links are followed by name only where the log has no `-y` and a snapshot knows files.
  private func matcher(_ timeline: ProcessTimeline) -> NameMatcher {
    let isShort = world.usedSnapshot?.unknowns.contains(.folders) ?? false
    guard !facts.hasResolvedNames || isShort else { return NameMatcher() }
    var opened: Set<TraceText> = []
    var known: Set<TraceText> = []
    for load in timeline.loads {
      let path = facts.backings[load.backing].path
      if load.traits.contains(.fromSnapshot) { known.insert(path) } else { opened.insert(path) }
    }
    for sighting in timeline.process.history.sightings.all { known.insert(sighting.path) }
    var matcher =
      facts.hasResolvedNames ? NameMatcher() : NameMatcher(opened: opened, known: known)
    if isShort {
      matcher.add(short: known.filter { !$0.isAbsolute }, full: opened.union(known))
    }
    return matcher
  }

  // MARK: A reload

  /// What is known of a process besides its timeline.
  private struct Context {
    var names: NameMatcher
    var view: LoaderView
    var loader: LoaderStory
    var sizes: [TraceText: Set<UInt64>]
    var extents: [UInt64: Set<TraceText>]
    var firstLoads: [TraceText: Int]
    /// The names of the files of all that was ever mapped, with the line of the first load.
    var formerNames: [TraceText: Int]
  }

  private func reload(
    _ window: Window, number: Int, _ timeline: ProcessTimeline, _ context: Context,
    next: Int, unnamed: inout UnnamedUnmaps
  ) -> ReloadReport {
    let names = context.names
    var objects = timeline.objects(in: window, facts: facts, names: names)
    let unnamedLoads = UnnamedLoads.assign(&objects, timeline, window)
    let unmatched = ExtentMatch.match(
      &objects, timeline, window, extents: context.extents, facts: facts)
    let nameless =
      facts.reference?.match(unmatched, &objects, sizes: context.sizes) ?? unmatched
    unnamed.advance(through: window, nameless: nameless)
    let namelessCode = nameless.filter(unnamed.isOfCode)
    let knowsBefore = (timeline.process.knownFrom ?? .max) <= window.from
    if !knowsBefore {
      Witnesses(
        timeline: timeline, facts: facts, window: window, unnamedOrders: unnamed.ordersOfCode,
        firstLoads: context.firstLoads
      ).add(to: &objects)
    }
    Images(timeline: timeline, facts: facts, window: window).add(to: &objects)
    // Where loads were left out at a limit, what seems new may have been there.
    let isWhole = timeline.process.history.firstLeftOut.map { $0.order > window.to } ?? true
    let judge = FateJudge(
      timeline: timeline, facts: facts, window: window, next: next, view: context.view,
      knowsBefore: knowsBefore && unnamedLoads.gone.isEmpty && isWhole,
      unmatchedUnmaps: unmatched.count + unnamedLoads.gone.count + (isWhole ? 0 : 1))
    let complaints = self.complaints(timeline, window, next: next)
    var reports = sorted(objects.map { judge.report($0) })
    let objectNames = NameIndex(reports.map(\.path))
    let steps = context.loader.steps(number - 1, names: objectNames)
    LoaderNaming(complaints, steps, facts: facts).confirm(&reports)
    AskedAgain(timeline: timeline, facts: facts, window: window).add(to: &reports, names)
    for index in reports.indices where reports[index].isStaleSurvivor {
      reports[index].holders = succession.holders(of: reports[index].loadNumbers)
    }
    let rules = FindingRules(
      timeline: timeline, facts: facts, window: window, objects: reports,
      complaints: complaints, loader: context.loader.account(number - 1),
      knowsBefore: knowsBefore, unnamedUnmaps: namelessCode,
      formerNames: context.formerNames, names: objectNames)
    let words = EventWords(timeline: timeline, facts: facts, names: names, selection: selection)
    let leftOut = timeline.process.history.leftOutCount(from: window.from, to: window.to)
    var reload = ReloadReport(
      index: number, kind: window.kind, trigger: trigger(window),
      start: facts.instant(window.start), end: facts.instant(window.end),
      endReason: endReason(window, reports), isCutShort: window.isCutShort, objects: reports,
      findings: rules.findings(),
      events: words.events(in: window, listsAnonymous: options.listsAnonymous),
      eventsLeftOut: leftOut, loaderSteps: steps,
      anonymous: leftOut == 0 ? words.anonymous(in: window) : nil)
    reload.endCause = window.endCause.map { facts.instant($0) }
    reload.unnamedChanges =
      namelessCode.count + unnamedLoads.made.count + unnamedLoads.gone.count
    reload.successors = succession.successors(
      of: timeline, window, next: next)
    if reload.failed {
      reload.processEnd = rules.ending.map { facts.instant($0.at) }
      reload.processEndWords = rules.ending?.words ?? ""
    } else if window.kind == .handover || window.kind == .reexec {
      let last = timeline.process.history.marks.last
      reload.processEnd = last.flatMap { $0.isEnd ? facts.instant($0.at) : nil }
    }
    reload.execves = timeline.marks(from: window.from, to: window.to).compactMap { mark in
      if case .execve = mark.kind { return facts.instant(mark.at) }
      return nil
    }
    return reload
  }

  private func endReason(_ window: Window, _ objects: [ObjectReport]) -> String {
    let place = window.endCause.map { " (\(LineWords.place(facts.instant($0))))" } ?? ""
    guard window.isCutShort,
      objects.contains(where: { $0.fate == .unmapped && $0.kind == .sharedObject })
    else { return window.endReason + place }
    return window.endReason + place + ", and what is not back by then may have come later"
  }

  private func trigger(_ window: Window) -> Trigger? {
    guard let mark = window.trigger, case .trigger(let signal, let sender) = mark.kind else {
      return nil
    }
    return Trigger(
      signal: signal, instant: facts.instant(mark.at), senderPID: sender.map { Int($0) })
  }

  /// What a loader said and could not open, from the beginning of a window until the next request
  /// or window; an open that fails long behind it has nothing to do with it.
  private func complaints(
    _ timeline: ProcessTimeline, _ window: Window, next: Int
  ) -> [ProcessHistory.Mark] {
    var found: [ProcessHistory.Mark] = []
    for mark in timeline.marks(from: window.from, to: .max) {
      if mark.at.order > window.to, mark.at.order > next { break }
      if case .trigger = mark.kind, mark.at.order > window.to { break }
      switch mark.kind {
      case .message: found.append(mark)
      case .openFailed where !QuietStretch.lies(from: window.end, to: mark.at):
        found.append(mark)
      default: break
      }
    }
    return found
  }

  private func sorted(_ objects: [ObjectReport]) -> [ObjectReport] {
    let ranks: [Fate: Int] = [
      .failed: 0, .unmapped: 1, .duplicated: 2, .remapped: 3, .added: 4, .unknown: 5,
      .survived: 6, .transient: 7,
    ]
    // Keys are sorted, for an object is large.
    let order = objects.indices.map { index in
      (ranks[objects[index].fate] ?? 9, objects[index].wentAway?.line ?? 0, index)
    }.sorted { $0 < $1 }
    return order.map { objects[$0.2] }
  }

  /// Adds what the ELF files tell, and then leaves out the objects that were not asked for.
  private func forecast(_ report: inout Report) {
    var forecast = options.root.map {
      SymbolForecast(root: $0, pageSize: facts.pageSize, report: report)
    }
    for place in report.processes.indices {
      for index in report.processes[place].reloads.indices {
        forecast?.extend(&report.processes[place].reloads[index])
        let objects = report.processes[place].reloads[index].objects
        report.processes[place].reloads[index].objects = selected(objects)
        report.processes[place].reloads[index].isSelection = !selection.isEverything
      }
    }
    report.trace.diagnostics += forecast?.diagnostics ?? []
  }

  private func selected(_ objects: [ObjectReport]) -> [ObjectReport] {
    selection.isEverything ? objects : objects.filter { selection.contains($0.path) }
  }

  // MARK: Verification

  private func verify(_ report: inout Report) {
    if let file = facts.unownedSnapshot {
      var nobodys = Verification(pid: nil, file: file, ranges: 0)
      nobodys.impossible =
        "no process that lives at the end of the log has what it shows; name the one that it is of: "
        + "--maps-after PID=FILE"
      report.verification = nobodys
      return
    }
    guard let after = facts.after else { return }
    let index = world.process(facts.snapshotPID) ?? world.root ?? 0
    guard world.processes.indices.contains(index) else { return }
    let process = world.processes[index]
    let comparison = MapsComparison(
      process: process, world: world, facts: facts, snapshot: after)
    let verification = comparison.verification(
      pid: process.pid == 0 ? pid(process) : Int(process.pid))
    report.verification = verification
    guard !verification.agrees else { return }
    let finding = comparison.finding(verification)
    guard let place = report.processes.firstIndex(where: { $0.pid == verification.pid }),
      !report.processes[place].reloads.isEmpty
    else {
      report.findings.append(finding)
      return
    }
    let last = report.processes[place].reloads.count - 1
    let others = report.processes[place].reloads[last].findings
    report.processes[place].reloads[last].findings.insert(
      finding, at: others.firstIndex { $0.severity > finding.severity } ?? others.count)
  }
}

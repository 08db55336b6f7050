/// Puts the calls of a window into the words of a report.
struct EventWords {
  let timeline: ProcessTimeline
  let facts: LogFacts
  let names: NameMatcher
  /// The objects of which calls are told.
  let selection: ObjectSelection

  /// The calls of a window that concern objects, and all others on request.
  func events(in window: Window, listsAnonymous: Bool) -> [EventReport] {
    timeline.events(from: window.from, to: window.to).compactMap { event in
      report(event, listsAnonymous: listsAnonymous)
    }
  }

  /// The calls that laid out and took away objects, outside of any window.
  func events() -> [EventReport] {
    (timeline.process.history.layout + timeline.process.history.events).compactMap { event in
      report(event, listsAnonymous: false)
    }
  }

  private func report(_ event: ProcessHistory.Event, listsAnonymous: Bool) -> EventReport? {
    let backing = facts.backings[event.backing]
    let isObject = event.load != .none && !backing.isPathlessMemory
    guard isObject || listsAnonymous || event.what == .other else { return nil }
    let object = self.object(of: event, backing)
    guard selection.contains(object ?? TraceText(bytes: [])) else { return nil }
    let isMap = [.mmap, .mmap2, .old_mmap].contains(event.call)
    let isUnmap = event.what == .wholeUnload || event.what == .partUnload
    let isKnown = isMap || [.hole, .relro, .protection].contains(event.what)
    return EventReport(
      instant: facts.instant(event.at), call: event.call.name, object: object, base: event.base,
      size: event.size, note: note(event, backing), action: action(event),
      permissions: isObject && isKnown ? event.permissions.letters : nil,
      offset: isObject && isMap && event.what != .zeroed ? event.offset : nil,
      isFixed: event.isFixed, mappings: isUnmap ? Int(event.pieces) : nil)
  }

  private func action(_ event: ProcessHistory.Event) -> EventReport.Action {
    switch event.what {
    case .reservation: .reservation
    case .text: .text
    case .readOnlyData: .readOnlyData
    case .data: .data
    case .zeroed: .bss
    case .hole: .hole
    case .relro: .relro
    case .protection: .protection
    case .wholeUnload: .wholeUnload
    case .partUnload: .partUnload
    case .moved: .move
    case .anonymous: .anonymous
    case .other: .unknown
    }
  }

  private func object(of event: ProcessHistory.Event, _ backing: Backing) -> TraceText? {
    if let file = timeline.backing(of: event.load) {
      return names.resolved(file == event.backing ? backing.path : facts.backings[file].path)
    }
    return backing.kind == .anonymous ? nil : names.resolved(backing.path)
  }

  /// Anonymous memory that came and went in a window.
  func anonymous(in window: Window) -> AnonymousSummary {
    var summary = AnonymousSummary()
    for event in timeline.events(from: window.from, to: window.to)
    where event.what == .anonymous {
      if event.call == .munmap {
        summary.unmappedBytes &+= event.size
        summary.unmapCalls += 1
      } else if event.call != .brk {
        summary.mappedBytes &+= event.size
        summary.mapCalls += 1
      }
    }
    return summary
  }

  private func note(_ event: ProcessHistory.Event, _ backing: Backing) -> String {
    switch event.what {
    case .reservation: "first mapping, the whole extent"
    case .text: "text segment"
    case .readOnlyData: "read-only data segment"
    case .data: "data segment"
    case .zeroed: ".bss, zeroed memory behind the data"
    case .hole: "hole between the segments, no access"
    case .relro: "RELRO: relocated data made read-only, the load is complete"
    case .protection: "permissions changed"
    case .wholeUnload: "unmapped as a whole"
    case .partUnload: "a part unmapped"
    case .moved: "moved or resized"
    case .anonymous: backing.isPathlessMemory ? "shared memory" : "anonymous memory"
    case .other: facts.originOfUnknown + ": nothing shows what it was"
    }
  }
}

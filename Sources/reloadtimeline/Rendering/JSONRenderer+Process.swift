import TraceModel

extension JSONRenderer {
  /// Writes what one process did to its address space, in pieces.
  func write<Failure>(
    _ process: ProcessReport, to json: inout JSONWriter,
    _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try json.object { json throws(Failure) in
      json.member("pid", process.pid)
      json.member("executable", process.executable)
      try json.member("reloads", array: process.reloads) { json, reload throws(Failure) in
        self.write(reload, to: &json)
        if let piece = json.take() { try write(piece) }
      }
      json.member("noReload", process.noReload)
      json.member("marks", array: process.marks) { self.write($1, to: &$0) }
      try json.member("loads", array: process.loads) { json, load throws(Failure) in
        self.write(load, to: &json)
        if let piece = json.take() { try write(piece) }
      }
      json.member("unnamedUnmaps", array: process.unnamedUnmaps) { self.write($1, to: &$0) }
    }
  }

  /// Writes what happened to a process as a whole.
  func write(_ mark: ProcessMark, to json: inout JSONWriter) {
    json.object(.oneLine) { json in
      json.member("kind", mark.kind.rawValue)
      json.member("words", mark.words)
      json.members(of: mark.instant)
      json.member("senderPid", mark.senderPID)
    }
  }

  /// Writes a reload: its window, the fate of every object, and what follows.
  private func write(_ reload: ReloadReport, to json: inout JSONWriter) {
    json.object { json in
      members(of: reload, to: &json)
      json.member("objects", array: reload.objects.lazy.filter(isListed)) { write($1, to: &$0) }
      json.member("findings", array: reload.findings) { write($1, to: &$0) }
      json.member("events", array: reload.events) { write($1, to: &$0) }
      json.member("eventsLeftOut", reload.eventsLeftOut)
      if !reload.loaderSteps.isEmpty {
        json.member("loaderSteps", array: reload.loaderSteps) { write($1, to: &$0) }
      }
    }
  }

  /// Writes what is to be said of a reload as a whole into the object that is open.
  func members(of reload: ReloadReport, to json: inout JSONWriter) {
    json.member("index", reload.index)
    json.member("kind", reload.kind.rawValue)
    json.member("failed", reload.failed)
    json.member("verdict", reload.verdict)
    json.name("trigger")
    write(reload.trigger, to: &json)
    json.member("start", reload.start)
    json.member("end", reload.end)
    json.member("endReason", reload.endReason.orNil)
    json.member("cutShort", reload.isCutShort)
    json.member("phases", array: reload.phases) { json, phase in
      json.object(.oneLine) { json in
        json.member("kind", phase.kind.rawValue)
        json.member("from", phase.from)
        json.member("to", phase.to)
      }
    }
    json.member("summary", object: .oneLine) { json in
      for fate in Fate.allCases {
        json.name(of: fate.rawValue)
        json.value(reload.count(of: fate))
      }
    }
    json.name("anonymous")
    write(reload.anonymous, to: &json)
    writeContext(of: reload, to: &json)
  }

  private func write(_ memory: AnonymousSummary?, to json: inout JSONWriter) {
    guard let memory else { return json.value(String?.none) }
    json.object(.oneLine) { json in
      json.member("mappedBytes", memory.mappedBytes)
      json.member("unmappedBytes", memory.unmappedBytes)
      json.member("mapCalls", memory.mapCalls)
      json.member("unmapCalls", memory.unmapCalls)
    }
  }

  /// Whether an object is listed at all.
  func isListed(_ object: ObjectReport) -> Bool {
    options.anonymous || !object.isPathlessMemory
  }

  private func write(_ trigger: Trigger?, to json: inout JSONWriter) {
    guard let trigger else { return json.value(String?.none) }
    json.object(.oneLine) { json in
      json.member("signal", trigger.signal)
      json.members(of: trigger.instant)
      json.member("senderPid", trigger.senderPID)
    }
  }

  private func write(_ event: EventReport, to json: inout JSONWriter) {
    json.object(.oneLine) { members(of: event, to: &$0) }
  }

  /// Writes the members of a call into the object that is open.
  func members(of event: EventReport, to json: inout JSONWriter) {
    json.members(of: event.instant)
    json.member("call", event.call)
    json.member("object", event.object)
    json.member("base", address: event.base)
    json.member("size", event.size)
    json.member("note", event.note.orNil)
    json.member("action", event.action.rawValue)
    json.member("permissions", event.permissions)
    json.member("offset", address: event.offset)
    json.member("mappings", event.mappings)
  }

  func write(_ finding: Finding, to json: inout JSONWriter) {
    json.object { members(of: finding, to: &$0) }
  }

  /// Writes the members of a finding into the object that is open.
  func members(of finding: Finding, to json: inout JSONWriter) {
    json.member("kind", finding.kind.rawValue)
    json.member("severity", finding.severity.rawValue)
    json.member("message", finding.message)
    json.member("advice", finding.advice.orNil)
    json.member("objects", finding.objects)
    json.member("certainty", finding.certainty.rawValue)
    json.member("rules", array: finding.rules, .oneLine) { $0.value($1) }
    if let search = finding.search {
      json.name("search")
      write(search, to: &json)
    }
    if !finding.missing.isEmpty {
      json.member("missing", array: finding.missing) { json, missing in
        json.object(.oneLine) { json in
          json.member("symbol", missing.symbol)
          json.member("version", missing.version)
        }
      }
      json.member("missingLeftOut", finding.missingLeftOut)
    }
    json.member("evidence", finding.evidence)
  }
}

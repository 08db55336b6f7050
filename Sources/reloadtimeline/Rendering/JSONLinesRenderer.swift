import TraceModel

/// Writes reports as JSON Lines: one object a line, each with a `type` and with what joins it.
///
/// Every line has `trace` (the log as it was named), and where it belongs to one, `process` (its
/// number in the trace, from 1, for a pid can come twice), `pid` and `reload`. What else it has is
/// what the same thing has in the JSON document.
struct JSONLinesRenderer {
  private let json: JSONRenderer

  /// Creates a renderer.
  init(options: JSONOptions = JSONOptions()) {
    json = JSONRenderer(options: options)
  }

  /// Writes reports, one after the other, in pieces.
  func render<Failure>(
    _ reports: [Report], _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var out = JSONWriter()
    for report in reports { try self.write(report, to: &out, write) }
    try write(out.bytes)
  }

  private func write<Failure>(
    _ report: Report, to out: inout JSONWriter, _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let trace = report.trace.files.first ?? "-"
    line("trace", Place(trace: trace), &out) { out in
      out.member("schemaVersion", JSONRenderer.schemaVersion)
      json.members(of: report.trace, to: &out)
      if let snapshot = report.snapshot {
        out.name("snapshot")
        json.write(snapshot, to: &out)
      }
      out.member("otherProcesses", report.otherProcessCount)
      json.write(report.loaderLogs, to: &out)
      if let verification = report.verification {
        out.name("verification")
        json.write(verification, to: &out)
      }
    }
    for finding in report.findings {
      line("finding", Place(trace: trace, isOfNone: true), &out) {
        json.members(of: finding, to: &$0)
      }
    }
    for (index, process) in report.processes.enumerated() {
      let place = Place(trace: trace, process: index + 1, pid: process.pid)
      try self.write(process, at: place, to: &out, write)
    }
  }

  private func write<Failure>(
    _ process: ProcessReport, at place: Place, to out: inout JSONWriter,
    _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    line("process", place, &out) { out in
      out.member("executable", process.executable)
      out.member("reloadCount", process.reloadCount)
      out.member("noReload", process.noReload)
      out.member("marks", array: process.marks) { json.write($1, to: &$0) }
    }
    for load in process.loads {
      line("load", place, &out) { json.members(of: load, to: &$0) }
      if let piece = out.take() { try write(piece) }
    }
    for unmap in process.unnamedUnmaps {
      line("event", place, &out) { json.members(of: unmap, to: &$0) }
    }
    for reload in process.reloads {
      var place = place
      place.reload = reload.index
      self.write(reload, at: place, to: &out)
      if let piece = out.take() { try write(piece) }
    }
  }

  private func write(_ reload: ReloadReport, at place: Place, to out: inout JSONWriter) {
    line("reload", place, &out) { out in
      json.members(of: reload, to: &out)
      out.member("eventsLeftOut", reload.eventsLeftOut)
    }
    for finding in reload.findings {
      line("finding", place, &out) { json.members(of: finding, to: &$0) }
    }
    for object in reload.objects where json.isListed(object) {
      line("object", place, &out) { json.members(of: object, to: &$0) }
    }
    for step in reload.loaderSteps {
      line("loaderStep", place, &out) { json.members(of: step, to: &$0) }
    }
    for event in reload.events {
      line("event", place, &out) { json.members(of: event, to: &$0) }
    }
  }

  /// What an item belongs to.
  private struct Place {
    var trace: String
    var process: Int?
    var pid: Int?
    var reload: Int?
    /// Whether it could belong to a process, but belongs to none.
    var isOfNone = false
  }

  private func line(
    _ type: String, _ place: Place, _ out: inout JSONWriter, _ body: (inout JSONWriter) -> Void
  ) {
    out.object(.oneLine) { out in
      out.member("type", type)
      out.member("trace", place.trace)
      if place.process != nil || place.isOfNone {
        out.member("process", place.process)
        out.member("pid", place.pid)
        out.member("reload", place.reload)
      }
      body(&out)
    }
    out.endLine()
  }
}

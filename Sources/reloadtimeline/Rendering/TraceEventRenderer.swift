import TraceModel

/// Writes reports in the Trace Event Format that ui.perfetto.dev and chrome://tracing open: a
/// process a track, with a thread for the reloads and one for each object; loads are slices,
/// signals and findings instants.
///
/// The fields are those of the format's document: `ph` X, i and M, `ts` and `dur` in microseconds
/// from the log's first instant. Where lines have no time, a line counts as a microsecond; where they
/// have one of whole seconds, each thing that is told does so within its second.
struct TraceEventRenderer {
  /// How many loads of a process are written.
  private static let loadsShown = 20_000
  /// How many loads of one file can lie beside one another.
  private static let mostBeside = 100
  /// More than any pid (PID_MAX_LIMIT, include/linux/threads.h).
  private static let spacing = 10_000_000

  private let words = ReloadWords()

  /// Writes reports into one trace.
  func render(_ reports: [Report]) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("displayTimeUnit", "ms")
      var seen: Set<Int> = []
      var leftOut = 0
      var units: Set<String> = []
      json.name("traceEvents")
      json.array { json in
        for report in reports {
          let clock = TraceEventClock(report)
          if let unit = clock.unit { units.insert(unit) }
          var mainID: Int?
          for process in report.processes {
            // Processes of other logs, and a pid that came twice, get numbers of their own.
            let pid = process.pid ?? 0
            let isFirst = seen.insert(pid).inserted
            let id = isFirst ? pid : seen.count * Self.spacing + pid
            if !isFirst { seen.insert(id) }
            mainID = mainID ?? id
            leftOut += write(process, id: id, of: report, clock, to: &json)
          }
          let end = report.trace.last.map(clock.microseconds) ?? 0
          for finding in report.findings {
            write(finding, from: 0, to: end, id: mainID ?? 0, clock, to: &json)
          }
        }
      }
      json.member("otherData", object: .oneLine) { json in
        json.member("version", Version.name)
        if !units.isEmpty { json.member("clock", units.sorted().joined(separator: "; ")) }
        if leftOut > 0 { json.member("loadsLeftOut", leftOut) }
      }
    }
    return json.finish()
  }

  /// Writes a process, and tells how many of its loads there was no room for.
  private func write(
    _ process: ProcessReport, id: Int, of report: Report, _ clock: TraceEventClock,
    to json: inout JSONWriter
  ) -> Int {
    let begin = report.trace.first.map(clock.microseconds) ?? 0
    let end = report.trace.last.map(clock.microseconds) ?? begin
    let file = report.trace.files.first.map(words.text.fileName) ?? "trace"
    name("process_name", "\(words.process(process)), \(file)", pid: id, tid: nil, to: &json)
    name("thread_name", "reloads", pid: id, tid: 0, to: &json)
    for mark in process.marks {
      instant(
        words.text.glyphs.sentence(mark.words), mark.kind.rawValue,
        clock.microseconds(mark.instant),
        pid: id, to: &json
      ) {
        $0.member("line", words.text.place(mark.instant))
        $0.member("senderPid", mark.senderPID)
      }
    }
    for reload in process.reloads { write(reload, id: id, process, clock, to: &json) }
    // Slices of a thread have to lie within one another, and loads do not: each object, and each
    // load beside another of its name, has a thread of its own.
    var threads: [TraceText: [(id: Int, free: Double)]] = [:]
    var count = 0
    var leftOut = max(0, process.loads.count - Self.loadsShown)
    for load in process.loads.prefix(Self.loadsShown) {
      let from = load.start.map(clock.microseconds) ?? begin
      let to = max(from, load.end.map(clock.microseconds) ?? end)
      var lanes = threads[load.path, default: []]
      let lane: Int
      if let index = lanes.firstIndex(where: { $0.free <= from }) {
        lane = lanes[index].id
        lanes[index].free = to
      } else {
        guard lanes.count < Self.mostBeside else {
          leftOut += 1
          continue
        }
        count += 1
        lane = count
        lanes.append((count, to))
        name(
          "thread_name", words.text.glyphs.name(load.path.lastComponent), pid: id, tid: lane,
          to: &json)
      }
      threads[load.path] = lanes
      slice(
        words.text.glyphs.name(load.path.lastComponent), "load", from, to, pid: id, tid: lane,
        to: &json
      ) { json in
        json.member("path", load.path)
        json.member("base", address: load.base)
        json.member("size", load.size)
        json.member("kind", load.kind.rawValue)
        json.member("mapped", load.start.map(words.text.place))
        json.member("unmapped", load.endsWithProcess ? nil : load.end.map(words.text.place))
        json.member("processEnd", load.endsWithProcess ? load.end.map(words.text.place) : nil)
        json.member("gaveUp", load.gaveUp)
      }
    }
    return leftOut + earlier(process, from: begin, id: id, after: count, clock, to: &json)
  }

  /// Writes the loads that were there before the log and went in a reload: only a snapshot shows when
  /// they were made, so that they begin with the log.
  private func earlier(
    _ process: ProcessReport, from begin: Double, id: Int, after threads: Int,
    _ clock: TraceEventClock, to json: inout JSONWriter
  ) -> Int {
    let told = Set(
      process.loads.compactMap { load in load.end.map { "\(load.path.escaped) \($0.line)" } })
    var thread = threads
    var leftOut = 0
    for object in process.reloads.lazy.flatMap(\.objects) where !object.isPathlessMemory {
      guard let span = object.spans.first, span.from == nil, let end = span.to,
        !told.contains("\(object.path.escaped) \(end.line)")
      else { continue }
      guard thread - threads < Self.loadsShown else {
        leftOut += 1
        continue
      }
      thread += 1
      let shown = words.text.glyphs.name(object.name)
      name("thread_name", shown, pid: id, tid: thread, to: &json)
      slice(
        shown, "load", begin, max(begin, clock.microseconds(end)), pid: id, tid: thread, to: &json
      ) { json in
        json.member("path", object.path)
        json.member("base", address: span.base ?? object.before?.base)
        json.member("size", span.size ?? object.before?.size)
        json.member("kind", object.kind.rawValue)
        json.member("mapped", "before the log")
        json.member("unmapped", words.text.place(end))
      }
    }
    return leftOut
  }

  private func write(
    _ reload: ReloadReport, id: Int, _ process: ProcessReport, _ clock: TraceEventClock,
    to json: inout JSONWriter
  ) {
    let end = clock.microseconds(reload.end)
    let from = clock.microseconds(reload.trigger?.instant ?? reload.start)
    let title = words.number(reload) + (reload.failed ? " FAILED" : "")
    slice(title, "reload", from, max(from, end), pid: id, tid: 0, to: &json) { json in
      json.member("verdict", words.verdict(reload))
      json.member("lines", words.window(reload))
      let callers = ReloadContext(reload, of: process, words: words.text).callers
      if !callers.isEmpty {
        json.member("calledBy", array: callers) { $0.value($1.text) }
      }
      for fate in Fate.allCases where reload.count(of: fate) > 0 {
        json.name(of: fate.rawValue)
        json.value(reload.count(of: fate))
      }
    }
    for finding in reload.findings {
      write(finding, from: from, to: max(from, end), id: id, clock, to: &json)
    }
  }

  /// Writes a finding where the last line lies that proves it; what only a snapshot shows, or lines of
  /// before, was so until the end.
  private func write(
    _ finding: Finding, from: Double, to end: Double, id: Int, _ clock: TraceEventClock,
    to json: inout JSONWriter
  ) {
    let message = words.text.glyphs.sentence(finding.message)
    let cited = finding.evidence.lazy.compactMap(\.instant).map(clock.microseconds)
    let at = cited.filter { $0 >= from }.max() ?? end
    instant(finding.kind.rawValue, "finding", at, pid: id, to: &json) { json in
      json.member("severity", finding.severity.rawValue)
      json.member("message", message)
      json.member("advice", finding.advice.orNil)
      json.member("certainty", finding.certainty.rawValue)
      json.member("lines", array: finding.evidence) {
        $0.value(words.text.place(line: $1.line, file: $1.file))
      }
    }
  }

  private func name(
    _ kind: String, _ text: String, pid: Int, tid: Int?, to json: inout JSONWriter
  ) {
    json.object(.oneLine) { json in
      json.member("name", kind)
      json.member("ph", "M")
      json.member("pid", pid)
      if let tid { json.member("tid", tid) }
      json.member("args", object: .oneLine) { $0.member("name", text) }
    }
  }

  private func slice(
    _ name: String, _ category: String, _ from: Double, _ to: Double, pid: Int, tid: Int,
    to json: inout JSONWriter, _ arguments: (inout JSONWriter) -> Void
  ) {
    json.object(.oneLine) { json in
      json.member("name", name)
      json.member("cat", category)
      json.member("ph", "X")
      time("ts", from, &json)
      time("dur", to - from, &json)
      json.member("pid", pid)
      json.member("tid", tid)
      json.member("args", object: .oneLine, arguments)
    }
  }

  private func instant(
    _ name: String, _ category: String, _ at: Double, pid: Int, to json: inout JSONWriter,
    _ arguments: (inout JSONWriter) -> Void
  ) {
    json.object(.oneLine) { json in
      json.member("name", name)
      json.member("cat", category)
      json.member("ph", "i")
      time("ts", at, &json)
      json.member("s", "p")
      json.member("pid", pid)
      json.member("tid", 0)
      json.member("args", object: .oneLine, arguments)
    }
  }

  /// Microseconds; a log shows no more than nanoseconds, and less is an error of the arithmetic.
  private func time(_ name: StaticString, _ microseconds: Double, _ json: inout JSONWriter) {
    json.name(name)
    json.value(seconds: (microseconds * 1000).rounded() / 1000)
  }
}

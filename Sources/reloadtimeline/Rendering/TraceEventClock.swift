import TraceModel

/// When things happen in a trace of events, in microseconds from the log's first instant.
struct TraceEventClock {
  private enum Kind { case lines, seconds, fractions }

  private struct Line: Hashable {
    var file: String
    var number: Int

    init(_ instant: Instant) {
      file = instant.file ?? ""
      number = instant.line
    }

    static func precedes(_ left: Line, _ right: Line) -> Bool {
      (left.file, left.number) < (right.file, right.number)
    }
  }

  private let kind: Kind
  /// How many things are told before a line of its second, where the log has times of whole seconds.
  private var places: [Line: Int] = [:]

  /// Prepares the clock of a log.
  init(_ report: Report) {
    guard let first = report.trace.first, let last = report.trace.last, first.seconds != nil,
      last.seconds != nil
    else {
      kind = .lines
      return
    }
    guard !ElapsedTime.hasFraction(first), !ElapsedTime.hasFraction(last) else {
      kind = .fractions
      return
    }
    kind = .seconds
    var lines: [Double: Set<Line>] = [:]
    for instant in Self.instants(of: report) {
      lines[instant.seconds ?? 0, default: []].insert(Line(instant))
    }
    for members in lines.values {
      for (place, line) in members.sorted(by: Line.precedes).enumerated() { places[line] = place }
    }
  }

  private static func instants(of report: Report) -> [Instant] {
    [report.trace.first, report.trace.last].compactMap(\.self)
      + report.processes.flatMap { process in
        process.marks.map(\.instant)
          + process.loads.flatMap { [$0.start, $0.end] }.compactMap(\.self)
          + process.reloads.flatMap { reload in
            [reload.trigger?.instant, reload.start, reload.end].compactMap(\.self)
              + reload.findings.flatMap(\.evidence).compactMap(\.instant)
          }
      }
  }

  /// What a microsecond is, where it is none of the log's: a sentence without its stop.
  var unit: String? {
    switch kind {
    case .lines: "lines of the log where these have no time, a microsecond each"
    case .seconds: "whole seconds, and within one a microsecond for each line that is told of"
    case .fractions: nil
    }
  }

  /// When an instant was.
  func microseconds(_ instant: Instant) -> Double {
    guard kind != .lines else { return Double(instant.line) }
    let seconds = instant.seconds ?? 0
    let time = seconds.isFinite && seconds.magnitude < 1e9 ? seconds * 1_000_000 : 0
    return time + Double(places[Line(instant)] ?? 0)
  }
}

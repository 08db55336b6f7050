import TraceModel

/// When things happen in a trace of events, in microseconds from the log's first instant.
struct TraceEventClock {
  private enum Kind { case lines, seconds, fractions, setBack }

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
  /// The time of a line where the clock of the log was set back: it stands still until it is past again.
  private var times: [Line: Double] = [:]

  /// Prepares the clock of a log.
  init(_ report: Report) {
    guard let first = report.trace.first, let last = report.trace.last, first.seconds != nil,
      last.seconds != nil
    else {
      kind = .lines
      return
    }
    let instants = Self.instants(of: report)
    guard !ElapsedTime.hasFraction(first), !ElapsedTime.hasFraction(last) else {
      let isOneFile = instants.allSatisfy { $0.file == first.file }
      let sorted = isOneFile ? instants.sorted { $0.line < $1.line } : []
      guard zip(sorted, sorted.dropFirst()).contains(where: Self.goesBack) else {
        kind = .fractions
        return
      }
      kind = .setBack
      var reached = 0.0
      for instant in sorted {
        reached = max(reached, Self.time(instant))
        times[Line(instant)] = reached
      }
      return
    }
    kind = .seconds
    var lines: [Double: Set<Line>] = [:]
    for instant in instants {
      lines[instant.seconds ?? 0, default: []].insert(Line(instant))
    }
    for members in lines.values {
      for (place, line) in members.sorted(by: Line.precedes).enumerated() { places[line] = place }
    }
  }

  private static func goesBack(_ one: Instant, _ next: Instant) -> Bool {
    (one.seconds ?? 0) > (next.seconds ?? 0)
  }

  private static func time(_ instant: Instant) -> Double {
    let seconds = instant.seconds ?? 0
    return seconds.isFinite && seconds.magnitude < 1e9 ? seconds * 1_000_000 : 0
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
    case .setBack: "of the log, which was set back: it stands still until it is past that again"
    case .fractions: nil
    }
  }

  /// When an instant was.
  func microseconds(_ instant: Instant) -> Double {
    guard kind != .lines else { return Double(instant.line) }
    if kind == .setBack { return times[Line(instant)] ?? max(0, Self.time(instant)) }
    return Self.time(instant) + Double(places[Line(instant)] ?? 0)
  }
}

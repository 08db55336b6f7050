import TraceModel

/// The horizontal axis of the lanes: the log's clock, or its lines where the clock shows too little.
struct LaneAxis {
  /// A label below which the lanes of its column stand.
  struct Tick {
    /// The column.
    var column: Int
    /// Where it is on the axis, from 0 to 1.
    var share: Double
    /// The label, ASCII.
    var label: String
  }

  /// How many columns it has.
  let columns: Int
  /// Whether it counts lines, not time.
  let countsLines: Bool
  /// Whether nothing orders what is on it: lines of several files, without times.
  let isUnordered: Bool
  /// Whether all is at one place.
  private let isPoint: Bool
  private let low: Double
  private let high: Double
  /// The clock at `low` in microseconds, where the log has a clock.
  private let clock: LogClock?

  /// Lays an axis over instants, `start` and `end` among them; `columns` is at least 1.
  init(start: Instant, end: Instant, others: [Instant], columns: Int) {
    self.columns = max(1, columns)
    let all = [start, end] + others
    let time = Self.span(all.map(\.seconds))
    let lines = Self.span(all.map { Double($0.line) }) ?? (0, 1)
    let byTime = time.map { span in Self.distinct(all.compactMap(\.seconds), span, columns) } ?? 0
    let isOneFile = all.allSatisfy { $0.file == all.first?.file }
    let byLine = Self.distinct(all.map { Double($0.line) }, lines, columns)
    // A long silence in the window can press everything else into a column or two.
    let showsTime =
      !isOneFile
      || byTime * 3 >= byLine && all.allSatisfy(ElapsedTime.hasFraction)
        && !Self.goesBack(all)
    if let time, showsTime {
      (low, high, countsLines) = (time.low, time.high, false)
      clock = LogClock(start: start, end: end, low: time.low)
    } else {
      (low, high, countsLines, clock) = (lines.low, lines.high, true, nil)
    }
    isUnordered = countsLines && !isOneFile
    isPoint = countsLines && Set(all.map(\.line)).count < 2
  }

  /// The column of an instant, within the axis.
  func column(of instant: Instant) -> Int {
    Self.column(of: value(of: instant), (low, high), columns)
  }

  /// Where an instant is on the axis, from 0 to 1.
  func share(of instant: Instant) -> Double {
    if isPoint { return 0.5 }
    let share = (value(of: instant) - low) / (high - low)
    return share.isFinite ? min(max(share, 0), 1) : 0
  }

  private func value(of instant: Instant) -> Double {
    countsLines ? Double(instant.line) : instant.seconds ?? low
  }

  /// The labels that fit, at round places.
  func ticks() -> [Tick] {
    let unit = countsLines ? 1.0 : 1_000_000.0
    let span = Int((high - low) * unit + 0.5)
    guard span > 0, !isPoint else { return [] }
    let origin = countsLines ? Int(low) : clock?.microseconds ?? Int(low * unit + 0.5)
    var step = 1
    var factor = 0
    while step < span * 2 {
      let ticks = self.ticks(step: step, origin: origin, span: span)
      if let ticks { return ticks }
      step = factor == 1 ? step / 2 * 5 : step * 2
      factor = (factor + 1) % 3
    }
    return []
  }

  private func ticks(step: Int, origin: Int, span: Int) -> [Tick]? {
    guard span / step <= columns else { return nil }
    var result: [Tick] = []
    var free = 0
    var value = origin / step * step
    while value < origin { value += step }
    while value <= origin + span {
      let label = self.label(value, step: step, origin: origin, span: span)
      let share = Double(value - origin) / Double(span)
      let column = Self.column(of: share, (0, 1), columns)
      if column < free { return nil }
      if column + label.utf8.count <= columns {
        result.append(Tick(column: column, share: share, label: label))
      }
      free = column + label.utf8.count + 3
      value += step
    }
    return result
  }

  private func label(_ value: Int, step: Int, origin: Int, span: Int) -> String {
    if countsLines { return "\(value)" }
    guard let clock else { return (value < 0 ? "" : "+") + LogClock.seconds(value, step: step) }
    let second = 1_000_000
    let oneSecond = origin / second == (origin + span) / second && step < second
    return clock.label(value, step: step, onlyFraction: oneSecond)
  }

  /// Whether the clock was set back between two lines of a file.
  private static func goesBack(_ instants: [Instant]) -> Bool {
    guard instants.allSatisfy({ $0.file == instants.first?.file }) else { return false }
    let sorted = instants.sorted { $0.line < $1.line }
    return zip(sorted, sorted.dropFirst()).contains { one, next in
      one.line < next.line && (one.seconds ?? 0) > (next.seconds ?? 0)
    }
  }

  private static func span(_ values: [Double?]) -> (low: Double, high: Double)? {
    let known = values.compactMap(\.self).filter { $0.isFinite && $0.magnitude < 1e11 }
    guard known.count == values.count, let low = known.min(), let high = known.max(), low < high
    else { return nil }
    return (low, high)
  }

  private static func distinct(
    _ values: [Double], _ span: (low: Double, high: Double), _ columns: Int
  ) -> Int {
    Set(values.map { column(of: $0, span, columns) }).count
  }

  private static func column(
    of value: Double, _ span: (low: Double, high: Double), _ columns: Int
  ) -> Int {
    let share = (value - span.low) / (span.high - span.low)
    guard share.isFinite else { return 0 }
    return Int(min(max(share, 0), 1) * Double(columns - 1) + 0.5)
  }
}

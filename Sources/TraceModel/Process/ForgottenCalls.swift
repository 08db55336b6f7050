/// Calls of a process that were forgotten to make room, by the stretches of the log in which they were.
///
/// A reload begins and ends at a step (`QuietGaps`): a stretch without any belongs to it whole, or not at all.
struct ForgottenCalls: Sendable {
  private struct Gap: Sendable, BitwiseCopyable {
    /// The order of the step before; 0 without one.
    var step: Int
    /// The first that was forgotten, and the last.
    var first: Int
    var last: Int
    var count: Int
  }

  /// In order.
  private var gaps: [Gap] = []

  /// Adds a call.
  mutating func add(_ order: Int, behind step: Int) {
    add(Gap(step: step, first: order, last: order, count: 1))
  }

  /// Adds those of another.
  mutating func add(_ other: ForgottenCalls) {
    for gap in other.gaps { add(gap) }
  }

  private mutating func add(_ gap: Gap) {
    let place = gaps.partition { $0.step >= gap.step }
    guard place < gaps.count, gaps[place].step == gap.step else {
      gaps.insert(gap, at: place)
      return
    }
    gaps[place].first = min(gaps[place].first, gap.first)
    gaps[place].last = max(gaps[place].last, gap.last)
    gaps[place].count += gap.count
  }

  /// How many were forgotten in stretches that reach behind the line `from`, and begin up to the line `to`.
  func count(from: Int, to: Int) -> Int {
    var place = gaps.partition { $0.last > from }
    var count = 0
    while place < gaps.count, gaps[place].first <= to {
      count += gaps[place].count
      place += 1
    }
    return count
  }
}

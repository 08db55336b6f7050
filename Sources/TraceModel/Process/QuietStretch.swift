/// A stretch without loads and unloads that parts what belongs together from what does not: it ends
/// a reload, and a signal that comes after it is no echo of the one before.
enum QuietStretch {
  /// Its length in seconds.
  static let seconds = 10

  /// Whether it lies between two moments; never where lines have no times.
  static func lies(from: Moment, to: Moment) -> Bool {
    guard let start = from.time, let end = to.time, end > start else { return false }
    let (stretch, overflows) = end.subtractingReportingOverflow(start)
    return overflows || stretch > Int64(seconds) * 1_000_000_000
  }
}

/// Writes a time since 1970 as a date, in UTC.
enum CivilTime {
  /// `2026-11-23T16:04:34Z`.
  ///
  /// The days are counted in the calendar of 400 years that repeats (Howard Hinnant, "chrono-Compatible
  /// Low-Level Date Algorithms").
  ///
  /// - Parameter nanoseconds: Since the beginning of 1970.
  /// - Returns: The date, to the second.
  static func text(_ nanoseconds: Int64) -> String {
    let second: Int64 = 1_000_000_000
    let seconds = nanoseconds >= 0 ? nanoseconds / second : (nanoseconds - second + 1) / second
    let day: Int64 = 86_400
    let days = seconds >= 0 ? seconds / day : (seconds - day + 1) / day
    let rest = seconds - days * day
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))T"
      + "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }

  private static func padded(_ value: Int64, _ digits: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

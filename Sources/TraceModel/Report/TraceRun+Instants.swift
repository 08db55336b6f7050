extension TraceRun {
  /// What is wrong with an instant that was named: where it does not lie in the log.
  ///
  /// - Parameters:
  ///   - instant: As it was named.
  ///   - isEnd: Whether it ends what is asked for, so that to lie behind the log is no mistake.
  /// - Returns: The words, or nothing where it lies in the log.
  func problem(_ instant: InstantArgument, isEnd: Bool) -> String? {
    if case .line(let line) = instant {
      guard files.count == 1, line > lines else { return nil }
      return "line \(line) is behind the end of the log, which has "
        + counted(lines, "line")
    }
    guard let first = parser.first, let last = parser.last, let start = first.time,
      let end = last.time, let printed = first.printed, let final = last.printed
    else { return "the lines of the log have no times; name a line, as in L12" }
    guard let time = sequencer.watch.time(of: instant) else {
      return "the log has times of another form, as in \(printed)"
    }
    if time > end, !isEnd {
      return "this is behind the end of the log, which goes from \(printed) to \(final)"
    }
    if time < start, isEnd {
      return "this is before the beginning of the log, which goes from \(printed) to \(final)"
    }
    return nil
  }
}

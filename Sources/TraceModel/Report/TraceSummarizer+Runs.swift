extension TraceSummarizer {
  /// Where further runs begin, of a log to which several were written; one for each sign of them.
  ///
  /// Of the parts of `strace -ff` all are of one run: there it is a part that is missing.
  var laterRuns: [Diagnostic] {
    let isSet = run.files.count > 1
    return [World.LaterRun.Sign.detach, .end].compactMap { sign in
      let runs = world.laterRuns.filter { $0.follows == sign }
      guard let first = runs.first?.start else { return nil }
      return diagnostic(
        at: first,
        isSet && sign == .end
          ? missingPart(runs.map(\.start)) : laterRun(sign, runs.map(\.start)))
    }
  }

  private func laterRun(_ sign: World.LaterRun.Sign, _ starts: [Moment]) -> String {
    let before =
      switch sign {
      case .detach: ", after one that had let go"
      case .end where showsCreators: ", after all tasks of the one before had ended"
      case .end: " or tasks go on that no clone announced, after all that are known had ended"
      }
    let lines = starts.dropFirst().map { "\($0.line)" }.joined(separator: ", ")
    return "another run of strace begins here" + before
      + (lines.isEmpty ? "" : " (and so at \(starts.count == 2 ? "line" : "lines") \(lines))")
      + ": what it traces is told as another process"
  }

  private func missingPart(_ starts: [Moment]) -> String {
    let others = starts.dropFirst().map { run.files[Int($0.file)].split(separator: "/").last ?? "" }
      .joined(separator: ", ")
    return "no part of the set shows who made this task"
      + (others.isEmpty ? "" : ", or that of \(others)")
      + ": the part of the process that did is missing, or strace attached to it; what was mapped "
      + "before is not known, and it is told as another process; give all parts of 'strace -ff'"
  }
}

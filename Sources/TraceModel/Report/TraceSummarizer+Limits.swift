extension TraceSummarizer {
  /// What was left out at a limit, so that nobody takes it for all there is.
  var limits: [Diagnostic] {
    var found: [Diagnostic] = []
    if run.overlongLines > 0 {
      found.append(
        Diagnostic(
          message: counted(run.overlongLines, "line") + (run.overlongLines == 1 ? " was" : " were")
            + " longer than \(LineReader.longestLine) bytes; what "
            + "is beyond was not read"))
    }
    if run.cutWaits {
      found.append(
        Diagnostic(
          message: "more than \(SetMerger.mostWaiting) calls were given at once what others still "
            + "had; the order of their lines is not certain: trace with -T and -ttt"))
    }
    if run.parser.forgotPending {
      found.append(
        Diagnostic(
          message: "more than \(TraceParser.mostPending) calls were under way at once; some "
            + "beginnings were forgotten"))
    }
    if world.underWay.leftOut > 0 {
      found.append(
        Diagnostic(
          message:
            "more than \(World.Limits.callsUnderWay) calls that free pages or descriptors, or "
            + "make tasks, were under way at once; \(counted(world.underWay.leftOut, "call")) of "
            + "further ones took effect only at the line of the end"))
    }
    let leftOut = world.leftOut
    if leftOut.files > 0 {
      found.append(
        Diagnostic(
          message:
            "more than \(FileTable.most) files are open at a time in a process; of further ones "
            + "the names are known only where '-y' prints them"))
    }
    if leftOut.copiedFiles > 0 {
      found.append(
        Diagnostic(
          message:
            "more than \(World.Limits.copiedFiles) files are open at a time in all children together; of "
            + "further ones the names are known only where '-y' prints them"))
    }
    if leftOut.tasks > 0 {
      found.append(
        Diagnostic(
          message: "more than \(World.Limits.tasks) tasks live at a time, or the log does not "
            + "print their ends (-qq); of further ones nothing was read"))
    }
    if leftOut.processes > 0 {
      found.append(
        Diagnostic(
          message: "\(leftOut.processes) more processes loaded or unloaded something; of those "
            + "that have ended only the first \(World.Limits.endedProcesses) are reported: "
            + (world.options.givenPID == nil ? "ask for one with --pid" : "one is asked for")))
    }
    if leftOut.forgotten > 0 {
      found.append(
        Diagnostic(
          message: counted(leftOut.forgotten, "call")
            + " about data files and messages, far from any reload, "
            + (leftOut.forgotten == 1 ? "was" : "were") + " forgotten to make room"))
    }
    if leftOut.entries > 0 {
      let first = world.processes.compactMap(\.history.firstLeftOut).min { $0.order < $1.order }
      let missing =
        first.map {
          ", and of what was unmapped from \(LineWords.place(facts.instant($0))) on not all is told"
        } ?? ""
      found.append(
        Diagnostic(
          message: "\(leftOut.entries) loads, calls, signals and messages are beyond what is kept "
            + "(\(ProcessHistory.mostEvents) of a process, \(ProcessHistory.mostAsides) where they are of "
            + "data files or writes; \(World.Limits.entries) in all): they are missing below\(missing); "
            + "read the log in parts"))
    }
    return found
  }
}

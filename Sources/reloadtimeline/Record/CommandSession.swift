import Glibc
import TraceModel

/// Records a command from its start to its end.
struct CommandSession {
  let strace: StraceProgram
  let arguments: Arguments

  /// Runs it, until it and all that it started have ended, or are ended.
  func record(
    into folder: borrowing RecordingFolder, _ signals: inout HeldSignals
  ) throws(CommandFailure) {
    guard let name = arguments.command.first, ExecutablePath.find(name) != nil else {
      throw .input(
        "there is no program \(quoted(arguments.command.first ?? "")) that can be run; "
          + "name one that is in PATH, or its path")
    }
    let words = strace.words(
      starting: arguments.command, log: folder.file(Recording.trace))
    try folder.write(
      Recording.command, strace.words(starting: arguments.command, log: Recording.trace))
    var child = try strace.start(words, streams: .ours, isApart: false)
    let end = arguments.duration.map { ContinuousClock.now + .seconds($0) }
    var isEnded = false
    while child.ended() == nil {
      let isOver = end.map { ContinuousClock.now >= $0 } ?? false
      guard isOver || signals.wait(milliseconds: 100) != nil else { continue }
      // The terminal sent it to the command too, which may have something to do before it ends.
      if !isOver, child.waits(.seconds(2)) { break }
      finish(&child)
      isEnded = true
    }
    guard folder.hasContent(Recording.trace) else {
      throw .input(
        "\(quoted(name)): strace could not trace it; where it says that ptrace is not permitted, "
          + ObservedProcess.permissionAdvice())
    }
    if !isEnded, let status = child.ended() { tell(status) }
  }

  /// Ends strace, which lets go of the command, and then what it leaves: nobody waits for that.
  private func finish(_ child: inout ChildProcess) {
    let traced = TracedProcesses(of: child.pid)
    child.end()
    let left = traced.end()
    guard !left.isEmpty else { return }
    say("ended what the command left running: " + left.joined(separator: ", "))
  }

  /// Tells how the command ended, where that was not well: strace ends as it did (strace(1)).
  private func tell(_ status: Int32) {
    let signal = status & 0x7F
    if signal != 0 {
      say("the command was killed by signal \(signal)")
    } else if status >> 8 & 0xFF != 0 {
      say("the command exited with status \(status >> 8 & 0xFF)")
    }
  }

  private func say(_ message: String) {
    if !arguments.isQuiet { StandardError.say(message) }
  }
}

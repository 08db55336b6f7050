import Glibc
import TraceModel

/// Records a command from its start to its end.
struct CommandSession {
  let strace: StraceProgram
  let arguments: Arguments

  /// Runs it.
  func record(
    into folder: borrowing RecordingFolder, _ signals: inout HeldSignals
  ) throws(CommandFailure) {
    guard let name = arguments.command.first, ExecutablePath.find(name) != nil else {
      throw .input(
        "there is no program \(quoted(arguments.command.first ?? "")); "
          + "name one that is in PATH, or its path")
    }
    let words = strace.words(
      starting: arguments.command, log: folder.file(Recording.trace))
    try folder.write(
      Recording.command, strace.words(starting: arguments.command, log: Recording.trace))
    var child = try strace.start(words, streams: .ours, isApart: false)
    let end = arguments.duration.map { ContinuousClock.now + .seconds($0) }
    while child.ended() == nil {
      if let end, ContinuousClock.now >= end {
        child.end()
        break
      }
      guard signals.wait(milliseconds: 100) != nil else { continue }
      // The terminal sent it to the command too, which may have something to do before it ends.
      if !child.waits(.seconds(2)) { child.end() }
    }
    if !folder.has(Recording.trace) {
      throw .input("\(quoted(name)): strace could not start it")
    }
  }
}

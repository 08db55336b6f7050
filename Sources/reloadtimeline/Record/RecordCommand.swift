import Glibc
import TraceModel

/// Records a process or a command, and shows the timeline of what was recorded.
struct RecordCommand {
  /// Shows the timeline of a recording.
  let timeline: TimelineCommand

  func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let name = Self.folderName(arguments)
    let recorded = try record(arguments, name)
    if case .interrupted(let signal) = recorded {
      // Everything is as it was before: now it may end the program as it would have.
      HeldSignals.end(by: signal)
      return .done
    }
    say("recorded; to see it again: reloadtimeline \(ShellWord.quoted(name))", arguments)
    var shown = arguments
    shown.verb = .timeline
    shown.pid = nil
    shown.output = .standardOutput
    shown.traces = [.file(name)]
    return try timeline.run(try Recording.opened(shown))
  }

  /// How a recording ended.
  private enum End {
    case recorded
    /// By a signal, before there was anything to keep.
    case interrupted(Int32)
  }

  private func record(
    _ arguments: Arguments, _ name: String
  ) throws(CommandFailure) -> End {
    // Until the folder has its name, nothing ends the program before it has cleaned up.
    var signals = HeldSignals()
    var process: ObservedProcess?
    if let pid = arguments.pid { process = try ObservedProcess(pid) }
    let folder = try RecordingFolder(name)
    let strace = try StraceProgram.find(scratch: folder.file(Self.messages))
    if let process {
      let session = AttachedSession(
        process: process, strace: strace, arguments: arguments, messages: Self.messages)
      if let signal = try session.record(into: folder, &signals) { return .interrupted(signal) }
    } else {
      try CommandSession(strace: strace, arguments: arguments).record(into: folder, &signals)
    }
    folder.remove(Self.messages)
    try folder.commit()
    return .recorded
  }

  /// What programs say while it is made.
  private static let messages = ".messages"

  /// The folder: as named, or by what is recorded.
  private static func folderName(_ arguments: Arguments) -> String {
    if case .file(let path) = arguments.output { return path }
    if let pid = arguments.pid { return "recording-\(pid)" }
    let command = arguments.command.first.map { TraceText($0).lastComponent.escaped } ?? ""
    return "recording-\(command)"
  }

  private func say(_ message: String, _ arguments: Arguments) {
    if !arguments.isQuiet { StandardError.say(message) }
  }
}

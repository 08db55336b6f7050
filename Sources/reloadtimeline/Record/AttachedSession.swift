import Glibc
import TraceModel

/// Records a process that lives, from when strace attaches to when it lets go.
struct AttachedSession {
  let process: ObservedProcess
  let strace: StraceProgram
  let arguments: Arguments
  /// The file for what strace says.
  let messages: String

  /// How long strace may take to attach.
  private static let longestAttaching = Duration.seconds(30)
  /// After how long without a change of the mapped files a reload is over.
  private static let quiet = Duration.seconds(3)
  /// For how long a reload is watched at most.
  private static let longestReload = Duration.seconds(60)

  /// Records; the signal that interrupted it before there was anything to keep.
  func record(
    into folder: borrowing RecordingFolder, _ signals: inout HeldSignals
  ) throws(CommandFailure) -> Int32? {
    let before = try process.maps()
    try folder.write(Recording.before, before)
    try folder.write(Recording.lsof, DescriptorListing(process).text())
    let words = strace.words(attachingTo: process.pid, log: folder.file(Recording.trace))
    try folder.write(
      Recording.command, strace.words(attachingTo: process.pid, log: Recording.trace))
    var child = try strace.start(words, streams: .file(folder.file(messages)), isApart: true)
    if let signal = try waitUntilAttached(&child, folder, &signals) { return signal }
    if let now = try? process.maps(), Self.files(in: now) != Self.files(in: before) {
      say("it mapped or unmapped files while strace attached: what it did then is in no line")
    }
    try sendSignal()
    watch(&child, &signals)
    if let status = child.ended(), process.isAlive {
      let how = status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
      say("strace ended before it was asked to (\(how)): the recording breaks off there")
    }
    let last = settle()
    child.end()
    try addLastWords(to: folder)
    guard let after = try? process.maps(), !after.isEmpty else {
      say("the process has ended")
      return nil
    }
    try folder.write(Recording.after, after)
    if let last, Self.files(in: last) != Self.files(in: after) {
      say("it mapped or unmapped files while strace let go: \(Recording.after) may show more")
    }
    return nil
  }

  private func waitUntilAttached(
    _ child: inout ChildProcess, _ folder: borrowing RecordingFolder, _ signals: inout HeldSignals
  ) throws(CommandFailure) -> Int32? {
    let end = ContinuousClock.now + Self.longestAttaching
    while !process.isTraced(by: child.pid) {
      if child.ended() != nil { throw failure(folder) }
      if ContinuousClock.now >= end {
        throw .input(
          "strace did not attach to process \(process.pid) within 30 s; try it by hand: "
            + "strace -f -p \(process.pid)")
      }
      if let signal = signals.wait(milliseconds: 10) { return signal }
    }
    // It is seized; that it stops for the first time is a matter of microseconds.
    return signals.wait(milliseconds: 50)
  }

  /// Why strace ended instead of attaching.
  private func failure(_ folder: borrowing RecordingFolder) -> CommandFailure {
    guard process.isAlive else {
      return .input("process \(process.pid) (\(process.name)) ended before strace was attached")
    }
    let bytes = (try? SmallFile.read(folder.file(messages))) ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    let said = text.split(separator: "\n").first.map { TraceText(String($0)).escaped } ?? "nothing"
    if text.contains("not permitted") || text.contains("ermission") {
      return .input(
        "process \(process.pid) (\(process.name)) may not be traced (\(said)); "
          + ObservedProcess.permissionAdvice())
    }
    return .input(
      "strace could not attach to process \(process.pid) (\(process.name)): \(said); "
        + "try it by hand: strace -f -p \(process.pid)")
  }

  private func sendSignal() throws(CommandFailure) {
    let release = strace.release.map { " \($0)" } ?? ""
    guard let signal = arguments.signal else {
      let end = arguments.duration == nil ? "; Ctrl-C ends the recording" : ""
      say("strace\(release) is attached to process \(process.pid) (\(process.name))\(end)")
      return
    }
    say("strace\(release) is attached to process \(process.pid) (\(process.name)): \(signal.name)")
    guard kill(pid_t(process.pid), signal.number) == 0 else {
      throw .input(
        "\(signal.name) cannot be sent to process \(process.pid): "
          + "\(SystemError.current.description); run it with sudo")
    }
  }

  /// Until things are quiet, the time is over, the process ends, or Ctrl-C.
  private func watch(_ child: inout ChildProcess, _ signals: inout HeldSignals) {
    let start = ContinuousClock.now
    let limit =
      arguments.duration.map { Duration.seconds($0) }
      ?? (arguments.signal == nil ? nil : Self.longestReload)
    var files: [Substring] = []
    var changed = start
    while child.ended() == nil, process.isAlive {
      let now = ContinuousClock.now
      if let limit, now - start >= limit { return }
      if arguments.signal != nil, arguments.duration == nil {
        let current = (try? process.maps()).map(Self.files) ?? []
        if current != files {
          files = current
          changed = now
        }
        if now - changed >= Self.quiet { return }
      }
      if signals.wait(milliseconds: 100) != nil { return }
    }
  }

  /// Ends the log with what strace said when it let go: `strace: Process 8869 detached`.
  private func addLastWords(to folder: borrowing RecordingFolder) throws(CommandFailure) {
    let said = (try? SmallFile.read(folder.file(messages))) ?? []
    let words = String(decoding: said, as: UTF8.self).split(separator: "\n").compactMap { line in
      // It calls itself by its path.
      line.hasSuffix(" detached")
        ? line.firstRange(of: "strace: Process ").map { line[$0.lowerBound...] } : nil
    }
    guard !words.isEmpty else { return }
    try folder.append(Recording.trace, words.flatMap { Array($0.utf8) + [0x0A] })
  }

  /// Waits shortly for a moment in which the address space stays as it is: what it is.
  private func settle() -> [UInt8]? {
    var last = try? process.maps()
    for _ in 0..<40 {
      usleep(25_000)
      let now = try? process.maps()
      if now == last { break }
      last = now
    }
    return last
  }

  /// The lines of maps that are of files.
  private static func files(in maps: [UInt8]) -> [Substring] {
    String(decoding: maps, as: UTF8.self).split(separator: "\n").filter { $0.contains("/") }
  }

  private func say(_ message: String) {
    if !arguments.isQuiet { StandardError.say(message) }
  }
}

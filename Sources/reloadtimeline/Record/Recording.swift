import TraceModel

/// A folder that holds a log with what was known of the process beside it.
enum Recording {
  /// The files of a recording: of the log, a part is `trace.PID`, and compressed it is `trace.gz`.
  static let trace = "trace"
  static let before = "before.maps"
  static let after = "after.maps"
  static let lsof = "lsof"
  static let loaderLog = "ld-debug.log"
  /// How strace was started: its words, each on a line of its own.
  static let command = "strace-command"

  /// The arguments with the files of a recording in place of its folder.
  ///
  /// What the user named goes before what lies there.
  static func opened(_ arguments: Arguments) throws(CommandFailure) -> Arguments {
    let folders = arguments.traces.filter(isFolder)
    guard case .file(let folder)? = folders.first else { return arguments }
    let names = Set(SmallFile.names(in: folder))
    let traces = logs(among: names)
    // The reader says that it is none.
    guard !traces.isEmpty else { return arguments }
    guard arguments.traces.count == 1 else {
      throw .usage("\(quoted(folder)) is a recording", advice: "open one recording at a time")
    }
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    func file(_ name: String) -> InputFile? {
      names.contains(name) ? .file(base + name) : nil
    }
    var opened = arguments
    opened.traces = traces.map { .file(base + $0) }
    if opened.snapshots.isEmpty, let before = file(before) {
      opened.snapshots = [SnapshotArgument(pid: nil, file: before)]
    }
    if opened.lsof == nil { opened.lsof = file(lsof) }
    if let words = try? SmallFile.read(base + command) {
      opened.capture = CaptureOptions(
        words: String(decoding: words, as: UTF8.self).split(separator: "\n").map(String.init))
    }
    guard arguments.verb == .timeline else { return opened }
    if opened.snapshotAfter == nil, let after = file(after) {
      opened.snapshotAfter = SnapshotArgument(pid: nil, file: after)
    }
    if opened.loaderLogs.isEmpty {
      opened.loaderLogs = names.filter { $0 == loaderLog || $0.hasPrefix(loaderLog + ".") }
        .sorted().map { .file(base + $0) }
    }
    return opened
  }

  private static func isFolder(_ input: InputFile) -> Bool {
    guard case .file(let path) = input, let facts = try? FileFacts(path: path) else { return false }
    return facts.isDirectory
  }

  /// The log among the files of a folder: one file, or the parts of a set.
  private static func logs(among names: Set<String>) -> [String] {
    let whole = ["", ".gz", ".xz", ".zst"].map { trace + $0 }
    if let name = whole.first(where: names.contains) { return [name] }
    let parts = names.compactMap { name -> (pid: Int, name: String)? in
      let words = name.split(separator: ".", omittingEmptySubsequences: false)
      guard words.count > 1, words[0] == trace, let pid = Int(words[1]) else { return nil }
      return (pid, name)
    }
    return parts.sorted { ($0.pid, $0.name) < ($1.pid, $1.name) }.map(\.name)
  }
}

import TraceModel

extension CommandFailure {
  /// What is wrong with an input, and what to do about it.
  init(_ error: TraceError, _ arguments: Arguments) {
    self = .input(Self.message(error) + Self.hint(error, arguments))
  }

  /// What kind of file is wanted, where a directory was given.
  private static func hint(_ error: TraceError, _ arguments: Arguments) -> String {
    guard case .isDirectory(let file) = error else { return "" }
    let input = InputFile(file)
    if arguments.snapshots.contains(where: { $0.file == input }) {
      return "; --maps wants a file: a copy of /proc/PID/maps from before the log"
    }
    if arguments.snapshotAfter?.file == input {
      return "; --maps-after wants a file: a copy of /proc/PID/maps from after the log"
    }
    if arguments.referenceMaps == input {
      return "; --reference-maps wants a file: a copy of /proc/PID/maps of another process"
    }
    if arguments.loaderLogs.contains(input) { return "; --ld-debug wants a file" }
    if arguments.lsof == input { return "; --lsof wants a file: the output of 'lsof -p PID'" }
    return "; name the log in it"
  }

  private static func message(_ error: TraceError) -> String {
    switch error {
    case .cannotOpen(let file, let errno):
      return "\(name(file)): cannot be opened: \(SystemError(code: errno).description)"
    case .cannotRead(let file, 0, let errno):
      return "\(name(file)): cannot be read: \(SystemError(code: errno).description)"
    case .cannotRead(let file, let line, let errno):
      return "\(name(file)):\(line): reading failed after this line: "
        + SystemError(code: errno).description
    case .isDirectory(let file):
      return "\(name(file)): is a directory and no recording"
    case .cannotDecompress(let file, _, let reason):
      return "\(name(file)): cannot be decompressed: \(reason)"
    case .empty(let file):
      return "\(name(file)): is empty"
    case .nothingUnderstood(let file, let lines, let looksLike):
      let what = looksLike.map { "it looks like \($0)" } ?? "none of its \(lines) lines is one"
      return "\(name(file)): is no strace log: \(what); "
        + "capture one with 'strace -f -tt -T -y -o reload.strace -p PID'"
    case .lineNotUnderstood(let file, let line):
      return "\(name(file)):\(line): this line is not understood; "
        + "leave --strict out to skip such lines"
    case .badSnapshot(let file, let line, let reason):
      return "\(name(file)):\(line): \(reason); "
        + "take it with 'cat /proc/PID/maps' before strace attaches"
    case .badLoaderLog(let file, let lines):
      return "\(name(file)): none of its \(lines) lines is one of LD_DEBUG's; start the program "
        + "with LD_DEBUG=symbols,bindings,files,versions LD_DEBUG_OUTPUT=FILE, and give FILE.PID"
    case .badLsof(let file, let line, let reason):
      return "\(name(file)):\(line): \(reason); "
        + "take it with 'lsof -p PID' before strace attaches"
    case .foreignSnapshot(let file):
      return "\(name(file)): none of its ranges fits the log: it is of another process, or the log "
        + "lacks lines between; take it from the process that was traced, before strace attaches"
    case .noSuchProcess(let pid, let present):
      let named = present.prefix(20).map(String.init).joined(separator: ", ")
      let more = present.count > 20 ? " and \(present.count - 20) more" : ""
      return "process \(pid) is not in the log; these are: \(named)\(more)"
    case .noSuchInstant(let reason):
      return reason
    }
  }

  private static func name(_ file: String) -> String { TraceText(file).escaped }
}

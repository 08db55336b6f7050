/// What the logs of LD_DEBUG tell of one traced process.
struct LoaderWitness: Sendable {
  /// A loader that spoke, with the file in which it did.
  struct Speaker: Sendable {
    var file: String
    var process: LoaderProcess
    /// Whether it is the traced process, not another run of the same program.
    var isOwn: Bool
  }

  /// An error with its file and process.
  struct Failure: Sendable {
    var file: String
    var pid: Int32
    var isOwn: Bool
    var error: LoaderError
    /// The object that should have defined the symbol, where the loader tells that elsewhere.
    var requirement: LoaderProcess.Requirement?
  }

  /// Those that spoke, the traced process first.
  let speakers: [Speaker]
  /// Their errors about symbols and versions, the traced process's first.
  let failures: [Failure]

  /// The traced process's own log.
  var own: [Speaker] { speakers.filter(\.isOwn) }

  /// Whether a process is the traced one: it has its pid, or neither is known to be another.
  ///
  /// Rule `onlyProcess`: of a log of strace without pids, and one loader that spoke, each is the
  /// other's.
  init(_ logs: [LoaderLog], pid: Int32?) {
    let all = logs.flatMap { log in log.processes.map { (log.file, $0) } }
    let pids = Set(all.map(\.1.pid))
    let ownPID = pid ?? (pids.count == 1 ? pids.first : nil)
    let speakers = all.map {
      Speaker(file: $0.0, process: $0.1, isOwn: $0.1.pid == ownPID)
    }
    self.speakers = speakers.filter(\.isOwn) + speakers.filter { !$0.isOwn }
    failures = self.speakers.flatMap { speaker in
      speaker.process.errors.filter { $0.symbol != nil || $0.version != nil }.map { error in
        Failure(
          file: speaker.file, pid: speaker.process.pid, isOwn: speaker.isOwn, error: error,
          requirement: speaker.process.requirement(of: error))
      }
    }
  }
}

extension LoaderProcess {
  /// Of which file the object of an error requires the version that is missing: from a check of
  /// versions, or from a symbol of that version that was bound before.
  fileprivate func requirement(of error: LoaderError) -> Requirement? {
    guard error.definer == nil, let version = error.version else { return nil }
    let wanted = TraceText(bytes: error.object).lastComponent.bytes
    func isWanting(_ name: [UInt8]) -> Bool {
      TraceText(bytes: name).lastComponent.bytes == wanted
    }
    if let found = requirements.last(where: {
      $0.line < error.line && $0.version == version && isWanting($0.by)
    }) {
      return found
    }
    guard
      let bound = dependencies.last(where: {
        $0.line < error.line && $0.version == version && isWanting($0.from)
      })
    else { return nil }
    return Requirement(version: version, file: bound.to, by: bound.from, line: bound.line)
  }
}

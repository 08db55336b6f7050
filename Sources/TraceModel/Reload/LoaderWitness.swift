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

  /// Something that an object was marked with, and the file that tells it.
  struct Mark: Sendable {
    var file: String
    var event: LoaderEvent
    var reason: LoaderEvent.Reason
  }

  /// Those that spoke, the traced process first.
  private(set) var speakers: [Speaker]
  /// Their errors about symbols and versions, the traced process's first.
  private(set) var failures: [Failure]
  /// The objects that the traced process's loader is not to unload, by its own log.
  private(set) var marks: [Mark] = []

  /// The traced process's own log.
  var own: [Speaker] { speakers.filter(\.isOwn) }

  /// What all loaders told, none of them known to be a traced process's.
  init(_ logs: [LoaderLog]) {
    speakers = logs.flatMap { log in
      log.processes.map { Speaker(file: log.file, process: $0, isOwn: false) }
    }
    failures = speakers.flatMap { speaker in
      speaker.process.errors.filter { $0.symbol != nil || $0.version != nil }.map { error in
        Failure(
          file: speaker.file, pid: speaker.process.pid, isOwn: false, error: error,
          requirement: speaker.process.requirement(of: error))
      }
    }
  }

  /// The same for a traced process: of it is what has its pid.
  ///
  /// Rule `onlyProcess`: of a log of strace without pids, and one loader that spoke, each is the
  /// other's.
  func of(pid: Int32?) -> LoaderWitness {
    let pids = Set(speakers.map(\.process.pid))
    let ownPID = pid ?? (pids.count == 1 ? pids.first : nil)
    var witness = self
    witness.speakers = Self.ownFirst(speakers, \.isOwn) { $0.process.pid == ownPID }
    witness.failures = Self.ownFirst(failures, \.isOwn) { $0.pid == ownPID }
    witness.marks = witness.own.flatMap { speaker in
      speaker.process.events.compactMap { event in
        guard case .noDelete(let reason) = event.kind else { return nil }
        return Mark(file: speaker.file, event: event, reason: reason)
      }
    }
    return witness
  }

  private static func ownFirst<Element>(
    _ all: [Element], _ key: WritableKeyPath<Element, Bool>, _ isOwn: (Element) -> Bool
  ) -> [Element] {
    var own: [Element] = []
    var others: [Element] = []
    for var element in all {
      element[keyPath: key] = isOwn(element)
      if element[keyPath: key] { own.append(element) } else { others.append(element) }
    }
    return own + others
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

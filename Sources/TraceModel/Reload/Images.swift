/// The program and its interpreter in an address space that an execve of the log made: they are in no
/// line, for the kernel maps them.
///
/// Rule `execve`: the program is the file that execve named, and nothing unmaps it but the next execve.
/// Its interpreter is known where a snapshot or a stack frame of the same process names one.
struct Images {
  /// What is there, before and after.
  struct Presence: Sendable {
    var before: ProgramImage?
    var after: ProgramImage?
    /// Whether an execve lies between the two.
    var isReplaced = false
    /// Whether it was there before, or is there after.
    var wasThere: Bool
    var isThere: Bool
  }

  let timeline: ProcessTimeline
  let facts: LogFacts
  let window: Window

  /// Adds the program and its interpreter to the objects of a window.
  func add(to objects: inout [ObjectHistory]) {
    let before = timeline.image(after: window.from)
    let after = timeline.image(after: window.to)
    guard let after, let name = after.path else { return }
    let isReplaced = before != after
    let wasKnown = before != nil || timeline.process.knownFrom == 0
    guard wasKnown || !isReplaced else { return }
    let program = TraceText(bytes: name)
    let old = before?.path.map { TraceText(bytes: $0) } ?? oldProgram(objects, program)
    let here = old.map { Self.isSame($0, program) ? $0 : program } ?? program
    var presence = Presence(
      before: before, after: after, isReplaced: isReplaced,
      wasThere: old.map { $0 == here } ?? false, isThere: true)
    put(presence, here, .executable, into: &objects)
    if let old, old != here, before != nil {
      presence.wasThere = true
      presence.isThere = false
      put(presence, old, .executable, into: &objects)
    }
    guard let interpreter = interpreter(objects) else { return }
    presence.isThere = true
    presence.wasThere = old != nil
    put(presence, interpreter, .interpreter, into: &objects)
  }

  private func put(
    _ presence: Presence, _ path: TraceText, _ kind: ObjectKind,
    into objects: inout [ObjectHistory]
  ) {
    let index: Int
    if let known = objects.firstIndex(where: { $0.path == path }) {
      index = known
    } else {
      index = objects.count
      objects.append(ObjectHistory(path: path))
    }
    // What a line of the log maps under this name is no image.
    guard objects[index].made.isEmpty else { return }
    objects[index].image = presence
    objects[index].imageKind = kind
  }

  /// The program of the snapshot, where execve replaced what that shows.
  private func oldProgram(_ objects: [ObjectHistory], _ program: TraceText) -> TraceText? {
    guard let first = timeline.process.firstExecutable.map({ TraceText(bytes: $0) }) else {
      return nil
    }
    return objects.contains { $0.path == first && !$0.before.isEmpty } ? first : nil
  }

  /// `/sbin/nginx` and `/usr/sbin/nginx`: one of them may be a link to the other.
  private static func isSame(_ left: TraceText, _ right: TraceText) -> Bool {
    left == right || left.lastComponent == right.lastComponent
  }

  private func interpreter(_ objects: [ObjectHistory]) -> TraceText? {
    let known = objects.first {
      ObjectNaming.isInterpreter($0.path) && ($0.witness != nil || !$0.before.isEmpty)
    }
    if let known { return known.path }
    for sighting in timeline.process.history.sightings.all.sorted(by: { $0.path < $1.path })
    where ObjectNaming.isInterpreter(sighting.path) {
      return sighting.path
    }
    guard let after = facts.after, facts.snapshotPID == timeline.process.pid else { return nil }
    return after.lines.lazy.map { TraceText(bytes: ReplacedName.strip($0.name)) }
      .first(where: ObjectNaming.isInterpreter)
  }
}

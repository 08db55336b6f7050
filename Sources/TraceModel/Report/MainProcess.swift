/// Puts the processes of a report into the order in which a reader wants them.
enum MainProcess {
  /// The processes of which something is to be said, the main process first: the one to which a
  /// request came from outside; then those that were stopped and started; then the others, in the
  /// order of their births.
  ///
  /// The process that strace attached to is one of them also where nothing happened in it, so that
  /// the report says that.
  static func order(_ world: World, _ restarts: Restarts) -> [Int] {
    // A place may have been another process's before.
    let chosen = world.processes.indices.filter { index in
      let process = world.processes[index]
      return process.history.isOfInterest || isIdleRoot(index, world)
    }
    .sorted { world.processes[$0].born.order < world.processes[$1].born.order }
    guard let main = chosen.first(where: { isAsked(world.processes[$0], world) }) else {
      let isRestarted = { restarts.ofOld[$0] != nil || restarts.ofNew[$0] != nil }
      return chosen.filter(isRestarted) + chosen.filter { !isRestarted($0) }
    }
    return [main] + chosen.filter { $0 != main }
  }

  /// Whether it is a process that strace attached to, of which a snapshot shows what it had.
  private static func isIdleRoot(_ index: Int, _ world: World) -> Bool {
    let process = world.processes[index]
    return process.isAttached && process.isKnown && process.pid >= 0
  }

  /// Whether a request came to a process from outside: a daemon sends it on to its workers.
  private static func isAsked(_ process: ProcessState, _ world: World) -> Bool {
    process.history.marks.contains { mark in
      guard case .trigger(_, let sender) = mark.kind else { return false }
      return sender == nil || sender != process.parent && world.process(sender) == nil
    }
  }
}

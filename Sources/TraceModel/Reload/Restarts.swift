/// Finds the daemons of a log that were stopped, and those that were started in their place: by
/// another process, which is no reload.
struct Restarts {
  /// A daemon that was stopped, and the one in its place.
  struct Pair {
    /// The stopped process, and the new one: indices into the world's processes.
    var old: Int
    var new: Int
    /// The signal, and where it came.
    var signal: String
    var stopped: Moment
  }

  /// By stopped process.
  private(set) var ofOld: [Int: Pair] = [:]
  /// By new process.
  private(set) var ofNew: [Int: Pair] = [:]

  init(_ world: World) {
    let parents = Set(world.processes.compactMap(\.parent))
    var daemons: [[UInt8]: [Int]] = [:]
    for (index, process) in world.processes.enumerated() {
      guard process.pid > 0, parents.contains(process.pid), let program = process.executable
      else { continue }
      daemons[program, default: []].append(index)
    }
    for members in daemons.values {
      let sorted = members.sorted {
        world.processes[$0].born.order < world.processes[$1].born.order
      }
      pair(sorted, world)
    }
  }

  /// Pairs each stopped daemon of one program with the first that was born after its stop and is no
  /// child of it; what only made the daemon and ended is none.
  private mutating func pair(_ members: [Int], _ world: World) {
    var next = 0
    for old in members {
      guard let stop = Self.stop(world.processes[old]) else { continue }
      while next < members.count {
        let process = world.processes[members[next]]
        let isLauncher = process.isOver && Self.stop(process) == nil
        if process.born.order > stop.at.order, !isLauncher,
          process.parent != world.processes[old].pid
        {
          break
        }
        next += 1
      }
      guard next < members.count else { return }
      let pair = Pair(old: old, new: members[next], signal: stop.signal, stopped: stop.at)
      ofOld[old] = pair
      ofNew[members[next]] = pair
    }
  }

  /// The signal by which a process that ended was asked to.
  private static func stop(_ process: ProcessState) -> (signal: String, at: Moment)? {
    guard process.isOver else { return nil }
    // A daemon that sends the signal on to its own group gets it back.
    var echo: (signal: String, at: Moment)?
    for mark in process.history.marks.reversed() {
      guard case .terminate(let signal, let sender) = mark.kind else { continue }
      if sender == nil || sender != process.pid { return (signal, mark.at) }
      echo = echo ?? (signal, mark.at)
    }
    return echo
  }
}

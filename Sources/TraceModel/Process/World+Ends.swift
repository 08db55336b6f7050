/// How processes end: all threads of a group at once, whatever lines the log has of them.
///
/// strace before 4.6 prints no end of a task, `-qq` leaves it out, and without `-f` only one thread is
/// traced. A group ends by exit_group(2), by the exit of its last thread, or by a signal that kills any
/// of them (kernel/exit.c, `do_group_exit`).
extension World {
  /// A task called exit or exit_group: where no line tells the end, that was it.
  mutating func noteExit(_ record: CallRecord, _ text: Span<UInt8>, _ task: Task) {
    // exit(2) ends the thread that calls it: others, traced or not, go on.
    guard record.call == .exit_group || processes[task.process].threads == 1 else { return }
    let status = Argument.number(text, record.text.argument(0)) ?? 0
    // The kernel keeps the low eight bits (wait(2)).
    noteEnd(of: task, .exited(status: Int(status & 0xFF)), at: record.ended)
  }

  /// How the process of a task ends, as far as the lines up to here show.
  mutating func noteEnd(of task: Task, _ end: TaskEnd, at moment: Moment) {
    processes[task.process].end = (end, moment)
  }

  /// Ends the threads of a process of which there is no line, with the last of which there is one.
  mutating func endSilent(_ process: Int) {
    guard processes[process].end != nil, processes[process].threads > 0,
      processes[process].threads == processes[process].silentThreads
    else { return }
    for id in processes[process].silentIDs where tasks[id]?.process == process { end(id) }
  }

  /// A call has returned the id of a task, which has no line yet.
  mutating func noteSilent(_ id: Int32) {
    guard let process = tasks[id]?.process else { return }
    processes[process].silentThreads += 1
    if processes[process].silentIDs.count > 2 * processes[process].silentThreads + 16 {
      // An id that is given out again and again stands there once.
      var seen: Set<Int32> = []
      processes[process].silentIDs.removeAll { id in
        tasks[id]?.isSilent != true || tasks[id]?.process != process
          || !seen.insert(id).inserted
      }
    }
    processes[process].silentIDs.append(id)
  }

  /// The log is over: so are those that called exit, or were killed, and of whose threads not all have a
  /// line that tells it.
  mutating func finish() {
    if let root, let how = processes[root].end?.how, !processes[root].isOver { lastEnd = how }
    for id in tasks.sortedKeys {
      guard let task = tasks[id], let how = processes[task.process].end?.how else { continue }
      lastEnd = lastEnd ?? how
      end(id)
    }
  }

  /// Ends a task of which no line tells that.
  private mutating func end(_ id: Int32) {
    guard let task = tasks[id] else { return }
    if task.isSilent, task.isThread { endedSilently += 1 }
    if let (how, moment) = processes[task.process].end { watchEnd(of: task, how, at: moment) }
    remove(id)
  }

  /// Notes what ended a process, with its last thread.
  mutating func markEnd(of process: Int) {
    guard let (how, moment) = processes[process].end else { return }
    switch how {
    case .exited(let status):
      note(.init(kind: .exited(status: status), at: moment), of: process)
    case .killed(let signal):
      note(.init(kind: .killed(signal: signal), at: moment), of: process)
    case .superseded: break
    }
  }
}

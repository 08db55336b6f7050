extension World {
  /// sigwait(3), sigwaitinfo(2): a signal that is blocked is taken by a call, and strace prints no line
  /// of its own for it: `rt_sigtimedwait([HUP], {si_signo=SIGHUP, …}, NULL, 8) = 1 (SIGHUP)`.
  mutating func takeSignal(_ record: CallRecord, _ text: Span<UInt8>) {
    guard record.outcome.succeeded, record.text.count > 1,
      let taken = SignalLine(information: text, record.text.argument(1))
    else { return }
    // It came when the call was over; the line is that of the call.
    var moment = record.ended
    if let over = record.over {
      moment.clock = record.began.clock
      moment.digits = record.began.digits
      moment.nanoseconds = over
    }
    signalled(record.task, taken.name, sender: taken.sender, at: moment)
  }

  mutating func signalled(
    _ task: Int32, _ signal: String, sender: Int32?, at moment: Moment
  ) {
    // The kernel tells a parent of the end of a child, never of a thread's (signal(7)).
    if signal == "SIGCHLD", let sender,
      supposedThreads.contains(sender) || endedSupposed.contains(sender)
    {
      contradict(sender)
    }
    guard options.recordsLoads, let process = tasks[task]?.process else { return }
    switch signal {
    case "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGWINCH":
      // What a process sends to its own group comes back to it: no second request.
      let own = processes[process].pid == 0 ? options.givenPID : processes[process].pid
      let echoes = sender != nil && sender == own
      if echoes,
        let last = processes[process].history.lastTrigger,
        case .trigger(signal, let other) = last.kind, other != sender,
        !QuietStretch.lies(from: last.at, to: moment)
      {
        return
      }
      processes[process].history.isOfInterest = true
      processes[process].history.recordsEvents = true
      note(.init(kind: .trigger(signal: signal, sender: sender), at: moment), of: process)
      sample(process, at: moment)
    case "SIGTERM", "SIGINT", "SIGQUIT":
      note(.init(kind: .terminate(signal: signal, sender: sender), at: moment), of: process)
    default:
      break
    }
  }

  /// kill: a signal that one of the tasks sent to another, or to itself, would have a line.
  mutating func noteSent(_ record: CallRecord, _ text: Span<UInt8>) {
    guard record.outcome.succeeded, let receiver = Argument.number(text, record.text.argument(0)),
      let task = Int32(exactly: receiver), task > 0, tasks[task] != nil || tasks[0] != nil,
      text.has("SIG", at: record.text.argument(1).lowerBound)
    else { return }
    sendsSignals = true
  }
}

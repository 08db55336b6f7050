extension World {
  mutating func signalled(
    _ task: Int32, _ signal: String, sender: Int32?, at moment: Moment
  ) {
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
      note(.init(kind: .terminate(signal: signal), at: moment), of: process)
    default:
      break
    }
  }
}

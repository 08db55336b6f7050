/// The kinds of logs that are measured.
enum LogKind: String, CaseIterable {
  /// One process that was attached to, with a reload every few seconds: all that a log of reloads
  /// can hold, and a report that is as long.
  case reloads
  /// One process, one reload, and then only what a server does all day: nothing is mapped.
  case calls
  /// The same, of which only calls about memory and files were traced.
  case memory
  /// Thousands of processes, fifty at a time, a fifth of their calls in two halves.
  case processes
  /// Eight processes at a time that serve: the same, but nothing is mapped.
  case workers
  /// Thirty-two threads in one address space, a fifth of their calls in two halves.
  case threads
  /// 60,000 live mappings, and operations on them.
  case mappings

  /// What it is, for the table.
  var title: String {
    switch self {
    case .reloads: "one process, reloads"
    case .calls: "one process, all calls"
    case .memory: "memory and file calls"
    case .processes: "thousands of processes"
    case .workers: "eight workers, all calls"
    case .threads: "32 threads"
    case .mappings: "60,000 live mappings"
    }
  }
}

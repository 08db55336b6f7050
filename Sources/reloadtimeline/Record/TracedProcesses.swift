import Glibc
import TraceModel

/// The processes that a tracer holds, told from others that get their ids later.
struct TracedProcesses {
  private struct Entry {
    let pid: pid_t
    let name: String
    /// When it was started, in clock ticks since boot (proc(5), `starttime`).
    let start: String
  }

  private let entries: [Entry]

  /// Looks through /proc for those that `tracer` traces now.
  init(of tracer: pid_t) {
    entries = SmallFile.names(in: "/proc").compactMap { pid_t($0) }.compactMap { pid in
      guard ObservedProcess.status(of: Int(pid))?["TracerPid"] == "\(tracer)",
        let (name, start) = Self.facts(of: pid)
      else { return nil }
      return Entry(pid: pid, name: name, start: start)
    }
  }

  /// Ends those that still live: SIGTERM, and SIGKILL for what does not mind that within 2 seconds.
  ///
  /// - Returns: What had to be ended, `123 (sleep)`.
  func end() -> [String] {
    let left = living
    guard !left.isEmpty else { return [] }
    for entry in left { _ = kill(entry.pid, SIGTERM) }
    let limit = ContinuousClock.now + .seconds(2)
    while !living.isEmpty, ContinuousClock.now < limit { usleep(10_000) }
    for entry in living { _ = kill(entry.pid, SIGKILL) }
    return left.map { "\($0.pid) (\($0.name))" }
  }

  private var living: [Entry] {
    entries.filter { Self.facts(of: $0.pid)?.start == $0.start }
  }

  /// The name and the time of the start of a process that lives: fields 2 and 22 of /proc/PID/stat.
  private static func facts(of pid: pid_t) -> (name: String, start: String)? {
    guard let bytes = try? SmallFile.read("/proc/\(pid)/stat") else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    // The name may hold anything, parentheses too.
    guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else {
      return nil
    }
    let fields = text[close...].split(separator: " ")
    guard fields.count > 20, fields[1] != "Z", fields[1] != "X" else { return nil }
    let name = TraceText(String(text[text.index(after: open)..<close])).escaped
    return (name, String(fields[20]))
  }
}

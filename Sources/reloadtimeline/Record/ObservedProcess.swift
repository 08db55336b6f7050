import Glibc
import TraceModel

/// A living process, as /proc shows it (proc(5)).
struct ObservedProcess {
  /// The process: where a thread was named, the one that it is of.
  let pid: Int
  /// Its name, as /proc/PID/comm has it, escaped.
  let name: String

  /// Looks at a process, and refuses one that cannot be recorded.
  init(_ id: Int) throws(CommandFailure) {
    guard let status = Self.status(of: id) else {
      throw .input("there is no process \(id); 'ps -e' lists those that there are")
    }
    pid = status["Tgid"].flatMap { Int($0) } ?? id
    name = TraceText(status["Name"] ?? "?").escaped
    if let state = status["State"], state.hasPrefix("Z") || state.hasPrefix("X") {
      throw .input("process \(id) (\(name)) has ended, and waits for its parent to notice")
    }
    if let tracer = status["TracerPid"].flatMap({ Int($0) }), tracer > 0 {
      let who = Self.status(of: tracer)?["Name"].map { " (\(TraceText($0).escaped))" } ?? ""
      throw .input(
        "process \(pid) (\(name)) is already traced, by process \(tracer)\(who); "
          + "a process has one tracer at a time: end that one first")
    }
  }

  /// What strace needs to be allowed to attach.
  static func permissionAdvice() -> String {
    let scope = (try? SmallFile.read("/proc/sys/kernel/yama/ptrace_scope")).flatMap {
      Int(String(decoding: $0, as: UTF8.self).split(separator: "\n").first ?? "")
    }
    switch scope {
    case 3?:
      return "kernel.yama.ptrace_scope is 3: nothing may be attached to until the next boot"
    case 1?, 2?:
      return "run it with sudo (kernel.yama.ptrace_scope is \(scope ?? 0)), or in a container with "
        + "CAP_SYS_PTRACE (--cap-add SYS_PTRACE)"
    default:
      return "run it with sudo or as the user of the process, or in a container with "
        + "CAP_SYS_PTRACE (--cap-add SYS_PTRACE)"
    }
  }

  /// Its address space, as /proc/PID/maps has it.
  func maps() throws(CommandFailure) -> [UInt8] {
    let maps: [UInt8]
    do throws(SystemError) {
      maps = try SmallFile.read("/proc/\(pid)/maps")
    } catch {
      throw failure(error)
    }
    if maps.isEmpty, isAlive {
      throw .input(
        "process \(pid) (\(name)) is one of the kernel's: it has no address space of its own")
    }
    return maps
  }

  private func failure(_ error: SystemError) -> CommandFailure {
    switch error.code {
    case EACCES, EPERM:
      .input(
        "process \(pid) (\(name)) may not be looked at: \(error.description); "
          + Self.permissionAdvice())
    default:
      .input("process \(pid) (\(name)) has ended: \(error.description)")
    }
  }

  /// Whether it lives, and has not only its exit status left.
  var isAlive: Bool {
    guard let state = Self.status(of: pid)?["State"] else { return false }
    return !state.hasPrefix("Z") && !state.hasPrefix("X")
  }

  /// Whether all of its threads are traced by another process.
  func isTraced(by tracer: pid_t) -> Bool {
    let threads = SmallFile.names(in: "/proc/\(pid)/task").compactMap { Int($0) }
    return !threads.isEmpty
      && threads.allSatisfy { Self.status(of: $0)?["TracerPid"] == "\(tracer)" }
  }

  /// The lines of /proc/ID/status; nothing where there is no such process or thread.
  static func status(of id: Int) -> [String: String]? {
    guard let bytes = try? SmallFile.read("/proc/\(id)/status"), !bytes.isEmpty else { return nil }
    var lines: [String: String] = [:]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      lines[String(parts[0])] = String(parts[1].drop { $0 == "\t" || $0 == " " })
    }
    return lines
  }
}

import Foundation

@testable import TraceModel

/// Writes a log line by line, in the words of a dynamic loader, a millisecond for each line.
struct DaemonLog {
  /// The lines so far.
  private(set) var lines: [String] = []
  private var milliseconds = 36_000_000
  /// Whether descriptors are decorated.
  var showsNames = true
  /// Whether lines have times.
  var showsTimes = true
  /// Whether there is an mprotect in the log.
  var showsProtects = true
  /// The pid column of the next lines.
  var pid: Int? = 100

  /// The size of an object where none is named: four pages and a bit.
  static let size = 0x4123

  /// The number of the last line.
  var last: Int { lines.count }

  /// Adds a line.
  mutating func add(_ text: String) {
    let seconds = milliseconds / 1000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    let fraction = String(1000 + milliseconds % 1000).dropFirst()
    let time = showsTimes ? "\(clock).\(fraction) " : ""
    lines.append((pid.map { "\($0) " } ?? "") + time + text)
    milliseconds += 1
  }

  /// Adds lines that have no prefix: stack frames.
  mutating func lines(_ texts: String...) { lines += texts }

  /// Lets seconds pass.
  mutating func wait(_ seconds: Int) { milliseconds += seconds * 1000 }

  /// A signal from another process, or from the process itself.
  mutating func signal(_ name: String, from sender: Int = 1) {
    add("--- \(name) {si_signo=\(name), si_code=SI_USER, si_pid=\(sender), si_uid=0} ---")
  }

  /// Maps an object as ld.so does; without the RELRO mprotect it is not complete.
  mutating func load(
    _ path: String, at base: Int, size: Int = DaemonLog.size, isComplete: Bool = true
  ) {
    let file = showsNames ? "3<\(path)>" : "3"
    let flags = "MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE"
    add("openat(AT_FDCWD, \"\(path)\", O_RDONLY|O_CLOEXEC) = \(file)")
    add("mmap(NULL, \(size), PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, \(file), 0) = \(hex(base))")
    add(
      "mmap(\(hex(base + 0x1000)), 4096, PROT_READ|PROT_EXEC, \(flags), \(file), 0x1000) = \(hex(base + 0x1000))"
    )
    add(
      "mmap(\(hex(base + 0x2000)), 8192, PROT_READ|PROT_WRITE, \(flags), \(file), 0x2000) = \(hex(base + 0x2000))"
    )
    add("close(\(file)) = 0")
    if isComplete, showsProtects { add("mprotect(\(hex(base + 0x2000)), 4096, PROT_READ) = 0") }
  }

  /// Unmaps an object as dlclose does, with its unrounded length.
  mutating func unload(_ base: Int, size: Int = DaemonLog.size) {
    add("munmap(\(hex(base)), \(size)) = 0")
  }

  /// A request, and an object that goes and comes back where it was.
  mutating func reload(_ path: String, at base: Int) {
    signal("SIGHUP")
    unload(base)
    load(path, at: base)
  }

  /// Maps and unmaps the loader's cache.
  mutating func cache() {
    let file = "4</etc/ld.so.cache>"
    add("mmap(NULL, 40519, PROT_READ, MAP_PRIVATE, \(file), 0) = 0xf0000")
    add("munmap(0xf0000, 40519) = 0")
  }

  /// What a loader writes when it gives up.
  mutating func write(_ text: String) {
    add("write(2, \"\(text)\", \(text.utf8.count)) = \(text.utf8.count)")
  }

  /// A child process.
  mutating func fork(_ child: Int) { add("clone(child_stack=NULL, flags=SIGCHLD) = \(child)") }

  /// A child process that loads an object of its own: the next lines are its.
  mutating func fork(_ child: Int, loading path: String, at base: Int) {
    fork(child)
    pid = child
    load(path, at: base)
  }

  /// The end of a process.
  mutating func exit(_ status: Int = 0) {
    add("exit_group(\(status)) = ?")
    add("+++ exited with \(status) +++")
  }

  private func hex(_ value: Int) -> String { "0x" + String(value, radix: 16) }

  /// The report on a daemon that is asked to reload, and on what it does then.
  static func report(
    maps: String? = nil, after: String? = nil, signal: String = "SIGHUP", pid: Int? = 100,
    _ write: (inout DaemonLog) -> Void
  ) throws -> Report {
    var log = DaemonLog()
    log.pid = pid
    log.signal(signal)
    write(&log)
    return try log.report(maps: maps, after: after)
  }

  /// The report on it.
  func report(
    maps: String? = nil, after: String? = nil, _ change: (inout AnalysisOptions) -> Void = { _ in }
  ) throws -> Report {
    try TraceModelTests.report(
      of: lines.joined(separator: "\n") + "\n", maps: maps, after: after, change)
  }
}

/// The lines of maps that show objects, as `DaemonLog.load` maps them: `path` or `path (deleted)`,
/// where, and an inode.
func mapsOf(_ objects: [(path: String, base: Int, inode: Int)]) -> String {
  objects.sorted { $0.base < $1.base }.map { path, base, inode in
    func line(_ start: Int, _ pages: Int, _ permissions: String, _ offset: Int) -> String {
      String(base + start, radix: 16) + "-" + String(base + start + pages * 0x1000, radix: 16)
        + " \(permissions) " + String(0x1_0000_0000 + offset, radix: 16).dropFirst()
        + " fe:00 \(inode)    \(path)\n"
    }
    return line(0, 1, "r--p", 0) + line(0x1000, 1, "r-xp", 0x1000) + line(0x2000, 1, "r--p", 0x2000)
      + line(0x3000, 1, "rw-p", 0x3000) + line(0x4000, 1, "r--p", 0x4000)
  }.joined()
}

/// The report on a log that is given as text.
func report(
  of log: String, maps: String? = nil, after: String? = nil,
  _ change: (inout AnalysisOptions) -> Void = { _ in }
) throws -> Report {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  func keep(_ text: String, _ name: String) throws -> TraceInput {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return .file(file.path)
  }
  var options = AnalysisOptions()
  if let maps { options.snapshots = [(pid: nil, input: try keep(maps, "before.maps"))] }
  if let after { options.snapshotAfter = try keep(after, "after.maps") }
  change(&options)
  let trace = try keep(log, "reload.strace")
  return try TraceAnalysis(options: options).reports(of: [trace])[0]
}

extension Report {
  /// The reloads of the first process, in words: `inPlace SIGHUP L1, L2-9`.
  var windows: [String] {
    (processes.first?.reloads ?? []).map { reload in
      let trigger = reload.trigger.map { " \($0.signal) L\($0.instant.line)" } ?? ""
      return "\(reload.kind)\(trigger), L\(reload.start.line)-\(reload.end.line)"
    }
  }

  /// The fates of a reload of the first process, in words, by name: `a.so remapped observed`.
  func fates(_ number: Int = 0) -> [String] {
    guard let reloads = processes.first?.reloads, reloads.indices.contains(number) else {
      return ["no reload"]
    }
    return reloads[number].objects.map { "\($0.name.escaped) \($0.fate) \($0.certainty)" }.sorted()
  }

  /// An object of a reload of the first process.
  func object(_ name: String, _ number: Int = 0) -> ObjectReport? {
    guard let reloads = processes.first?.reloads, reloads.indices.contains(number) else {
      return nil
    }
    return reloads[number].objects.first { $0.name == TraceText(name) }
  }

  /// The kinds of finding of a reload of the first process.
  func findings(_ number: Int = 0) -> [Finding] {
    guard let reloads = processes.first?.reloads, reloads.indices.contains(number) else {
      return []
    }
    return reloads[number].findings
  }
}

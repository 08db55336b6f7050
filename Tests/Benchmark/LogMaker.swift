import Foundation

/// Writes logs of any size out of a small one: with other pids, later times, other addresses.
struct LogMaker {
  let source: SourceLog
  private static let opening = 8 * 3600 * 1_000_000

  /// Writes a log of about that many bytes.
  func write(_ kind: LogKind, bytes: Int, to path: String) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    var output = LogOutput(try FileHandle(forWritingTo: URL(filePath: path)), bytes)
    switch kind {
    case .reloads: try fill(&output) { _ in true }
    case .calls:
      copy(into: &output) { _ in true }
      try fill(&output, signals: false) { !Self.memory.contains(String($0)) }
    case .memory:
      let wanted = Self.memory.union(["openat", "close"])
      try fill(&output) { wanted.contains(String($0)) }
    case .processes: tasks(source.lines, into: &output, at: 50, threads: false)
    case .workers:
      let lines = source.lines.filter { !Self.memory.contains(String($0.name)) }
      tasks(lines, into: &output, at: 8, threads: false)
    case .threads: tasks(source.lines, into: &output, at: 32, threads: true)
    case .mappings: mappings(into: &output)
    }
    try output.finish()
  }

  private static let memory: Set<String> = [
    "mmap", "munmap", "mprotect", "mremap", "brk", "shmat", "shmdt",
  ]

  /// Fills a log with copies of what is wanted of the source.
  private func fill(
    _ output: inout LogOutput, signals: Bool = true, _ isWanted: (Substring) -> Bool
  ) throws {
    guard source.lines.contains(where: { isWanted($0.name) }) else { throw SourceLog.Unusable() }
    while !output.isFull { copy(into: &output, signals: signals, isWanted) }
  }

  /// The source once more, later.
  private func copy(
    into output: inout LogOutput, signals isSignalled: Bool = true, _ isWanted: (Substring) -> Bool
  ) {
    let start = Self.opening + output.clock
    var signals = isSignalled ? source.signals[...] : []
    for (index, line) in source.lines.enumerated() where isWanted(line.name) {
      while let signal = signals.first, signal.index <= index {
        output.add("\(SourceLog.clock(start + line.time)) \(signal.body)\n")
        signals.removeFirst()
      }
      output.add("\(SourceLog.clock(start + line.time)) \(line.body)\n")
    }
    output.clock += source.duration
  }

  /// Many tasks at a time, each of which does what some lines tell; of every eleven calls two are
  /// printed in two halves, with lines of others in between.
  private func tasks(
    _ lines: [SourceLog.Line], into output: inout LogOutput, at once: Int, threads: Bool
  ) {
    var next = 1001
    var under: [(pid: Int, line: Int, rest: String?)] = []
    output.add(
      "1000 08:00:00.000000 execve(\"/usr/bin/make\", [\"make\"], 0x7ffe /* 9 vars */) = 0\n")
    let flags = threads ? Self.threadFlags : "CLONE_CHILD_CLEARTID|SIGCHLD"
    var turn = 0
    while !output.isFull || !under.isEmpty {
      output.clock += 37
      let time = SourceLog.clock(Self.opening + output.clock)
      while under.count < once, !output.isFull {
        output.add("1000 \(time) clone(child_stack=NULL, flags=\(flags)) = \(next)\n")
        under.append((next, turn % 97, nil))
        next += 1
      }
      guard !under.isEmpty else { break }
      turn += 1
      let place = turn % under.count
      let pid = under[place].pid
      if let rest = under[place].rest {
        output.add("\(pid) \(time) \(rest)\n")
        under[place].rest = nil
        continue
      }
      guard under[place].line < lines.count else {
        output.add("\(pid) \(time) +++ exited with 0 +++\n")
        under.remove(at: place)
        continue
      }
      let line = lines[under[place].line]
      let distance = threads ? UInt64(place) << 32 : 0
      if turn % 11 < 2, let cut = line.cut {
        let head = SourceLog.moved(String(line.body[..<cut]), by: distance)
        let tail = SourceLog.moved(String(line.body[cut...]), by: distance)
        output.add("\(pid) \(time) \(head) <unfinished ...>\n")
        under[place].rest = "<... \(line.name) resumed>\(tail)"
      } else {
        output.add("\(pid) \(time) \(SourceLog.moved(line.body, by: distance))\n")
      }
      under[place].line += 1
    }
  }

  private static let threadFlags =
    "CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM"

  /// 60,000 single pages with gaps between them, then one is unmapped and mapped again after another.
  private func mappings(into output: inout LogOutput) {
    let base: UInt64 = 0x7000_0000_0000
    func map(_ page: Int, _ output: inout LogOutput) {
      let address = String(base + UInt64(page) * 0x2000, radix: 16)
      output.clock += 3
      output.add(
        "\(SourceLog.clock(Self.opening + output.clock)) mmap(0x\(address), 4096, "
          + "PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x\(address)\n")
    }
    for page in 0..<60_000 { map(page, &output) }
    var page = 0
    while !output.isFull {
      page = (page + 7919) % 60_000
      let address = String(base + UInt64(page) * 0x2000, radix: 16)
      output.add(
        "\(SourceLog.clock(Self.opening + output.clock)) munmap(0x\(address), 4096) = 0\n")
      map(page, &output)
    }
  }
}

/// Collects lines and writes them in large pieces.
struct LogOutput {
  private let file: FileHandle
  private let wanted: Int
  private var held: [UInt8] = []
  private var written = 0
  /// Microseconds since the log began.
  var clock = 0

  init(_ file: FileHandle, _ wanted: Int) {
    self.file = file
    self.wanted = wanted
  }

  var isFull: Bool { written + held.count >= wanted }

  mutating func add(_ text: String) {
    held.append(contentsOf: text.utf8)
    if held.count > 1 << 20 { flush() }
  }

  mutating func finish() throws {
    flush()
    try file.close()
  }

  private mutating func flush() {
    file.write(Data(held))
    written += held.count
    held.removeAll(keepingCapacity: true)
  }
}

import Testing

@testable import TraceModel

@Suite("What was read, and what is missing")
struct TraceSummarizerTests {
  private static let map =
    "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000\n"

  private static let load =
    "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</lib/a.so>, 0) = 0x1000\n"

  private static let starts: [(String, TraceSummary.Start)] = [
    ("execve(\"/x\", [\"x\"], 0x7) = 0\n\(map)", .exec), (map, .attached),
    ("<... read resumed>\"\", 3) = 0\n\(map)", .cut),
    ("restart_syscall(<... resuming interrupted read ...>) = 0\n\(map)", .attached),
    ("strace: Process 7 attached\n\(map)", .attached),
    ("7 execve(\"/x\", [\"x\"], 0x7 <unfinished ...>\n7 <... execve resumed>) = 0\n", .exec),
  ]

  @Test("how a log begins", arguments: starts)
  func start(_ log: String, _ expected: TraceSummary.Start) throws {
    #expect(try report(of: log).trace.start == expected)
  }

  private static let ends: [(String, TraceSummary.End)] = [
    ("\(map)exit_group(0) = ?\n+++ exited with 0 +++\n", .exited),
    ("\(map)exit_group(0) = ?\n", .exited), ("\(map)+++ killed by SIGKILL +++\n", .killed),
    (map, .cut), ("\(map)read(3, \"", .cut), ("\(map)pselect6(9, NULL <detached ...>\n", .detached),
    ("\(map)strace: Process 7 detached\n", .detached),
    ("7 fork() = 8\n8 exit_group(0) = ?\n8 +++ exited with 0 +++\n", .cut),
    ("7 fork() = 8\n8 +++ exited with 0 +++\n7 +++ killed by SIGSEGV +++\n", .killed),
  ]

  @Test("how it ends", arguments: ends)
  func end(_ log: String, _ expected: TraceSummary.End) throws {
    #expect(try report(of: log).trace.end == expected)
  }

  @Test("a time of another kind than the first is no distance from it")
  func otherClock() throws {
    let start = "15:55:50.000001 \(Self.map)"
    #expect(try report(of: start + "15:55:51.000001 \(Self.map)").trace.last?.seconds == 1)
    #expect(try report(of: start + "(+     0.000100) \(Self.map)").trace.last?.seconds == nil)
  }

  @Test(
    "whether calls that are not read succeeded or failed, in lines that blanks fill up, too",
    arguments: [
      ("getsid(5) = 5", true, false), ("getsid(5)                              = 5", true, false),
      ("getsid(5) = -1 ESRCH (No such process)", false, true),
      ("getsid(5)          = -1 ESRCH (No such process)", false, true),
      ("getsid(5 <unfinished ...>", false, false), ("getsid(5) = ?", true, false),
    ])
  func outcomes(_ line: String, _ succeeds: Bool, _ fails: Bool) {
    let features = parsed(line + "\n").parser.features
    #expect(features.otherSuccesses == succeeds && features.otherFailures == fails)
    #expect(features.hasPathlessCalls == !fails)
  }

  @Test("calls by name, lines, bytes, processes")
  func counts() throws {
    let log =
      "7 fork() = 8\n8 " + Self.map
      + "7 close(3) = -1 EBADF (x)\n7 close(3 <unfinished ...>\n7 poll() = 0\nhello\n"
    let trace = try report(of: log).trace
    #expect(trace.calls.map { "\($0.name) \($0.count)" } == ["close 1", "fork 1", "mmap 1"])
    #expect(trace.lines == 6)
    #expect(trace.bytes == log.utf8.count)
    #expect(trace.processCount == 2)
    #expect(trace.skippedLines == 1)
    #expect(trace.diagnostics.contains { $0.line == 6 })
  }

  @Test(
    "what is missing is named, with what would have shown it",
    arguments: [
      ("close(3) = 0\n", "no mmap"), (map, "no munmap"), (load, "no times"),
      ("hello\n\(map)", "not understood"),
      ("...\n\(map)", "left out"),
      ("munmap(0x1000, 5) = 0\n\(map)", "--maps"),
      ("munmap(0x1000, 5) = 0\n\(map)", "where strace attaches to a running process"),
      (
        "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</lib/libc.so.6>, 0) = 0x1000\n"
          + "munmap(0x1000, 4096) = 0\n", "shows libc being loaded, but no execve"
      ),
      ("% time     seconds  usecs/call     calls    errors syscall\n", "-C"),
      ("7 close(3) = 0\n8 close(3) = 0\n", "no clone announced"),
    ])
  func missing(_ log: String, _ words: String) throws {
    let messages = try report(of: log).trace.diagnostics.map(\.message)
    #expect(messages.contains { $0.contains(words) }, "\(messages)")
  }

  @Test(
    "a log that ends in the middle of a line says so; one that only lacks the last newline does not",
    arguments: [
      ("munmap(0x1000, 40", true), ("1402", true), ("14:56:0", true), ("munm", true),
      ("close(3) = 0", false), ("+++ exited with 0 +++", false), ("munmap(0x1000, 40\n", false),
      ("hello\n", false),
    ])
  func cut(_ end: String, _ isCut: Bool) throws {
    let trace = try report(of: Self.map + end).trace
    let told = trace.diagnostics.filter { $0.message.contains("in the middle of this line") }
    #expect(told.map(\.line) == (isCut ? [2] : []))
    #expect(trace.skippedLines == (end == "hello\n" ? 1 : 0))
    #expect(try report(of: Self.map + "munm") { $0.isStrict = true }.trace.skippedLines == 0)
  }

  @Test("what is there is not called missing")
  func complete() throws {
    let log =
      "14:00:00 execve(\"/x\", [\"x\"], 0x7) = 0\n14:00:00 " + Self.map
      + "14:00:00 munmap(0x1000, 4096) = 0\n14:00:00 exit_group(0) = ?\n"
    #expect(try report(of: log).trace.diagnostics.isEmpty)
  }

  @Test("of many lines that are not understood the first are named, the rest counted")
  func many() throws {
    let trace = try report(of: Self.map + (1...9).map { "hello \($0)\n" }.joined()).trace
    #expect(trace.skippedLines == 9)
    #expect(trace.diagnostics.compactMap(\.line) == Array(2...6))
    #expect(trace.diagnostics.contains { $0.message.hasPrefix("4 more lines") })
  }

  @Test(
    "a log of which nothing is understood, or none at all, is an error; so is one line with --strict"
  )
  func errors() throws {
    #expect(throws: TraceError.self) { try report(of: "hello\nworld\n") }
    #expect(throws: TraceError.self) { try report(of: "") }
    #expect(throws: TraceError.self) { try report(of: Self.map + "hello\n") { $0.isStrict = true } }
    #expect(throws: TraceError.self) { try report(of: "7 " + Self.map) { $0.pid = 8 } }
    #expect(try report(of: Self.map) { $0.isStrict = true }.trace.skippedLines == 0)
  }

  @Test("a snapshot that the log contradicts is told; one of which nothing fits is an error")
  func snapshots() throws {
    let maps = mapsOf([("/lib/a.so", 0x10000, 1)])
    // Where no mmap is in the log, what is unmapped may have been mapped unseen.
    let mapping = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x500000\n"
    let doubtful = mapping + "munmap(0x10000, 16675) = 0\nmunmap(0x90000, 16675) = 0\n"
    let report = try report(of: doubtful, maps: maps)
    #expect(
      report.trace.diagnostics.contains { $0.message.contains("contradict") && $0.file != nil })
    #expect(report.snapshot?.mappings == 5)
    #expect(report.snapshot?.objects == 1)
    #expect(throws: TraceError.self) {
      try TraceModelTests.report(of: mapping + "munmap(0x90000, 16675) = 0\n", maps: maps)
    }
    let filtered = try TraceModelTests.report(of: "munmap(0x90000, 16675) = 0\n", maps: maps)
    #expect(!filtered.trace.diagnostics.contains { $0.message.contains("contradict") })
  }
}

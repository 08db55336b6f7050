import Testing

@testable import TraceModel

@Suite("Logs of which lines are missing")
struct ElisionTests {
  @Test(
    "what people and journals put in their place is known",
    arguments: [
      "...", "[...]", "(…)", ". . .", "<snip>", "[snip]", "--- snip ---", "8< cut here >8",
      "<output omitted>",
      "<61 lines elided>", "[truncated]", "... 61 more lines ...",
      "Nov 30 05:21:31 host systemd-journald[17]: Suppressed 61 messages from strace.service",
      "rsyslogd: imuxsock: 61 messages lost due to rate-limiting",
    ])
  func known(_ line: String) throws {
    let log = "brk(NULL) = 0x1000\n\(line)\nbrk(NULL) = 0x1000\n"
    let trace = try TraceModelTests.report(of: log).trace
    #expect(trace.skippedLines == 0)
    let told = trace.diagnostics.filter { $0.message.hasPrefix("lines were left out here") }
    #expect(told.map(\.line) == [2])
  }

  @Test(
    "the program's own words are not",
    arguments: [
      "Skipped: removed 3 files", "a ... b", "done.", "[info] ready",
      "[info] removed 3 stale sockets", "* config skipped", ".", "..",
    ])
  func own(_ line: String) {
    let bytes = Array(line.utf8)
    let isIn = Elision.isIn(bytes.span)
    #expect(!isIn)
  }

  /// A reload of two objects with something at a place of it.
  private static func report(_ line: String, behind place: Int) throws -> Report {
    var log = DaemonLog()
    log.add("execve(\"/usr/sbin/d\", [\"d\"], 0x7) = 0")
    log.load("/lib/a.so", at: 0x10000)
    log.load("/lib/b.so", at: 0x20000)
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.add("getpid() = 100")
    log.signal("SIGHUP")
    log.load("/lib/c.so", at: 0x30000)
    log.unload(0x20000)
    log.load("/lib/b.so", at: 0x20000)
    var lines = log.lines
    lines.insert(line, at: place)
    return try TraceModelTests.report(of: lines.joined(separator: "\n") + "\n")
  }

  private static func doubtful(_ report: Report, _ number: Int) -> [String] {
    report.processes[0].reloads[number].objects
      .filter { $0.rules.contains("linesMissing") }.map(\.name.escaped).sorted()
  }

  @Test("across them nothing is said with certainty that rests on what did not happen")
  func certainty() throws {
    // Behind the unloading, before the next request: what went may have come back.
    let behind = try Self.report("...", behind: 15)
    #expect(Self.doubtful(behind, 0) == ["a.so"])
    #expect(
      behind.processes[0].reloads[0].verdict.contains(
        "did not come back in the lines that are there"))
    #expect(Self.doubtful(behind, 1) == ["c.so"])
    #expect(behind.fates(1).contains("b.so remapped observed"))
    // Before the program is executed nothing is missing of it.
    let before = try Self.report("...", behind: 0)
    #expect(Self.doubtful(before, 0).isEmpty && Self.doubtful(before, 1).isEmpty)
    // Without the line all is certain.
    let whole = try Self.report("100 10:00:00.000 getpid() = 100", behind: 1)
    #expect(Self.doubtful(whole, 0).isEmpty && Self.doubtful(whole, 1).isEmpty)
  }

  @Test(
    "calls about memory that are not understood, or have no first half, are such lines too",
    arguments: [
      "100 10:00:00.020 munmap(0x7f0000000000, 8", "100 10:00:00.020 mmap(NULL, x = 0x1000 garbage",
    ])
  func memory(_ line: String) throws {
    #expect(try Self.report(line, behind: 14).trace.skippedLines > 0)
    #expect(Self.doubtful(try Self.report(line, behind: 14), 0) == ["a.so", "b.so"])
  }

  @Test("second halves without a first are told, but for those with which a log begins")
  func headless() throws {
    let half = "7 <... munmap resumed>) = 0\n"
    for count in 1...3 {
      let trace = try TraceModelTests.report(
        of: "7 brk(NULL) = 0x1000\n" + String(repeating: half, count: count)
      ).trace
      #expect(
        trace.diagnostics.contains { $0.message.contains("second half only") } == (count == 3))
    }
  }

  @Test("however many lines are missing, what comes behind them is doubtful")
  func many() throws {
    var log = DaemonLog()
    log.lines(String(repeating: "...\n", count: 1100) + "100 10:00:00.000 brk(NULL) = 0x1000")
    log.add("execve(\"/usr/sbin/d\", [\"d\"], 0x7) = 0")
    log.load("/lib/a.so", at: 0x10000)
    log.lines("...")
    log.load("/lib/b.so", at: 0x20000)
    log.reload("/lib/b.so", at: 0x20000)
    #expect(Self.doubtful(try log.report(), 0) == ["a.so"])
  }
}

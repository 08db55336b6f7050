import Testing

@testable import TraceModel

@Suite("What happened to a process as a whole")
struct ProcessMarkTests {
  @Test("requests, signals to end, execve and the end are told with their lines")
  func marks() throws {
    let report = try DaemonLog.report { log in
      log.load("/lib/a.so", at: 0x10000)
      log.add("execve(\"/usr/sbin/x\", [\"x\"], 0x7 /* 3 vars */) = 0")
      log.load("/lib/b.so", at: 0x20000)
      log.load("/lib/c.so", at: 0x30000)
      log.unload(0x30000)
      log.signal("SIGTERM")
      log.exit(3)
    }
    let process = try #require(report.processes.first)
    #expect(
      process.marks.map { "\($0.kind) \($0.words) \($0.instant.line)" } == [
        "signal SIGHUP 1", "execve execve 8", "signal SIGTERM 22", "end exited with 3 24",
      ])
    #expect(process.marks.map(\.senderPID) == [1, nil, 1, nil])
    // Each load is over by a call, or with the process.
    let ends = process.loads.map {
      "\($0.path.lastComponent.escaped) \($0.end?.line ?? 0) \($0.endsWithProcess)"
    }
    #expect(ends == ["a.so 8 false", "b.so 24 true", "c.so 21 false"])
  }

  @Test("what a process that lives has mapped has no end")
  func living() throws {
    let report = try DaemonLog.report { log in log.load("/lib/a.so", at: 0x10000) }
    #expect(report.processes.first?.loads.first?.end == nil)
    #expect(report.processes.first?.loads.first?.endsWithProcess == false)
  }
}

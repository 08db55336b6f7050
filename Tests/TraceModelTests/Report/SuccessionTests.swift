import Testing

@testable import TraceModel

@Suite("Who goes on after a request, and what became of the program")
struct SuccessionTests {
  private static let before = mapsOf([
    ("/bin/d", 0x10000, 1), ("/lib/a.so", 0x20000, 2), ("/lib/ld-linux-x86-64.so.2", 0x30000, 3),
  ])

  @Test("new children inherit all that was mapped; their parent is handed over")
  func children() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.fork(7)
    log.fork(8)
    let reload = try #require(log.report(maps: Self.before).processes.first?.reloads.first)
    #expect(reload.kind == .handover)
    #expect(reload.successors.map(\.pid) == [7, 8])
    #expect(reload.successors.allSatisfy { $0.role == .child && $0.inherited == 3 })
    #expect(reload.successors.map(\.born.line) == [2, 3])
  }

  @Test("each request has the children that were made after it, the first 64 of them")
  func ofEach() throws {
    var log = DaemonLog()
    var next = 1000
    for count in [2, 70, 3] {
      log.signal("SIGHUP")
      log.reload("/lib/a.so", at: 0x20000)
      for pid in next..<next + count { log.fork(pid) }
      next += count
    }
    let reloads = try #require(log.report(maps: Self.before).processes.first?.reloads)
    let made = [Array(1000..<1002), Array(1002..<1066), Array(1072..<1075)]
    #expect(reloads.map { $0.successors.map(\.pid) } == made)
  }

  @Test("a child that ends at once goes on with nothing, and that is said")
  func failed() throws {
    var log = DaemonLog()
    log.signal("SIGUSR2")
    log.fork(7)
    log.pid = 7
    log.add("execve(\"d\", [\"d\"], 0x1 /* 2 vars */) = -1 ENOENT (No such file or directory)")
    log.exit()
    log.pid = 100
    log.add("rename(\"/run/d.pid.old\", \"/run/d.pid\") = 0")
    let reload = try #require(log.report(maps: Self.before).processes.first?.reloads.first)
    #expect(reload.kind == .handover && reload.successors.isEmpty)
    #expect(reload.verdict.contains("ended again without having loaded anything"))
    #expect(reload.verdict.contains("goes on itself"))
  }

  @Test("a child that executes the program anew is the next main process")
  func mainProcess() throws {
    var log = DaemonLog()
    log.signal("SIGUSR2")
    log.fork(7)
    log.pid = 7
    log.add("execve(\"/bin/d\", [\"d\"], 0x1 /* 2 vars */) = 0")
    log.fork(9)
    log.pid = 100
    log.signal("SIGQUIT")
    log.exit()
    let reload = try #require(log.report(maps: Self.before).processes.first?.reloads.first)
    let successor = try #require(reload.successors.first)
    #expect(successor.role == .mainProcess && successor.executed?.line == 3)
    #expect(successor.inherited == 0 && successor.children == [9])
    #expect(reload.processEnd?.line == 7)
  }

  @Test("what loads something itself is reloaded in place, whoever else goes on")
  func inPlace() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.load("/lib/b.so", at: 0x50000)
    log.fork(7)
    let report = try log.report(maps: Self.before)
    #expect(report.processes.first?.reloads.map(\.kind) == [.inPlace])
    #expect(report.object("b.so")?.fate == .added)
  }

  @Test("old files: the processes that have them mapped at the end")
  func holders() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.add("getppid() = 1")
    log.fork(7)
    log.fork(8)
    log.pid = 8
    log.exit()
    let maps = mapsOf([("/bin/d", 0x10000, 1), ("/lib/a.so (deleted)", 0x20000, 2)])
    #expect(try log.report(maps: maps).object("a.so")?.holders == [7, 100])
  }

  @Test("a process that was not there in the window that is asked for did not survive it")
  func absent() throws {
    var log = DaemonLog()
    log.fork(7)
    log.pid = 7
    log.load("/lib/b.so", at: 0x50000)
    log.exit()
    let end = log.last
    log.pid = 100
    for _ in 0..<20 { log.add("getppid() = 1") }
    log.fork(8)
    log.pid = 8
    log.load("/lib/c.so", at: 0x60000)
    func report(of pid: Int?) throws -> Report {
      try log.report(maps: Self.before) { options in
        options.pid = pid
        (options.from, options.to) = (.line(end + 2), .line(end + 10))
      }
    }
    let all = try report(of: nil)
    #expect(all.processes.map(\.pid) == [100] && all.isOfSome)
    let ended = try #require(report(of: 7).processes.first)
    #expect(ended.reloads.isEmpty)
    #expect(ended.noReload == "no reload: the process had ended before (line \(end))")
    let later = try #require(report(of: 8).processes.first)
    #expect(later.noReload == "no reload: the process was made only later (line \(end + 21))")
  }

  @Test("execve: the program and its interpreter are mapped again, by inference")
  func reexec() throws {
    var log = DaemonLog()
    log.signal("SIGUSR2")
    log.add("execve(\"/bin/d\", [\"d\"], 0x1 /* 2 vars */) = 0")
    log.load("/lib/a.so", at: 0x70000)
    log.add("execve(\"/proc/self/exe\", [\"d\"], 0x1 /* 2 vars */) = 0")
    log.load("/lib/a.so", at: 0x90000)
    let report = try log.report(maps: Self.before)
    #expect(
      report.fates() == [
        "a.so remapped snapshot", "d remapped inferred",
        "ld-linux-x86-64.so.2 remapped inferred",
      ])
    #expect(report.object("d")?.sameAddress == nil && report.object("d")?.rules == ["execve"])
    #expect(report.processes[0].reloads[0].execves.map(\.line) == [2, 9])
  }

  @Test("a program of a log from its start survives a reload, also in a child")
  func fromStart() throws {
    var log = DaemonLog()
    log.add("execve(\"/bin/d\", [\"d\"], 0x1 /* 2 vars */) = 0")
    log.load("/lib/a.so", at: 0x70000)
    log.fork(7)
    log.pid = 7
    log.reload("/lib/a.so", at: 0x70000)
    let report = try log.report()
    #expect(report.processes.first?.pid == 7)
    #expect(report.fates() == ["a.so remapped observed", "d survived inferred"])
    #expect(report.object("d")?.evidence.map(\.line) == [1])
  }

  @Test("stopped and started is told in a sentence, and comes first")
  func restart() throws {
    var log = DaemonLog()
    log.pid = 1
    log.add("execve(\"/bin/sh\", [\"sh\"], 0x1 /* 2 vars */) = 0")
    for daemon in [10, 20] {
      log.pid = 1
      log.fork(daemon)
      log.pid = daemon
      log.add("execve(\"/bin/d\", [\"d\"], 0x1 /* 2 vars */) = 0")
      log.load("/lib/a.so", at: 0x70000)
      log.fork(daemon + 1)
      if daemon == 10 {
        log.signal("SIGTERM")
        log.exit()
      }
    }
    let report = try log.report()
    #expect(report.processes.prefix(2).map(\.pid) == [10, 20])
    let old = try #require(report.processes[0].noReload)
    #expect(old.contains("stopped by SIGTERM (line 11)") && old.contains("process 20"))
    #expect(report.processes[1].noReload?.contains("in place of process 10") == true)
  }

  @Test("a process in which nothing happened is told, with how many objects survived")
  func idle() throws {
    var log = DaemonLog()
    log.add("getppid() = 1")
    let report = try log.report(maps: Self.before)
    #expect(report.processes.map(\.pid) == [100])
    #expect(
      report.processes[0].noReload
        == "no reload: no object was unloaded, and all 3 that were mapped before survived")
  }
}

import Testing

@testable import TraceModel

@Suite("Where a reload begins and ends, and of what kind it is")
struct WindowFinderTests {
  private static let before = mapsOf([
    ("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2), ("/lib/libc.so.6", 0x30000, 3),
  ])

  private static func windows(_ write: (inout DaemonLog) -> Void) throws -> [String] {
    var log = DaemonLog()
    write(&log)
    return try log.report(maps: before).windows
  }

  @Test(
    "it opens at the unloading, with the request before it, and ends with the last RELRO mprotect")
  func plain() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.add("poll([], 0, 0) = 0")
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
      log.add("poll([], 0, 0) = 0")
    }
    #expect(windows == ["inPlace SIGHUP L1, L3-9"])
  }

  @Test(
    "every signal that asks for a reload is a trigger, the last before the unloading",
    arguments: ["SIGHUP", "SIGUSR1", "SIGUSR2", "SIGWINCH"])
  func triggers(_ signal: String) throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.signal(signal, from: 2)
      log.signal("SIGCHLD")
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(windows == ["inPlace \(signal) L2, L4-10"])
  }

  @Test("the signal that the process sends to its own group and gets back is no second request")
  func echo() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.unload(0x10000)
      log.signal("SIGHUP", from: 100)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-9"])
    let own = try Self.windows { log in
      log.signal("SIGHUP", from: 100)
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(own == ["inPlace SIGHUP L1, L2-8"])
  }

  @Test("what the process sends to itself long after another's request is one of its own")
  func ownRequest() throws {
    let windows = try Self.windows { log in
      log.reload("/lib/a.so", at: 0x10000)
      log.wait(3600)
      log.signal("SIGHUP", from: 100)
      log.unload(0x20000)
      log.load("/lib/b.so", at: 0x20000)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-8", "inPlace SIGHUP L9, L10-16"])
  }

  @Test("a request serves one reload; the same without one is a cycle")
  func cycle() throws {
    let windows = try Self.windows { log in
      log.reload("/lib/a.so", at: 0x10000)
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-8", "cycle, L9-15"])
  }

  @Test("the next request ends it")
  func nextRequest() throws {
    let windows = try Self.windows { log in
      log.reload("/lib/a.so", at: 0x10000)
      log.signal("SIGUSR1")
      log.unload(0x20000)
      log.load("/lib/b.so", at: 0x20000)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-8", "inPlace SIGUSR1 L9, L10-16"])
  }

  @Test("ten seconds without a load or an unload end it, in a log with times", arguments: [9, 11])
  func quiet(_ seconds: Int) throws {
    let write = { (log: inout DaemonLog) in
      log.reload("/lib/a.so", at: 0x10000)
      log.wait(seconds)
      log.unload(0x20000)
      log.load("/lib/b.so", at: 0x20000)
    }
    let one = ["inPlace SIGHUP L1, L2-15"]
    #expect(
      try Self.windows(write) == (seconds < 10 ? one : ["inPlace SIGHUP L1, L2-8", "cycle, L9-15"]))
    var log = DaemonLog()
    log.showsTimes = false
    write(&log)
    #expect(try log.report(maps: Self.before).windows == one)
  }

  @Test("a failed attempt belongs to it: what came and was given up, and what was tried again")
  func failedAttempt() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000, isComplete: false)
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x18000, isComplete: false)
      log.unload(0x18000)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-14"])
  }

  @Test("what had come back for good and is taken down as the process gives up belongs to it")
  func givesUp() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.unload(0x10000)
      log.unload(0x20000)
      log.load("/lib/a.so", at: 0x10000)
      log.load("/lib/b.so", at: 0x20000, isComplete: false)
      log.unload(0x20000)
      log.unload(0x10000)
      log.exit(1)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-16"])
  }

  @Test(
    "unloading on the way out, after a request or a signal to end, is no reload",
    arguments: ["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGUSR1"])
  func wayOut(_ signal: String) throws {
    let windows = try Self.windows { log in
      log.signal(signal)
      log.unload(0x10000)
      log.unload(0x20000)
      log.exit()
    }
    #expect(windows == [])
  }

  @Test(
    "a signal to end ends the window that is open", arguments: ["SIGTERM", "SIGINT", "SIGQUIT"])
  func terminated(_ signal: String) throws {
    let windows = try Self.windows { log in
      log.reload("/lib/a.so", at: 0x10000)
      log.signal(signal)
      log.unload(0x10000)
      log.exit()
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-8"])
  }

  @Test("the end of the process ends it before exit takes all away")
  func ends() throws {
    let windows = try Self.windows { log in
      log.reload("/lib/a.so", at: 0x10000)
      log.exit(1)
    }
    #expect(windows == ["inPlace SIGHUP L1, L2-8"])
  }

  @Test("execve after a request is a reexec, several are one; without a request it is none")
  func reexec() throws {
    let exec = "execve(\"/usr/sbin/x\", [\"x\"], 0x7 /* 3 vars */) = 0"
    let once = try Self.windows { log in
      log.signal("SIGUSR2")
      log.add(exec)
      log.load("/lib/a.so", at: 0x50000)
    }
    #expect(once == ["reexec SIGUSR2 L1, L2-8"])
    let twice = try Self.windows { log in
      log.signal("SIGUSR2")
      log.add(exec)
      log.load("/lib/a.so", at: 0x50000)
      log.add(exec)
      log.load("/lib/a.so", at: 0x60000)
    }
    #expect(twice == ["reexec SIGUSR2 L1, L2-15"])
    let failed = try Self.windows { log in
      log.signal("SIGUSR2")
      log.add("execve(\"/usr/sbin/x\", [\"x\"], 0x7) = -1 ENOENT (No such file or directory)")
    }
    #expect(failed == [])
    let unasked = try Self.windows { log in
      log.add(exec)
      log.load("/lib/a.so", at: 0x50000)
    }
    #expect(unasked == [])
  }

  @Test("new children after a request, with nothing unloaded, are a hand-over")
  func handover() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.fork(200)
      log.fork(201)
    }
    #expect(windows == ["handover SIGHUP L1, L2-3"])
    #expect(try Self.windows { log in log.fork(200) } == [])
    #expect(try Self.windows { log in log.signal("SIGHUP") } == [])
    let late = try Self.windows { log in
      log.signal("SIGHUP")
      log.wait(11)
      log.fork(200)
    }
    #expect(late == [])
  }

  @Test("with an unloading it is in place, whatever children come")
  func inPlaceWithChildren() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.load("/lib/a.so", at: 0x50000)
      log.fork(200)
      log.unload(0x10000)
    }
    #expect(windows == ["inPlace SIGHUP L1, L3-9"])
  }

  /// A program that was started with one object.
  private static func started(loading path: String) -> DaemonLog {
    var log = DaemonLog()
    log.add("execve(\"/usr/sbin/x\", [\"x\"], 0x7 /* 3 vars */) = 0")
    log.load(path, at: 0x10000)
    return log
  }

  @Test("objects loaded twice at start are a cycle, and a process that only loads has no window")
  func start() throws {
    var log = Self.started(loading: "/lib/a.so")
    #expect(try log.report().windows == [])
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000)
    let report = try log.report()
    #expect(report.windows == ["cycle, L8-14"])
    #expect(report.processes.first?.noReload?.isEmpty == false)
  }

  @Test(
    "an object may come back by the name of a link, or as another version",
    arguments: ["/opt/lib/plug.so.1.2", "/lib/plug.so.1.3", "/lib/plug.so"])
  func otherName(_ name: String) throws {
    var log = Self.started(loading: "/lib/plug.so.1.2")
    log.unload(0x10000)
    log.load(name, at: 0x20000)
    #expect(try log.report().windows == ["cycle, L8-14"])
  }

  @Test("one object that goes and another that comes are no cycle")
  func exchange() throws {
    var log = Self.started(loading: "/lib/a.so")
    log.unload(0x10000)
    log.load("/lib/b.so", at: 0x20000)
    let report = try log.report()
    #expect(report.windows == [])
    #expect(report.processes.first?.noReload?.contains("unloaded") == true)
    log.load("/lib/a.so", at: 0x10000)
    #expect(try log.report().windows == ["cycle, L8-20"])
  }

  @Test("a stop and a start under another pid is no reload")
  func restart() throws {
    var log = DaemonLog()
    log.signal("SIGTERM")
    log.unload(0x10000)
    log.exit()
    log.pid = 300
    log.add("execve(\"/usr/sbin/x\", [\"x\"], 0x7 /* 3 vars */) = 0")
    log.load("/lib/a.so", at: 0x10000)
    let report = try log.report(maps: Self.before)
    #expect(report.processes.allSatisfy { $0.reloads.isEmpty })
  }

  @Test("a log that is cut ends the window, and says so")
  func cut() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x10000)
    let report = try log.report(maps: Self.before)
    #expect(report.windows == ["inPlace SIGHUP L1, L2-2"])
    #expect(report.processes[0].reloads[0].endReason.contains("log ends"))
  }

  @Test("data files and the loader's cache open no window; neither do unmappings of whole pages")
  func noCode() throws {
    let windows = try Self.windows { log in
      log.signal("SIGHUP")
      log.cache()
    }
    #expect(windows == [])
    var unknown = DaemonLog()
    unknown.signal("SIGHUP")
    unknown.unload(0x10000, size: 8192)
    #expect(try unknown.report().windows == [])
    unknown.unload(0x20000, size: 8193)
    #expect(try unknown.report().windows == ["inPlace SIGHUP L1, L3-3"])
  }

  @Test("--from and --to together are the window, even if nothing happened in it")
  func window() throws {
    var log = DaemonLog()
    log.reload("/lib/a.so", at: 0x10000)
    log.unload(0x20000)
    log.load("/lib/b.so", at: 0x20000)
    log.add("close(9) = 0")
    func fates(_ from: String?, _ to: String?) throws -> (windows: [String], fates: [String]) {
      let report = try log.report(maps: Self.before) { options in
        options.from = from.flatMap { InstantArgument($0) }
        options.to = to.flatMap { InstantArgument($0) }
      }
      return (report.windows, report.fates())
    }
    let all = try fates("L1", "L16")
    #expect(all.windows.count == 1 && all.windows[0].hasPrefix("window"))
    #expect(
      all.fates == [
        "a.so remapped snapshot", "b.so remapped snapshot", "libc.so.6 survived snapshot",
      ])
    // Before line 2, and after it: the unloading belongs to the one, not to the other.
    #expect(
      try fates("L2", "L2").fates == [
        "a.so unmapped snapshot", "b.so survived snapshot", "libc.so.6 survived snapshot",
      ])
    #expect(
      try fates("L3", "L8").fates == [
        "a.so added observed", "b.so survived snapshot", "libc.so.6 survived snapshot",
      ])
    #expect(
      try fates("L16", "L16").fates == [
        "a.so survived observed", "b.so survived observed", "libc.so.6 survived snapshot",
      ])
    #expect(
      try fates("10:00:00.001", "10:00:00.007").fates == [
        "a.so added observed", "b.so survived snapshot", "libc.so.6 survived snapshot",
      ])
    // One alone looks for reloads only behind it, or before it.
    #expect(try fates("L1", nil).windows == ["inPlace SIGHUP L1, L2-15"])
    #expect(try fates("L3", nil).windows == [])
    #expect(try fates(nil, "L15").windows == ["inPlace SIGHUP L1, L2-15"])
    #expect(try fates(nil, "L14").windows == [])
  }

  @Test("--reload takes one, under its own number")
  func number() throws {
    var log = DaemonLog()
    for signal in ["SIGHUP", "SIGUSR1"] {
      log.signal(signal)
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    let report = try log.report(maps: Self.before) { $0.reload = 2 }
    #expect(report.windows == ["inPlace SIGUSR1 L9, L10-16"])
    #expect(report.processes[0].reloads[0].index == 2)
  }

  @Test("a retry that is given up before anything of its own was loaded is a reload that failed")
  func failedRetry() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.load("/lib/a.so", at: 0x10000, isComplete: false)
    log.add("mprotect(0x900000, 4096, PROT_READ) = 0")
    log.unload(0x10000)
    let report = try log.report()
    #expect(report.processes[0].reloads.map(\.kind) == [.inPlace])
    #expect(
      report.fates() == ["a.so failed observed"] || report.fates() == ["a.so failed inferred"])
    #expect(report.processes[0].reloads[0].failed)
  }

  @Test(
    "a log that strace left while the process waited is not cut short, one left in an mmap is",
    arguments: [
      ("rt_sigsuspend([], 8 <detached ...>", false),
      ("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</lib/b.so>, 0 <detached ...>", true),
      ("read(3, \"\", 832) = 832", true),
    ])
  func restsAtEnd(_ end: String, _ isCutShort: Bool) throws {
    var log = DaemonLog()
    log.load("/lib/a.so", at: 0x10000)
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.load("/lib/c.so", at: 0x50000)
    log.add(end)
    #expect(try log.report().processes[0].reloads.first?.isCutShort == isCutShort)
  }
}

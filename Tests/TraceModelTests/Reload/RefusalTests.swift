import Testing

@testable import TraceModel

@Suite("What a loader refuses, and a process that falls")
struct RefusalTests {
  private static let before = mapsOf([("/lib/a.so", 0x10000, 1), ("/lib/libc.so.6", 0x30000, 3)])

  private static func report(
    maps: String? = before, _ write: (inout DaemonLog) -> Void
  ) throws -> Report {
    try DaemonLog.report(maps: maps, write)
  }

  private static func reloading(_ log: inout DaemonLog) {
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000)
  }

  /// Shows that calls that unmap are in the log.
  private static func unmapping(_ log: inout DaemonLog) {
    log.add("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x900000")
    log.add("munmap(0x900000, 4096) = 0")
  }

  private static let message = "hostd: /lib/x.so: file too short\\n"

  @Test(
    "a file that the process tried, and of which its loader says that it is of no use, is an error",
    arguments: [
      // Opened, read, found wanting and closed again; with and without names, by a link's name.
      [
        "openat(AT_FDCWD, \"/lib/x.so\", O_RDONLY|O_CLOEXEC) = 3</lib/x.so>",
        "close(3</lib/x.so>) = 0",
      ],
      ["openat(AT_FDCWD, \"/lib/x.so\", O_RDONLY|O_CLOEXEC) = 3", "close(3) = 0"],
      [
        "openat(AT_FDCWD, \"/lib/x.so\", O_RDONLY|O_CLOEXEC) = 3</opt/x-2.so>",
        "close(3</opt/x-2.so>) = 0",
      ],
      ["open(\"/lib/x.so\", O_RDONLY|O_CLOEXEC) = -1 EACCES (Permission denied)"],
    ])
  func refused(_ lines: [String]) throws {
    let report = try Self.report { log in
      Self.reloading(&log)
      for line in lines { log.add(line) }
      log.write(Self.message)
    }
    let finding = try #require(report.findings().first)
    #expect(finding.kind == .loadRefused && finding.severity == .error)
    #expect(
      finding.message.contains("x.so was to be loaded and could not be: the loader said (line"))
    #expect(finding.message.hasSuffix("/lib/x.so: file too short”"))
    #expect(finding.refusals.map(\.path) == [TraceText("/lib/x.so")])
    #expect(finding.refusals.first?.evidence.line == lines.count + 9)
    #expect(finding.objects == [TraceText("/lib/x.so")])
    #expect(finding.evidence.map(\.line) == [lines.count + 9])
    let reload = try #require(report.processes.first?.reloads.first)
    #expect(!reload.failed)
    #expect(reload.verdict.hasPrefix("The reload went through, but an error was reported"))
  }

  @Test("an object of which a further part cannot be mapped has failed, whatever is left of it")
  func partRefused() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.add("openat(AT_FDCWD, \"/lib/a.so\", O_RDONLY|O_CLOEXEC) = 3</lib/a.so>")
      log.add(
        "mmap(NULL, 16384, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</lib/a.so>, 0) = 0x50000")
      log.add(
        "mmap(0x51000, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, "
          + "3</lib/a.so>, 0x1000) = -1 EPERM (Operation not permitted)")
      log.add("close(3</lib/a.so>) = 0")
    }
    let reload = try #require(report.processes.first?.reloads.first)
    let object = try #require(reload.objects.first { $0.path == TraceText("/lib/a.so") })
    #expect(object.fate == .failed && object.certainty < .inferred && reload.failed)
    #expect(object.evidence.contains { $0.line == 5 }, "\(object.evidence)")
    #expect(report.findings().first?.kind == .reloadFailed)
  }

  @Test("what others tried, or what is there in the end, is none")
  func notRefused() throws {
    let elsewhere = try Self.report { log in
      Self.reloading(&log)
      log.write(Self.message)
    }
    #expect(elsewhere.findings().isEmpty)
    let found = try Self.report { log in
      Self.reloading(&log)
      log.add("openat(AT_FDCWD, \"/opt/x.so\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file)")
      log.load("/lib/x.so", at: 0x50000)
      log.write(Self.message)
    }
    #expect(found.findings().isEmpty)
    let mapped = try Self.report { log in
      Self.reloading(&log)
      log.load("/lib/x.so", at: 0x50000)
      log.unload(0x50000)
      log.write("hostd: /lib/y.so: file too short\\n")
    }
    #expect(!mapped.findings().contains { $0.kind == .loadRefused })
  }

  @Test("where nothing names what was unmapped, it may have been that; and the lines are named")
  func unnamed() throws {
    let report = try Self.report(maps: nil) { log in
      log.unload(0x10000)
      log.unload(0x80000, size: 0x5321)
      log.load("/lib/a.so", at: 0x10000)
      log.add("openat(AT_FDCWD, \"/lib/x.so\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file)")
      log.write(Self.message)
    }
    let finding = try #require(report.findings().first { $0.kind == .loadRefused })
    #expect(
      finding.message.hasSuffix(
        "it may have been loaded before, for nothing shows what was unmapped in line 3"))
  }

  @Test("a process that falls over a request has reloaded and failed, whatever it had done by then")
  func crash() throws {
    let fall = "+++ killed by SIGSEGV +++"
    let idle = try Self.report { log in
      Self.unmapping(&log)
      log.add("--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x10} ---")
      log.add(fall)
    }
    #expect(idle.windows == ["inPlace SIGHUP L1, L1-5"])
    let finding = try #require(idle.findings().first)
    #expect(finding.kind == .reloadFailed && finding.certainty == .inferred)
    #expect(
      finding.message.hasSuffix(
        "the process was killed by SIGSEGV (line 5) before it had unloaded or loaded anything"))
    #expect(idle.fates() == ["a.so survived snapshot", "libc.so.6 survived snapshot"])
    let unloading = try Self.report { log in
      log.unload(0x10000)
      log.add(fall)
    }
    #expect(unloading.windows == ["inPlace SIGHUP L1, L2-3"])
    #expect(unloading.findings().first?.kind == .reloadFailed)
    #expect(unloading.findings().first?.message.contains("before it had") == false)
  }

  @Test("a line of the snapshot with the same number hides nothing")
  func sameNumber() throws {
    // The message stands in line 11, and so does the old file's last line in the snapshot.
    let maps = mapsOf([
      ("/lib/a.so", 0x10000, 1), ("/lib/old.so (deleted)", 0x30000, 3),
      ("/lib/b.so (deleted)", 0x40000, 4),
    ])
    let report = try Self.report(maps: maps) { log in
      Self.reloading(&log)
      log.add("openat(AT_FDCWD, \"/lib/x.so\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file)")
      log.add("getpid() = 100")
      log.write(Self.message)
      log.write(Self.message.replacing("x.so", with: "y.so"))
    }
    let findings = report.findings()
    #expect(findings.contains { $0.kind == .staleSurvivor })
    #expect(findings.filter { $0.kind == .loadRefused }.map(\.evidence.first?.line) == [11])
  }

  @Test("without times nothing tells that a process fell over a request")
  func noTimes() throws {
    var log = DaemonLog()
    log.showsTimes = false
    log.signal("SIGHUP")
    log.add("+++ killed by SIGSEGV +++")
    #expect(try log.report(maps: Self.before).windows.isEmpty)
  }

  @Test("different symbols are told up to a limit, and then counted")
  func manySymbols() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000, isComplete: false)
      log.unload(0x10000)
      for number in 0..<60 { log.write("d: /lib/a.so: undefined symbol: f\(number)\\n") }
    }
    let symbols = report.findings().filter { $0.kind == .symbolError }
    #expect(symbols.count == 51)
    #expect(symbols.last?.message.hasPrefix("10 further messages are of other symbols") == true)
  }

  @Test("a process that is killed from outside, or long after the request, has not")
  func noCrash() throws {
    for signal in ["SIGHUP", "SIGKILL", "SIGTERM"] {
      let report = try Self.report { log in log.add("+++ killed by \(signal) +++") }
      #expect(report.windows.isEmpty)
    }
    let late = try Self.report { log in
      log.wait(11)
      log.add("+++ killed by SIGSEGV +++")
    }
    #expect(late.windows.isEmpty)
  }

  @Test("old files that a request left mapped are told where it came to nothing, with the proof")
  func leftMapped() throws {
    let maps = mapsOf([
      ("/lib/a.so (deleted)", 0x10000, 1), ("/lib/b.so (deleted)", 0x20000, 2),
      ("/lib/libc.so.6", 0x30000, 3),
    ])
    let report = try Self.report(maps: maps, Self.unmapping)
    #expect(report.windows.isEmpty)
    let finding = try #require(report.findings.first)
    #expect(finding.kind == .staleSurvivor && finding.severity == .warning)
    #expect(finding.certainty == .snapshot)
    #expect(finding.message.hasPrefix("SIGHUP came (line 1), and a.so and b.so stayed mapped"))
    #expect(finding.evidence.map { $0.file == nil ? $0.line : -$0.line } == [1, -1, -6])
    #expect(report.processes.first?.noReload?.contains("a.so and b.so from files") == true)
    // Without a request nothing was to change.
    var quiet = DaemonLog()
    Self.unmapping(&quiet)
    #expect(try quiet.report(maps: maps).findings.isEmpty)
  }
}

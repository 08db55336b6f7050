import Testing

@testable import TraceModel

@Suite("What became of an object, and how sure that is")
struct FateJudgeTests {
  private static let before = mapsOf([
    ("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2), ("/lib/libc.so.6", 0x30000, 3),
  ])
  private static let rest = ["b.so survived snapshot", "libc.so.6 survived snapshot"]

  private static func report(
    maps: String? = before, after: String? = nil, signal: String = "SIGHUP",
    _ write: (inout DaemonLog) -> Void
  ) throws -> Report {
    try DaemonLog.report(maps: maps, after: after, signal: signal, write)
  }

  @Test("remapped, survived: with the addresses and the lines that prove it")
  func remapped() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(report.fates() == ["a.so remapped snapshot"] + Self.rest)
    let object = try #require(report.object("a.so"))
    #expect(object.sameAddress == true)
    #expect(object.sameFile == nil)
    #expect(object.before?.base == 0x10000 && object.after?.base == 0x10000)
    #expect(object.before?.inode == 1)
    #expect(object.after?.size == 0x4123)
    #expect(object.evidence.map(\.line) == [1, 2, 4])
    #expect(object.evidence.map { $0.file == nil } == [false, true, true])
    let survivor = try #require(report.object("libc.so.6"))
    #expect(survivor.sameAddress == nil && survivor.sameFile == nil)
    #expect(survivor.before?.base == 0x30000 && survivor.after?.base == 0x30000)
  }

  @Test(
    "elsewhere, from another file: by the snapshot after, or because the old one had lost its name")
  func elsewhere() throws {
    let write = { (log: inout DaemonLog) in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x50000)
    }
    let moved = try Self.report(after: mapsOf([("/lib/a.so", 0x50000, 1)]), write)
    #expect(moved.object("a.so")?.sameAddress == false)
    #expect(moved.object("a.so")?.sameFile == true)
    let replaced = try Self.report(after: mapsOf([("/lib/a.so", 0x50000, 9)]), write)
    #expect(replaced.object("a.so")?.sameFile == false)
    #expect(replaced.object("a.so")?.after?.inode == 9)
    for mark in [" (deleted)", ";5c530fe7 (deleted)", ";5c530fe7"] {
      let deleted = try Self.report(maps: mapsOf([("/lib/a.so\(mark)", 0x10000, 1)]), write)
      #expect(deleted.fates() == ["a.so remapped snapshot"])
      #expect(deleted.object("a.so")?.sameFile == false)
      #expect(deleted.object("a.so")?.before?.deleted == true)
      #expect(deleted.object("a.so")?.path == TraceText("/lib/a.so"))
    }
  }

  @Test("unmapped and not back")
  func unmapped() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/x.so", at: 0x50000)
    }
    #expect(report.fates() == ["a.so unmapped snapshot"] + Self.rest + ["x.so added observed"])
    #expect(report.object("a.so")?.after == nil)
    #expect(report.object("x.so")?.before == nil)
  }

  @Test(
    "failed: tried again and given up before its RELRO mprotect, whether it was there before or not"
  )
  func failed() throws {
    let report = try Self.report { log in
      log.add("mprotect(0x33000, 4096, PROT_READ) = 0")
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000, isComplete: false)
      log.load("/lib/dep.so", at: 0x50000, isComplete: false)
      log.unload(0x10000)
      log.unload(0x50000)
    }
    #expect(
      report.fates() == [
        "a.so failed snapshot", Self.rest[0], "dep.so failed observed", Self.rest[1],
      ])
    #expect(report.object("a.so")?.spans.last?.gaveUp == true)
  }

  @Test("what had come back for good and is taken down as the process gives up is unmapped")
  func takenDown() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.unload(0x20000)
      log.load("/lib/a.so", at: 0x10000)
      log.load("/lib/b.so", at: 0x20000, isComplete: false)
      log.unload(0x20000)
      log.unload(0x10000)
      log.exit(1)
    }
    #expect(
      report.fates() == [
        "a.so unmapped snapshot", "b.so failed snapshot", "libc.so.6 survived snapshot",
      ])
  }

  @Test("transient: the loader's cache, and an object that came whole and went as intended")
  func transient() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.cache()
      log.load("/lib/x.so", at: 0x50000)
      log.unload(0x50000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(report.object("ld.so.cache")?.fate == .transient)
    #expect(report.object("ld.so.cache")?.kind == .loaderCache)
  }

  @Test("duplicated: a second load beside the first")
  func duplicated() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
      log.load("/lib/libc.so.6", at: 0x60000)
    }
    #expect(report.object("libc.so.6")?.fate == .duplicated)
    #expect(report.findings().map(\.kind) == [.duplicatedObject])
  }

  @Test(
    "without a snapshot of an attached process what came may have been there: inferred, not observed"
  )
  func attached() throws {
    let report = try Self.report(maps: nil) { log in
      log.load("/lib/x.so", at: 0x50000)
      log.unload(0x50000)
      log.load("/lib/x.so", at: 0x50000)
    }
    #expect(
      report.processes[0].reloads.allSatisfy { $0.objects.allSatisfy { $0.certainty != .snapshot } }
    )
    let unknown = try Self.report(maps: nil) { log in
      log.unload(0x10000)
      log.load("/lib/x.so", at: 0x50000, size: 0x5001)
    }
    #expect(unknown.fates() == ["x.so unknown unknown"])
    let only = try Self.report(maps: nil) { log in
      log.load("/lib/x.so", at: 0x50000)
      log.fork(200)
    }
    #expect(only.fates() == ["x.so added inferred"])
    #expect(only.object("x.so")?.rules.isEmpty == false)
  }

  @Test("from its execve on everything is observed, but the program itself")
  func fromStart() throws {
    var log = DaemonLog()
    log.add("execve(\"/usr/sbin/x\", [\"x\"], 0x7 /* 3 vars */) = 0")
    log.load("/lib/a.so", at: 0x10000)
    log.load("/lib/b.so", at: 0x20000)
    log.reload("/lib/a.so", at: 0x10000)
    #expect(
      try log.report().fates() == [
        "a.so remapped observed", "b.so survived observed", "x survived inferred",
      ])
  }

  @Test("a snapshot that the log contradicts makes inferred what rests on it")
  func doubtful() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
      log.unload(0x90000)
      log.load("/lib/x.so", at: 0x50000)
    }
    #expect(report.object("a.so")?.certainty == .inferred)
    #expect(report.object("libc.so.6")?.certainty == .inferred)
    #expect(report.object("libc.so.6")?.rules == ["doubtfulSnapshot"])
    #expect(report.object("x.so")?.certainty == .observed)
  }

  @Test("a log that would not show an munmap cannot show that something survived")
  func noUnmaps() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.load("/lib/x.so", at: 0x50000)
    log.fork(200)
    let report = try log.report(maps: Self.before)
    #expect(report.object("libc.so.6")?.fate == .unknown)
    #expect(report.object("x.so")?.fate == .added)
  }

  @Test("where no munmap is shown, what a loader maps again had gone, by that line at the latest")
  func noUnmapsAgain() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    // b.so elsewhere; then c.so where b.so had been, and a.so where it was.
    log.load("/lib/b.so", at: 0x50000)
    log.load("/lib/c.so", at: 0x20000)
    log.load("/lib/a.so", at: 0x10000)
    let report = try log.report(maps: Self.before)
    let moved = try #require(report.object("b.so"))
    #expect(moved.fate == .remapped && moved.certainty == .inferred)
    #expect(moved.wentAway?.line == 3 && moved.cameBack?.line == 3)
    let same = try #require(report.object("a.so"))
    #expect(same.fate == .remapped && same.rules == ["mappedOver"])
    #expect(same.wentAway?.line == 15)
    var other = DaemonLog()
    other.signal("SIGHUP")
    other.load("/lib/a.so", at: 0x50000)
    other.fork(200)
    let kept = try #require(try other.report(maps: Self.before).object("a.so"))
    #expect(kept.fate == .remapped && kept.rules == ["loaderMapsOnce"])
    #expect(kept.spans.count == 2 && kept.wentAway?.line == 3)
  }

  @Test(
    "a log of failed calls, or one from which calls about memory were left out, shows no survivors")
  func noMemoryCalls() throws {
    let failed = "rt_sigreturn({mask=[]}) = -1 EINTR (Interrupted system call)"
    let opened =
      "openat(AT_FDCWD, \"/lib/a.so\", O_RDONLY|O_CLOEXEC) = 3</lib/a.so>"
    for (line, isSeen) in [(failed, false), (opened, false), ("getppid() = 1", true)] {
      var log = DaemonLog()
      log.signal("SIGHUP")
      log.add(line)
      if line == opened { log.add("rt_sigsuspend([], 8) = ?") }
      let sentence = try log.report(maps: Self.before).processes.first?.noReload ?? ""
      #expect(sentence.contains("survived") == isSeen, "\(line): \(sentence)")
      #expect(sentence.contains("cannot be seen") != isSeen, "\(line): \(sentence)")
    }
  }

  @Test("what stayed while a later load was given up had been loaded well")
  func outlived() throws {
    var log = DaemonLog()
    log.showsProtects = false
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.unload(0x20000)
    log.load("/lib/a.so", at: 0x10000)
    log.load("/lib/b.so", at: 0x20000)
    log.unload(0x20000)
    log.unload(0x10000)
    log.exit(1)
    let report = try log.report(maps: Self.before)
    #expect(report.object("b.so")?.fate == .failed)
    #expect(report.object("a.so")?.fate == .unmapped)
  }

  @Test("what ld.so reserves to align an object, and gives back, is none of it")
  func alignment() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.add("mmap(NULL, 0x9000, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x100000")
      log.add(
        "mmap(0x102000, 16419, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</lib/a.so>, 0) = 0x102000"
      )
      log.add("munmap(0x100000, 8192) = 0")
      log.add("munmap(0x107000, 8192) = 0")
      log.add(
        "mmap(0x105000, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</lib/a.so>, 0x3000) = 0x105000"
      )
      log.add("mprotect(0x105000, 4096, PROT_READ) = 0")
    }
    let object = try #require(report.object("a.so"))
    #expect(object.fate == .remapped)
    #expect(object.after?.size == 16419)
    #expect(object.after?.base == 0x102000)
    let notes = report.processes[0].reloads[0].events.map(\.note)
    #expect(!notes.contains { $0.contains("a part unmapped") }, "\(notes)")
  }

  @Test("segments that are mapped one by one into what was reserved make one object")
  func segmentsOfReservation() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.add("mmap(NULL, 0x9000, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x100000")
      for (place, permissions) in [(0, "READ"), (2, "READ|PROT_EXEC"), (5, "READ|PROT_WRITE")] {
        log.add(
          "mmap(0x10\(place)000, 8192, PROT_\(permissions), MAP_PRIVATE|MAP_FIXED, 3</lib/a.so>, 0x\(place)000) = 0x10\(place)000"
        )
      }
      log.add("mprotect(0x105000, 4096, PROT_READ) = 0")
    }
    let object = try #require(report.object("a.so"))
    #expect(object.after?.base == 0x100000 && object.after?.size == 0x7000)
  }

  @Test("what mremap moved is where it is now, and was where the snapshot shows it")
  func moved() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.add(
        "mremap(0x20000, 20480, 20480, MREMAP_MAYMOVE|MREMAP_FIXED, 0x80000) = 0x80000")
      log.load("/lib/a.so", at: 0x10000)
    }
    let object = try #require(report.object("b.so"))
    #expect(object.fate == .survived && object.sameAddress == false)
    #expect(object.before?.base == 0x20000 && object.after?.base == 0x80000)
    #expect(object.evidence.first?.text.hasPrefix("0x20000 ") == true)
  }

  @Test("a filter without mprotect: what was given up at once is inferred")
  func noProtects() throws {
    var log = DaemonLog()
    log.showsProtects = false
    log.reload("/lib/a.so", at: 0x10000)
    log.unload(0x10000)
    let report = try log.report(maps: Self.before)
    #expect(report.object("a.so")?.fate == .failed)
    #expect(report.object("a.so")?.certainty == .inferred)
  }

  @Test(
    "execve: what comes again is remapped, the program and its interpreter inferred, the rest unmapped"
  )
  func reexec() throws {
    let maps =
      mapsOf([
        ("/usr/sbin/x", 0x8000, 7), ("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2),
        ("/lib/ld-linux.so.2", 0x40000, 4),
      ])
    let report = try Self.report(maps: maps, signal: "SIGUSR2") { log in
      log.add("execve(\"/usr/sbin/x\", [\"x\"], 0x7 /* 3 vars */) = 0")
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(report.windows == ["reexec SIGUSR2 L1, L2-8"])
    #expect(
      report.fates() == [
        "a.so remapped snapshot", "b.so unmapped snapshot", "ld-linux.so.2 remapped inferred",
        "x remapped inferred",
      ])
    #expect(report.object("x")?.sameAddress == nil && report.object("x")?.kind == .executable)
    #expect(report.object("ld-linux.so.2")?.kind == .interpreter)
  }

  @Test("other ways to go: mapped over, or moved, which is no end")
  func otherWays() throws {
    let over = try Self.report { log in
      log.add(
        "mmap(0x10000, 20480, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x10000")
      log.load("/lib/x.so", at: 0x50000)
    }
    #expect(over.object("a.so")?.fate == .unmapped)
    let moved = try Self.report { log in
      log.unload(0x20000)
      log.load("/lib/b.so", at: 0x20000)
      log.add("mremap(0x10000, 20480, 20480, MREMAP_MAYMOVE|MREMAP_FIXED, 0x90000) = 0x90000")
    }
    #expect(moved.object("a.so")?.fate == .survived || moved.object("a.so") == nil)
    let window = try {
      var log = DaemonLog()
      log.add("poll([], 0, 0) = 0")
      log.add("mremap(0x10000, 20480, 20480, MREMAP_MAYMOVE|MREMAP_FIXED, 0x90000) = 0x90000")
      return try log.report(maps: Self.before) { options in
        options.from = .line(2)
        options.to = .line(2)
        options.pid = 100
      }
    }()
    #expect(window.object("a.so")?.fate == .survived)
    #expect(window.object("a.so")?.before?.base == 0x10000)
    #expect(window.object("a.so")?.after?.base == 0x90000)
  }

  @Test("what exit takes away is not unloaded, and a call without a result has not happened")
  func endings() throws {
    let exited = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
      log.exit(1)
    }
    #expect(exited.fates() == ["a.so remapped snapshot"] + Self.rest)
    let cut = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
      log.add("munmap(0x20000, 16675) = ?")
      log.add("munmap(0x30000, 16675 <unfinished ...>")
    }
    #expect(cut.fates() == ["a.so remapped snapshot"] + Self.rest)
  }

  @Test("where no munmap is in the log, an end is none that a line shows")
  func unseenEnds() throws {
    let shown = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(shown.object("a.so")?.spans.map(\.isEndShown) == [true, true])
    let unseen = try Self.report { log in log.load("/lib/a.so", at: 0x10000) }
    #expect(unseen.object("a.so")?.spans.first?.isEndShown == false)
    #expect(unseen.object("b.so")?.spans.allSatisfy { !$0.isEndShown } ?? true)
  }

  @Test("a process that was killed while the loader was at work: what it was loading has failed")
  func killed() throws {
    let report = try Self.report { log in
      log.add("mprotect(0x33000, 4096, PROT_READ) = 0")
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000, isComplete: false)
      log.add("--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=0x10} ---")
      log.add("+++ killed by SIGSEGV +++")
    }
    #expect(report.object("a.so")?.fate == .failed)
    #expect(report.object("a.so")?.rules == ["killedWhileLoading"])
    let attempt = report.object("a.so")?.spans.last
    #expect(attempt?.gaveUp == true && attempt?.from?.line == 5 && attempt?.to?.line == 10)
    let reload = try #require(report.processes.first?.reloads.first)
    #expect(reload.verdict.contains("the process was killed while a.so was being loaded"))
    let finding = try #require(reload.findings.first)
    #expect(finding.message.contains("the process was killed by SIGSEGV (line 10)"))
    #expect(finding.evidence.contains { $0.line == 10 })
    #expect(!finding.advice.contains("restart the process instead"))
  }

  @Test("memory without a file is no object; memfd and shared memory are of their own kind")
  func memory() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.add("mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0) = 0x70000")
      log.add("mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x80000")
      log.add("mmap(NULL, 8192, PROT_READ, MAP_SHARED, 4</memfd:jit>(deleted), 0) = 0x90000")
      log.load("/lib/a.so", at: 0x10000)
    }
    let reload = try #require(report.processes.first?.reloads.first)
    #expect(reload.count(of: .added) == 1)
    #expect(report.object("memfd:jit")?.kind == .sharedMemory)
    #expect(reload.anonymous?.mapCalls == 2 || reload.anonymous?.mapCalls == 1)
  }
}

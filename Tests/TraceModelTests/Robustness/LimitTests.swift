import Testing

@testable import TraceModel

@Suite("What bounds the memory of a pass")
struct LimitTests {
  private static func forks(_ count: Int, _ body: (Int) -> String) -> String {
    (0..<count).map { index in
      let pid = 200 + index
      return "100 clone(child_stack=NULL, flags=SIGCHLD) = \(pid)\n" + body(pid)
    }.joined()
  }

  @Test("a process of which nothing is to be said is forgotten at its end, and counted")
  func forgotten() throws {
    let log = Self.forks(500) { "\($0) close(3) = 0\n\($0) +++ exited with 0 +++\n" }
    let run = try LogRun("100 close(3) = 0\n" + log)
    #expect(run.world.processes.count < 5)
    #expect(run.world.tracedCount == 501)
    #expect(run.world.presentPIDs.contains(499))
  }

  @Test(
    "so is a child of vfork, which had its parent's address space",
    arguments: [
      "100 vfork() = PID\nPID execve(\"/a\", [\"a\"], 0x7f /* 1 var */) = 0\n",
      "100 vfork( <unfinished ...>\nPID execve(\"/a\", [\"a\"], 0x7f /* 1 var */) = 0\n"
        + "100 <... vfork resumed>) = PID\n",
      "100 vfork( <unfinished ...>\n100 <... vfork resumed>) = PID\n",
    ])
  func vforked(_ birth: String) throws {
    let children = (200..<700).map { pid in
      birth.replacing("PID", with: "\(pid)") + "\(pid) +++ exited with 0 +++\n"
    }
    let map = "100 mmap(NULL, 4096, PROT_READ, MAP_SHARED, 4</d>, 0) = 0x900000\n"
    let run = try LogRun("100 close(3) = 0\n" + map + children.joined())
    #expect(run.world.processes.count < 5)
    #expect(run.world.processes.first?.history.isOfInterest == true)
  }

  @Test("what is beyond the limit of a process is told, and takes no place of what matters")
  func kinds() throws {
    let data =
      "mmap(NULL, 4096, PROT_READ, MAP_SHARED, 4</d>, 0) = 0x900000\n"
      + "munmap(0x900000, 4096) = 0\n"
    let words = "write(2, \"x: undefined symbol: f\", 22) = 22\n"
    for noise in [data, words] {
      var log = DaemonLog()
      log.pid = nil
      // Without times nothing shows that no reload is near.
      log.showsTimes = false
      log.add("execve(\"/bin/d\", [\"d\"], 0x7) = 0")
      log.load("/lib/a.so", at: 0x10000)
      for _ in 0..<(ProcessHistory.mostAsides + 10) {
        for line in noise.split(separator: "\n") { log.add(String(line)) }
      }
      log.reload("/lib/a.so", at: 0x10000)
      let report = try log.report()
      #expect(report.windows.last?.hasPrefix("inPlace SIGHUP") == true, "\(report.windows)")
      #expect(
        report.trace.diagnostics.contains {
          $0.message.hasPrefix("10 loads, calls, signals and messages are beyond what is kept")
        })
    }
  }

  @Test("names of memory that changes its name do not pile up")
  func memoryNames() throws {
    let lines = (0..<60_000).map {
      "7 prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x10000, 4096, \"n\($0)\") = 0\n"
    }
    let run = try LogRun(
      "7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000\n" + lines.joined()
    )
    #expect(run.world.backings.count <= 1 << 15)
    #expect(run.maps == ["10000-11000 r--p 0 [anon:n59999]"])
  }

  @Test("open files of children beyond the limit of all are told, and known where -y names them")
  func copiedFiles() throws {
    let opens = (0..<60_000).map { "100 open(\"/d/\($0)\", O_RDONLY) = \($0 + 3)\n" }.joined()
    let children = (1...70).map { "100 fork() = \(200 + $0)\n" }.joined()
    let child = "270 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 7</d/4>, 0) = 0x10000\n"
    let run = try LogRun(opens + children + child, pid: 270)
    #expect(run.world.leftOut.copiedFiles == 60_000)
    #expect(run.maps == ["10000-11000 r--p 0 /d/4"])
  }

  @Test("open files beyond the limit are told")
  func openFiles() throws {
    let lines = (3..<(FileTable.most + 20)).map { "7 openat(AT_FDCWD, \"/f\", O_RDONLY) = \($0)\n" }
    let report = try report(of: lines.joined())
    #expect(report.trace.diagnostics.contains { $0.message.contains("files are open at a time") })
  }

  @Test("one that is asked for is kept")
  func askedFor() throws {
    let log = Self.forks(50) {
      "\($0) mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000\n"
        + "\($0) +++ exited with 0 +++\n"
    }
    let run = try LogRun("100 close(3) = 0\n" + log, pid: 220)
    #expect(run.maps == ["10000-12000 r--p 0"])
  }

  @Test("what was of interest in a process is reported after others took its pid")
  func sharedSpace() throws {
    // The child of vfork maps into its parent's space even when the parent is gone.
    let run = try LogRun(
      "100 clone(child_stack=0x1, flags=CLONE_VM|SIGCHLD) = 101\n"
        + "100 clone(child_stack=0x1, flags=CLONE_VM|SIGCHLD) = 102\n"
        + "102 +++ exited with 0 +++\n101 close(3) = 0\n100 +++ exited with 0 +++\n"
        + "101 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000\n"
        + "101 fork() = 103\n103 close(3) = 0\n", pid: 103)
    #expect(run.maps == ["10000-12000 r--p 0"])
  }

  @Test("a pid that is given out again is a new process, though no end was printed")
  func reusedPID() throws {
    let log = Self.forks(2) { pid in
      "\(pid) execve(\"/bin/x\", [\"x\"], 0x7) = 0\n\(pid) mmap(0x10000, 4096, PROT_READ, "
        + "MAP_PRIVATE|MAP_ANONYMOUS|MAP_FIXED, -1, 0) = 0x10000\n"
    }
    let run = try LogRun(
      "100 close(3) = 0\n" + log + "100 clone(child_stack=NULL, flags=SIGCHLD) = 200\n"
        + "200 mmap(0x50000, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS|MAP_FIXED, -1, 0) = 0x50000\n",
      pid: 200)
    #expect(run.maps == ["50000-51000 r--p 0"])
  }

  @Test("tasks beyond the limit are left out, and that is told")
  func tasks() throws {
    let limit = World.Limits.tasks
    let log = (0..<(limit + 3)).map { "\(10_000 + $0) close(3) = 0\n" }.joined()
    let report = try report(of: log)
    #expect(report.trace.diagnostics.contains { $0.message.contains("more than \(limit) tasks") })
  }

  @Test("where ends are not printed, tasks that called exit make room")
  func silentEnds() throws {
    let limit = World.Limits.tasks
    let log = (0..<(limit + 3)).map { "\(100 + $0) exit_group(0) = ?\n" }.joined()
    let run = try LogRun("99 close(3) = 0\n" + log)
    #expect(run.world.tasks.count < limit)
  }

  @Test("names that nothing maps any more are forgotten; those that are mapped stay")
  func names() throws {
    let count = World.Limits.backings + 100
    let log = (0..<count).map { index in
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</d/\(index)>, 0) = 0x1000\nmunmap(0x1000, 4096) = 0\n"
    }.joined()
    let kept = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</kept>, 0) = 0x9000\n"
    let options = World.Options(recordsLoads: false)
    var parser = TraceParser()
    var sequencer = Sequencer(
      world: World(options: options), watch: InstantWatch(keepsSpace: true))
    parser.readAll(kept + log, into: &sequencer)
    sequencer.finish()
    sequencer.watch.finish(lines: parser.order, sequencer.world)
    #expect(sequencer.world.backings.count < World.Limits.backings)
    let space = try #require(sequencer.watch.kept?.space)
    let mapping = try #require(space.mapping(at: 0x9000))
    #expect(sequencer.world.backings[mapping.backing].path == TraceText("/kept"))
  }

  @Test("shared anonymous memory has a number each, and no place in the table")
  func unnamed() throws {
    let log = (0..<1000).map { index in
      "mmap(NULL, 4096, PROT_READ, MAP_SHARED|MAP_ANONYMOUS, -1, 0) = 0x\(String(0x10000 + index * 0x1000, radix: 16))\n"
    }.joined()
    let run = try LogRun(log)
    #expect(run.world.backings.count < 10)
    #expect(run.maps.count == 1000)
    #expect(run.maps.first == "10000-11000 r--s 0 /dev/zero (deleted)")
  }

  @Test("sizes of old segments are forgotten")
  func segments() throws {
    let count = World.Limits.segments + 10
    let run = try LogRun(
      (0..<count).map { "shmget(IPC_PRIVATE, 16384, 0600) = \($0)\n" }.joined())
    #expect(run.world.segments.count <= World.Limits.segments)
    #expect(run.world.segments[Int32(count - 1)]?.size == 16384)
  }

  @Test("a call is not read anew without end for lines that may be its rest")
  func rests() {
    let text = String(repeating: "a", count: 100_000)
    let (_, parser) = parsed(
      "write(2, \"\(text)\n" + String(repeating: ")\n", count: 2000) + "brk(NULL) = 0x1000\n")
    #expect(parser.counts[Int(Syscall.brk.rawValue)] == 1)
    // The line at which it was given up.
    #expect(parser.skippedCount == 1)
  }

  @Test("calls under way beyond those whose early effects are looked for are told")
  func underWay() throws {
    let limit = World.Limits.callsUnderWay
    let log = (0..<(limit + 3)).map {
      "\(10_000 + $0) munmap(0x\(String(0x10000 + $0 * 4096, radix: 16)), 4096 <unfinished ...>\n"
    }.joined()
    let report = try report(of: log)
    #expect(
      report.trace.diagnostics.contains { $0.message.hasPrefix("more than \(limit) calls that") })
  }

  @Test("a log that makes tasks and never lets them speak comes to its end")
  func queue() throws {
    // Two creating calls under way, an unknown task, and many creations that are others'.
    let heads =
      "1 close(3) = 0\n1 clone(child_stack=0, flags=SIGCHLD <unfinished ...>\n"
      + "2 clone(child_stack=0, flags=SIGCHLD <unfinished ...>\n3 close(3) = 0\n"
    let log = (10..<20_000).map { "4 clone(child_stack=0, flags=SIGCHLD) = \($0)\n" }.joined()
    let run = try LogRun(heads + log)
    #expect(run.world.tasks.count > 10_000)
  }

  @Test("beyond so many reloads of a process no more are reported, and that is told")
  func reloads() throws {
    var log = DaemonLog()
    for _ in 0..<(WindowFinder.most + 2) {
      log.signal("SIGHUP")
      log.add("munmap(0x10000, 5000) = 0")
      log.add(
        "mmap(NULL, 5000, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3</a.so>, 0) = 0x10000")
    }
    let report = try log.report()
    #expect(report.processes.first?.reloads.count == WindowFinder.most)
    #expect(
      report.trace.diagnostics.contains { $0.message.hasPrefix("only the first 10000 reloads") })
    // Those behind are told where they are asked for.
    let line = 3 * WindowFinder.most + 1
    let rest = try log.report { $0.from = .line(line) }
    #expect(rest.processes.first?.reloads.map(\.start.line) == [line + 1, line + 4])
    #expect(!rest.trace.diagnostics.contains { $0.message.hasPrefix("only the first") })
  }

  @Test("a reload that was asked for is told behind any number of cycles")
  func cycles() throws {
    var log = DaemonLog()
    log.load("/lib/a.so", at: 0x10000)
    log.load("/lib/b.so", at: 0x40000)
    for _ in 0..<(WindowFinder.most + 2) {
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    let line = log.last + 1
    for _ in 0..<2 { log.reload("/lib/b.so", at: 0x40000) }
    let report = try log.report()
    let reloads = try #require(report.processes.first?.reloads)
    #expect(reloads.count == WindowFinder.most)
    #expect(reloads.suffix(3).map(\.kind) == [.cycle, .inPlace, .inPlace])
    #expect(reloads.suffix(2).first?.trigger?.instant.line == line)
    #expect(report.trace.diagnostics.contains { $0.message.hasPrefix("only the first 10000") })
  }
}

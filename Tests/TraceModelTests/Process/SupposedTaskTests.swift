import Testing

@testable import TraceModel

@Suite("Tasks of which the log does not show how they were made")
struct SupposedTaskTests {
  private static func map(_ pid: Int, _ page: Int) -> String {
    "\(pid) mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x\(page)000\n"
  }

  private static func pids(_ log: String) throws -> [Int32] {
    try LogRun(log).world.processes.map(\.pid)
  }

  @Test(
    "clone3 of which only the address of its struct is printed makes a thread",
    arguments: [
      "1 syscall_435(0x7fff95ce71c0, 0x58, 0x7fb11da5aef0, 0x8, 0x7fb11d9ce6c0, 0x7f) = 0x2\n",
      "1 clone3(0x7fff95ce71c0, 0x58) = 2\n",
      "1 <... clone3 resumed> => {parent_tid=[2]}, 88) = 2\n",
    ])
  func thread(_ creation: String) throws {
    let log = "1 execve(\"/a\", [\"a\"], 0x7 /* 1 var */) = 0\n" + Self.map(1, 1)
    #expect(try Self.pids(log + creation + Self.map(2, 3)) == [1])
    #expect(
      try LogRun(log + creation + Self.map(2, 3), pid: 1).maps == [
        "1000-2000 r--p 0", "3000-4000 r--p 0",
      ])
    // posix_spawn asks it for a process, which shows by its execve.
    let spawned = log + creation + "2 execve(\"/b\", [\"b\"], 0x7 /* 1 var */) = 0\n"
    #expect(try Self.pids(spawned + Self.map(2, 3)) == [1, 2])
    #expect(try LogRun(spawned + Self.map(2, 3), pid: 1).maps == ["1000-2000 r--p 0"])
  }

  @Test("who keeps its own id over an execve was no thread, but the leader may")
  func execve() throws {
    let execve = " execve(\"/b\", [\"b\"], 0x7 /* 1 var */) = 0\n"
    let younger = Self.map(5, 1) + Self.map(7, 2) + "7" + execve + Self.map(7, 3)
    #expect(try Self.pids(younger) == [5, 7])
    let leader = Self.map(7, 1) + Self.map(5, 2) + "5" + execve + Self.map(5, 3)
    #expect(try Self.pids(leader) == [5])
  }

  @Test(
    "who is told apart only by what comes later is told apart where the log cannot be read again, too"
  )
  func spawned() throws {
    let log =
      "1 execve(\"/a\", [\"a\"], 0x7 /* 1 var */) = 0\n"
      + "1 clone3(0x7ffc, 0x58 <unfinished ...>\n2 execve(\"/b\", [\"b\"], 0x7 /* 1 var */) = 0\n"
      + "1 <... clone3 resumed>) = 2\n" + Self.map(1, 5) + Self.map(2, 7)
    var sequencer = Sequencer(
      world: World(options: .init()),
      watch: InstantWatch(targets: [], pid: nil, keepsSpace: false))
    var parser = TraceParser()
    parser.readAll(log, into: &sequencer)
    sequencer.finish()
    let world = sequencer.world
    #expect(world.processes.map(\.pid).sorted() == [1, 2])
    for process in world.processes {
      let all = AddressRange(start: 0, end: .max)
      let starts = world.spaces[process.space].space.mappings(overlapping: all).map(\.range.start)
      #expect(starts == [process.pid == 1 ? 0x5000 : 0x7000])
    }
  }

  @Test("who goes on after exit_group of another is no thread of the same process")
  func exitGroup() throws {
    let log =
      Self.map(5, 1) + Self.map(7, 2) + "5 exit_group(0) = ?\n5 +++ exited with 0 +++\n"
      + Self.map(7, 3)
    #expect(try Self.pids(log) == [5, 7])
    // What was under way may be told later.
    let late = log.replacing(Self.map(7, 3), with: "7 <... futex resumed>) = ?\n")
    #expect(try Self.pids(late) == [5])
  }

  @Test("processes to which strace says that it attached are two")
  func several() throws {
    let log =
      "strace: Process 5 attached\nstrace: Process 7 attached\n[pid 7] brk(NULL) = 0x1000\n"
      + "[pid 5] brk(NULL) = 0x1000\n"
    #expect(try Self.pids(log).sorted() == [5, 7])
  }

  @Test("heaps that lie far apart are of two processes")
  func heaps() throws {
    func log(_ second: String) -> String {
      "5 brk(NULL) = 0x5646dbfad000\n7 brk(NULL) = 0x\(second)\n"
    }
    #expect(try Self.pids(log("5646dbfad000")) == [5])
    #expect(try Self.pids(log("5811d0000000")) == [5, 7])
    #expect(try Self.pids("7 getppid() = 1\n" + log("5811d0000000")) == [7, 5])
  }

  @Test("a process among whose threads the log begins is named after the lowest id")
  func leader() throws {
    #expect(try Self.pids(Self.map(7, 1) + Self.map(5, 2) + Self.map(6, 3)) == [5])
    // What it is told itself says more.
    #expect(try Self.pids("7 getpid() = 7\n" + Self.map(5, 2)) == [7])
  }

  @Test("who is announced as attached in the midst is none of those that have spoken")
  func attached() throws {
    let call = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
    let log =
      "execve(\"/a\", [\"a\"], [/* 7 vars */]) = 0\n\(call)1000\nProcess 9 attached\n"
      + "[pid     9] \(call)3000\nProcess 9 detached\n\(call)5000\n"
    let run = try LogRun(log, pid: 9)
    #expect(run.world.processes.count == 2)
    #expect(run.maps == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(try LogRun(log).maps == ["1000-2000 r--p 0", "5000-6000 r--p 0"])
  }

  @Test("of who is told as a process it is not said that it is supposed to be a thread")
  func stranger() throws {
    let child = "7 clone(child_stack=NULL, flags=SIGCHLD) = 8\n"
    let trace = try report(of: child + Self.map(7, 1) + Self.map(9, 1)).trace
    #expect(trace.processCount == 2)
    #expect(!trace.diagnostics.contains { $0.message.contains("no clone announced") })
    let other = try report(of: child + Self.map(7, 1) + Self.map(9, 2)).trace
    #expect(other.processCount == 1)
    #expect(other.diagnostics.contains { $0.message.contains("supposed to be a thread") })
    // Where no call that makes tasks is in the log, there is something to trace besides.
    let silent = try report(of: Self.map(7, 1) + Self.map(9, 1)).trace
    #expect(
      silent.diagnostics.contains {
        $0.message.contains("what it does shows that it is a process of its own; add clone")
      })
  }

  @Test("what comes when all have ended is of another run, and nobody's child")
  func laterRun() throws {
    let execve = "5 execve(\"/a\", [\"a\"], 0x7 /* 1 var */) = 0\n"
    let run = execve + Self.map(5, 1) + "5 +++ exited with 0 +++\n"
    let log = run + run.replacing("5 ", with: "6 ")
    let trace = try report(of: log).trace
    #expect(trace.diagnostics.map(\.line).contains(4))
    let messages = trace.diagnostics.map(\.message)
    #expect(messages.contains { $0.contains("another run of strace begins here") })
    #expect(!messages.contains { $0.contains("no clone announced: ") })
  }

  @Test("each sign of a further run has the lines that it shows")
  func laterRuns() throws {
    let execve = "execve(\"/a\", [\"a\"], 0x7 /* 1 var */) = 0\n"
    let run = execve + "+++ exited with 0 +++\n"
    let log = "brk(NULL) = 0x1000\npause( <detached ...>\n" + run + run + run
    let messages = try report(of: log).trace.diagnostics
      .filter { $0.message.hasPrefix("another run of strace begins here") }
    #expect(messages.map(\.line) == [3, 5])
    #expect(messages.map { $0.message.contains("(and so at line 7)") } == [false, true])
  }

  @Test("in a set of parts it is one that is missing")
  func missingPart() throws {
    func part(_ first: Int) -> String {
      """
      10:00:0\(first).000100 set_robust_list(0x1, 24) = 0
      10:00:0\(first).000200 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7000
      10:00:0\(first).000300 +++ exited with 0 +++

      """
    }
    let folder = try ScratchFolder(["t.11": part(1), "t.12": part(2), "t.13": part(3)])
    let report = try #require(try TraceAnalysis().reports(of: [.file(folder.file("t.11"))]).first)
    let told = report.trace.diagnostics.filter { $0.message.hasPrefix("no part of the set shows") }
    #expect(told.map(\.file) == [folder.file("t.12")])
    #expect(told.allSatisfy { $0.line == 1 && $0.message.contains("or that of t.13: ") })
    #expect(!report.trace.diagnostics.contains { $0.message.contains("another run") })
  }

  @Test(
    "who strace attaches to when it had let go of all is of another run",
    arguments: [
      ("strace: Process 7 attached\n", "strace: Process 7 detached\n", 7),
      ("strace: Process 7 attached\n", "^Cstrace: Process 7 detached\n", 7),
      (
        "Process 7 attached with 2 threads - interrupt to quit\n[pid     8] close(3) = 0\n",
        "Process 7 detached\nProcess 8 detached\n", 7
      ),
      (
        "strace: Process 7 attached with 2 threads\n[pid     8] close(3) = 0\n",
        "^Cstrace: Process 7 detached\nstrace: Process 8 detached\n", 7
      ),
    ])
  func attachedLater(_ first: String, _ end: String, _ pid: Int) throws {
    let call = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
    for isOld in [false, true] {
      let next =
        isOld
        ? "Process 9 attached - interrupt to quit\n" : "strace: Process 9 attached\n"
      let run = try LogRun(
        first + (first.contains("[pid") ? "[pid     7] " : "") + call + "1000\n" + end + next + call
          + "5000\n", pid: 9)
      #expect(run.parser.skippedCount == 0)
      #expect(run.world.presentPIDs == [pid, 9])
      #expect(run.maps == ["5000-6000 r--p 0"])
    }
  }

  @Test("a process is named as strace names it where it attaches, whichever of its threads speaks")
  func attachedWithThreads() throws {
    let log = "strace: Process 7 attached with 3 threads\n" + Self.map(9, 1) + Self.map(8, 2)
    #expect(try Self.pids(log) == [7])
  }

  @Test("a thread that execve puts in the leader's place is no child")
  func superseded() throws {
    let log = """
      11 execve("/a", ["a"], 0x7 /* 1 var */) = 0
      14 execve("/b", ["b"], 0x7 /* 1 var */ <pid changed to 11 ...>
      11 +++ superseded by execve in pid 14 +++
      11 <... execve resumed>) = 0
      11 exit_group(0) = ?
      11 +++ exited with 0 +++

      """
    let trace = try report(of: log).trace
    #expect(trace.processCount == 1)
    #expect(trace.end == .exited)
    #expect(!trace.diagnostics.contains { $0.message.contains("no clone announced") })
  }

  @Test("a child that is followed when another was let go begins no run")
  func leftOne() throws {
    let log = """
      100 clone(child_stack=NULL, flags=SIGCHLD) = 101
      100 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>
      101 execve("/b", ["b"], 0x7 /* 1 var */ <detached ...>
      strace: Process 103 attached
      100 <... clone resumed>) = 103
      103 brk(NULL) = 0x1000

      """
    let run = try LogRun(log)
    #expect(run.world.laterRuns.isEmpty)
    #expect(run.world.presentPIDs == [100, 101, 103])
  }
}

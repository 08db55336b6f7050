import Testing

@testable import TraceModel

/// A log of `strace -z` has its lines in the order in which calls end: a child may stand before the call
/// that made it.
@Suite("Tasks that speak before the call that made them is told")
struct LateCreatorTests {
  private static let start = "100 execve(\"./a\", [\"./a\"], 0x1 /* 1 var */) = 0\n"
  private static let thread = "CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD"

  private static func map(_ pid: Int, _ page: Int) -> String {
    "\(pid) mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x\(page)000\n"
  }

  private static func clone(_ pid: Int, _ child: Int, _ flags: String) -> String {
    "\(pid) clone(child_stack=0x7fff, flags=\(flags)) = \(child)\n"
  }

  @Test(
    "what the call says counts from the first line of the task on",
    arguments: [
      (thread, ["1000-3000 r--p 0", "4000-5000 r--p 0"], 1),
      ("CLONE_VM|CLONE_VFORK|SIGCHLD", ["1000-3000 r--p 0", "4000-5000 r--p 0"], 2),
      ("CLONE_FILES|SIGCHLD", ["1000-2000 r--p 0", "4000-5000 r--p 0"], 2),
    ])
  func late(_ flags: String, _ expected: [String], _ processes: Int) throws {
    let log =
      Self.start + Self.map(100, 1) + Self.map(101, 2) + Self.clone(100, 101, flags)
      + Self.map(100, 4) + "101 +++ exited with 0 +++\n" + "100 getpid() = 100\n"
    let run = try LogRun(log, pid: 100)
    #expect(run.maps == expected)
    #expect(run.world.processes.count == processes)
    #expect(run.world.supposedTasks == 0)
    let diagnostics = try report(of: log).trace.diagnostics
    #expect(!diagnostics.contains { $0.message.contains("no clone announced") })
  }

  @Test("a child has what its parent had before the child's first line")
  func fork() throws {
    let log =
      Self.start + Self.map(100, 1) + Self.map(101, 2) + "101 munmap(0x1000, 4096) = 0\n"
      + "100 fork() = 101\n" + Self.map(100, 4)
    #expect(try LogRun(log, pid: 101).maps == ["2000-3000 r--p 0"])
    #expect(try LogRun(log, pid: 100).maps == ["1000-2000 r--p 0", "4000-5000 r--p 0"])
  }

  @Test("one that is gone when the call is told is not made again")
  func gone() throws {
    let log =
      Self.start + Self.map(101, 1) + "101 +++ exited with 0 +++\n"
      + Self.clone(100, 101, "CLONE_VM|CLONE_VFORK|SIGCHLD") + Self.map(100, 2)
    let run = try LogRun(log)
    #expect(run.maps == ["1000-3000 r--p 0"])
    #expect(run.world.tasks.sortedKeys == [100])
    #expect(run.world.processes.count == 2)
  }

  @Test("so has the child of a child")
  func chain() throws {
    let log =
      Self.start + Self.map(101, 1) + Self.map(102, 2) + Self.clone(101, 102, Self.thread)
      + Self.map(103, 3) + Self.clone(100, 101, Self.thread) + Self.clone(102, 103, Self.thread)
    let run = try LogRun(log)
    #expect(run.maps == ["1000-4000 r--p 0"])
    #expect(run.world.supposedTasks == 0)
  }

  @Test("on standard error, where the parent has no pid while it is alone")
  func standardError() throws {
    let map = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
    let clone = "clone(child_stack=0x7f, flags=CLONE_VM|CLONE_VFORK|SIGCHLD) = 101\n"
    let start = "execve(\"./a\", [\"./a\"], 0x1 /* 1 var */) = 0\n"
    let noted = start + "strace: Process 101 attached\n[pid   101] \(map)1000\n"
    let ended = "[pid   101] +++ exited with 0 +++\n"
    let late = [
      noted + clone + ended + "\(map)4000\n",
      noted + "[pid   100] " + clone + ended + "\(map)4000\n",
      noted + ended + clone + "\(map)4000\n",
      // -q leaves the notice out.
      start + "[pid   101] \(map)1000\n[pid   100] " + clone + ended + "\(map)4000\n",
    ]
    for log in late {
      let run = try LogRun(log)
      #expect(run.maps == ["1000-2000 r--p 0", "4000-5000 r--p 0"], "\(log)")
      #expect(run.world.supposedTasks == 0, "\(log)")
      #expect(run.world.processes.count == 2)
    }
    // A line without a pid is of who lives then, though all of it waits.
    let orphan = try LogRun(
      noted + "[pid   100] \(map)2000\n[pid   100] +++ exited with 0 +++\n\(map)5000\n", pid: 101)
    #expect(orphan.maps == ["1000-2000 r--p 0", "5000-6000 r--p 0"])
  }

  @Test("nothing waits where calls are told when they begin")
  func halves() throws {
    let halves = "100 wait4(-1,  <unfinished ...>\n100 <... wait4 resumed>NULL, 0, NULL) = 7\n"
    let log = Self.start + halves + Self.map(101, 1)
    #expect(try LogRun(log + Self.clone(100, 101, Self.thread)).world.supposedTasks == 1)
    // Nor does what waits when that shows.
    let later = Self.start + Self.map(101, 1) + halves
    #expect(try LogRun(later + Self.clone(100, 101, Self.thread)).world.supposedTasks == 1)
  }

  @Test("what waits is bounded")
  func bound() throws {
    let noise = String(repeating: Self.map(100, 4), count: LateCreators.mostWaiting)
    let near = Self.start + Self.map(101, 1) + String(noise.prefix(noise.count / 8))
    #expect(try LogRun(near + Self.clone(100, 101, Self.thread)).world.supposedTasks == 0)
    let far = Self.start + Self.map(101, 1) + noise + Self.clone(100, 101, Self.thread)
    #expect(try LogRun(far).world.supposedTasks == 1)
    // What a call tells that waits at the limit does not outlive it.
    for count in (LateCreators.mostWaiting / 2 - 4)...(LateCreators.mostWaiting / 2 + 4) {
      let full = String(repeating: Self.map(100, 4), count: count)
      let log = Self.start + Self.map(101, 1) + full + Self.clone(100, 102, Self.thread)
      #expect(try !LogRun(log).world.creators.hasChild(of: 100))
    }
    // Where no such call comes for several tasks, none is waited for any more.
    let none = (101...104).map { Self.map($0, 1) + noise }.joined()
    let log = Self.start + none + Self.map(105, 1) + Self.clone(100, 105, Self.thread)
    #expect(try LogRun(log).world.supposedTasks == 5)
  }
}

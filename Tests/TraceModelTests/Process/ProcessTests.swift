import Testing

@testable import TraceModel

@Suite("Processes, threads, and what they share")
struct ProcessTests {
  /// What is mapped before, by the process 1: one page at 0x1000.
  private static let first =
    "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000\n"
  private static func map(_ pid: Int, _ page: Int) -> String {
    "\(pid) mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x\(page)000\n"
  }

  private static func maps(_ log: String, _ pid: Int32) throws -> [String] {
    try LogRun(log, pid: pid).maps
  }

  @Test(
    "a child that is a copy has what its parent had, and goes its own way",
    arguments: [
      "1 fork() = 2\n",
      "1 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7) = 2\n",
      "1 clone3({flags=0, exit_signal=SIGCHLD, stack=NULL}, 88) = 2\n",
      "1 clone(child_stack=0, flags=SIGCHLD) = 2\n",
      "1 clone( <unfinished ...>\n1 <... clone resumed> child_stack=0, flags=SIGCHLD) = 2\n",
      "1 clone(SIGCHLD, 0, 0, 0, 0) = 2\n",
    ])
  func copies(_ creation: String) throws {
    let log = Self.first + creation + Self.map(2, 3) + Self.map(1, 5)
    #expect(try Self.maps(log, 1) == ["1000-2000 r--p 0", "5000-6000 r--p 0"])
    #expect(try Self.maps(log, 2) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(try LogRun(log).world.processes.map(\.pid) == [1, 2])
  }

  @Test(
    "a child under CLONE_VM has its parent's own",
    arguments: [
      "1 vfork( <unfinished ...>\n2 close(9) = 0\n1 <... vfork resumed>) = 2\n",
      "1 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=0x7, stack_size=0x9000}, 88) = 2\n",
      "1 clone(child_stack=0x7, flags=CLONE_VM|SIGCHLD) = 2\n",
    ])
  func sharers(_ creation: String) throws {
    let log = Self.first + creation + Self.map(2, 3) + "2 munmap(0x1000, 4096) = 0\n"
    #expect(try Self.maps(log, 1) == ["3000-4000 r--p 0"])
    #expect(try LogRun(log).world.processes.map(\.pid) == [1, 2])
  }

  @Test("a thread is no process, and its end frees nothing")
  func threads() throws {
    let log =
      Self.first
      + "1 clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD, exit_signal=0} => {parent_tid=[2]}, 88) = 2\n"
      + Self.map(2, 3) + "2 +++ exited with 0 +++\n"
    #expect(try Self.maps(log, 1) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(try Self.maps(log, 2) == ["no process"])
    #expect(try LogRun(log).world.processes.map(\.pid) == [1])
  }

  @Test("the end of a process leaves its last address space to be seen")
  func ends() throws {
    #expect(
      try Self.maps(Self.first + "1 exit_group(0) = ?\n1 +++ exited with 0 +++\n", 1) == [
        "1000-2000 r--p 0"
      ])
  }

  @Test(
    "execveat that only asks whether a file may be executed empties nothing",
    arguments: ["AT_EXECVE_CHECK", "AT_EMPTY_PATH|AT_EXECVE_CHECK", "0x10000"])
  func asksToExecute(_ flags: String) throws {
    func exec(_ flags: String) -> String {
      "1 execveat(3, \"\", [\"x\"], 0x7 /* 3 vars */, \(flags)) = 0\n"
    }
    #expect(try Self.maps(Self.first + exec(flags), 1) == ["1000-2000 r--p 0"])
    #expect(try Self.maps(Self.first + exec("AT_EMPTY_PATH"), 1).isEmpty)
  }

  @Test("execve empties the address space of its process alone; one that fails changes nothing")
  func execves() throws {
    let exec = "2 execve(\"/bin/x\", [\"x\"], 0x7 /* 3 vars */) = 0\n"
    let log = Self.first + "1 vfork() = 2\n" + exec + Self.map(2, 3)
    #expect(try Self.maps(log, 1) == ["1000-2000 r--p 0"])
    #expect(try Self.maps(log, 2) == ["3000-4000 r--p 0"])
    let failed =
      Self.first + "1 execve(\"/bin/x\", [\"x\"], 0x7 /* 3 vars */) = -1 ENOENT (No such file)\n"
    #expect(try Self.maps(failed, 1) == ["1000-2000 r--p 0"])
    #expect(
      try LogRun(log).world.processes.map {
        $0.executable.map { String(decoding: $0, as: UTF8.self) }
      } == [nil, "/bin/x"])
  }

  @Test("execve of a thread ends the others, and goes on under the leader's id")
  func execveOfThread() throws {
    let log =
      Self.first
      + "1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD) = 2\n"
      + "2 execve(\"/bin/x\", [\"x\"], 0x7 /* 3 vars */ <unfinished ...>\n1 +++ superseded by execve in pid 2 +++\n1 <... execve resumed>) = 0\n"
      + Self.map(1, 3)
    let run = try LogRun(log, pid: 1)
    #expect(run.maps == ["3000-4000 r--p 0"])
    #expect(run.world.tasks.sortedKeys == [1])
  }

  @Test("a child that speaks before its creation is over is known by the call under way")
  func early() throws {
    let log =
      Self.first + "1 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>\n" + Self.map(2, 3)
      + Self.map(1, 5).replacing("1 mmap", with: "3 mmap") + "1 <... clone resumed>) = 2\n"
    let run = try LogRun(
      Self.first + "1 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>\n" + Self.map(2, 3)
        + "1 <... clone resumed>) = 2\n", pid: 2)
    #expect(run.maps == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(run.world.supposedTasks == 0)
    #expect(try LogRun(log).world.supposedTasks == 1)
  }

  @Test("where two calls under way may have made it, only the later result tells")
  func lookAhead() throws {
    let log =
      Self.first + "1 clone(child_stack=NULL, flags=SIGCHLD) = 2\n2 munmap(0x1000, 4096) = 0\n"
      + Self.map(2, 2)
      + "1 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>\n2 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>\n"
      + Self.map(4, 7) + Self.map(3, 8) + "1 <... clone resumed>) = 3\n2 <... clone resumed>) = 4\n"
    #expect(try Self.maps(log, 3) == ["1000-2000 r--p 0", "8000-9000 r--p 0"])
    #expect(try Self.maps(log, 4) == ["2000-3000 r--p 0", "7000-8000 r--p 0"])
    let old =
      Self.first + "1 clone( <unfinished ...>\n" + Self.map(2, 3)
      + "1 <... clone resumed> child_stack=0x7, flags=CLONE_VM|CLONE_THREAD) = 2\n"
    #expect(try Self.maps(old, 1) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
  }

  @Test("records that wait keep their order, and the log's end lets them go")
  func waiting() throws {
    let log =
      Self.first + "1 clone( <unfinished ...>\n" + Self.map(2, 3)
      + "1 munmap(0x9000, 1) = 0\n2 munmap(0x3000, 4096) = 0\n"
      + Self.map(2, 4)
    #expect(try Self.maps(log, 2) == ["1000-2000 r--p 0", "4000-5000 r--p 0"])
  }

  @Test("a task that nothing announced is a thread where strace attached, else a child")
  func supposed() throws {
    let attached = Self.first + Self.map(7, 3)
    #expect(try Self.maps(attached, 1) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    let begun = "1 execve(\"/x\", [\"x\"], 0x7) = 0\n" + Self.first + Self.map(7, 3)
    #expect(try Self.maps(begun, 1) == ["1000-2000 r--p 0"])
    #expect(try Self.maps(begun, 7) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(try LogRun(begun).world.processes.map(\.isSupposed) == [false, true])
    // Of a thread's end no signal tells.
    let ended =
      attached + "7 +++ exited with 0 +++\n"
      + "1 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_uid=0, si_status=0} ---\n"
    #expect(try Self.maps(ended, 1) == ["1000-2000 r--p 0"])
    let other = ended.replacing("si_pid=7", with: "si_pid=8")
    #expect(try Self.maps(other, 1) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
  }

  @Test("fork leaves out pages under MADV_DONTFORK, as far as madvise came")
  func dontFork() throws {
    let two = "1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x4000\n"
    for (result, kept) in [
      ("0", ["1000-2000 r--p 0", "5000-6000 r--p 0"]),
      ("-1 ENOMEM (x)", ["1000-2000 r--p 0", "5000-6000 r--p 0"]),
      ("-1 EINVAL (x)", ["1000-2000 r--p 0", "4000-6000 r--p 0"]),
    ] {
      let log =
        Self.first + two
        + "1 madvise(0x4000, 4096, MADV_DONTFORK) = \(result)\n1 fork() = 2\n2 close(1) = 0\n"
      #expect(try Self.maps(log, 2) == kept)
    }
    let undone =
      Self.first
      + "1 madvise(0x1000, 4096, MADV_DONTFORK) = 0\n1 madvise(0x1000, 4096, MADV_DOFORK) = 0\n1 fork() = 2\n2 close(1) = 0\n"
    #expect(try Self.maps(undone, 2) == ["1000-2000 r--p 0"])
  }

  @Test("lines without a pid on standard error are of whoever lives alone")
  func standardError() throws {
    let log = """
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000
      clone(child_stack=NULL, flags=SIGCHLDstrace: Process 12 attached
      , child_tidptr=0x7) = 12
      [pid 12] mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x3000
      [pid 11] exit_group(0) = ?
      [pid 11] +++ exited with 0 +++
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x5000
      +++ exited with 7 +++
      """
    #expect(try LogRun(log, pid: 11).maps == ["1000-2000 r--p 0"])
    #expect(
      try LogRun(log, pid: 12).maps == ["1000-2000 r--p 0", "3000-4000 r--p 0", "5000-6000 r--p 0"])
    #expect(try LogRun(log).world.tasks.isEmpty)
  }

  @Test("a log without pids has one process, and any pid names it")
  func noPIDs() throws {
    let log = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000"
    #expect(try LogRun(log, pid: 4711).maps == ["1000-2000 r--p 0"])
    #expect(try LogRun("7 " + log, pid: 4711).maps == ["no process"])
    #expect(try LogRun(log + "\ngetpid() = 12").world.processes.map(\.pid) == [12])
  }

  @Test("a pid that is used again is another process")
  func reused() throws {
    let log =
      Self.first + "1 fork() = 2\n" + Self.map(2, 3)
      + "2 +++ exited with 0 +++\n1 fork() = 2\n2 close(1) = 0\n"
    #expect(try Self.maps(log, 2) == ["1000-2000 r--p 0"])
    #expect(try LogRun(log).world.tracedCount == 3)
  }

  @Test("READ_IMPLIES_EXEC ends with the execve of a 64-bit program, and not of a 32-bit one")
  func personalityOfProgram() throws {
    let begin =
      "1 personality(READ_IMPLIES_EXEC) = 0 (PER_LINUX)\n1 execve(\"/x\", [\"x\"], 0x7) = 0\n"
    #expect(try Self.maps(begin + Self.first, 1) == ["1000-2000 r--p 0"])
    let mode = "1 [ Process PID=1 runs in 32 bit mode. ]\n"
    #expect(try Self.maps(begin + mode + Self.first, 1) == ["1000-2000 r-xp 0"])
  }

  @Test("READ_IMPLIES_EXEC is of a task, copied to its children, and asking changes nothing")
  func personality() throws {
    let on = "1 personality(READ_IMPLIES_EXEC) = 0 (PER_LINUX)\n"
    #expect(try Self.maps(on + Self.first, 1) == ["1000-2000 r-xp 0"])
    #expect(
      try Self.maps(
        on + "1 personality(0xffffffff) = 0x400000 (PER_LINUX|READ_IMPLIES_EXEC)\n" + Self.first, 1)
        == ["1000-2000 r-xp 0"])
    #expect(
      try Self.maps(on + "1 personality(PER_LINUX) = 0x400000\n" + Self.first, 1) == [
        "1000-2000 r--p 0"
      ])
    #expect(
      try Self.maps(Self.first + on + "1 mprotect(0x1000, 4096, PROT_READ|PROT_WRITE) = 0\n", 1)
        == ["1000-2000 rwxp 0"])
    #expect(
      try Self.maps(
        on + "1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_THREAD) = 2\n" + Self.map(2, 3), 1) == [
          "3000-4000 r-xp 0"
        ])
    #expect(
      try Self.maps(on + "1 brk(NULL) = 0x8000\n1 brk(0x9000) = 0x9000\n", 1) == [
        "8000-9000 rwxp 0 [heap]"
      ])
    #expect(
      try Self.maps(
        Self.first
          + "1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_THREAD) = 2\n2 personality(READ_IMPLIES_EXEC) = 0\n"
          + Self.map(1, 3), 1)
        == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
  }
}

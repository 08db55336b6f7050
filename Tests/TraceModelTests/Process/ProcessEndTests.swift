import Testing

@testable import TraceModel

@Suite("The end of a process, whatever lines its threads have")
struct ProcessEndTests {
  private static let start = """
    execve("/usr/sbin/httpd", ["httpd"], [/* 2 vars */]) = 0
    open("/lib/libx.so", O_RDONLY) = 3
    mmap(NULL, 16675, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x10000
    close(3) = 0

    """
  private static let thread =
    "clone(child_stack=0x7f0, flags=CLONE_VM|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 102\n"
  private static let request =
    "--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1, si_uid=0} ---\n"
  private static let unload = "munmap(0x10000, 16675) = 0\n"

  /// The same with a column of pids.
  private static func columned(_ log: String) -> String {
    log.split(separator: "\n").map { "101 \($0)\n" }.joined()
  }

  @Test(
    "exit_group or a signal that kills is the end of all threads, with a line of each or not",
    arguments: [
      "exit_group(0) = ?\n", "exit_group(0) = ?\n+++ exited with 0 +++\n",
      "--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR} ---\n+++ killed by SIGSEGV +++\n",
    ], [false, true])
  func silentThread(_ end: String, _ hasThread: Bool) throws {
    for isColumned in [false, true] {
      let log = Self.start + (hasThread ? Self.thread : "") + end
      let report = try report(of: isColumned ? Self.columned(log) : log)
      #expect(report.trace.end == (end.contains("killed") ? .killed : .exited))
      let process = try #require(report.processes.first)
      #expect(process.loads.map { $0.end?.line } == [log.split(separator: "\n").count])
      #expect(process.marks.last?.kind == .end)
    }
  }

  @Test("a process that is killed while it reloads has failed, with a silent thread or without")
  func killedInReload() throws {
    let log =
      Self.start + Self.thread + Self.request + Self.unload
      + "--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR} ---\n+++ killed by SIGSEGV +++\n"
    let reload = try #require(try report(of: log).processes.first?.reloads.first)
    #expect(reload.failed)
    #expect(!reload.isCutShort)
  }

  @Test("who unloads on its way out, in a log that prints no ends, did not reload")
  func unloadsAtExit() throws {
    let log = Self.start + Self.request + Self.unload + "exit_group(0) = ?\n"
    let process = try #require(try report(of: log).processes.first)
    #expect(process.reloads.isEmpty)
    #expect(process.noReload?.contains("the process exited (line 7)") == true)
  }

  @Test("one thread that exits is not the end of the others")
  func oneThread() throws {
    let log =
      Self.columned(Self.start + Self.thread) + "102 getpid() = 101\n101 exit(0) = ?\n"
      + "101 +++ exited with 0 +++\n102 munmap(0x10000, 16675) = 0\n"
    let process = try #require(try report(of: log).processes.first)
    #expect(process.loads.map { $0.end?.line } == [9])
    #expect(process.marks.last?.kind != .end)
    // Whether untraced threads go on no line tells.
    let untraced = try report(of: Self.start + Self.thread + "exit(0) = ?\n+++ exited with 0 +++\n")
    #expect(untraced.processes[0].loads.map { $0.end?.line } == [nil])
  }

  @Test("a process that ended in an strace that prints no ends is over though others go on")
  func child() throws {
    let log = """
      100 clone(child_stack=0, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f2) = 101

      """ + Self.columned(Self.start + "exit_group(3) = ?\n") + "100 brk(NULL) = 0x1000\n"
    let report = try report(of: log)
    let process = try #require(report.processes.first { $0.pid == 101 })
    #expect(process.loads.map { $0.end?.line } == [6])
    #expect(process.marks.last?.words == "exited with 3")
    #expect(report.trace.end == .cut)
  }
}

import Testing

@testable import TraceModel

@Suite("What the log lacks, and what would have shown it")
struct MissingPiecesTests {
  private static let load =
    "mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3</lib/a.so>, 0) = 0x10000\n"
  private static let unload = "munmap(0x10000, 8192) = 0\n"
  private static let anonymous =
    "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x90000\n"

  private func messages(_ log: String) throws -> [String] {
    try report(of: log).trace.diagnostics.map(\.message)
  }

  private static let thread =
    "clone3({flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_THREAD, stack=0x1} => {parent_tid=[9]}, 88) = 9\n"

  @Test(
    "each is told once, with the remedy",
    arguments: [
      ("threads without a line", "-f", load + unload + thread),
      ("names", "-y", load.replacing("</lib/a.so>", with: "") + unload),
      (
        "names, which -e raw leaves out", "-y and without '-e raw=mmap'",
        "mmap(0, 0x2000, 0x5, 0x802, 0x3, 0) = 0x10000\n" + unload
      ),
      ("signals", "signal=none", load + unload + load + unload),
      (
        "signals of which only a handler's end is shown", "signal=none",
        "execve(\"/a\", [\"a\"], 0x7 /* 1 var */) = 0\n" + load + "rt_sigreturn({mask=[]}) = 0\n"
          + unload + load + "exit_group(0) = ?\n+++ exited with 0 +++\n"
      ),
      (
        "signals that the process sent itself", "signal=none",
        "execve(\"/a\", [\"a\"], 0x7 /* 1 var */) = 0\n" + load
          + "getpid() = 7\nkill(7, SIGHUP) = 0\n"
          + unload + load + "exit_group(0) = ?\n+++ exited with 0 +++\n"
      ),
      (
        "the path that -P selected", "without -P",
        "openat(AT_FDCWD, \"/lib/a.so\", O_RDONLY) = 3\nread(3, \"\", 832) = 0\n" + load
      ),
      (
        "all but failures", "without -Z",
        anonymous.replacing("0x90000", with: "-1 ENOMEM (Cannot allocate memory)")
      ),
      (
        "all but failures of calls that are not read", "trace without -Z, by which",
        #"access("/a", R_OK) = -1 ENOENT (No such file or directory)"# + "\n"
      ),
      ("times", "-tt", load + unload),
      (
        "the order of time", "the times go back, from 10:00:02.000000 to 10:00:01.000000",
        "10:00:02.000000 \(load)10:00:01.000000 \(unload)"
      ),
      ("calls", "-C", "% time     seconds  usecs/call     calls    errors syscall\n"),
      ("munmap", "add munmap", anonymous),
      (
        "a thread that was left out with its end", "lines were selected",
        "7 " + thread + "7 " + load + "7 +++ exited with 0 +++\n"
      ),
      (
        "munmap alone", "left out of '-e trace='",
        "7 brk(NULL) = 0x1000\n7 getppid() = 1\n7 " + load
          + "7 mprotect(0x10000, 4096, PROT_READ) = 0\n7 "
          + load
      ),
      (
        "calls that make tasks", "add clone, clone3, fork and vfork",
        "7 " + load + "7 " + unload + "8 " + anonymous
      ),
    ])
  func told(_ what: String, _ remedy: String, _ log: String) throws {
    let messages = try messages(log)
    #expect(messages.filter { $0.contains(remedy) }.count == 1, "\(what): \(messages)")
  }

  @Test(
    "where it makes no difference nothing is told",
    arguments: [
      ("threads that speak", "with -f", "7 " + thread + "9 close(3) = 0\n"),
      ("threads of a log with pids", "with -f", "7 " + thread),
      ("children", "with -f", "clone(child_stack=NULL, flags=SIGCHLD) = 9\n"),
      (
        "names that an open shows", "-y",
        "open(\"/lib/a.so\", O_RDONLY) = 3\n"
          + load.replacing("</lib/a.so>", with: "")
      ),
      (
        "signals that are there", "signal=none",
        load + unload + load + unload + "--- SIGCHLD {si_signo=SIGCHLD} ---\n"
      ),
      ("what was loaded once", "signal=none", load + unload),
      (
        "a program that does so from its start", "signal=none",
        "execve(\"/x\", [\"x\"], 0x7) = 0\n" + load + unload + load + unload
      ),
      ("a call without a file", "without -P", "getpid() = 7\nread(3, \"\", 832) = 0\n" + load),
      (
        "another call without a file", "without -P",
        "futex(0x7, FUTEX_WAKE, 1) = 0\nread(3, \"\", 832) = 0\n" + load
      ),
      (
        "failures beside successes", "without -Z",
        anonymous + anonymous.replacing("0x90000", with: "-1 ENOMEM (Cannot allocate memory)")
      ),
      (
        "a failure of a call that is not read beside another's success", "without -Z",
        #"access("/a", R_OK) = -1 ENOENT (No such file or directory)"#
          + "\nread(3, \"\", 832) = 0\n"
      ),
      ("times where nothing happened", "-tt", "close(3) = 0\n"),
    ])
  func notTold(_ what: String, _ remedy: String, _ log: String) throws {
    let messages = try messages(log)
    #expect(!messages.contains { $0.contains(remedy) }, "\(what): \(messages)")
  }

  @Test("of a log that -P selected nothing is called a survivor")
  func selected() throws {
    let log =
      "--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---\nread(3, \"\", 832) = 0\n"
      + Self.load
    for reload in try report(of: log).processes.flatMap(\.reloads) {
      #expect(!reload.objects.contains { $0.fate == .survived })
    }
  }

  @Test(
    "each call that is read is known to be there when it was, and no other",
    arguments: Syscall.allCases)
  func seen(_ call: Syscall) {
    var features = TraceFeatures()
    features.note(call)
    #expect(Syscall.allCases.filter { features.holds($0) } == [call])
  }

  @Test("snapshots of processes that the log does not name are not used, and this is said")
  func snapshots() throws {
    let folder = try ScratchFolder([
      "log": "brk(NULL) = 0x1000\n", "a": mapsOf([("/a", 0x10000, 1)]),
      "b": mapsOf([("/b", 0x10000, 2)]),
    ])
    var options = AnalysisOptions()
    options.snapshots = [(7, .file(folder.file("a"))), (8, .file(folder.file("b")))]
    let trace = try TraceAnalysis(options: options).reports(of: [.file(folder.file("log"))])[0]
      .trace
    let told = trace.diagnostics.filter { $0.message.contains("it was not used") }
    #expect(told.map(\.file) == [folder.file("a"), folder.file("b")])
  }

  @Test(
    "threads in several files whose times have whole seconds are in no certain order",
    arguments: ["", ".000001"])
  func wholeSeconds(_ fraction: String) throws {
    let time = "10:00:00\(fraction) "
    let first = [
      "execve(\"/a\", [\"a\"], 0x1 /* 0 vars */) = 0\n", Self.load,
      Self.thread.replacing("= 9", with: "= 11"),
    ]
    let folder = try ScratchFolder([
      "t.10": first.map { time + $0 }.joined(), "t.11": time + Self.unload,
    ])
    let messages = try TraceAnalysis().reports(of: [.file(folder.file("t.10"))])[0].trace
      .diagnostics.map(\.message)
    #expect(
      messages.contains { $0.contains("times of whole seconds only: the order") }
        == fraction.isEmpty)
  }
}

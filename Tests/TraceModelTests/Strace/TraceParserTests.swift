import Testing

@testable import TraceModel

@Suite("Lines to records")
struct TraceParserTests {
  @Test(
    "two halves of a call are joined, whatever version wrote them",
    arguments: [
      (
        "7 munmap(0x7f00, 4096 <unfinished ...>\n8 close(3) = 0\n7 <... munmap resumed>) = 0",
        ["8 close(3) = 0x0 L2", "7 munmap(0x7f00 | 4096) = 0x0 L1-3"]
      ),
      (
        "7 mmap(NULL, 1, PROT_READ, MAP_PRIVATE, 4, 0 <unfinished ...>\n7 <... mmap resumed> ) = 0x7f00",
        ["7 mmap(NULL | 1 | PROT_READ | MAP_PRIVATE | 4 | 0) = 0x7f00 L1-2"]
      ),
      (
        "7 clone( <unfinished ...>\n7 <... clone resumed> child_stack=0, flags=SIGCHLD, child_tidptr=0x7) = 12",
        ["7 clone(0 | SIGCHLD | 0x7) = 0xc L1-2"]
      ),
      ("7 vfork( <unfinished ...>\n7 <... vfork resumed>) = 5031", ["7 vfork() = 0x13a7 L1-2"]),
      (
        "7 write(2,  <unfinished ...>\n7 <... write resumed>\"x\", 1) = 1",
        ["7 write(2 | \"x\" | 1) = 0x1 L1-2"]
      ),
      (
        "7 fcntl(3 <unfinished ...>\n7 <... fcntl resumed>, F_DUPFD, 5) = 6",
        ["7 fcntl(3 | F_DUPFD | 5) = 0x6 L1-2"]
      ),
      (
        "munmap(0x7f00, 4096 <unfinished ...>\n<... munmap resumed>) = 0",
        ["0 munmap(0x7f00 | 4096) = 0x0 L1-2"]
      ),
      (
        "7 close(3 <unfinished ...>\n7 <... close resumed>) = -1 EBADF (x)",
        ["7 close(3) = badDescriptor L1-2"]
      ),
      (
        "7 close(3 <unfinished ...>\n7 <... close resumed> <unfinished ...>) = ?",
        ["7 close(3) = ? L1-2"]
      ),
      ("7 close(3,  <unfinished ...>) = ?", ["7 close(3) = ? L1"]),
      (
        "7 mmap(0, 1, A, B, 3</a) = 3 <unfinished ...>, 0 <unfinished ...>\n"
          + "7 <... mmap resumed>) = 0x5",
        ["7 mmap(0 | 1 | A | B | 3</a) = 3 <unfinished ...> | 0) = 0x5 L1-2"]
      ),
    ])
  func halves(_ log: String, _ expected: [String]) { #expect(parsed(log).told.records == expected) }

  @Test("each task has its own call under way; a tail of another call is not its other half")
  func pairing() {
    let log = """
      7 munmap(0x1000, 1 <unfinished ...>
      8 munmap(0x2000, 2 <unfinished ...>
      8 <... munmap resumed>) = 0
      7 <... munmap resumed>) = 0
      9 munmap(0x3000, 3 <unfinished ...>
      9 <... mmap resumed>) = 0x9
      5 dup2(3, 4 <unfinished ...>
      5 <... dup3 resumed>) = 4
      6 <... munmap resumed>) = 0
      """
    #expect(
      parsed(log).told.records == [
        "8 munmap(0x2000 | 2) = 0x0 L2-3", "7 munmap(0x1000 | 1) = 0x0 L1-4",
      ])
    #expect(parsed(log).parser.skippedCount == 0)
  }

  @Test("what has begun is told at once, with its arguments")
  func begun() {
    #expect(
      parsed("7 munmap(0x1000, 1 <unfinished ...>\n7 vfork( <unfinished ...>").told.begun
        == ["7 munmap(0x1000 | 1) L1", "7 vfork() L2"])
  }

  @Test(
    "notices and foreign words in the middle of a call are taken out",
    arguments: [
      (
        "clone3({flags=CLONE_VM}strace: Process 28 attached\n => {parent_tid=[28]}, 88) = 28",
        ["attached 28 L1", "0 clone3({flags=CLONE_VM} => {parent_tid=[28]} | 88) = 0x1c L1-2"]
      ),
      (
        "clone(child_stack=NULL, flags=SIGCHLDstrace: Process 18 attached\n, child_tidptr=0x7) = 18",
        ["attached 18 L1", "0 clone(NULL | SIGCHLD | 0x7) = 0x12 L1-2"]
      ),
      (
        "clone(child_stack=NULL, flags=SIGCHLD/usr/bin/strace: Process 18 attached\n, child_tidptr=0x7) = 18",
        ["attached 18 L1", "0 clone(NULL | SIGCHLD | 0x7) = 0x12 L1-2"]
      ),
      (
        "clone(child_stack=NULL, flags=0x100 /* CLONE_VM */|17 /* SIGCHLD */strace: Process 18 attached\n) = 18",
        ["attached 18 L1", "0 clone(NULL | 0x100 /* CLONE_VM */|17 /* SIGCHLD */) = 0x12 L1-2"]
      ),
      (
        "clone(Process 18 attached\nchild_stack=0, flags=SIGCHLD, child_tidptr=0x7) = 18",
        ["attached 18 L1", "0 clone(0 | SIGCHLD | 0x7) = 0x12 L1-2"]
      ),
      (
        "vfork(strace: Process 18 attached\n <unfinished ...>\n[pid 18] close(3) = 0\n<... vfork resumed>) = 18",
        ["attached 18 L1", "18 close(3) = 0x0 L3", "0 vfork() = 0x12 L1-4"]
      ),
      (
        "write(2, \"\\n\", 1\n)                       = 1",
        ["0 write(2 | \"\\n\" | 1) = 0x1 L1-2"]
      ),
      (
        "write(2, \"./no\", 4./no such plugin.so: cannot open) = 4",
        ["0 write(2 | \"./no\" | 4./no such plugin.so: cannot open) = 0x4 L1"]
      ),
      (
        "munmap(0x1000, 5\nstrace: Process 9 attached\n) = 0",
        ["attached 9 L2", "0 munmap(0x1000 | 5) = 0x0 L1-3"]
      ),
      (
        "open(\"/w/new\nline\", O_RDONLY) = 3",
        ["0 open(\"/w/newline\" | O_RDONLY) = 0x3 L1-2"]
      ),
      (
        "7 munmap(0x7f17, 16384 <unfinished ...>\n)                                       = 0",
        ["7 munmap(0x7f17 | 16384) = 0x0 L1-2"]
      ),
    ])
  func interruptions(_ log: String, _ expected: [String]) {
    let (told, parser) = parsed(log)
    #expect(told.records == expected)
    #expect(parser.skippedCount == 0)
  }

  @Test(
    "a call that is open is given up when another record comes; foreign lines between are counted")
  func abandoned() {
    let log = "munmap(0x1000, 5\nbash: no such thing\nclose(3) = 0\n) = 0"
    let (told, parser) = parsed(log)
    #expect(told.records == ["0 close(3) = 0x0 L3"])
    #expect(parser.skipped.map(\.line) == [1, 2])
  }

  @Test(
    "execve of a thread goes on under the leader's id",
    arguments: [
      "12 execve(\"./d\", [], 0x7 /* 3 vars */ <unfinished ...>\n10 <... pause resumed>) = ?\n10 +++ superseded by execve in pid 12 +++\n10 <... execve resumed>) = 0",
      "12 execve(\"./d\", [], 0x7 /* 3 vars */ <pid changed to 10 ...>\n10 <... pause resumed>) = ?\n10 +++ superseded by execve in pid 12 +++\n10 <... execve resumed>) = 0",
      "12 execve(\"./d\", [], 0x7 /* 3 vars */ <pid changed to 10 ...>\n10 pause() = ?\n10 close(4) = ?\n10 <... execve resumed>) = 0",
    ])
  func execveOfThread(_ log: String) {
    #expect(
      parsed(log).told.records.last == "10 execve(\"./d\" | [] | 0x7 /* 3 vars */) = 0x0 L1-4")
  }

  @Test("tails without a head: of execve and clone they say enough, of others nothing")
  func tails() {
    let log = """
      7 <... execve resumed>) = 0
      7 <... clone resumed> child_stack=0, flags=SIGCHLD, child_tidptr=0x7) = 12
      7 <... mmap resumed>) = 0x7f00
      7 restart_syscall(<... resuming interrupted read ...>) = 0
      """
    let (told, parser) = parsed(log)
    #expect(
      told.records == ["7 execve() = 0x0 L1", "7 clone(0 | SIGCHLD | 0x7) = 0xc L2"])
    #expect(parser.beginsInCall)
    #expect(parser.skippedCount == 0)
    #expect(parser.counts[Int(Syscall.mmap.rawValue)] == 0)
  }

  @Test(
    "signals, ends and modes",
    arguments: [
      (
        "7 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=21096, si_uid=0} ---",
        "7 SIGHUP from 21096 L1"
      ),
      ("7 --- SIGHUP (Hangup) @ 0 (0) ---", "7 SIGHUP from ? L1"),
      ("7 --- SIGSEGV {si_signo=SIGSEGV, si_addr=0x10} ---", "7 SIGSEGV from ? L1"),
      ("7 --- SIGRT_1 {si_signo=SIGRT_1} ---", "7 SIGRT from ? L1"),
      (
        "7 --- SIGHUP {si_pid=2 /* 6734 in strace's PID NS */, si_uid=0} ---",
        "7 SIGHUP from 6734 L1"
      ),
      ("7 +++ exited with 5 +++", "7 exited 5 L1"),
      ("[pid 7] +++ exited with 0 +++", "7 exited 0 L1"),
      ("7 +++ killed by SIGSEGV (core dumped) +++", "7 killed SIGSEGV L1"),
      ("7 +++ superseded by execve in pid 21980 +++", "7 superseded by 21980 L1"),
      ("strace: Process 9 detached", "detached 9 L1"),
      ("strace: Process 9 attached with 3 threads", "attached 9 with threads L1"),
      ("Process 9 attached - interrupt to quit", "attached 9 L1"),
      ("/usr/bin/strace: Process 9 attached", "attached 9 L1"),
      // Without a pid column it is of the task whose lines these are, whatever its number is.
      ("[ Process PID=22535 runs in 32 bit mode. ]", "0 runs in 32 bit"),
      ("[ Process PID=22535 runs in 64 bit mode. ]", "0 runs in 64 bit"),
      ("7 [ Process PID=9 runs in x32 mode. ]", "7 runs in 32 bit"),
    ])
  func others(_ line: String, _ expected: String) {
    let (told, parser) = parsed(line)
    #expect(told.records == [expected])
    #expect(parser.skippedCount == 0)
  }

  @Test(
    "what belongs to strace and is no record is neither told nor counted as foreign",
    arguments: [
      "7 --- stopped by SIGSTOP ---", "strace: Exit of unknown pid 9 ignored",
      "strace: attach: ptrace(PTRACE_SEIZE, 9): Operation not permitted",
      " > /usr/lib/libc.so.6(__munmap+0x7) [0x101a07]", " | 00000  7f 45 4c 46  .ELF |",
      " * 19 bytes in buffer 0", "", "Process 9 suspended", "Process 9 resumed (parent 8 ready)",
      "% time     seconds  usecs/call     calls    errors syscall",
      "------ ----------- ----------- --------- --------- ----------------",
      "System call usage summary for 32 bit mode:", "7 sched_yield() = 0",
      "7 ???( <unfinished ...>", "7 <... ??? resumed>) = ?", "...", "7 getppid() = 1",
    ])
  func silent(_ line: String) {
    let (told, parser) = parsed(line)
    #expect(told.records == [])
    #expect(parser.skippedCount == 0)
  }

  @Test("lines of nobody are counted, and the first are named")
  func foreign() {
    let lines = (1...9).map { "hello \($0)" }
    let (told, parser) = parsed((["close(3) = 0"] + lines).joined(separator: "\n"))
    #expect(told.records.count == 1)
    #expect(parser.skippedCount == 9)
    #expect(parser.skipped.map(\.line) == Array(2...6))
  }

  @Test("the table of -c is no foreign text, nor what stands in it")
  func summary() {
    let log = """
      % time     seconds  usecs/call     calls    errors syscall
      ------ ----------- ----------- --------- --------- ----------------
       23.45    0.000012           1        12           mmap
      ------ ----------- ----------- --------- --------- ----------------
      100.00    0.000051                    51         2 total
      """
    let parser = parsed(log).parser
    #expect(parser.features.summary)
    #expect(parser.skippedCount == 0)
    #expect(parser.callCount == 0)
    #expect(parser.recordCount > 0)
  }

  @Test("dots where somebody left lines out are told as such")
  func elisions() {
    let parser = parsed("close(3) = 0\n...\nclose(4) = 0\n......").parser
    #expect(parser.elisions.map(\.line) == [2, 4])
    #expect(parser.skippedCount == 0)
  }

  @Test(
    "completed calls are counted: failed ones too, but not those without a result",
    arguments: [
      ("close(3) = 0", 1), ("close(3) = -1 EBADF (x)", 1), ("close(3) = ?", 0),
      ("close(3) = ? ERESTARTSYS (x)", 0), ("close(3 <unfinished ...>", 0), ("close(3", 0),
      ("close(3) = ?\nclose(4) = 0", 2), ("7 close(3) = ?\n8 close(4) = 0", 1),
    ] as [(String, Int)])
  func counts(_ log: String, _ expected: Int) {
    #expect(parsed(log).parser.counts[Int(Syscall.close.rawValue)] == expected)
  }

  @Test("calls under numbers that strace did not know by name are read")
  func numbers() {
    let log = """
      syscall_0x1ce(0x7f83, 0x1000, 0, 0, 0, 0) = 0
      syscall_437(0xffffff9c, 0x5613, 0x7f, 0x18, 0, 0) = 0x6
      syscall_0x999(0) = 0
      """
    #expect(
      parsed(log).told.records == [
        "0 mseal(0x7f83 | 0x1000 | 0 | 0 | 0 | 0) = 0x0 L1",
        "0 openat2(0xffffff9c | 0x5613 | 0x7f | 0x18 | 0 | 0) = 0x6 L2",
      ])
  }

  @Test("colours go, wherever they stand")
  func colours() {
    let log =
      "7 \u{1B}[33mclose\u{1B}[0m(\u{1B}[36m3\u{1B}[0m) = \u{1B}[32m0\u{1B}[0m\n"
      + "\u{1B}[0m7 munmap(0x1000, 1) = 0\n7 close(\u{1B}[36m4\u{1B}[0m) = 0"
    #expect(
      parsed(log).told.records == [
        "7 close(3) = 0x0 L1", "7 munmap(0x1000 | 1) = 0x0 L2", "7 close(4) = 0x0 L3",
      ])
  }

  @Test("a line without a pid is of the task that the consumer names, or of the owner of the file")
  func owners() {
    #expect(parsed("close(3) = 0", unprefixed: 42).told.records == ["42 close(3) = 0x0 L1"])
    #expect(parsed("close(3) = 0", owner: 43).told.records == ["43 close(3) = 0x0 L1"])
    #expect(parsed("close(3) = 0\n44 close(4) = 0").told.speakers == [0, 44])
  }

  @Test("the end of the log: left by strace, or cut")
  func ends() {
    #expect(parsed("close(3) = 0\npselect6(9, NULL <detached ...>").parser.endsDetached)
    #expect(parsed("close(3) = 0\nstrace: Process 9 detached").parser.endsDetached)
    #expect(parsed("close(3) = 0\nmmap(NULL, 5 <detached ...>").parser.endsDetached)
    #expect(!parsed("close(3) = 0\nmmap(NULL, 5").parser.endsDetached)
    #expect(!parsed("strace: Process 9 detached\n8 close(3) = 0").parser.endsDetached)
  }

  @Test("what a log holds decides what may be concluded")
  func features() {
    let parser = parsed(
      "7 openat(AT_FDCWD, \"/a\", O_RDONLY) = 3</a>\n7 --- SIGHUP {} ---\n7 poll([], 0, 0) = 0\n > /a(b+0x1) [0x2]"
    ).parser
    #expect(parser.features.pidColumn && parser.features.signals && parser.features.decorations)
    #expect(parser.features.hasOtherCalls && parser.features.stackFrames)
    #expect(parser.features.has(.openat) && !parser.features.has(.munmap))
    let plain = parsed("munmap(0x1000, 1) = 0").parser
    #expect(!plain.features.pidColumn && !plain.features.signals && !plain.features.decorations)
    #expect(!plain.features.hasOtherCalls && plain.features.has(.munmap))
  }

  @Test("beginnings of calls are kept only so far; the parser says when it forgot one")
  func limits() {
    var consumer = RecordingConsumer()
    var parser = TraceParser()
    for task in 1...(TraceParser.mostPending + 1) {
      let line = Array("\(task) close(3 <unfinished ...>".utf8)
      parser.read(line.span, number: task, file: 0, owner: nil, into: &consumer)
      if task == TraceParser.mostPending { #expect(!parser.forgotPending) }
    }
    #expect(parser.forgotPending)
    for task in [TraceParser.mostPending, TraceParser.mostPending + 1] {
      let line = Array("\(task) <... close resumed>) = 0".utf8)
      parser.read(line.span, number: 1, file: 0, owner: nil, into: &consumer)
    }
    #expect(consumer.records.count == 1)
  }

  @Test("an open call does not grow without bound")
  func openLimit() {
    var consumer = RecordingConsumer()
    var parser = TraceParser()
    let line = Array(("write(2, \"" + String(repeating: "x", count: 1 << 20)).utf8)
    parser.read(line.span, number: 1, file: 0, owner: nil, into: &consumer)
    let rest = Array((", " + String(repeating: "y", count: 1 << 20)).utf8)
    for number in 2...40 {
      parser.read(rest.span, number: number, file: 0, owner: nil, into: &consumer)
    }
    #expect(parser.skippedCount > 0)
  }
}

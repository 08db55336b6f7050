import Testing

@testable import TraceModel

@Suite("Everything that was at an address")
struct AddressHistoryTests {
  /// The history of an address in a log, and where it is not 100 with the pid of each process.
  private func history(
    _ log: String, _ address: UInt64 = 0x7f00_0000_1234, maps: String? = nil, pid: Int? = nil
  ) throws -> AddressHistory {
    let folder = try ScratchFolder(["log": log, "maps": maps ?? "-"])
    var options = AnalysisOptions()
    options.pid = pid
    if maps != nil { options.snapshots = [(pid: nil, input: .file(folder.file("maps")))] }
    let histories = try TraceAnalysis(options: options)
      .histories(of: address, in: [.file(folder.file("log"))])
    return try #require(histories.first)
  }

  /// Each entry in a line: `4 mmap - 5 mprotect: libx.so text r-xp @1234`.
  private func lines(_ history: AddressHistory) -> [String] {
    history.processes.flatMap { process in
      process.entries.map { entry in
        var text = history.processes.count > 1 ? "[\(process.pid ?? 0)] " : ""
        text += word(entry.start) + " - " + (entry.end.map(word) ?? "end") + ": "
        text += entry.path?.lastComponent.escaped ?? entry.content.rawValue
        if let part = entry.part { text += " \(part.rawValue)" }
        if let permissions = entry.permissions { text += " " + permissions }
        if let offset = entry.fileOffset { text += " @" + String(offset, radix: 16) }
        return text
      }
    }
  }

  private func word(_ change: AddressChange) -> String {
    let line = change.instant.map { "\($0.line) " } ?? ""
    let thread = change.threadID.map { " by \($0)" } ?? ""
    return switch change.cause {
    case .beforeLog: "before"
    case .snapshot(_, let number): "snapshot" + (number.map { " \($0)" } ?? "")
    case .call(let name): line + name + thread
    case .fork(let parent): line + "fork of \(parent ?? 0)"
    case .exit: line + "exit"
    case .killed(let signal): line + signal
    }
  }

  private static let start = """
    execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
    openat(AT_FDCWD, "/lib/libx.so", O_RDONLY|O_CLOEXEC) = 3</lib/libx.so>
    mmap(NULL, 20000, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</lib/libx.so>, 0) = 0x7f0000000000

    """

  @Test("tells a segment from its reservation to its munmap, with the offset of the very address")
  func segments() throws {
    let history = try history(
      Self.start + """
        mmap(0x7f0000001000, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</lib/libx.so>, 0x3000) = 0x7f0000001000
        munmap(0x7f0000000000, 20000) = 0

        """)
    #expect(
      lines(history) == [
        "3 mmap - 4 mmap: libx.so reservation r--p @1234",
        "4 mmap - 5 munmap: libx.so text r-xp @3234",
        "5 munmap - end: nothing",
      ])
    let text = try #require(history.processes[0].entries.dropFirst().first)
    #expect(text.base == 0x7f00_0000_0000)
    #expect(text.range == AddressRange(start: 0x7f00_0000_1000, end: 0x7f00_0000_3000))
    #expect(text.content == .sharedObject)
    #expect(history.page == AddressRange(start: 0x7f00_0000_1000, end: 0x7f00_0000_2000))
  }

  @Test("tells data, relocated data, .bss and holes apart")
  func parts() throws {
    let log =
      Self.start + """
        mprotect(0x7f0000000000, 4096, PROT_NONE) = 0
        mmap(0x7f0000001000, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</lib/libx.so>, 0x3000) = 0x7f0000001000
        mmap(0x7f0000003000, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x7f0000003000
        mprotect(0x7f0000001000, 4096, PROT_READ) = 0

        """
    #expect(
      lines(try history(log, 0x7f00_0000_0010)).last
        == "4 mprotect - end: libx.so hole ---p @10")
    #expect(
      lines(try history(log, 0x7f00_0000_1000)).suffix(2) == [
        "5 mmap - 7 mprotect: libx.so data rw-p @3000",
        "7 mprotect - end: libx.so relro r--p @3000",
      ])
    #expect(
      lines(try history(log, 0x7f00_0000_3fff)).last == "6 mmap - end: libx.so bss rw-p")
  }

  @Test("tells a change of permissions, and none where only the neighbours change")
  func neighbours() throws {
    let log = """
      execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      mmap(NULL, 12288, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000003000
      munmap(0x7f0000000000, 4096) = 0
      mprotect(0x7f0000002000, 4096, PROT_READ) = 0
      mprotect(0x7f0000001000, 4096, PROT_READ|PROT_WRITE) = 0
      mprotect(0x7f0000001000, 4096, PROT_READ) = 0

      """
    #expect(
      lines(try history(log)) == [
        "2 mmap - 7 mprotect: anonymous rw-p", "7 mprotect - end: anonymous r--p",
      ])
  }

  @Test("tells that memory was mapped over by the same kind: what it held is gone")
  func mappedOver() throws {
    let log = """
      execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      mmap(NULL, 12288, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      mmap(0x7f0000001000, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS|MAP_FIXED, -1, 0) = 0x7f0000001000

      """
    #expect(
      lines(try history(log)) == [
        "2 mmap - 3 mmap: anonymous r--p", "3 mmap - end: anonymous r--p",
      ])
    #expect(lines(try history(log, 0x7f00_0000_0000)) == ["2 mmap - end: anonymous r--p"])
  }

  @Test("follows mremap, at the old address and at the new")
  func moved() throws {
    let log = """
      execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3</srv/data>, 0x5000) = 0x7f0000000000
      mremap(0x7f0000000000, 8192, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x7f1000000000) = 0x7f1000000000

      """
    #expect(
      lines(try history(log)) == [
        "2 mmap - 3 mremap: data r--p @6234", "3 mremap - end: nothing",
      ])
    #expect(lines(try history(log, 0x7f10_0000_0001)) == ["3 mremap - end: data r--p @5001"])
  }

  @Test("tells the heap by brk, and when it shrank")
  func heap() throws {
    let log = """
      execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      brk(NULL) = 0x555555560000
      brk(0x555555581000) = 0x555555581000
      brk(0x555555570000) = 0x555555570000

      """
    #expect(
      lines(try history(log, 0x5555_5557_0000)) == [
        "3 brk - 4 brk: heap rw-p", "4 brk - end: nothing",
      ])
    #expect(lines(try history(log, 0x5555_5556_0000)) == ["3 brk - end: heap rw-p"])
  }

  @Test("tells under which name anonymous memory was, and no offset")
  func named() throws {
    let log = """
      execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000001000
      prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x7f0000001000, 4096, "jit") = 0
      mprotect(0x7f0000001000, 4096, PROT_NONE) = 0

      """
    #expect(
      lines(try history(log)) == [
        "2 mmap - 3 prctl: anonymous r--p", "3 prctl - 4 mprotect: [anon:jit] r--p",
        "4 mprotect - end: [anon:jit] ---p",
      ])
  }

  // MARK: Unknown is unknown

  @Test("attached without a snapshot: what was unmapped is unknown, and nothing after it")
  func attached() throws {
    let history = try history(
      """
      munmap(0x7f0000000000, 8000) = 0
      mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000

      """)
    #expect(
      lines(history) == [
        "before - 1 munmap: unknown", "1 munmap - 2 mmap: nothing",
        "2 mmap - end: anonymous r--p",
      ])
    #expect(history.processes[0].beginsUnknown)
    #expect(history.processes[0].entries[0].certainty == .unknown)
  }

  @Test("an mprotect that succeeded shows that something was there, after execve too")
  func proven() throws {
    let call = "mprotect(0x7f0000001000, 4096, PROT_READ) = 0\n"
    #expect(
      lines(try history(call + call)) == [
        "before - 1 mprotect: unknown", "1 mprotect - end: unknown r--p",
      ])
    let execve = "execve(\"/bin/x\", [\"x\"], 0x7ffd /* 1 var */) = 0\n"
    #expect(
      lines(try history(execve + call)) == [
        "1 execve - 2 mprotect: unknown", "2 mprotect - end: unknown r--p",
      ])
    let failed = "mprotect(0x7f0000001000, 4096, PROT_READ) = -1 ENOMEM (Cannot allocate memory)\n"
    #expect(lines(try history(failed)) == [])
  }

  @Test("names what was unmapped by its extent, if only one object has it")
  func extentMatch() throws {
    func log(_ second: String) -> String {
      """
      munmap(0x7f0000000000, 20001) = 0
      openat(AT_FDCWD, "/lib/libx.so", O_RDONLY|O_CLOEXEC) = 3</lib/libx.so>
      mmap(NULL, 20001, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3</lib/libx.so>, 0) = 0x7f2000000000
      mmap(NULL, 20001, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3<\(second)>, 0) = 0x7f3000000000

      """
    }
    let entry = try #require(try history(log("/lib/libx.so")).processes.first?.entries.first)
    #expect(entry.path == TraceText("/lib/libx.so"))
    #expect(entry.certainty == .inferred)
    #expect(entry.rules == ["extentMatch"])
    #expect(entry.base == 0x7f00_0000_0000)
    #expect(entry.fileOffset == nil)
    let ambiguous = try #require(try history(log("/lib/liby.so")).processes.first?.entries.first)
    #expect(ambiguous.path == nil)
    #expect(ambiguous.content == .unknown)
  }

  @Test("a snapshot shows what was there before the log, or that nothing was")
  func snapshot() throws {
    let maps = """
      7f0000000000-7f0000001000 r--p 00000000 fe:00 7    /lib/libx.so
      7f0000001000-7f0000002000 r-xp 00001000 fe:00 7    /lib/libx.so (deleted)
      7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0    [stack]

      """
    let log = """
      munmap(0x7f0000000000, 8192) = 0
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f2000000000

      """
    let history = try history(log, maps: maps)
    #expect(
      lines(history) == [
        "snapshot 2 - 1 munmap: libx.so text r-xp @1234", "1 munmap - end: nothing",
      ])
    #expect(history.processes[0].entries[0].certainty == .snapshot)
    #expect(history.processes[0].entries[0].isDeleted)
    #expect(history.processes[0].below == nil)
    #expect(
      history.processes[0].above
        == AddressNeighbor(
          range: AddressRange(start: 0x7f20_0000_0000, end: 0x7f20_0000_1000), name: nil,
          permissions: "r--p"))
    #expect(
      lines(try self.history(log, 0x7f20_0000_0000, maps: maps)) == [
        "snapshot - 2 mmap: nothing", "2 mmap - end: anonymous r--p",
      ])
    #expect(
      lines(try self.history(log, 0x7ffd_0000_0000, maps: maps)) == [
        "snapshot 3 - end: [stack] rw-p"
      ])
  }

  @Test("tells the neighbours where nothing was ever mapped")
  func neighborsOnly() throws {
    let history = try history(Self.start, 0x7f00_0001_0000)
    #expect(history.processes.map(\.entries) == [[]])
    #expect(history.processes[0].below?.name == TraceText("/lib/libx.so"))
    #expect(history.processes[0].above == nil)
  }

  // MARK: Processes

  private static let family = """
    100 execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
    100 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
    100 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f) = 101
    101 munmap(0x7f0000000000, 8192) = 0
    101 execve("/bin/y", ["y"], 0x5555 /* 1 var */) = 0
    101 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000001000
    101 +++ exited with 0 +++
    100 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f) = 102
    102 +++ killed by SIGSEGV +++
    100 exit_group(0) = ?

    """

  @Test("follows children of fork from their birth to execve and exit")
  func fork() throws {
    #expect(
      lines(try history(Self.family)) == [
        "[100] 2 mmap - 10 exit: anonymous r--p",
        "[101] 3 fork of 100 - 4 munmap: anonymous r--p",
        "[101] 4 munmap - 5 execve: nothing",
        "[101] 5 execve - 6 mmap: unknown",
        "[101] 6 mmap - 7 exit: anonymous r--p",
        "[102] 8 fork of 100 - 9 SIGSEGV: anonymous r--p",
      ])
  }

  @Test("tells one process only where one is asked for")
  func pid() throws {
    #expect(
      lines(try history(Self.family, pid: 102)) == ["8 fork of 100 - 9 SIGSEGV: anonymous r--p"])
    #expect(throws: TraceError.noSuchProcess(pid: 7, present: [100, 101, 102])) {
      try history(Self.family, pid: 7)
    }
  }

  @Test("a child without a page that was not to be copied does not have it")
  func dontFork() throws {
    let log = """
      100 execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      100 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      100 madvise(0x7f0000000000, 8192, MADV_DONTFORK) = 0
      100 fork() = 101
      101 +++ exited with 0 +++

      """
    #expect(lines(try history(log)) == ["2 mmap - end: anonymous r--p"])
  }

  @Test("threads and vfork children change the space they share, told once")
  func shared() throws {
    let log = """
      100 execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      100 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 101
      101 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      100 vfork() = 102
      102 mprotect(0x7f0000000000, 8192, PROT_NONE) = 0
      102 execve("/bin/y", ["y"], 0x5555 /* 1 var */) = 0
      102 +++ exited with 0 +++
      101 +++ exited with 0 +++
      100 +++ exited with 0 +++

      """
    #expect(
      lines(try history(log)) == [
        "3 mmap by 101 - 5 mprotect by 102: anonymous r--p",
        "5 mprotect by 102 - 9 exit: anonymous ---p",
      ])
  }

  @Test("an munmap that another thread has not finished made room: it is told as what it is")
  func concurrent() throws {
    let log = """
      100 execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      100 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      100 clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 101
      101 munmap(0x7f0000000000, 8192 <unfinished ...>
      100 mmap(NULL, 8192, PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      101 <... munmap resumed>) = 0

      """
    #expect(
      lines(try history(log)) == [
        "2 mmap - 5 munmap by 101: anonymous r--p",
        "5 munmap by 101 - 5 mmap: nothing",
        "5 mmap - end: anonymous -w-p",
      ])
  }

  // MARK: Limits

  @Test("leaves out the middle of what changes too often, and says how much")
  func limit() throws {
    let rounds = AddressWatch.mostStates
    var log = "execve(\"/bin/x\", [\"x\"], 0x7ffd /* 1 var */) = 0\n"
    for _ in 0..<rounds {
      log += "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000\n"
      log += "munmap(0x7f0000000000, 8192) = 0\n"
    }
    let history = try history(log)
    let entries = try #require(history.processes.first?.entries)
    #expect(entries.count == AddressWatch.mostStates)
    #expect(history.entriesLeftOut == 2 * rounds - AddressWatch.mostStates)
    #expect(entries.map(\.leftOutBefore).reduce(0, +) == history.entriesLeftOut)
    #expect(entries.first?.start.instant?.line == 2)
    #expect(entries.last?.start.instant?.line == 2 * rounds + 1)
    let place = try #require(entries.firstIndex { $0.leftOutBefore > 0 })
    #expect(place == AddressWatch.mostStates / 2)
    #expect(entries[place].leftOutBefore == history.entriesLeftOut)
    #expect(history.trace.diagnostics.contains { $0.message.contains("left out") })
  }

  @Test("keeps the processes of which it tells, though others take their pids and places")
  func manyProcesses() throws {
    var log = """
      1 execve("/bin/x", ["x"], 0x7ffd /* 1 var */) = 0
      1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000

      """
    let children = AddressWatch.mostStates + 500
    for child in 2..<(children + 2) {
      log += "1 fork() = \(child)\n\(child) +++ exited with 0 +++\n"
    }
    let history = try history(log)
    #expect(history.processes.count == AddressWatch.mostStates)
    #expect(history.entriesLeftOut == 501)
    #expect(history.processes.prefix(3).map(\.pid) == [1, 2, 3])
    #expect(history.processes.last?.pid == children + 1)
    #expect(
      Set(history.processes.compactMap(\.pid)).count == AddressWatch.mostStates)
    for process in history.processes.dropFirst() {
      let entry = try #require(process.entries.first)
      #expect(process.entries.count == 1)
      #expect(entry.start.cause == .fork(parentPID: 1))
      // Of each child the lines are known: fork and exit follow each other.
      #expect(entry.start.instant?.line == 2 * (process.pid ?? 0) - 1)
    }
  }

  @Test("names what its states and neighbours are of, so that no name is forgotten")
  func names() {
    func mapping(_ backing: UInt32) -> Mapping {
      Mapping(
        range: AddressRange(start: 0x1000, end: 0x2000), backing: BackingID(rawValue: backing),
        permissions: .read, line: 1)
    }
    var watch = AddressWatch(address: 0x1000)
    let call = AddressWatch.Change(cause: .call(.mmap))
    watch.begin(0, .init(process: 0, content: .mapped(mapping(7)), start: call))
    watch.replace(in: 0, by: .mapped(mapping(8)), load: nil, call)
    watch.neighbors[0] = .init(below: mapping(9))
    #expect(Set(watch.backings.map(\.rawValue)) == [7, 8, 9])
  }
}

import Testing

@testable import TraceModel

/// Which pages are shown as one line of /proc/PID/maps; each case was watched on Linux 6.18.
@Suite("Lines as the kernel merges them")
struct ShownLineTests {
  private static func map(
    _ page: Int, _ pages: Int, _ flags: String = "", protection: String = "PROT_READ|PROT_WRITE"
  ) -> String {
    "mmap(0x\(page)000, \(pages * 4096), \(protection), MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS\(flags), "
      + "-1, 0) = 0x\(page)000\n"
  }
  private static let four = map(1, 4)

  /// Where the lines begin and end, in pages.
  private static func lines(_ log: String, maps: String? = nil, pid: Int32? = nil) throws -> String
  {
    try LogRun(log, maps: maps, pid: pid).maps.map {
      $0.split(separator: " ")[0].replacing("000", with: "")
    }.joined(separator: " ")
  }

  @Test(
    "madvise and mlock set pages apart, and what takes the mark away joins them",
    arguments: [
      ("madvise(0x2000, 4096, MADV_DONTDUMP)", "madvise(0x1000, 16384, MADV_DODUMP)"),
      ("madvise(0x2000, 4096, MADV_SEQUENTIAL)", "madvise(0x2000, 4096, MADV_NORMAL)"),
      ("madvise(0x2000, 4096, MADV_RANDOM)", "madvise(0x2000, 4096, MADV_NORMAL)"),
      ("madvise(0x2000, 4096, MADV_HUGEPAGE)", "madvise(0x1000, 16384, MADV_HUGEPAGE)"),
      ("madvise(0x2000, 4096, MADV_NOHUGEPAGE)", "madvise(0x1000, 16384, MADV_HUGEPAGE)"),
      ("madvise(0x2000, 4096, MADV_MERGEABLE)", "madvise(0x2000, 4096, MADV_UNMERGEABLE)"),
      ("madvise(0x2000, 4096, MADV_WIPEONFORK)", "madvise(0x2000, 4096, MADV_KEEPONFORK)"),
      ("madvise(0x2000, 4096, MADV_DONTFORK)", "madvise(0x2000, 4096, MADV_DOFORK)"),
      ("madvise(0x2000, 0x1000, 0x10)", "madvise(0x2000, 0x1000, 0x11 /* MADV_DODUMP */)"),
      ("mlock(0x2000, 4096)", "munlock(0x1000, 16384)"),
      ("mlock(0x2fff, 1)", "munlock(0x2001, 1)"),
      ("mlock2(0x2000, 4096, MLOCK_ONFAULT)", "munlock(0x2000, 4096)"),
      ("mlock2(0x2000, 4096, 0)", "mlock(0x1000, 16384)"),
      ("mlock(0x2000, 4096)", "munlockall()"), ("mlock(0x2000, 4096)", "mlockall(MCL_CURRENT)"),
    ])
  func marks(_ sets: String, _ clears: String) throws {
    #expect(try Self.lines(Self.four + sets + " = 0\n") == "1-2 2-3 3-5")
    #expect(try Self.lines(Self.four + sets + " = 0\n" + clears + " = 0\n") == "1-5")
    #expect(try Self.lines(Self.four + sets + " = -1 EINVAL (x)\n") == "1-5")
    #expect(try Self.lines(Self.four + sets + " = 0 (INJECTED)\n") == "1-5")
  }

  @Test("marks of two kinds are apart from each other")
  func kinds() throws {
    let log = Self.four + "mlock2(0x2000, 4096, MLOCK_ONFAULT) = 0\nmlock(0x3000, 4096) = 0\n"
    #expect(try Self.lines(log) == "1-2 2-3 3-4 4-5")
  }

  @Test(
    "other advice is no mark",
    arguments: ["MADV_DONTNEED", "MADV_WILLNEED", "MADV_FREE", "MADV_COLD", "0x4", "MADV_REMOVE"])
  func noMark(_ advice: String) throws {
    #expect(try Self.lines(Self.four + "madvise(0x2000, 4096, \(advice)) = 0\n") == "1-5")
  }

  @Test("a call that failed at a hole has marked what it came to")
  func failures() throws {
    let log = Self.map(1, 2) + Self.map(4, 2)
    #expect(
      try Self.lines(log + "madvise(0x2000, 12288, MADV_DONTDUMP) = -1 ENOMEM (x)\n")
        == "1-2 2-3 4-5 5-6")
    #expect(try Self.lines(log + "mlock(0x2000, 12288) = -1 ENOMEM (x)\n") == "1-2 2-3 4-6")
    #expect(try Self.lines(log + "mlock(0x2000, 4096) = -1 EAGAIN (x)\n") == "1-2 2-3 4-6")
    // RLIMIT_MEMLOCK: nothing was marked.
    #expect(try Self.lines(log + "mlock(0x2000, 4096) = -1 ENOMEM (x)\n") == "1-3 4-6")
  }

  @Test("what a mapping was made with sets it apart", arguments: ["NORESERVE", "STACK", "LOCKED"])
  func flags(_ flag: String) throws {
    #expect(try Self.lines(Self.map(1, 2) + Self.map(3, 2, "|MAP_" + flag)) == "1-3 3-5")
    #expect(
      try Self.lines(Self.map(1, 2, "|MAP_" + flag) + Self.map(3, 2, "|MAP_" + flag)) == "1-5")
    #expect(try Self.lines(Self.map(1, 2) + Self.map(3, 2, "|MAP_POPULATE")) == "1-5")
  }

  @Test("mlockall(MCL_FUTURE) locks what comes, by brk too, until munlockall")
  func future() throws {
    let log =
      Self.map(1, 1) + "mlockall(MCL_FUTURE) = 0\n" + Self.map(2, 1) + "munlockall() = 0\n"
      + Self.map(3, 1)
    #expect(try Self.lines(log) == "1-4")
    #expect(try Self.lines(log.replacing("munlockall() = 0\n", with: "")) == "1-2 2-4")
    let heap = "brk(NULL) = 0x8000\nbrk(0x9000) = 0x9000\nmlockall(MCL_FUTURE) = 0\n"
    #expect(try Self.lines(heap + "brk(0xa000) = 0xa000\n") == "8-9 9-a")
  }

  @Test("a child inherits no lock, and every other mark")
  func forks() throws {
    let log = "1 " + Self.four + "1 mlock(0x2000, 4096) = 0\n1 fork() = 2\n2 close(3) = 0\n"
    #expect(try Self.lines(log, pid: 2) == "1-5")
    #expect(try Self.lines(log, pid: 1) == "1-2 2-3 3-5")
    let dump = log.replacing("mlock(0x2000, 4096)", with: "madvise(0x2000, 4096, MADV_DONTDUMP)")
    #expect(try Self.lines(dump, pid: 2) == "1-2 2-3 3-5")
  }

  @Test("memory right above the break is the heap's line")
  func heap() throws {
    let log = "brk(NULL) = 0x8000\nbrk(0x9000) = 0x9000\n" + Self.map(9, 1)
    #expect(try LogRun(log).maps == ["8000-a000 rw-p 0 [heap]"])
  }

  @Test("lines that a snapshot shows apart stay so")
  func snapshot() throws {
    let maps = """
      1000-2000 rw-p 00000000 00:00 0\n2000-3000 rw-p 00000000 00:00 0
      3000-4000 rw-p 00000000 00:00 0\n
      """
    #expect(try Self.lines("close(3) = 0\n", maps: maps) == "1-2 2-3 3-4")
  }

  @Test(
    "prctl gives anonymous memory a name, and takes it away",
    arguments: [
      ("PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x2000, 4096, \"glibc: malloc\"", "[anon:glibc: malloc]"),
      ("0x53564d41 /* PR_??? */, 0, 0x2000, 4096, 0x7ffe00", "[anon:?]"),
      ("0x53564d41, 0, 0x2000, 0x1000, \"x\"...", "[anon:x]"),
      (
        "op=PR_SET_VMA, attr=PR_SET_VMA_ANON_NAME, addr=0x2000, size=4096, name=\"my heap\"",
        "[anon:my heap]"
      ),
    ])
  func names(_ arguments: String, _ name: String) throws {
    let named = Self.four + "prctl(\(arguments)) = 0\n"
    #expect(
      try LogRun(named).maps == [
        "1000-2000 rw-p 0", "2000-3000 rw-p 0 \(name)", "3000-5000 rw-p 0",
      ])
    // A piece that goes another way comes back to it.
    let back =
      "mprotect(0x2000, 2048, PROT_READ) = 0\nmprotect(0x2000, 4096, PROT_READ|PROT_WRITE) = 0\n"
    #expect(try LogRun(named + back).maps.count == 3)
    let cleared = named + "prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x1000, 16384, NULL) = 0\n"
    #expect(try LogRun(cleared).maps == ["1000-5000 rw-p 0"])
    #expect(
      try LogRun(Self.four + "prctl(\(arguments)) = -1 EINVAL (x)\n").maps == ["1000-5000 rw-p 0"])
    #expect(try LogRun(Self.four + "prctl(PR_SET_NAME, \"x\") = 0\n").maps == ["1000-5000 rw-p 0"])
  }

  @Test("of a range with a file what lies below it is named")
  func namesBelowFile() throws {
    let log =
      Self.four + "mmap(0x3000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</a>, 0) = 0x3000\n"
      + "prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x2000, 12288, \"n\") = -1 EBADF (x)\n"
    #expect(
      try LogRun(log).maps == [
        "1000-2000 rw-p 0", "2000-3000 rw-p 0 [anon:n]", "3000-4000 r--p 0 /a", "4000-5000 rw-p 0",
      ])
  }

  @Test("a snapshot's named memory goes on being anonymous")
  func namedSnapshot() throws {
    let maps = "1000-3000 rw-p 00000000 00:00 0      [anon:stack of thread 1]\n"
    #expect(
      try LogRun("munmap(0x1000, 4096) = 0\n", maps: maps).maps == [
        "2000-3000 rw-p 0 [anon:stack of thread 1]"
      ])
  }

  @Test("io_destroy takes the ring that a snapshot shows")
  func rings() throws {
    let maps = """
      1000-3000 rw-s 00000000 00:0f 77                         /[aio] (deleted)
      3000-4000 rw-p 00000000 00:00 0\n
      """
    #expect(try LogRun("io_destroy(0x1000) = 0\n", maps: maps).maps == ["3000-4000 rw-p 0"])
    #expect(try LogRun("io_destroy(0x3000) = 0\n", maps: maps).maps.count == 2)
    #expect(try LogRun("io_destroy(0x1000) = -1 EINVAL (x)\n", maps: maps).maps.count == 2)
  }
}

import Testing

@testable import TraceModel

/// What the comparison with the kernel found, each rule by a small log.
@Suite("Rules that the kernel taught")
struct KernelFindingTests {
  private static let start = "1 execve(\"/x\", [\"x\"], 0x7) = 0\n"

  private static func map(_ task: Int, _ page: Int, _ bits: String = "PROT_READ") -> String {
    "\(task) mmap(NULL, 4096, \(bits), MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x\(page)000\n"
  }

  @Test("a notice behind a creating call is of its child, not of another that is under way")
  func notice() throws {
    let log = """
      execve("/x", ["x"], 0x7) = 0
      fork()                                  = 2
      [pid 1] mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000
      [pid 1] vfork( <unfinished ...>
      [pid 2] clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0}strace: Process 3 attached
       <unfinished ...>
      [pid 3] mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x2000
      [pid 2] <... clone3 resumed> => {parent_tid=[3]}, 88) = 3

      """
    #expect(try LogRun(log, pid: 1).maps == ["1000-2000 r--p 0"])
    #expect(try LogRun(log, pid: 2).maps == ["2000-3000 r--p 0"])
  }

  @Test("a thread from before the log is not the child of a call that is under way")
  func attachedThread() throws {
    let log =
      Self.map(1, 1) + "1 fork( <unfinished ...>\n" + Self.map(2, 2) + Self.map(3, 3)
      + "1 <... fork resumed>) = 3\n" + Self.map(2, 4)
    #expect(
      try LogRun(log, pid: 1).maps == ["1000-3000 r--p 0", "4000-5000 r--p 0"])
    // What the thread mapped while fork was under way the child has too.
    #expect(try LogRun(log, pid: 3).maps == ["1000-4000 r--p 0"])
  }

  @Test("nor has it the personality that another thread took since")
  func attachedPersonality() throws {
    let log =
      "1 personality(PER_LINUX|READ_IMPLIES_EXEC) = 0 (PER_LINUX)\n" + Self.map(1, 1)
      + Self.map(2, 2)
    #expect(try LogRun(log, pid: 1).maps == ["1000-2000 r-xp 0", "2000-3000 r--p 0"])
  }

  @Test("where an instant lies before what tells the parents, nobody behind it is given one")
  func instantBeforeParents() throws {
    let log =
      Self.start + "1 fork() = 2\n1 fork() = 6\n1 fork() = 7\n"
      + [1, 2, 6, 7].map { "\($0) vfork( <unfinished ...>\n" }.joined()
      + Self.map(4, 1) + Self.map(3, 2) + Self.map(5, 3)
      + "2 <... vfork resumed>) = 4\n1 <... vfork resumed>) = 3\n"
    let run = try LogRun(log, pid: 2, at: "L9")
    #expect(run.maps == ["1000-2000 r--p 0"])
    #expect(run.world.tasks[5] == nil)
    #expect(try LogRun(log, pid: 2).world.tasks[5] != nil)
  }

  @Test("remap_file_pages is a mapping anew: READ_IMPLIES_EXEC counts")
  func remapFilePages() throws {
    let log =
      Self.start + "1 openat(AT_FDCWD, \"/f\", O_RDWR) = 3\n"
      + "1 mmap(NULL, 4096, PROT_READ, MAP_SHARED, 3, 0) = 0x1000\n"
      + "1 personality(PER_LINUX|READ_IMPLIES_EXEC) = 0 (PER_LINUX)\n"
      + "1 remap_file_pages(0x1000, 4096, PROT_NONE, 2, MAP_FILE) = 0\n"
    #expect(try LogRun(log).maps == ["1000-2000 r-xs 2000 /f"])
  }

  private static let segment =
    start + "1 shmget(IPC_PRIVATE, 8192, IPC_CREAT|0600) = 5\n1 shmat(5, NULL, 0) = 0x1000\n"

  @Test(
    "the last pages of a segment to be removed go with a remap_file_pages that fails",
    arguments: [
      ("PROT_NONE", [String]()), ("PROT_READ", ["1000-3000 rw-s 0 /SYSV00000000 (deleted)"]),
    ])
  func lastPages(_ bits: String, _ expected: [String]) throws {
    let failing =
      "1 remap_file_pages(0x1000, 8192, \(bits), 0, MAP_FILE) = -1 EINVAL (Invalid argument)\n"
    #expect(try LogRun(Self.segment + failing).maps == expected)
  }

  @Test("how long a segment is shmdt knows also where its first page is gone")
  func detached() throws {
    let log =
      Self.segment + "1 mremap(0x1000, 8192, 16384, 0) = 0x1000\n1 munmap(0x1000, 4096) = 0\n"
      + "1 mprotect(0x3000, 8192, PROT_READ) = 0\n1 shmdt(0x1000) = 0\n"
    #expect(try LogRun(log).maps == ["3000-5000 r--s 2000 /SYSV00000000 (deleted)"])
  }

  @Test("a private /dev/zero that a snapshot shows stops a move of several mappings too")
  func zero() throws {
    let maps = """
      1000-2000 r--p 00000000 00:00 0
      2000-3000 rw-p 00000000 00:06 4                          /dev/zero

      """
    let log =
      "1 mremap(0x1000, 8192, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x8000) = -1 EFAULT (Bad address)\n"
    #expect(
      try LogRun(log, maps: maps).maps == ["2000-3000 rw-p 0 /dev/zero", "8000-9000 r--p 0"])
  }

  @Test("a descriptor that dup got had been closed by the close_range still under way")
  func closedRange() throws {
    let log = """
      1 openat(AT_FDCWD, "/a", O_RDONLY) = 3
      1 openat(AT_FDCWD, "/b", O_RDONLY) = 4
      1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 2
      2 close_range(3, 3, 0 <unfinished ...>
      1 dup(4) = 3
      2 <... close_range resumed>) = 0
      1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = 0x8000

      """
    #expect(try LogRun(Self.start + log).maps == ["8000-9000 r--p 0 /b"])
  }
}

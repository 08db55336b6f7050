import Testing

@testable import TraceModel

@Suite("Lines of sharing tasks that are not in the kernel's order")
struct OrderRuleTests {
  private static let thread = """
    1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000
    1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 2

    """
  private static let placed =
    "1 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000\n"

  @Test(
    "a range that mmap got had been freed by the call still under way",
    arguments: [
      (
        "2 munmap(0x1000, 8192 <unfinished ...>\n", "2 <... munmap resumed>) = 0\n",
        ["1000-2000 rw-p 0"]
      ),
      (
        "2 mremap(0x1000, 8192, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x9000 <unfinished ...>\n",
        "2 <... mremap resumed>) = 0x9000\n", ["1000-2000 rw-p 0", "9000-b000 r--p 0"]
      ),
      (
        "2 mremap(0x1000, 8192, 12288, MREMAP_MAYMOVE <unfinished ...>\n",
        "2 <... mremap resumed>) = 0x9000\n", ["1000-2000 rw-p 0", "9000-c000 r--p 0"]
      ),
    ])
  func freed(_ head: String, _ tail: String, _ expected: [String]) throws {
    #expect(try LogRun(Self.thread + head + Self.placed + tail).maps == expected)
  }

  @Test(
    "so had one that mremap grew into, or moved to",
    arguments: [
      ("mremap(0x0, 4096, 12288, MREMAP_MAYMOVE) = 0x0", ["0-3000 -w-p 0"]),
      ("mremap(0x0, 4096, 8192, MREMAP_MAYMOVE) = 0x1000", ["1000-3000 -w-p 0"]),
      // What is moved to a place of one's own choice takes whatever is there, and may be taken away.
      ("mremap(0x0, 4096, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x1000) = 0x1000", []),
      ("mremap(0x0, 4096, 2048, MREMAP_MAYMOVE) = 0x0", ["0-1000 -w-p 0"]),
    ])
  func remapped(_ call: String, _ expected: [String]) throws {
    let first = "1 mmap(NULL, 4096, PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x0\n"
    let log =
      Self.thread + first + "2 munmap(0x1000, 8192 <unfinished ...>\n1 \(call)\n"
      + "2 <... munmap resumed>) = 0\n"
    #expect(try LogRun(log).maps == expected)
  }

  @Test("so had one that an mremap moved to which had made room itself, and one that another left")
  func remappedTwice() throws {
    let log =
      Self.thread
        + """
        1 mmap(NULL, 4096, PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x8000
        1 clone(child_stack=0x7, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 3
        2 mremap(0x1000, 8192, 8192, MREMAP_MAYMOVE <unfinished ...>
        3 munmap(0x8000, 4096 <unfinished ...>
        1 mmap(NULL, 4096, PROT_EXEC, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x0
        1 mremap(0x0, 4096, 8192, MREMAP_MAYMOVE) = 0x0
        2 <... mremap resumed>) = 0x7000
        3 <... munmap resumed>) = 0

        """
    #expect(try LogRun(log).maps == ["0-2000 --xp 0", "7000-9000 r--p 0"])
  }

  @Test("so had brk and shmdt")
  func breakAndSegment() throws {
    let heap = "1 brk(NULL) = 0x8000\n1 brk(0xa000) = 0xa000\n"
    let shrink =
      heap + "2 brk(0x9000 <unfinished ...>\n"
      + "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x9000\n2 <... brk resumed>) = 0x9000\n"
    #expect(
      try LogRun(Self.thread + shrink).maps == [
        "1000-3000 r--p 0", "8000-9000 rw-p 0 [heap]", "9000-a000 r--p 0",
      ])
    let segment =
      "1 shmget(IPC_PRIVATE, 8192, IPC_CREAT|0600) = 5\n1 shmat(5, NULL, 0) = 0x6000\n2 shmdt(0x6000 <unfinished ...>\n"
      + "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x6000\n2 <... shmdt resumed>) = 0\n"
    #expect(try LogRun(Self.thread + segment).maps == ["1000-3000 r--p 0", "6000-7000 r--p 0"])
    let begun = segment.replacing("2 <... shmdt resumed>) = 0\n", with: "")
    #expect(try LogRun(Self.thread + begun).maps == ["1000-3000 r--p 0", "6000-7000 r--p 0"])
  }

  @Test(
    "one that was not in the way is done when it is over, and MAP_FIXED takes whatever is there")
  func elsewhere() throws {
    let log =
      Self.thread + "2 munmap(0x1000, 8192 <unfinished ...>\n"
      + "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7000\n"
    #expect(try LogRun(log).maps == ["1000-3000 r--p 0", "7000-8000 r--p 0"])
    #expect(try LogRun(log + "2 <... munmap resumed>) = 0\n").maps == ["7000-8000 r--p 0"])
    let fixed =
      Self.thread + "2 munmap(0x1000, 8192 <unfinished ...>\n"
      + "1 mmap(0x1000, 4096, PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x1000\n"
    #expect(try LogRun(fixed).maps == ["1000-2000 -w-p 0", "2000-3000 r--p 0"])
  }

  @Test("a process that does not share is not waited for")
  func strangers() throws {
    let log =
      Self.thread + "1 fork() = 3\n3 munmap(0x1000, 8192 <unfinished ...>\n" + Self.placed
    #expect(try LogRun(log, pid: 3).maps == ["1000-3000 r--p 0"])
    #expect(try LogRun(log, pid: 1).maps == ["1000-2000 rw-p 0", "2000-3000 r--p 0"])
  }

  @Test("a descriptor that open got had been closed by the call still under way")
  func descriptors() throws {
    let log =
      Self.thread + """
        1 openat(AT_FDCWD, "/a", O_RDONLY) = 3
        2 close(3 <unfinished ...>
        1 openat(AT_FDCWD, "/b", O_RDONLY) = 3
        2 <... close resumed>) = 0
        1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = 0x8000

        """
    #expect(try LogRun(log).maps == ["1000-3000 r--p 0", "8000-9000 r--p 0 /b"])
  }

  @Test("an mremap that made room and shrank leaves its load with the pages that it has")
  func shrunkLoad() throws {
    let run = try LogRun(
      """
      1 execve("/d", ["d"], 0x7f /* 1 var */) = 0
      1 openat(AT_FDCWD, "/lib/y.so", O_RDONLY|O_CLOEXEC) = 3
      1 mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x10000
      1 clone(child_stack=0x7f0, flags=CLONE_VM|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 2
      2 mremap(0x10000, 8192, 4096, MREMAP_MAYMOVE|MREMAP_FIXED, 0x40000 <unfinished ...>
      1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000
      2 <... mremap resumed>) = 0x40000
      1 munmap(0x40000, 4096) = 0
      """)
    #expect(run.maps == ["10000-12000 r--p 0"])
    let ended = try #require(run.world.processes.first?.history.ended)
    #expect(ended.map(\.base) == [0x40000])
  }

  @Test("a load of almost all addresses that replaces itself does not overflow")
  func hugeLoad() throws {
    let call = "mmap(0x1000, 0xfffffffffffe0000, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3, 0) = 0x1000"
    let run = try LogRun(
      """
      1 openat(AT_FDCWD, "/lib/y.so", O_RDONLY|O_CLOEXEC) = 3
      1 \(call)
      1 \(call)
      """)
    #expect(run.maps == ["1000-fffffffffffe1000 r--p 0 /lib/y.so"])
  }
}

import Testing

@testable import TraceModel

@Suite("Calls on memory, as the log has them")
struct MemoryCallTests {
  private static let page =
    "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000\n"
  private static let untouched = ["1000-3000 r--p 0"]

  @Test(
    "what did not happen changes nothing",
    arguments: [
      "munmap(0x1000, 4096) = 0 (INJECTED)", "munmap(0x1000, 4096) = -1 EINVAL (x)",
      "munmap(0x1000, 4096) = ?", "munmap(0x1000, 4096) = ? ERESTARTSYS (x)", "munmap(0x1000, 4096",
      "munmap(0x1000, 4096 <unfinished ...>", "munmap(0x1000, 0) = -1 EINVAL (x)",
      "mprotect(0x1000, 4096, PROT_NONE) = 0 (INJECTED)",
      "mprotect(0x1000, 4096, PROT_NONE) = -1 ENOMEM (x) (INJECTED)",
      "mprotect(0x1000, 0, PROT_NONE) = 0",
      "mprotect(0x1000, 4096, PROT_NONE) = ? ERESTARTNOINTR (x)",
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x9000 (INJECTED)",
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (x)",
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0 <detached ...>",
      "mmap(NULL) = -1 EFAULT (x)",
      "mremap(0x1000, 4096, 4096, MREMAP_MAYMOVE) = -1 ENOMEM (x) (INJECTED)",
      "mremap(0x1000, 8192, 4096, 0) = 0x1000 (INJECTED)", "brk(0x9000) = 0x9000 (INJECTED)",
      "mmap(NULL, 18446744073709551615, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x9000",
      "mmap(NULL, 0, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 EINVAL (x)",
    ])
  func nothing(_ line: String) throws {
    #expect(try LogRun(Self.page + line).maps == Self.untouched)
  }

  @Test(
    "what did happen is there",
    arguments: [
      ("munmap(0x1000, 1) = 0", ["2000-3000 r--p 0"]), ("munmap(0, 0x100000) = 0", []),
      ("munmap(0x2000, 4096 <unfinished ...>\n<... munmap resumed>) = 0", ["1000-2000 r--p 0"]),
      ("mprotect(0x2000, 1, PROT_READ|PROT_WRITE) = 0", ["1000-2000 r--p 0", "2000-3000 rw-p 0"]),
      ("pkey_mprotect(0x2000, 1, PROT_EXEC, -1) = 0", ["1000-2000 r--p 0", "2000-3000 --xp 0"]),
      ("mprotect(0x1000, 12288, PROT_NONE) = -1 ENOMEM (x)", ["1000-3000 ---p 0"]),
      (
        "mmap(0xdeadbeef, 1, PROT_READ, MAP_SHARED, 3</a>, 0x3000) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--s 3000 /a"]
      ),
      (
        "mmap2(NULL, 1, PROT_READ, MAP_SHARED_VALIDATE, 3</a>, 0x22000) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--s 22000 /a"]
      ),
      (
        "old_mmap(NULL, 1, PROT_WRITE, MAP_PRIVATE|MAP_ANON, -1, 0) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 -w-p 0"]
      ),
      (
        "mmap(0x1000, 4096, PROT_EXEC, MAP_PRIVATE|MAP_FIXED, 3</a>, 0) = 0x1000",
        ["1000-2000 --xp 0 /a", "2000-3000 r--p 0"]
      ),
      (
        "mmap(NULL, 1, 0x3, 0x22, 0xffffffff, 0) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 rw-p 0"]
      ),
      (
        "mmap(NULL, 1, 0x1 /* PROT_READ */, 0x21 /* MAP_SHARED|MAP_ANONYMOUS */, -1, 0) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--s 0 /dev/zero (deleted)"]
      ),
      (
        "mmap(addr=NULL, length=1, prot=PROT_READ, flags=MAP_PRIVATE, fd=3</a>, offset=0x2000) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--p 2000 /a"]
      ),
      (
        "mmap(NULL, 1, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0x7000) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--p 0"]
      ),
      (
        "mmap(NULL, 1, PROT_READ, MAP_SHARED, 3</dev/zero>, 0x5000) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--s 5000 /dev/zero (deleted)"]
      ),
      (
        "mmap(NULL, 1, PROT_READ, 0x8 /* MAP_??? */|MAP_ANONYMOUS, -1, 0) = 0x8000",
        ["1000-3000 r--p 0", "8000-9000 r--p 0"]
      ),
      ("mremap(0x1000, 8192, 4096, 0) = 0x1000", ["1000-2000 r--p 0"]),
      (
        "mremap(0x1000, 8192, 8192, MREMAP_MAYMOVE|MREMAP_FIXED, 0x9000) = 0x9000",
        ["9000-b000 r--p 0"]
      ),
      ("mremap(0x1000, 8192, 12288, MREMAP_MAYMOVE) = 0x9000", ["9000-c000 r--p 0"]),
      (
        "mremap(0x1000, 8192, 8192, MREMAP_MAYMOVE|MREMAP_DONTUNMAP, NULL) = 0x9000",
        ["1000-3000 r--p 0", "9000-b000 r--p 0"]
      ),
      (
        "mremap(0x1000, 8192, 8192, MREMAP_MAYMOVE|0x4) = 0x9000",
        ["1000-3000 r--p 0", "9000-b000 r--p 0"]
      ),
      (
        "mmap(NULL, 4194304, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x400000\nmmap(0x400000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS|MAP_HUGETLB, -1, 0) = -1 ENOMEM (x)",
        ["1000-3000 r--p 0", "600000-800000 r--p 0"]
      ),
      (
        "mmap(NULL, 12288, PROT_READ, MAP_SHARED, 3</a>, 0) = 0x8000\nremap_file_pages(0x8000, 4096, PROT_NONE, 2, 0) = 0",
        ["1000-3000 r--p 0", "8000-9000 r--s 2000 /a", "9000-b000 r--s 1000 /a"]
      ),
      (
        "syscall_0x1ce(0x1000, 0x1000, 0, 0, 0, 0) = 0\nmprotect(0x1000, 8192, PROT_NONE) = -1 EPERM (x)",
        ["1000-2000 r--p 0", "2000-3000 r--p 0"]
      ),
      (
        "mseal(0x2000, 0x1000, 0) = 0\nmprotect(0x1000, 8192, PROT_NONE) = -1 EPERM (x)",
        ["1000-2000 ---p 0", "2000-3000 r--p 0"]
      ),
    ])
  func something(_ lines: String, _ expected: [String]) throws {
    #expect(try LogRun(Self.page + lines).maps == expected)
  }

  @Test(
    "brk",
    arguments: [
      ("brk(NULL) = 0x8000", []), ("brk(0x9000) = 0x9000", []),
      ("brk(NULL) = 0x8000\nbrk(0xa000) = 0xa000", ["8000-a000 rw-p 0 [heap]"]),
      ("brk(0) = 0x8100\nbrk(0x9100) = 0x9100", ["9000-a000 rw-p 0 [heap]"]),
      (
        "brk(NULL) = 0x8000\nbrk(0xa000) = 0xa000\nbrk(0x9000) = 0x9000",
        ["8000-9000 rw-p 0 [heap]"]
      ),
      ("brk(NULL) = 0x8000\nbrk(0xa000) = 0x8000", []),
      (
        "brk(NULL) = 0x8000\nbrk(0xa000) = 0xa000\nmmap(0x9000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</a>, 0) = 0x9000\nbrk(0x8000) = 0x8000",
        []
      ),
      (
        "brk(NULL) = 0x8000\nbrk(0xa000) = 0xa000\nexecve(\"/x\", [\"x\"], 0x7) = 0\nbrk(NULL) = 0x5000\nbrk(0x6000) = 0x6000",
        ["5000-6000 rw-p 0 [heap]"]
      ),
      (
        "brk(NULL) = 0x8000\nbrk(0xa000) = 0xa000\nmmap2(0x8000, 4096, PROT_NONE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x8000",
        ["8000-9000 ---p 0 [heap]", "9000-a000 rw-p 0 [heap]"]
      ),
    ])
  func breaks(_ lines: String, _ expected: [String]) throws {
    #expect(try LogRun(lines).maps == expected)
  }

  @Test(
    "System V segments: size, permissions, and what is left of them",
    arguments: [
      ("shmat(5, NULL, 0) = 0x6000", ["6000-8000 rw-s 0 /SYSV00000000 (deleted)"]),
      ("shmat(5, NULL, SHM_RDONLY) = 0x6000", ["6000-8000 r--s 0 /SYSV00000000 (deleted)"]),
      ("shmat(5, 0x6000, SHM_EXEC|SHM_RND) = 0x6000", ["6000-8000 rwxs 0 /SYSV00000000 (deleted)"]),
      (
        "shmget(0x1, 100, 0) = 5\nshmat(5, NULL, 0) = 0x6000",
        ["6000-8000 rw-s 0 /SYSV00000001 (deleted)"]
      ),
      ("shmat(6, NULL, 0) = 0x6000", []), ("shmat(5, NULL, 0) = -1 EINVAL (x)", []),
      ("shmat(5, NULL, 0) = 0x6000\nshmdt(0x6000) = 0", []),
      (
        "shmat(5, NULL, 0) = 0x6000\nshmdt(0x6000) = 0 (INJECTED)",
        ["6000-8000 rw-s 0 /SYSV00000000 (deleted)"]
      ),
      (
        "shmat(5, NULL, 0) = 0x6000\nmmap(0x7000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</a>, 0) = 0x7000\nshmdt(0x6000) = 0",
        ["7000-8000 r--p 0 /a"]
      ),
    ])
  func segments(_ lines: String, _ expected: [String]) throws {
    #expect(try LogRun("shmget(IPC_PRIVATE, 5000, IPC_CREAT|0600) = 5\n" + lines).maps == expected)
  }

  @Test("addresses of a 32-bit program have 32 bits, whatever strace made of their sign")
  func bits32() throws {
    let call =
      "mmap2(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xfffffffff7f78000\n"
    let start = "close(9) = 0\n[ Process PID=5 runs in 32 bit mode. ]\n"
    #expect(
      try LogRun("5 " + start.replacing("\n[", with: "\n5 [") + "5 " + call).maps == [
        "f7f78000-f7f79000 r--p 0"
      ])
    let back =
      "5 close(9) = 0\n5 [ Process PID=5 runs in 32 bit mode. ]\n5 [ Process PID=5 runs in 64 bit mode. ]\n"
    #expect(
      try LogRun(back + "5 " + call.replacing("mmap2", with: "mmap")).maps == [
        "fffffffff7f78000-fffffffff7f79000 r--p 0"
      ])
  }

  @Test("mmap2 alone tells that a program has 32 bits, until it executes another")
  func bits32ByName() throws {
    let map =
      "mmap2(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xfffffffff7f78000\n"
    #expect(try LogRun(map).maps == ["f7f78000-f7f7a000 r--p 0"])
    #expect(try LogRun(map + "munmap(0xf7f78000, 8192) = 0\n").maps == [])
    let wide = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7f78000\n"
    let execve = "execve(\"/x\", [\"x\"], 0x7) = 0\n"
    #expect(try LogRun(map + execve + wide).maps == ["7ffff7f78000-7ffff7f79000 r--p 0"])
  }

  @Test(
    "offsets of mmap2 are bytes, but for strace up to 4.7, which prints units of 4096 bytes",
    arguments: [
      ("0x22000", "0x19b000", ["22000", "19b000"]), ("0x22", "0x19b", ["22000", "19b000"]),
      ("0x22", "0x1000", ["22000", "1000000"]), ("0", "0x1000", ["0", "1000"]),
      ("0x22", "0xfffff", ["22000", "fffff000"]),
      ("0x1", "0xfffffffffffff000", ["1000", "fffffffffffff000"]),
    ])
  func offsets32(_ first: String, _ second: String, _ expected: [String]) throws {
    let log = [first, second].enumerated().map { index, offset in
      let address = String(0xf7d5_b000 + index * 0x10_0000, radix: 16)
      return
        "mmap2(0x\(address), 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED, 3</a>, \(offset)) = 0x\(address)\n"
    }.joined()
    let offsets = try LogRun(log).maps.map { String($0.split(separator: " ")[2]) }
    #expect(offsets == expected)
    // The mmap of other programs is not concerned.
    let wide = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</a>, 0x3000) = 0x1000\n"
    #expect(try LogRun(log + wide).maps.first == "1000-2000 r--p 3000 /a")
  }
}

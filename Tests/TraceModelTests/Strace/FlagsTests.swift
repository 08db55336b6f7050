import Testing

@testable import TraceModel

@Suite("Flags by name, by number, and both")
struct FlagsTests {
  private typealias Reader = (Span<UInt8>, Range<Int>) -> UInt64

  private static func value(_ text: String, _ read: Reader) -> UInt64 {
    let bytes = Array(text.utf8)
    return read(bytes.span, 0..<bytes.count)
  }

  @Test(
    "of mmap",
    arguments: [
      ("MAP_PRIVATE|MAP_DENYWRITE", 0x802), ("MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE", 0x812),
      ("MAP_PRIVATE|MAP_ANONYMOUS", 0x22), ("MAP_SHARED", 1), ("MAP_SHARED_VALIDATE|MAP_SYNC", 3),
      ("MAP_FILE|MAP_ANONYMOUS", 0x20), ("MAP_PRIVATE|MAP_FIXED_NOREPLACE", 0x100002),
      ("MAP_PRIVATE|MAP_ANON|MAP_GROWSDOWN", 0x122), ("0x3 /* MAP_??? */", 3),
      ("MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT", 0x22 | 0x40000 | 21 << 26),
      ("MAP_PRIVATE|MAP_ANONYMOUS|0x100000", 0x100022), ("0x4 /* MAP_??? */|MAP_ANONYMOUS", 0x24),
      ("0x22", 0x22), ("0x22 /* MAP_PRIVATE|MAP_ANONYMOUS */", 0x22),
      ("0x24 /* 0x4 /* MAP_??? */|MAP_ANONYMOUS */", 0x24),
      ("0x5022 /* MAP_PRIVATE|MAP_ANONYMOUS|0x5000 */", 0x5022), ("34", 34), ("", 0),
      ("MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS", 0x32), ("MAP_PRIVATE", 2),
      ("MAP_DROPPABLE|MAP_ANONYMOUS", 0x28), ("MAP_NOTHING_KNOWN", 0),
    ] as [(String, UInt64)])
  func map(_ text: String, _ expected: UInt64) { #expect(Self.value(text, Flags.map) == expected) }

  @Test(
    "of protection",
    arguments: [
      ("PROT_NONE", 0), ("PROT_READ", 1), ("PROT_READ|PROT_WRITE|PROT_EXEC", 7), ("0x5", 5),
      ("PROT_READ|PROT_WRITE", 3), ("PROT_READ|PROT_EXEC", 5), ("PROT_WRITE", 2),
      ("0x100 /* PROT_??? */", 0x100), ("0x1 /* PROT_READ */", 1), ("0 /* PROT_NONE */", 0),
      ("PROT_READ|PROT_EXEC|0x10", 0x15), ("PROT_READ|PROT_GROWSDOWN", 0x1000001),
    ] as [(String, UInt64)])
  func protection(_ text: String, _ expected: UInt64) {
    #expect(Self.value(text, Flags.protection) == expected)
  }

  @Test(
    "of mremap, open, clone and shmat",
    arguments: [
      ("MREMAP_MAYMOVE|MREMAP_FIXED", 3), ("MREMAP_MAYMOVE|0x4", 5),
      ("MREMAP_MAYMOVE|MREMAP_DONTUNMAP", 5), ("0", 0),
      ("O_RDONLY|O_CLOEXEC", 0x80000), ("O_RDWR|O_CREAT|O_EXCL", 2), ("O_WRONLY", 1),
      ("0x80002 /* O_RDWR|O_CLOEXEC */", 0x80002),
      ("CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD", 0x10700),
      ("CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD", 0), ("CLONE_VM|CLONE_VFORK", 0x4100),
      ("SHM_RDONLY|SHM_RND|SHM_REMAP|SHM_EXEC", 0o150000),
    ] as [(String, UInt64)])
  func others(_ text: String, _ expected: UInt64) {
    let readers: [Reader] = [Flags.remap, Flags.open, Flags.clone, Flags.sharedMemory]
    // Each name is known to one of them only; numbers are the same to all.
    #expect(readers.map { Self.value(text, $0) }.reduce(0, |) == expected)
  }
}

import Testing

@testable import TraceModel

/// Memory of huge pages; each case was watched on Linux 6.18 with four pages of 2 MiB.
@Suite("Huge pages")
struct HugePageTests {
  private static let name = "/anon_hugepage (deleted)"
  private static let map =
    "mmap(NULL, 3000000, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB, -1, 0) = 0x40000000\n"

  @Test("anonymous ones are a file without a path, each another, with offsets")
  func anonymous() throws {
    #expect(try LogRun(Self.map).maps == ["40000000-40400000 rw-p 0 \(Self.name)"])
    #expect(
      try LogRun(Self.map + "munmap(0x40000000, 2097152) = 0\n").maps
        == ["40200000-40400000 rw-p 200000 \(Self.name)"])
    let second = Self.map.replacing("0x40000000", with: "0x40400000")
    #expect(try LogRun(Self.map + second).maps.count == 2)
    let shared = Self.map.replacing("MAP_PRIVATE", with: "MAP_SHARED")
    #expect(try LogRun(shared).maps == ["40000000-40400000 rw-s 0 \(Self.name)"])
    let snapshot = "40000000-40400000 rw-p 00000000 00:11 7      /anon_hugepage (deleted)\n"
    let half = "mremap(0x40000000, 4194304, 5000, MREMAP_MAYMOVE) = 0x40000000\n"
    #expect(try LogRun(half, maps: snapshot).maps == ["40000000-40200000 rw-p 0 \(Self.name)"])
  }

  @Test("mremap rounds both lengths up to huge pages")
  func remapped() throws {
    #expect(
      try LogRun(Self.map + "mremap(0x40000000, 4194304, 4096, MREMAP_MAYMOVE) = 0x40000000\n").maps
        == ["40000000-40200000 rw-p 0 \(Self.name)"])
    #expect(
      try LogRun(Self.map + "mremap(0x40000000, 3000000, 4194304, 0) = 0x40000000\n").maps
        == ["40000000-40400000 rw-p 0 \(Self.name)"])
  }

  @Test(
    "a file of memory has those that it was made with",
    arguments: [
      ("MFD_HUGETLB", "40200000"), ("MFD_CLOEXEC|MFD_HUGETLB|21<<MFD_HUGE_SHIFT", "40200000"),
      ("MFD_HUGETLB|30<<MFD_HUGE_SHIFT", "80000000"), ("MFD_CLOEXEC", "40002000"),
    ])
  func memoryFile(_ flags: String, _ end: String) throws {
    let log = "memfd_create(\"m\", \(flags)) = 3\n"
    let map = "mmap(NULL, 4097, PROT_READ, MAP_SHARED, 3, 0) = 0x40000000\n"
    #expect(try LogRun(log + map).maps == ["40000000-\(end) r--s 0 /memfd:m (deleted)"])
    let shown = map.replacing("3, 0", with: "3</memfd:m>(deleted), 0")
    let decorated = log.replacing("= 3", with: "= 3</memfd:m>(deleted)")
    #expect(try LogRun(decorated + shown).maps == ["40000000-\(end) r--s 0 /memfd:m (deleted)"])
  }

  @Test("a file of a hugetlbfs, where it is usually mounted")
  func mounted() throws {
    let log = "mmap(NULL, 4097, PROT_READ, MAP_SHARED, 3</dev/hugepages/x>, 0) = 0x40000000\n"
    #expect(try LogRun(log).maps == ["40000000-40200000 r--s 0 /dev/hugepages/x"])
  }

  @Test("System V segments")
  func segments() throws {
    let log =
      "shmget(0x4711, 5000, IPC_CREAT|SHM_HUGETLB|0600) = 9\nshmat(9, NULL, 0) = 0x40000000\n"
    #expect(try LogRun(log).maps == ["40000000-40200000 rw-s 0 /SYSV00004711 (deleted)"])
    #expect(try LogRun(log + "shmdt(0x40000000) = 0\n").maps.isEmpty)
    let normal = log.replacing("SHM_HUGETLB|", with: "").replacing("0x4711", with: "IPC_PRIVATE")
    #expect(try LogRun(normal).maps == ["40000000-40002000 rw-s 0 /SYSV00000000 (deleted)"])
  }
}

import Testing

@testable import TraceModel

@Suite("A snapshot as the state before the log")
struct SnapshotUseTests {
  private static let maps = """
    00001000-00002000 r--p 00000000 fe:00 12    /usr/lib/a.so
    00002000-00003000 r-xp 00001000 fe:00 12    /usr/lib/a.so
    00003000-00004000 rw-p 00002000 fe:00 12    /usr/lib/a.so
    00008000-0000a000 rw-p 00000000 00:00 0     [heap]
    0000c000-0000d000 rw-s 00000000 00:01 5     /dev/zero (deleted)
    0000e000-0000f000 rw-p 00000000 00:00 0     [stack]

    """

  @Test("its lines are there, and calls go on from them; its heap gives the break")
  func state() throws {
    let log =
      "munmap(0x1000, 4096) = 0\nbrk(0xb000) = 0xb000\nmprotect(0x3000, 4096, PROT_READ) = 0"
    #expect(
      try LogRun(log, maps: Self.maps).maps == [
        "2000-3000 r-xp 1000 /usr/lib/a.so", "3000-4000 r--p 2000 /usr/lib/a.so",
        "8000-b000 rw-p 0 [heap]", "c000-d000 rw-s 0 /dev/zero (deleted)",
        "e000-f000 rw-p 0 [stack]",
      ])
  }

  @Test("a child has it too, a new program has not")
  func children() throws {
    #expect(try LogRun("1 fork() = 2\n2 close(1) = 0", maps: Self.maps, pid: 2).maps.count == 6)
    #expect(try LogRun("1 execve(\"/x\", [\"x\"], 0x7) = 0", maps: Self.maps).maps == [])
  }

  @Test(
    "the log agrees with it, or contradicts it",
    arguments: [
      ("munmap(0x1000, 8192) = 0", 1, 0), ("munmap(0x5000, 4096) = 0", 0, 1),
      ("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x2000", 0, 1),
      ("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x5000", 0, 0),
      ("mmap(0x2000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x2000", 0, 0),
      (
        "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x5000\nmunmap(0x5000, 4096) = 0",
        0, 0
      ),
    ])
  func agreement(_ log: String, _ hits: Int, _ contradictions: Int) throws {
    let use = try LogRun(log, maps: Self.maps).world.snapshotUse
    #expect(use.hits == hits)
    #expect(use.contradictions == contradictions)
  }

  @Test("lines of one file are one load; another beginning is another")
  func grouping() throws {
    let world = try LogRun("close(9) = 0", maps: Self.maps).world
    let loads = world.spaces[world.processes[0].space].loads.live.values.sorted {
      $0.base < $1.base
    }
    #expect(loads.map { $0.base } == [0x1000, 0xc000])
    #expect(loads[0].size == 0x3000)
    #expect(loads[0].traits.contains([.fromSnapshot, .executable]))
  }

  @Test(
    "which lines begin a load",
    arguments: [
      // Offsets that grow go on; one that falls back begins again.
      (["r--p 0", "r-xp 1000", "r--p 3000", "rw-p 4000"], [true, false, false, false]),
      (["r--p 0", "r-xp 1000", "rw-p 2000", "r--p 0"], [true, false, false, true]),
      // Data behind a hole that still shows the reservation of the extent (glibc 2.17).
      (["r-xp 0", "---p 3000", "r--p 2000", "rw-p 3000"], [true, false, false, false]),
      // Data in the page in which the text ends.
      (["r-xp 0", "r--p 0", "rw-p 1000"], [true, false, false]),
      (["r--p 0", "r-xp 1000", "rw-p 1000"], [true, false, false]),
    ] as [([String], [Bool])])
  func grouping(_ lines: [String], _ expected: [Bool]) throws {
    var grouping = LoadGrouping()
    let begins = try lines.enumerated().map { index, line -> Bool in
      let parts = line.split(separator: " ")
      let text = "\(index + 1)000-\(index + 2)000 \(parts[0]) \(parts[1]) fe:00 12 /a.so"
      let bytes = Array(text.utf8)
      let read = MapsLine(bytes.span)
      return grouping.startsLoad(try #require(read))
    }
    #expect(begins == expected)
  }

  @Test("the program is the lowest code that is no library")
  func program() throws {
    let maps = """
      00001000-00002000 r--p 00000000 fe:00 12    /etc/data
      00002000-00003000 r-xp 00001000 fe:00 12    /usr/lib/a.so.1
      00003000-00004000 r-xp 00002000 fe:00 12    /usr/sbin/httpd (deleted)
      00004000-00005000 r-xp 00002000 fe:00 12    /usr/lib/ld-2.17.so

      """
    #expect(World.program(of: try Snapshot(text: maps)) == Array("/usr/sbin/httpd".utf8))
  }
}

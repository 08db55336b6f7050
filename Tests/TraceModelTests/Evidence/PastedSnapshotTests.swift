import Testing

@testable import TraceModel

@Suite("Pasted pieces of snapshots")
struct PastedSnapshotTests {
  private static let excerpt = """
    $ sudo pmap -p $(pgrep httpd | head -1) | grep -e libresolv -e libc-2.17
    00007f193f553000 88K r-x-- /usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)
    00007f193f569000 2048K ----- /usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)
    00007f193f769000 4K r---- /usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)
    00007f193f76a000 4K rw--- /usr/lib64/libresolv-2.17.so;5c530fe7 (deleted)
    """

  @Test("lines that grep left are partial, with what they show")
  func excerptOfPmap() throws {
    let snapshot = try Snapshot.read(lines(Self.excerpt))
    #expect(snapshot.isPartial)
    #expect(snapshot.signsOfParts == [.otherLines, .noHeader, .noTotal, .noStack])
    #expect(snapshot.numbers == [2, 3, 4, 5])
    #expect(snapshot.lines[0].range == AddressRange(start: 0x7f19_3f55_3000, length: 88 << 10))
    #expect(snapshot.lines[1].permissions == [])
    #expect(snapshot.lines[3].permissions == [.read, .write])
    #expect(snapshot.lines[3].offset == nil && snapshot.lines[3].inode == nil)
    #expect(snapshot.lines.allSatisfy { $0.isNameComplete })
    #expect(snapshot.lines[3].fits(Array("/usr/lib64/libresolv-2.17.so".utf8)))
  }

  @Test("lines in any order are put in order, with their numbers, once each")
  func disorder() throws {
    let rows = Self.excerpt.split(separator: "\n")
    let shuffled = [rows[3], rows[1], rows[4], rows[1], rows[2]].joined(separator: "\n")
    let snapshot = try Snapshot.read(lines(shuffled))
    #expect(snapshot.numbers == [2, 5, 1, 3])
    #expect(snapshot.signsOfParts.contains(.disorder))
    #expect(
      zip(snapshot.lines, snapshot.lines.dropFirst()).allSatisfy { $0.range.end <= $1.range.start })
  }

  @Test("ranges that overlap are of two processes, and refused")
  func overlap() {
    let text = """
      7f0000002000-7f0000004000 r--p 00000000 fe:00 7  /usr/lib/a.so
      7f0000000000-7f0000003000 r--p 00000000 fe:00 7  /usr/lib/b.so
      """
    #expect(
      throws: TraceError.badSnapshot(
        file: "pasted", line: 1, reason: "this range overlaps one in another line")
    ) { try Snapshot.read(lines(text)) }
  }

  @Test(
    "what was put before a line is passed over",
    arguments: [
      "> ", "   ", "👉 ", "\t", "12:", "/proc/2841/maps:", "/proc/2841/smaps:", "| ",
    ])
  func marks(_ mark: String) throws {
    let row = "7f0000002000-7f0000004000 r-xp 00001000 fd:00 7   /usr/lib/a b.so"
    let snapshot = try Snapshot.read(lines(mark + row + "\n"))
    #expect(snapshot.lines.count == 1)
    #expect(snapshot.lines[0].name == Array("/usr/lib/a b.so".utf8))
    #expect(snapshot.lines[0].inode == 7)
    #expect(snapshot.isPartial)
    #expect(snapshot.pid == (mark.hasPrefix("/proc/") ? 2841 : nil))
  }

  @Test("a sum that is not that of the lines shows that some are missing")
  func otherTotal() throws {
    let whole = try EvidenceFixture("sleep/pmap-3.3.10-X").text()
    #expect(try !Snapshot.read(lines(whole)).isPartial)
    let filtered = whole.split(separator: "\n").filter { !$0.contains("libc.so") }
    let snapshot = try Snapshot.read(lines(filtered.joined(separator: "\n")))
    #expect(snapshot.signsOfParts == .otherTotal)
  }

  @Test("maps without a stack are taken for a piece")
  func noStack() throws {
    let whole = try EvidenceFixture("sleep/maps").text()
    #expect(try !Snapshot.read(lines(whole)).isPartial)
    let head = whole.split(separator: "\n").prefix(5).joined(separator: "\n")
    #expect(try Snapshot.read(lines(head)).signsOfParts == .noStack)
  }

  @Test("a last line that breaks off is left out, and shows")
  func cutEnd() throws {
    let whole = try EvidenceFixture("sleep/maps").text()
    let snapshot = try Snapshot.read(lines(whole + "7fff00000000-7fff0000"))
    #expect(snapshot.signsOfParts == .cutEnd)
    #expect(throws: TraceError.self) {
      try Snapshot.read(lines(whole + "7fff00000000-7fff0000\n"))
    }
  }

  @Test("the memory map in a crash report is read")
  func crashReport() throws {
    let text = """
      *** Error in `httpd': double free or corruption (fasttop): 0x00007f19480f2d90 ***
      ======= Backtrace: =========
      /lib64/libc.so.6(+0x7d023)[0x7f194ba50023]
      ======= Memory map: ========
      00400000-0045b000 r-xp 00000000 fd:00 12345          /usr/sbin/httpd
      7ffd1000-7ffd2000 rw-p 00000000 00:00 0              [stack]
      """
    let snapshot = try Snapshot.read(lines(text))
    #expect(snapshot.numbers == [5, 6])
    #expect(snapshot.signsOfParts == .otherLines)
  }

  @Test("two processes in one file are refused")
  func twoProcesses() throws {
    let one = try EvidenceFixture("sleep/pmap-3.3.10").text()
    let two = one.replacing(try Regex("^[0-9]+:"), with: "77:")
    #expect {
      _ = try Snapshot.read(lines(one + two))
    } throws: { error in
      guard case TraceError.badSnapshot(_, 27, let reason) = error else { return false }
      return reason.contains("second process")
    }
  }

  @Test(
    "what is no snapshot is refused",
    arguments: [
      "16:50:58 open(\"/lib64/libresolv.so.2\", O_RDONLY|O_CLOEXEC) = 8\n",
      "0000000000117ff0 T __h_errno_location\n",
      "httpd 2843 root DEL REG 253,0 33562151 /usr/lib64/libc-2.17.so;5c530fe7\n",
      "\u{1F}\u{8B}x\n", "00400000-00400000 r-xp 00000000 fd:00 1 /empty\n",
      "ffffffffffffffff 8K r---- /beyond\n",
    ])
  func foreign(_ text: String) {
    #expect {
      _ = try Snapshot.read(lines(text))
    } throws: { error in
      guard case TraceError.badSnapshot("pasted", 1, _) = error else { return false }
      return true
    }
  }

  @Test("a file of nothing is empty", arguments: ["", "\n\n", "  \n"])
  func empty(_ text: String) {
    #expect(throws: TraceError.empty(file: "pasted")) { try Snapshot.read(lines(text)) }
  }

  @Test("columns of other kernels and of busybox are read")
  func otherColumns() throws {
    let old = """
      2841:   /usr/sbin/httpd
      Address   Kbytes     RSS    Anon  Locked Mode   Mapping
      08048000     468       -       -       - r-x--  httpd
      bfe5b000      84       -       -       - rw---    [ stack ]
      -------- ------- ------- ------- -------
      total kB     552       -       -       -
      """
    let snapshot = try Snapshot.read(lines(old))
    #expect(snapshot.form == .pmapExtended)
    #expect(snapshot.lines[0].range == AddressRange(start: 0x0804_8000, length: 468 << 10))
    #expect(snapshot.signsOfParts == [])
    let chosen = """
      2841:   /usr/sbin/httpd
           Address Perm   Inode  Rss Size Mapping
      00400000 r-xp 1234567  100  468 httpd
      bfe5b000 rw-p       0   84   84 [stack]
                            ==== ====
                             184  552 KB
      """
    let columns = try Snapshot.read(lines(chosen))
    #expect(columns.lines.map(\.range.length) == [468 << 10, 84 << 10])
    #expect(columns.lines[0].inode == 1_234_567)
    #expect(columns.unknowns == [.offsets, .devices, .folders])
    #expect(!columns.isPartial)
  }

  @Test("no damage makes it trap, and what is read goes upwards")
  func damage() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    let names = ["maps", "pmap-3.3.10", "pmap-3.3.10-x", "pmap-3.3.10-XX", "pmap-3.3.10-d"]
    for name in names {
      let bytes = try EvidenceFixture("sleep/\(name)").bytes()
      for _ in 0..<150 {
        let text = damaged(bytes, using: &generator)
        let reader = LineReader(memoryFile(text), file: "damaged")
        guard let snapshot = try? Snapshot.read(reader) else { continue }
        let pairs = zip(snapshot.lines, snapshot.lines.dropFirst())
        #expect(pairs.allSatisfy { $0.range.end <= $1.range.start }, "seed \(seed), \(name)")
        #expect(snapshot.lines.count == snapshot.numbers.count, "seed \(seed), \(name)")
      }
    }
  }
}

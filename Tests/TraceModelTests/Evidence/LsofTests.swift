import Testing

@testable import TraceModel

@Suite("lsof")
struct LsofTests {
  private func name(_ row: LsofRow?) -> String {
    String(decoding: row?.name ?? [], as: UTF8.self)
  }

  @Test("agrees with the maps of the same process")
  func holder() throws {
    let lsof = try Lsof.read(EvidenceFixture("lsof/holder.lsof").open())
    let maps = try Snapshot.read(EvidenceFixture("holder/maps").open())
    #expect(!lsof.isPartial)
    #expect(lsof.pids == [24716])
    #expect(lsof.rows.count == 16)
    #expect(lsof.rows.map(\.line) == Array(2...17))
    #expect(lsof.workingDirectory() == Array("/srv/demo".utf8))
    #expect(lsof.root() == Array("/".utf8))
    #expect(lsof.executable() == Array("/srv/demo/holder".utf8))
    for row in lsof.mappings {
      let line = maps.lines.first {
        $0.inode == row.inode && $0.device == row.device?.mapsText
      }
      let shown = try #require(line, "\(name(row))")
      #expect(ReplacedName.strip(shown.name) == ReplacedName.strip(row.name))
      #expect((ReplacedName.strip(shown.name) != shown.name) == row.isDeleted)
    }
    #expect(
      lsof.deleted.map(name) == [
        "/dev/zero", "/srv/demo/lib64/libleaf-2.17.so;5c530fe7", "/memfd:scratch pad",
        "/SYSV00000000", "/memfd:scratch pad",
      ])
    let descriptors = lsof.descriptors()
    #expect(descriptors.keys.sorted() == [0, 1, 2, 3])
    #expect(descriptors[0]?.slot == .descriptor(0, .read))
    #expect(descriptors[1]?.slot == .descriptor(1, .write))
    #expect(descriptors[3]?.slot == .descriptor(3, .readWrite))
    #expect(descriptors[3]?.isDeleted == true)
    #expect(name(lsof.rows.first { $0.inode == 1_040_393 }) == "/srv/demo/grün.dat")
  }

  @Test("tells a name under which another file lies", arguments: ["other-mounts", "flags-links"])
  func otherFile(_ fixture: String) throws {
    let lsof = try Lsof.read(EvidenceFixture("lsof/\(fixture).lsof").open())
    let plugin = try #require(lsof.rows.first { name($0) == "/srv/demo/two words/my plugin.so" })
    #expect(plugin.device == DeviceNumber(major: 0, minor: 39))
    #expect(plugin.inode == 2)
    #expect(plugin.found?.device == DeviceNumber(major: 254, minor: 0))
    #expect(plugin.found?.inode == 1_040_389)
    let leaf = try #require(lsof.rows.first { name($0) == "/srv/demo/lib64/libleaf-2.17.so" })
    #expect(leaf.inode == 1_040_396)
    #expect(leaf.found?.device == nil)
    #expect(leaf.found?.inode == 1_040_395)
    let libc = try #require(lsof.rows.first { name($0).hasSuffix("/libc.so.6") })
    #expect(libc.inode == 333_151)
    #expect(libc.found == nil && !libc.isDeleted)
    #expect(lsof.descriptors()[0]?.device == DeviceNumber(major: 1, minor: 3))
    #expect(lsof.descriptors()[0]?.inode == 3)
  }

  @Test("finds the columns behind those of threads")
  func threads() throws {
    let lsof = try Lsof.read(EvidenceFixture("lsof/threads.lsof").open())
    #expect(lsof.rows.count == 8)
    #expect(lsof.pids == [24773])
    #expect(lsof.executable() == Array("/srv/demo/threads".utf8))
    #expect(lsof.descriptors().count == 3)
    #expect(lsof.descriptors()[1]?.slot == .descriptor(1, .write))
  }

  @Test("reads bare lines, with what was pasted around them")
  func bare() throws {
    let text = """
      $ sudo lsof -p $(pgrep httpd | head -1) | grep -e libresolv -e libc-2.17
      httpd 2843 root DEL REG 253,0 33566307 /usr/lib64/libresolv-2.17.so;5c530fe7
      👉 httpd   2843 root  DEL    REG  0xfd00          33562151 /usr/lib64/libc-2.17.so;5c530fe7
      """
    let lsof = try Lsof.read(lines(text))
    #expect(lsof.isPartial)
    #expect(lsof.rows.map(\.line) == [2, 3])
    #expect(lsof.rows.map(\.inode) == [33_566_307, 33_562_151])
    #expect(lsof.rows.map { $0.device?.mapsText } == ["fd:00", "fd:00"])
    #expect(lsof.deleted.count == 2)
  }

  @Test("reads rows in which columns are empty, or others stand between")
  func oddRows() throws {
    let text = """
      lsof: WARNING: can't stat() fuse.portal file system /run/user/1000/doc
            Output information may be incomplete.
      COMMAND   PID  PPID  PGID USER   FD   TYPE             DEVICE SIZE/OFF     NODE NAME
      nginx   30967     1 30967   48  cwd    DIR              254,0     4096 16295646 /srv/a b
      nginx   30967     1 30967   48    4u  unix 0x00000000fe964892      0t0  1228507 type=STREAM
      nginx   30967     1 30967   48    5u  IPv4            1228267      0t0      TCP *:80 (LISTEN)
      nginx   30967     1 30967   48    6uW  REG              254,0     1549 16638658 /run/x.pid
      nginx   30967     1 30967   48    7   unknown                       /proc/9/fd/7 (readlink: No)
      nginx   30967     1 30967   48    8u  a_inode             0,13        0     1054 [eventpoll]
      nginx   30967     1 30967   48  NOFD                              /proc/9/fd (opendir: No)
      nginx   30967     1 30967   48    9r   REG              254,0    0x400 16638659 /run/by\\x2did
      """
    let lsof = try Lsof.read(lines(text))
    #expect(lsof.rows.map(\.line) == [4, 5, 6, 7, 8, 9, 11])
    #expect(lsof.workingDirectory() == Array("/srv/a b".utf8))
    let descriptors = lsof.descriptors(of: 30967)
    #expect(descriptors.keys.sorted() == [4, 5, 6, 7, 8, 9])
    #expect(descriptors[4]?.device == nil)
    #expect(descriptors[5]?.inode == nil)
    #expect(descriptors[6]?.inode == 16_638_658)
    #expect(descriptors[7]?.slot == .descriptor(7, .unknown))
    #expect(descriptors[8]?.inode == 1054)
    #expect(name(descriptors[9]) == "/run/by\\x2did")
  }

  @Test("what is not lsof's is refused", arguments: ["7f00-7f01 r-xp\n", "a 1 b c\n", "x"])
  func foreign(_ text: String) {
    #expect(
      throws: TraceError.badLsof(
        file: "pasted", line: 1, reason: "it is no line of `lsof -p PID`")
    ) { try Lsof.read(lines(text)) }
  }

  @Test("takes a device number apart as stat packs it")
  func deviceNumbers() {
    #expect(DeviceNumber(packed: 0xFD00) == DeviceNumber(major: 253, minor: 0))
    #expect(
      DeviceNumber(packed: 0x1234_5567_8987) == DeviceNumber(major: 0x1789, minor: 0x2345_5687))
    #expect(DeviceNumber(major: 0xFD, minor: 0).mapsText == "fd:00")
    #expect(DeviceNumber(major: 0, minor: 0x2F1).mapsText == "00:2f1")
  }

  @Test("no damage makes it trap")
  func damage() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    for name in ["holder", "flags-links", "threads"] {
      let bytes = try EvidenceFixture("lsof/\(name).lsof").bytes()
      for _ in 0..<300 {
        let text = damaged(bytes, using: &generator)
        let lsof = try? Lsof.read(LineReader(memoryFile(text), file: "damaged"))
        #expect((lsof?.rows.count ?? 0) <= 40, "seed \(seed), \(name)")
      }
    }
  }
}

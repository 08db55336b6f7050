import Foundation
import Testing

@testable import TraceModel

@Suite("Whether an object came back from the same file, and what shows it")
struct FileProofTests {
  private static let before = mapsOf([
    ("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2), ("/lib/libc.so.6", 0x30000, 3),
  ])

  /// fstat between open and mmap, as ld.so makes it.
  private static func stat(_ path: String, _ fields: String, call: String = "newfstatat") -> String
  {
    switch call {
    case "fstat": "fstat(3<\(path)>, {\(fields)}) = 0"
    case "statx":
      "statx(3<\(path)>, \"\", AT_STATX_SYNC_AS_STAT|AT_EMPTY_PATH, STATX_BASIC_STATS, "
        + "{\(fields)}) = 0"
    default: "newfstatat(3<\(path)>, \"\", {\(fields)}, AT_EMPTY_PATH) = 0"
    }
  }

  private static func add(
    _ path: String, at base: Int, _ fields: String, call: String = "newfstatat",
    to log: inout DaemonLog
  ) {
    var load = DaemonLog()
    load.load(path, at: base)
    for (index, line) in load.lines.enumerated() {
      log.add(String(line.dropFirst(17)))
      if index == 0 { log.add(stat(path, fields, call: call)) }
    }
  }

  private static func twoLoads(
    _ first: String, _ second: String, call: String = "newfstatat"
  ) throws -> ObjectReport {
    var log = DaemonLog()
    add("/lib/x.so", at: 0x50000, first, call: call, to: &log)
    log.signal("SIGHUP")
    log.unload(0x50000)
    add("/lib/x.so", at: 0x50000, second, call: call, to: &log)
    return try #require(log.report().object("x.so"))
  }

  @Test(
    "by the inode that fstat or statx shows",
    arguments: [
      ("newfstatat", "st_dev=makedev(0xfe, 0), st_ino=16, st_size=9", "st_ino=17", "st_ino=16"),
      ("fstat", "st_dev=makedev(254, 0), st_ino=16, st_size=9", "st_ino=17", "st_ino=16"),
      (
        "statx", "stx_ino=16, stx_size=9, stx_dev_major=254, stx_dev_minor=0", "stx_ino=17",
        "stx_ino=16"
      ),
    ])
  func inodes(_ call: String, _ fields: String, _ other: String, _ same: String) throws {
    let replaced = fields.replacingOccurrences(of: same, with: other)
    let old = try Self.twoLoads(fields, fields, call: call)
    #expect(old.sameFile == true)
    #expect(old.before?.inode == 16 && old.before?.device == "fe:00")
    #expect(old.fileProof?.rule == "inode" && old.fileProof?.certainty == .observed)
    #expect(old.fileProof?.evidence.map(\.line) == [2, 11])
    let new = try Self.twoLoads(fields, replaced, call: call)
    #expect(new.sameFile == false)
    #expect(new.after?.inode == 17)
  }

  @Test("by the inode of a snapshot before and of fstat in the log; another device says nothing")
  func snapshotAndStat() throws {
    func verdict(_ fields: String) throws -> ObjectReport {
      var log = DaemonLog()
      log.signal("SIGHUP")
      log.unload(0x10000)
      Self.add("/lib/a.so", at: 0x10000, fields, to: &log)
      return try #require(log.report(maps: Self.before).object("a.so"))
    }
    #expect(try verdict("st_dev=makedev(0xfe, 0), st_ino=1").sameFile == true)
    #expect(try verdict("st_dev=makedev(0xfe, 0), st_ino=4").sameFile == false)
    #expect(try verdict("st_dev=makedev(0, 0x2a), st_ino=1").sameFile == nil)
    #expect(try verdict("st_size=20112").sameFile == nil)
  }

  @Test("another size is another file, by inference; the same size says nothing")
  func sizes() throws {
    let other = try Self.twoLoads("st_mode=S_IFREG|0755, st_size=9, ...", "st_size=10, ...")
    #expect(other.sameFile == false)
    #expect(other.fileProof?.rule == "fileSize" && other.fileProof?.certainty == .inferred)
    let same = try Self.twoLoads("st_size=9, ...", "st_size=9, ...")
    #expect(same.sameFile == nil && same.fileProof == nil)
  }

  @Test("a file of the same inode that was written to is told: it was overwritten in place")
  func overwritten() throws {
    func findings(_ second: String) throws -> [Finding] {
      var log = DaemonLog()
      let device = "st_dev=makedev(0xfe, 0), st_ino=16, st_size=9"
      Self.add(
        "/lib/x.so", at: 0x50000, device + ", st_mtime=5 /* … */, st_mtime_nsec=7", to: &log)
      log.signal("SIGHUP")
      log.unload(0x50000)
      Self.add("/lib/x.so", at: 0x50000, device + second, to: &log)
      return try log.report().findings()
    }
    #expect(try findings(", st_mtime=5 /* … */, st_mtime_nsec=7").isEmpty)
    let found = try findings(", st_mtime=5 /* … */, st_mtime_nsec=8")
    #expect(found.map(\.kind) == [.overwritten])
    #expect(found.first?.severity == .warning)
    #expect(found.first?.message.contains("1970-01-01T00:00:05Z") == true)
  }

  @Test("renamed over or unlinked in the log, by any process")
  func renamed() throws {
    func verdict(_ lines: [String]) throws -> (object: ObjectReport, survivor: ObjectReport?) {
      var log = DaemonLog()
      log.signal("SIGHUP")
      log.unload(0x10000)
      log.pid = 7
      for line in lines { log.add(line) }
      log.pid = 100
      log.load("/lib/a.so", at: 0x10000)
      let report = try log.report(maps: Self.before)
      return (try #require(report.object("a.so")), report.object("libc.so.6"))
    }
    let replaced = try verdict(["rename(\"/lib/a.so.new\", \"/lib/a.so\") = 0"])
    #expect(replaced.object.sameFile == false)
    #expect(replaced.object.fileProof?.rule == "renamed")
    #expect(replaced.object.fileProof?.evidence.map(\.line) == [3])
    let unlinked = try verdict(["unlinkat(AT_FDCWD</lib>, \"a.so\", 0) = 0"])
    #expect(unlinked.object.fileProof?.rule == "unlinked")
    let failed = try verdict(["rename(\"/lib/n\", \"/lib/a.so\") = -1 ENOENT (No such file)"])
    #expect(failed.object.sameFile == nil)
    let back = try verdict([
      "rename(\"/lib/a.so\", \"/lib/old\") = 0", "rename(\"/lib/old\", \"/lib/a.so\") = 0",
    ])
    #expect(back.object.sameFile == nil)
    let stale = try verdict([
      "renameat2(AT_FDCWD</lib>, \"new\", AT_FDCWD</lib>, \"libc.so.6\", RENAME_NOREPLACE) = 0"
    ])
    #expect(stale.survivor?.after?.deleted == true)
    #expect(stale.survivor?.evidence.last?.line == 3)
  }

  @Test("lsof: what is marked DEL is stale, also where the snapshot shows no mark")
  func lsof() throws {
    let rows = """
      COMMAND PID USER  FD   TYPE DEVICE SIZE/OFF NODE NAME
      d       100 root  mem    REG  254,0    16384    1 /lib/a.so
      d       100 root  DEL    REG  254,0              3 /lib/libc.so.6

      """
    var log = DaemonLog()
    log.reload("/lib/a.so", at: 0x10000)
    let folder = try ScratchFolder(["before.lsof": rows])
    let file = folder.file("before.lsof")
    let full = try log.report(maps: Self.before) { $0.lsof = .file(file) }
    #expect(full.findings().map(\.kind) == [.staleSurvivor])
    #expect(full.object("libc.so.6")?.evidence.map(\.line) == [11, 3])
    // Without a snapshot, what lsof lists was there; an object that came again had gone.
    let alone = try log.report { $0.lsof = .file(file) }
    #expect(alone.fates() == ["a.so remapped inferred", "libc.so.6 survived inferred"])
    #expect(alone.object("libc.so.6")?.rules == ["lsofListed"])
    #expect(alone.findings().map(\.kind) == [.staleSurvivor])
  }

  @Test("what is opened while it is loaded, and closed unmapped, was asked for again")
  func askedAgain() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.add("openat(AT_FDCWD, \"/lib/b.so\", O_RDONLY|O_CLOEXEC) = 3</lib/b.so>")
    log.add("close(3</lib/b.so>) = 0")
    log.load("/lib/a.so", at: 0x10000)
    let report = try log.report(maps: Self.before)
    #expect(report.object("b.so")?.fate == .survived)
    #expect(report.object("b.so")?.askedAgain.map(\.line) == [3])
    #expect(report.object("a.so")?.askedAgain.isEmpty == true)
  }
}

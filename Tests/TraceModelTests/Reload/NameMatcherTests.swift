import Testing

@testable import TraceModel

@Suite("The file to which a name leads that was opened")
struct NameMatcherTests {
  private static func resolved(_ name: String, _ known: [String]) -> String {
    let matcher = NameMatcher(opened: [TraceText(name)], known: Set(known.map { TraceText($0) }))
    return matcher.resolved(TraceText(name)).escaped
  }

  @Test(
    "a version or the folder under /usr may be added",
    arguments: [
      ("/lib/x/libz.so.1", "/usr/lib/x/libz.so.1.2.13"),
      ("/lib/x/libz.so.1", "/lib/x/libz.so.1.2.13"),
      ("/usr/lib/libz.so.1", "/lib/libz.so.1.2"),
      ("/lib64/libresolv.so.2", "/usr/lib64/libresolv-2.17.so"),
      ("/lib/libz.so", "/lib/libz.so.1"), ("/lib/libc.so.6", "/usr/lib/libc.so.6"),
    ])
  func leads(_ name: String, _ file: String) {
    #expect(Self.resolved(name, [file, "/usr/lib/other.so"]) == file)
  }

  @Test(
    "another name, another folder, or several files leave it as it is",
    arguments: [
      ("/lib/libz.so.1", ["/lib/libz.so.12"]), ("/lib/libz.so.1", ["/opt/lib/libz.so.1.2"]),
      ("/lib/libz.so.1", ["/lib/libz.so.1.2", "/lib/libz.so.1.3"]),
      ("/lib/libz.so.1.2", ["/lib/libz.so.1"]),
      ("/lib/libz.so.1", ["/lib/libz.so.1", "/lib/libz.so.1.2"]),
      ("/lib/liba.so.2", ["/lib/libb-2.17.so"]), ("/lib/libc.so.6", ["/lib/libc-client.so"]),
      ("/lib/libz.so.1", []),
    ])
  func stays(_ name: String, _ known: [String]) { #expect(Self.resolved(name, known) == name) }

  @Test("without -y a link and the file of the snapshot are one object, inferred")
  func report() throws {
    var log = DaemonLog()
    log.showsNames = false
    log.reload("/lib/libz.so.1", at: 0x10000)
    let report = try log.report(maps: mapsOf([("/usr/lib/libz.so.1.2.13", 0x10000, 1)]))
    #expect(report.fates() == ["libz.so.1.2.13 remapped inferred"])
    #expect(report.object("libz.so.1.2.13")?.rules == ["linkName"])
    log.showsNames = true
    log.add("close(3</x>) = 0")
    #expect(report.processes[0].reloads[0].objects.count == 1)
  }

  @Test("a snapshot without folders: the only file of that name in the log, else the name itself")
  func short() {
    var matcher = NameMatcher()
    let full = ["/x/a.so", "/x/b.so", "/y/b.so", "c.so"].map { TraceText($0) }
    let names = ["a.so", "b.so", "c.so"].map { TraceText($0) }
    matcher.add(short: Set(names), full: Set(full))
    #expect(names.map { matcher.resolved($0).escaped } == ["/x/a.so", "b.so", "c.so"])
  }

  @Test("pmap -X shows no folders: what went and what came back are one object all the same")
  func pmap() throws {
    var log = DaemonLog()
    log.reload("/lib/a.so", at: 0x10000)
    let maps = """
      100:   /usr/sbin/d
               Address Perm   Offset Device Inode Size Mapping
                 10000 r--p 00000000  fe:00     5    4 a.so
                 11000 r-xp 00001000  fe:00     5    4 a.so
                 12000 rw-p 00002000  fe:00     5   12 a.so
                800000 rw-s 00000000  00:01     9    4 zero (deleted)
                                                  ==== ======
                                                    24 KB
      """
    let report = try log.report(maps: maps)
    #expect(report.object("a.so")?.fate == .remapped)
    #expect(report.object("zero")?.isPathlessMemory == true)
    #expect(report.object("a.so")?.rules == ["fileName"])
    #expect(report.snapshot?.objects == 1)
  }
}

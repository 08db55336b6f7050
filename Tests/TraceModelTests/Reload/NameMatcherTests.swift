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
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.load("/lib/libz.so.1", at: 0x10000)
    let report = try log.report(maps: mapsOf([("/usr/lib/libz.so.1.2.13", 0x10000, 1)]))
    #expect(report.fates() == ["libz.so.1.2.13 remapped inferred"])
    #expect(report.object("libz.so.1.2.13")?.rules == ["linkName"])
    log.showsNames = true
    log.add("close(3</x>) = 0")
    #expect(report.processes[0].reloads[0].objects.count == 1)
  }
}

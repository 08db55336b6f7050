import Foundation
import Testing

@testable import TraceModel

@Suite("Whose a snapshot is")
struct SnapshotOwnerTests {
  private static let first = mapsOf([("/bin/d", 0x10000, 1), ("/lib/a.so", 0x20000, 2)])
  private static let second = mapsOf([("/bin/e", 0x110000, 5), ("/lib/b.so", 0x120000, 6)])

  @Test("of two processes that strace attached to, each has its own")
  func several() throws {
    var log = DaemonLog()
    log.reload("/lib/a.so", at: 0x20000)
    log.pid = 200
    log.reload("/lib/b.so", at: 0x120000)
    let folder = try ScratchFolder(["1.maps": Self.first, "2.maps": Self.second])
    let report = try log.report { options in
      options.snapshots = [
        (200, .file(folder.file("2.maps"))), (100, .file(folder.file("1.maps"))),
      ]
    }
    #expect(report.processes.map(\.pid) == [100, 200])
    #expect(report.fates() == ["a.so remapped snapshot", "d survived snapshot"])
    let other = try #require(report.processes.last?.reloads.first)
    #expect(
      other.objects.map { "\($0.name.escaped) \($0.fate)" } == ["b.so remapped", "e survived"])
    #expect(other.objects[1].evidence.first?.file?.hasSuffix("2.maps") == true)
  }

  @Test("a snapshot from after the log is of the process whose mappings fit best")
  func fit() throws {
    var log = DaemonLog()
    log.fork(7, loading: "/lib/x.so", at: 0x50000)
    let child = try log.report(
      maps: Self.first,
      after: Self.first
        + mapsOf([("/lib/x.so", 0x50000, 9)]).replacingOccurrences(
          of: "r--p 00002", with: "rw-p 00002"))
    #expect(child.verification?.pid == 7)
    let parent = try log.report(maps: Self.first, after: Self.first)
    #expect(parent.verification?.pid == 100)
    #expect(parent.verification?.agrees == true)
  }

  @Test("of several that have none of its mappings it is none's")
  func nobodys() throws {
    var log = DaemonLog()
    log.fork(7, loading: "/lib/x.so", at: 0x50000)
    log.pid = 100
    log.exit()
    let report = try log.report(maps: Self.first, after: Self.second)
    #expect(report.verification?.pid == nil)
    #expect(report.verification?.impossible?.contains("--maps-after PID=FILE") == true)
    #expect(report.verification?.differing.isEmpty == true)
    #expect(report.findings.isEmpty)
  }

  @Test("a process that ended cannot be compared, and that is no disagreement")
  func ended() throws {
    var log = DaemonLog()
    log.exit()
    let report = try log.report(maps: Self.first, after: Self.first)
    #expect(report.verification?.impossible == "the process ended in the log (line 2)")
    #expect(report.verification?.differing.isEmpty == true)
    #expect(report.verification?.notComparable.isEmpty == true)
  }

  @Test("where a filter hides mmap, an unknown unmapping contradicts no snapshot")
  func hidden() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x20000)
    log.unload(0x90000)
    let filtered = try log.report(maps: Self.first)
    #expect(!filtered.trace.diagnostics.contains { $0.message.contains("contradict") })
    log.load("/lib/a.so", at: 0x20000)
    let full = try log.report(maps: Self.first)
    #expect(full.trace.diagnostics.contains { $0.message.contains("contradict") })
  }
}

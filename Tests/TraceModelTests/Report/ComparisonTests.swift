import Testing

@testable import TraceModel

@Suite("Reloads of one process against each other")
struct ComparisonTests {
  private static let before = mapsOf([("/bin/d", 0x10000, 1), ("/lib/a.so", 0x20000, 2)])

  /// Reloads that each leave some memory behind, in pages.
  private static func report(_ left: [Int]) throws -> Report {
    var log = DaemonLog()
    var address = 0x100_0000
    for pages in left {
      log.reload("/lib/a.so", at: 0x20000)
      if pages > 0 {
        log.add(
          "mmap(NULL, \(pages * 4096), PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
            + String(address, radix: 16))
      }
      address += 0x10_0000
    }
    return try log.report(maps: before) { $0.pageSize = 4096 }
  }

  @Test("what each leaves behind, in mappings and bytes, and the lines")
  func growth() throws {
    let report = try Self.report([9, 2, 3, 2])
    let reloads = report.processes[0].reloads
    #expect(reloads.map(\.comparison?.growth?.bytes) == [nil, 9 * 4096, 2 * 4096, 3 * 4096])
    #expect(reloads.map(\.comparison?.growth?.mappings) == [nil, 1, 1, 1])
    #expect(reloads.map(\.comparison?.previous) == [nil, 1, 2, 3])
    let finding = try #require(report.findings(3).first { $0.kind == .growth })
    #expect(finding.severity == .note)
    #expect(finding.message.contains("8192 to 12288 bytes and 1 mapping more"))
    #expect(finding.evidence.map(\.line) == [1, 10, 19, 28, 36])
  }

  @Test(
    "no finding where one leaves nothing, or all gave back", arguments: [[3, 2, 0, 2], [9, 0, 0]])
  func none(_ left: [Int]) throws {
    let report = try Self.report(left)
    #expect(report.processes[0].reloads.flatMap(\.findings).isEmpty)
  }

  @Test("other fates, other addresses, the first failure")
  func differences() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x20000)
    log.load("/lib/a.so", at: 0x30000)
    log.signal("SIGHUP")
    log.unload(0x30000)
    log.load("/lib/a.so", at: 0x40000)
    log.load("/lib/b.so", at: 0x60000)
    log.signal("SIGHUP")
    log.unload(0x40000)
    log.load("/lib/a.so", at: 0x40000, isComplete: false)
    log.unload(0x40000)
    let reloads = try log.report(maps: Self.before).processes[0].reloads
    #expect(reloads.map(\.comparison?.moved) == [0, 1, 0])
    #expect(reloads.map(\.comparison?.isFirstFailure) == [false, false, true])
    let second = try #require(reloads[1].comparison?.differences)
    #expect(second.map { "\($0.path.lastComponent.escaped) \($0.was as Any)" } == ["b.so nil"])
    let third = try #require(reloads[2].comparison?.differences)
    #expect(
      third == [.init(path: TraceText("/lib/a.so"), was: .remapped, is: .failed)])
  }

  @Test("one reload is compared with none")
  func alone() throws {
    #expect(try Self.report([1]).processes[0].reloads[0].comparison == nil)
  }
}

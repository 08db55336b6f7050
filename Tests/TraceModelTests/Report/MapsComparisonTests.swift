import Testing

@testable import TraceModel

@Suite("The reconstruction against the kernel's maps from after the log")
struct MapsComparisonTests {
  private static let before = mapsOf([("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2)])

  private static func verify(
    _ after: String, maps: String? = before, showsProtects: Bool = true
  ) throws -> Verification {
    var log = DaemonLog()
    if showsProtects { log.add("mprotect(0x23000, 4096, PROT_READ|PROT_WRITE) = 0") }
    log.signal("SIGHUP")
    log.unload(0x10000)
    // With -y names are the files' own, and compared.
    log.add("close(9</x>) = 0")
    log.add("openat(AT_FDCWD, \"/x\", O_RDONLY) = 9</x>")
    log.add("mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x50000")
    log.fork(200)
    let report = try log.report(maps: maps, after: after)
    return try #require(report.verification)
  }

  private static let b = mapsOf([("/lib/b.so", 0x20000, 2)])
  private static let anonymous = "50000-52000 rw-p 00000000 00:00 0 \n"

  @Test("it agrees, however lines are merged or split, and whatever mark a name has got since")
  func agrees() throws {
    #expect(try Self.verify(Self.b + Self.anonymous).agrees)
    #expect(
      try Self.verify(
        Self.b + "50000-51000 rw-p 00000000 00:00 0 \n51000-52000 rw-p 00000000 00:00 0 \n"
      ).agrees)
    #expect(
      try Self.verify(Self.b.replacing("/lib/b.so", with: "/lib/b.so (deleted)") + Self.anonymous)
        .agrees)
    let verification = try Self.verify(Self.b + Self.anonymous)
    #expect(verification.ranges == 6)
    #expect(verification.pid == 100)
  }

  private static let differences: [(String, String)] = [
    (b, "50000-52000 the reconstruction has it, the kernel has not"),
    (
      "\(b)\(anonymous)60000-61000 rw-p 00000000 00:00 0 \n",
      "60000-61000 the kernel has it, the reconstruction has not"
    ),
    ("\(b)\(anonymous.replacing("rw-p", with: "r--p"))", "50000-52000 other permissions"),
    (
      "\(b.replacing("24000-25000 r--p 00004000 fe:00 2    /lib/b.so", with: "24000-25000 r--p 00004000 fe:00 2    /lib/c.so"))\(anonymous)",
      "24000-25000 another file"
    ),
    (
      "\(b.replacing("r--p 00004000", with: "r--p 00005000"))\(anonymous)",
      "24000-25000 another offset"
    ),
  ]

  @Test("it differs: in what is there, in permissions, file and offset", arguments: differences)
  func differs(_ after: String, _ expected: String) throws {
    let verification = try Self.verify(after)
    let words = verification.differing.map {
      String($0.start, radix: 16) + "-" + String($0.end, radix: 16) + " \($0.reason)"
    }
    #expect(words == [expected])
    #expect(!verification.agrees)
  }

  @Test("a disagreement is a finding with the lines that show it, with a reload or without one")
  func citedFinding() throws {
    let after = Self.b + "60000-61000 rw-p 00000000 00:00 0 \n"
    for hasReload in [true, false] {
      var log = DaemonLog()
      if hasReload {
        log.reload("/lib/a.so", at: 0x10000)
      }
      log.add("mprotect(0x23000, 4096, PROT_READ|PROT_WRITE) = 0")
      let report = try log.report(maps: Self.before, after: after)
      let findings = report.findings + report.processes.flatMap(\.reloads).flatMap(\.findings)
      let finding = try #require(findings.first { $0.kind == .unverified })
      #expect(finding.evidence.contains { $0.line == 6 && $0.text == "0x60000 " })
    }
  }

  @Test("of a part of a mapping the offset of that part is told")
  func partOffset() throws {
    var log = DaemonLog()
    log.add("mprotect(0x23000, 4096, PROT_READ|PROT_WRITE) = 0")
    let holed = Self.before.replacing(
      "20000-21000 r--p 00000000 fe:00 2    /lib/b.so\n", with: "")
    let report = try log.report(maps: Self.before, after: holed)
    let verification = try #require(report.verification)
    for range in verification.differing where range.reconstructed.hasSuffix("/lib/b.so") {
      let offset = try #require(range.reconstructed.split(separator: " ").dropFirst().first)
      #expect(UInt64(offset, radix: 16) == range.start - 0x20000)
    }
    #expect(!verification.differing.isEmpty)
  }

  @Test("what no call shows is not compared")
  func notComparable() throws {
    let after = Self.b + Self.anonymous + "70000-71000 r-xp 00000000 00:00 0    [vdso]\n"
    let verification = try Self.verify(after)
    #expect(verification.agrees)
    #expect(verification.notComparable.map(\.start) == [0x70000])
    let unknown = try Self.verify(Self.b + Self.anonymous, maps: nil)
    #expect(unknown.agrees)
    #expect(unknown.notComparable.first?.reason.contains("before the log") == true)
  }

  @Test("without mprotect in the log permissions are not compared")
  func noProtects() throws {
    let after = Self.b + Self.anonymous.replacing("rw-p", with: "r--p")
    let verification = try Self.verify(after, showsProtects: false)
    #expect(verification.agrees)
    #expect(verification.notComparable.map(\.start) == [0x50000])
  }

  @Test("a file of which the log does not show the name is not compared by it, but by all else")
  func namelessFile() throws {
    func verify(_ line: String) throws -> Verification {
      var log = DaemonLog()
      log.signal("SIGHUP")
      log.add("mprotect(0x23000, 4096, PROT_READ|PROT_WRITE) = 0")
      log.add("mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3, 0x1000) = 0x50000")
      let before = mapsOf([("/lib/b.so", 0x20000, 2)])
      let report = try log.report(maps: before, after: before + line)
      return try #require(report.verification)
    }
    let same = try verify("50000-52000 r--p 00001000 fe:00 3    /lib/c.so\n")
    #expect(same.agrees)
    #expect(same.notComparable.map(\.start) == [0x50000])
    #expect(same.notComparable.first?.reconstructed == "r--p 1000 a file")
    let offset = try verify("50000-52000 r--p 00002000 fe:00 3    /lib/c.so\n")
    #expect(offset.differing.map(\.reason) == ["another offset"])
    let anonymous = try verify("50000-52000 r--p 00000000 00:00 0 \n")
    #expect(anonymous.differing.map(\.reason) == ["another file"])
  }

  @Test("a difference is a warning of the last reload")
  func finding() throws {
    var log = DaemonLog()
    log.reload("/lib/a.so", at: 0x10000)
    let report = try log.report(maps: Self.before, after: Self.b)
    #expect(report.findings().map(\.kind) == [.unverified])
    #expect(report.findings()[0].severity == .warning)
  }
}

import Testing

@testable import TraceModel

@Suite("What follows from the fates")
struct FindingRulesTests {
  private static let before = mapsOf([
    ("/lib/a.so", 0x10000, 1), ("/lib/libcore-2.17.so (deleted)", 0x20000, 2),
    ("/lib/libc.so.6", 0x30000, 3),
  ])

  private static func report(maps: String? = before, _ write: (inout DaemonLog) -> Void) throws
    -> Report
  {
    try DaemonLog.report(maps: maps, write)
  }

  private static func failing(_ log: inout DaemonLog) {
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000, isComplete: false)
    log.unload(0x10000)
  }

  @Test("a failed object is an error, with the lines where it was mapped and given up")
  func reloadFailed() throws {
    let finding = try #require(try Self.report(Self.failing).findings().first)
    #expect(finding.kind == .reloadFailed && finding.severity == .error)
    #expect(finding.message.contains("a.so was mapped again (line 4) and given up (line 8)"))
    #expect(finding.objects == [TraceText("/lib/a.so")])
    #expect(!finding.evidence.isEmpty)
  }

  @Test("so is an object whose reopening failed; a search that found it in the end is none")
  func refused() throws {
    let refused = try Self.report { log in
      log.unload(0x10000)
      log.add(
        "openat(AT_FDCWD, \"/lib/a.so\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)"
      )
    }
    #expect(refused.findings().first?.kind == .reloadFailed)
    #expect(
      refused.findings().first?.message.contains("a.so could not be opened again (line 3)") == true)
    let found = try Self.report { log in
      log.unload(0x10000)
      log.add(
        "openat(AT_FDCWD, \"/lib/tls/a.so\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)"
      )
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(!found.findings().contains { $0.kind == .reloadFailed })
    let unmapped = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/x.so", at: 0x50000)
    }
    #expect(!unmapped.findings().contains { $0.kind == .reloadFailed })
  }

  @Test("a loader's message: symbol, version, who wanted it, and the survivor that lacks it")
  func symbolError() throws {
    let text =
      "httpd: /lib/a.so: symbol __core_errno, version CORE_PRIVATE not defined in file libcore.so.6 with link time reference\\n"
    let report = try Self.report { log in
      Self.failing(&log)
      log.write(text)
      log.write(text)
      log.exit(1)
    }
    let findings = report.findings().filter { $0.kind == .symbolError }
    #expect(findings.count == 1)
    let finding = try #require(findings.first)
    #expect(finding.severity == .error && finding.certainty == .observed)
    for part in [
      "symbol __core_errno, version CORE_PRIVATE", "wanted by a.so", "not defined in libcore.so.6",
      "libcore-2.17.so here, a survivor from a replaced file", "(line 9)",
    ] {
      #expect(finding.message.contains(part), "\(finding.message)")
    }
    #expect(finding.evidence.filter(\.isQuoted).map(\.line) == [9, 10])
    // And the load that was given up, and the survivor in the snapshot.
    #expect(finding.evidence.dropFirst(2).map(\.line) == [1, 2, 4, 8, 6])
    #expect(finding.objects == [TraceText("/lib/a.so"), TraceText("/lib/libcore-2.17.so")])
  }

  @Test("a message that names an object makes sure of its failure, also where strace cut it")
  func named() throws {
    func failed(_ message: String?) throws -> ObjectReport {
      var log = DaemonLog()
      log.showsProtects = false
      log.reload("/lib/a.so", at: 0x10000)
      log.unload(0x10000)
      if let message { log.add(message) }
      log.exit(1)
      let objects = try log.report().processes.first?.reloads.first?.objects ?? []
      return try #require(objects.first { $0.fate == .failed })
    }
    let alone = try failed(nil)
    #expect(alone.rules.contains("givenUpAtOnce") && alone.certainty == .inferred)
    for message in [
      "write(2, \"d: /lib/a.so: undefined symbol: f\\n\", 32) = 32",
      "write(2, \"d: /lib/a.so: undefined sy\"..., 32) = 32",
      "write(2, \"d: /lib/a.so: file too short\\n\", 28) = 28",
      "writev(2, [{iov_base=\"d: /lib/a.so: undefined symbol: f\\n\", iov_len=32}], 1) = 32",
    ] {
      let object = try failed(message)
      #expect(!object.rules.contains("givenUpAtOnce"), "\(message)")
      #expect(object.evidence.contains { $0.line == 9 })
    }
    // Of another object it says nothing.
    #expect(
      try failed("write(2, \"d: /lib/b.so: undefined symbol: f\\n\", 32) = 32").rules
        .contains("givenUpAtOnce"))
  }

  @Test("what was written is quoted as the call that wrote it", arguments: ["write", "writev"])
  func quotation(_ call: String) throws {
    let text = "\"/lib/a.so: undefined symbol: core_errno\\n\""
    let report = try Self.report { log in
      Self.failing(&log)
      log.add(
        call == "write"
          ? "write(2, \(text), 41) = 41"
          : "writev(2, [{iov_base=\(text), iov_len=41}], 1) = 41")
    }
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    let proof = try #require(finding.evidence.first { $0.isQuoted })
    #expect(proof.text == "\(call)(…, \(text))")
    #expect(proof.instant?.line == proof.line && proof.instant?.seconds != nil)
  }

  @Test("the newer wording names no file; stale survivors are named instead, and a cut is told")
  func newerWording() throws {
    let report = try Self.report { log in
      Self.failing(&log)
      log.add("write(2, \"/lib/a.so: undefined symbol: __core_er\"..., 90) = 90")
    }
    let message = try #require(report.findings().first { $0.kind == .symbolError }?.message)
    #expect(
      message.contains(
        "not defined in any object that was searched (line 9); libcore-2.17.so survived from a "
          + "replaced file"
      ))
    #expect(message.contains("strace cut the message"))
  }

  @Test("what a server writes of objects that are not its own says nothing of its reload")
  func words() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
      log.write("job 7: python3: /opt/job/mod.so: undefined symbol: PyInit_mod\\n")
      log.write("job 7: ImportError: /opt/job/mod.so: file too short\\n")
      log.write("undefined symbol: x\\n")
    }
    #expect(report.findings().allSatisfy { $0.severity != .error })
    // Of its own objects, or of what it tried to open, it does.
    let own = try Self.report { log in
      log.unload(0x10000)
      log.write("httpd: Cannot load a.so into server: /lib/a.so: file too short\\n")
    }
    #expect(own.findings().first?.kind == .reloadFailed)
  }

  @Test("what a reload lost before is missed by the next one too")
  func lostBefore() throws {
    var log = DaemonLog()
    for _ in 0..<2 {
      log.reload("/lib/b.so", at: 0x20000)
      if log.last < 20 { log.unload(0x10000) }
      log.write("d: /lib/a.so: file too short\\n")
    }
    let maps = mapsOf([("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2)])
    let report = try log.report(maps: maps)
    #expect(report.findings(0).first?.kind == .reloadFailed)
    #expect(report.findings(1).first?.kind == .reloadFailed)
  }

  @Test("messages before the window, and those after the next request, are not of it")
  func otherMessages() throws {
    let text = "/lib/a.so: undefined symbol: foo\\n"
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.write(text)
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000)
    log.signal("SIGHUP")
    log.write(text)
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000)
    let report = try log.report(maps: Self.before)
    #expect(report.findings(0).allSatisfy { $0.kind != .symbolError })
    #expect(report.findings(1).allSatisfy { $0.kind != .symbolError })
  }

  @Test("survivors from replaced files, and two generations where something came from a new one")
  func stale() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(report.findings().map(\.kind) == [.staleSurvivor])
    #expect(report.findings()[0].severity == .warning)
    #expect(report.findings()[0].message.contains("libcore-2.17.so (inode 2, deleted)"))
    let maps = Self.before.replacing("/lib/a.so", with: "/lib/a.so (deleted)")
    let skew = try Self.report(maps: maps) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(skew.findings().map(\.kind) == [.generationSkew, .staleSurvivor])
    #expect(
      skew.findings()[0].objects == [TraceText("/lib/a.so"), TraceText("/lib/libcore-2.17.so")])
    let none = try Self.report(
      maps: mapsOf([("/lib/a.so", 0x10000, 1), ("/lib/libc.so.6", 0x30000, 3)])
    ) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(none.findings().isEmpty)
  }

  @Test("shared memory that is \"deleted\" by nature is no stale survivor")
  func sharedMemory() throws {
    let maps =
      mapsOf([("/lib/a.so", 0x10000, 1)])
      + "90000-91000 rw-s 00000000 00:01 5    /dev/zero (deleted)\n92000-93000 rw-s 00000000 00:01 5    /memfd:x (deleted)\n"
    let report = try Self.report(maps: maps) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(report.findings().isEmpty)
    let survivors = report.processes[0].reloads[0].objects.filter { $0.fate == .survived }
    #expect(survivors.count == 2)
    #expect(survivors.allSatisfy { !$0.isStaleSurvivor })
  }

  @Test("errors come first")
  func order() throws {
    let report = try Self.report { log in
      Self.failing(&log)
      log.write("/lib/a.so: undefined symbol: foo\\n")
    }
    #expect(report.findings().map(\.kind) == [.reloadFailed, .symbolError, .staleSurvivor])
  }

  @Test("a reload after which the loader ends the process has failed", arguments: [127, 1, 0])
  func fatalLookup(_ status: Int) throws {
    var log = DaemonLog()
    log.load("/lib/a.so", at: 0x10000)
    log.reload("/lib/a.so", at: 0x10000)
    log.write("/usr/sbin/d: symbol lookup error: /lib/a.so: undefined symbol: f\\n")
    log.exit(status)
    let reload = try #require(try log.report().processes[0].reloads.first)
    #expect(reload.failed == (status == 127))
    let told = reload.findings.first { $0.kind == .reloadFailed }?.message
    #expect(
      told
        == (status == 127 ? "the reload failed: the process exited with status 127 (line 17)" : nil)
    )
  }

  @Test(
    "where no write is in the log, what would show why the loader gave up is named",
    arguments: [false, true])
  func unsaid(_ hasWrite: Bool) throws {
    var log = DaemonLog()
    log.load("/lib/a.so", at: 0x10000)
    if hasWrite { log.write("ready\\n") }
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000, isComplete: false)
    log.unload(0x10000)
    let finding = try log.report().findings().first { $0.kind == .reloadFailed }
    #expect(finding?.advice.contains("write and writev") == !hasWrite)
  }
}

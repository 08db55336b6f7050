import Foundation
import Testing

@testable import TraceModel

@Suite("What LD_DEBUG adds to a log")
struct LoaderStoryTests {
  private static let before = mapsOf([
    ("/lib/a.so", 0x10000, 1), ("/lib/libcore-2.17.so (deleted)", 0x20000, 2),
    ("/lib/libc.so.6", 0x30000, 3),
  ])

  /// The report on a log, with what loaders told, one text for each file.
  private func report(
    _ told: [String], maps: String? = before, pid: Int? = 100, _ write: (inout DaemonLog) -> Void
  ) throws -> Report {
    var log = DaemonLog()
    log.pid = pid
    log.signal("SIGHUP")
    write(&log)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try told.enumerated().map { index, text in
      let file = folder.appending(path: "ld-debug.\(index)")
      try Data(text.utf8).write(to: file)
      return TraceInput.file(file.path)
    }
    return try log.report(maps: maps) { $0.loaderLogs = files }
  }

  private func failing(_ log: inout DaemonLog) {
    log.unload(0x10000)
    log.load("/lib/a.so", at: 0x10000, isComplete: false)
    log.unload(0x10000)
  }

  private func error(_ pid: Int, _ symbol: String = "core_errno") -> String {
    """
         \(pid):\tsymbol=\(symbol);  lookup in file=/usr/sbin/d [0]
         \(pid):\tsymbol=\(symbol);  lookup in file=/lib/libcore.so.6 [0]
         \(pid):\t/lib/a.so: error: symbol lookup error: undefined symbol: \(symbol), version CORE (fatal)

    """
  }

  @Test("the error is found where the trace does not show what was written")
  func aloneInTheLog() throws {
    let report = try report([error(100)], failing)
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    #expect(finding.certainty == .observed && finding.rules.isEmpty)
    #expect(finding.message.contains("symbol core_errno, version CORE: wanted by a.so"))
    #expect(finding.message.contains("libcore.so.6 among them (line 2 of ld-debug.0)"))
    #expect(
      finding.objects == [TraceText("/lib/a.so"), TraceText("/lib/libcore-2.17.so")])
    #expect(report.findings.isEmpty)
  }

  @Test("where no pid tells, one that asked objects that were never here is another run's")
  func strangers() throws {
    let foreign =
      (0..<4).map { "     7:\tsymbol=core_errno;  lookup in file=/opt/s\($0).so [0]\n" }.joined()
    let report = try report([foreign + error(7)], pid: nil) { log in
      failing(&log)
      log.write("d: /lib/a.so: undefined symbol: core_errno, version CORE\\n")
    }
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    #expect(finding.message.hasSuffix(", in another run"), "\(finding.message)")
    #expect(finding.search?.asked.contains { $0.isStale } == false)
  }

  @Test("what a loader writes under LD_DEBUG tells the pid of a log without pids")
  func ownWords() throws {
    let report = try report([error(8), error(7)], pid: nil) { log in
      failing(&log)
      log.write(
        "     7:\\t/lib/a.so: error: symbol lookup error: undefined symbol: core_errno, version CORE (fatal)\\n"
      )
    }
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    #expect(finding.message.contains("the loader of process 7 asked"), "\(finding.message)")
    #expect(!finding.message.contains("run"), "\(finding.message)")
  }

  @Test("of another process it is inferred, and said to be of another run")
  func anotherRun() throws {
    let report = try report([error(7)], failing)
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    #expect(finding.certainty == .inferred && finding.rules == ["anotherRun"])
    #expect(finding.message.contains("another run"))
    // What the process itself told comes first, and then nothing of the other is needed.
    let both = try self.report([error(7), error(100)], failing)
    let own = try #require(both.findings().first { $0.kind == .symbolError })
    #expect(own.certainty == .observed && own.search?.pid == 100)
  }

  @Test("of a log without pids each of the two is the other's, by inference")
  func onlyProcess() throws {
    let report = try report([error(7)], pid: nil, failing)
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    #expect(finding.certainty == .inferred && finding.rules == ["onlyProcess"])
  }

  @Test("what no reload of the trace shows is said apart, once; what dlsym asked for is not")
  func stray() throws {
    let text = error(100) + error(100) + error(100, "x").replacing(", version CORE", with: "")
    let report = try report([text]) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(!report.findings().contains { $0.kind == .symbolError })
    #expect(report.findings.map(\.kind) == [.symbolError])
    #expect(report.findings.first?.message.contains("no reload in the trace shows it") == true)
    #expect(report.findings.first?.evidence.count { $0.isQuoted } == 2)
  }

  @Test("a message that strace cut is completed by the loader's own words")
  func cut() throws {
    let report = try report([error(100)]) { log in
      failing(&log)
      log.add("write(2, \"d: /lib/a.so: undefined symbol: core_e\"..., 80) = 80")
    }
    let errors = report.findings().filter { $0.kind == .symbolError }
    #expect(errors.count == 1)
    #expect(errors.first?.search?.symbol == TraceText("core_errno"))
    #expect(errors.first?.message.contains("strace cut") == false)
  }

  @Test("who should have had it is known by the version that was required of it")
  func definer() throws {
    let text =
      "       100:\tchecking for version `CORE' in file /lib/libcore.so.6 [0] required by file "
      + "/lib/a.so [0]\n" + error(100)
    let report = try report([text], failing)
    let finding = try #require(report.findings().first { $0.kind == .symbolError })
    #expect(finding.search?.definer == TraceText("/lib/libcore.so.6"))
    #expect(
      finding.message.contains(
        "not defined in libcore.so.6 (line 4 of ld-debug.0), which is libcore-2.17.so here, a "
          + "survivor"))
    #expect(finding.evidence.contains { $0.text.hasPrefix("version CORE of") && $0.line == 1 })
  }

  @Test("steps stand beside the calls by order, and by base where bases are told")
  func steps() throws {
    let text = """
           100:\tcalling init: /lib/a.so [0]
           100:\tcalling fini: /lib/a.so [0]
           100:\tfile=/lib/a.so [0];  destroying link map
           100:\tcalling init: /lib/a.so [0]

      """
    let report = try report([text]) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    let steps = try #require(report.processes.first?.reloads.first?.loaderSteps)
    #expect(steps.map(\.what) == [.finalized, .unmapped, .initialized])
    #expect(steps.map(\.instant?.line) == [2, 2, 4])
    #expect(steps.allSatisfy { $0.rule == "sameOrder" })
    // Two more unloadings than the trace has: which is which is not known.
    let more = try self.report([text + text + text]) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(more.processes.first?.reloads.first?.loaderSteps.isEmpty == true)
    let bases = text.replacing(
      "     100:\tcalling init",
      with: "     100:\tfile=/lib/a.so [0];  generating link map\n"
        + "     100:\t  dynamic: 0x0000000000001000  base: 0x0000000000000000   size: 0x4123\n"
        + "     100:\tcalling init")
    let placed = try self.report([bases.placed(at: [0x10000, 0x50000])]) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x50000)
    }
    let told = try #require(placed.processes.first?.reloads.first?.loaderSteps)
    #expect(told.map(\.what) == [.finalized, .unmapped, .mapped, .initialized])
    #expect(told.map(\.instant?.line) == [2, 2, 4, nil])
    #expect(told.prefix(3).allSatisfy { $0.rule == "sameBase" })
  }

  @Test("the loader's own log makes sure of what was given up, where mprotect is not in the trace")
  func givenUp() throws {
    let map = { (base: String) in
      """
           100:\tfile=/lib/a.so [0];  generating link map
           100:\t  dynamic: 0x1  base: 0x00000000000\(base)   size: 0x4123

      """
    }
    let gone = "     100:\tfile=/lib/a.so [0];  destroying link map\n"
    let text = map("10000") + gone + map("50000") + gone
    func object(_ text: String) throws -> ObjectReport {
      let report = try report([text]) { log in
        log.showsProtects = false
        log.unload(0x10000)
        log.load("/lib/a.so", at: 0x50000)
        log.unload(0x50000)
      }
      return try #require(report.processes.first?.reloads.first?.objects.first)
    }
    let shown = try object(text)
    #expect(shown.fate == .failed && shown.rules.isEmpty && shown.certainty == .snapshot)
    #expect(shown.evidence.contains { $0.text.contains("destroying link map") && $0.line == 6 })
    // With its constructors run it was given up by no loader.
    let ran = try object(
      map("10000") + gone + map("50000") + "     100:\tcalling init: /lib/a.so\n" + gone)
    #expect(ran.rules == ["givenUpAtOnce"])
  }

  @Test("a survivor that the loader marked cannot be unloaded, and why")
  func marked() throws {
    let text = """
           100:\tmarking /lib/libcore.so.6 [0] as NODELETE due to unique symbol
           100:\tcalling fini: /lib/a.so [0]

      """
    let report = try report([text]) { log in
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    let finding = try #require(report.findings().first { $0.kind == .cannotBeUnloaded })
    #expect(finding.severity == .note && finding.certainty == .snapshot)
    #expect(finding.message.contains("libcore-2.17.so (it has a unique symbol"))
    #expect(finding.evidence.first?.line == 1)
    #expect(finding.evidence.first?.file?.hasSuffix("ld-debug.0") == true)
    #expect(!finding.advice.isEmpty)
  }

  @Test("so can one that came with an object and stayed when that went; without LD_DEBUG inferred")
  func cameWith() throws {
    func report(isApart: Bool) throws -> Report {
      try self.report([], maps: nil) { log in
        log.load("/lib/first.so", at: 0x40000)
        // A dlopen maps all that an object needs, and relocates then: the object itself last.
        log.load("/lib/b.so", at: 0x50000, isComplete: isApart)
        log.load("/lib/stays.so", at: 0x60000)
        if !isApart { log.add("mprotect(0x52000, 4096, PROT_READ) = 0") }
        log.wait(20)
        log.reload("/lib/b.so", at: 0x50000)
      }
    }
    let found = try report(isApart: false).findings().filter { $0.kind == .cannotBeUnloaded }
    #expect(found.count == 1)
    #expect(found.first?.rules == ["cameWith"] && found.first?.certainty == .inferred)
    #expect(found.first?.objects == [TraceText("/lib/stays.so")])
    #expect(try !report(isApart: true).findings().contains { $0.kind == .cannotBeUnloaded })
  }
}

extension String {
  /// The text with these bases for its zeros, one after the other.
  fileprivate func placed(at bases: [Int]) -> String {
    var parts = components(separatedBy: "base: 0x0000000000000000")
    for base in bases where parts.count > 1 {
      let digits = String(base, radix: 16)
      parts[0] +=
        "base: 0x" + String(repeating: "0", count: 16 - digits.count) + digits
        + parts.remove(at: 1)
    }
    return parts[0]
  }
}

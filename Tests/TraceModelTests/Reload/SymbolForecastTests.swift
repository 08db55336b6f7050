import Foundation
import Testing

@testable import TraceModel

@Suite("What ELF files beneath a root predict")
struct SymbolForecastTests {
  private static let core = "/lib/libcore.so.1"
  private static let need = "/lib/libneed.so"

  /// Where libneed lies, and libcore in the two pages that its file has.
  private static func maps(_ core: String, _ inode: Int) -> String {
    mapsOf([(need, 0x10000, 1)]) + """
      20000-21000 r-xp 00000000 fe:00 \(inode)    \(core)
      21000-22000 rw-p 00001000 fe:00 \(inode)    \(core)

      """
  }

  /// A folder with files beneath it, each a fixture by the name that it gets.
  private func root(_ files: [String: String]) throws -> URL {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let folder = root.appending(path: "lib")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, fixture) in files {
      try Data(EvidenceFixture("elf/\(fixture).so").bytes())
        .write(to: folder.appending(path: name))
    }
    return root
  }

  /// The report on a reload that maps libneed again, in vain or not, while libcore stays.
  private func report(
    _ files: [String: String], shown: String = Self.core + " (deleted)", inode: Int = 2,
    isComplete: Bool = false, message: String? = nil, patterns: [String] = []
  ) throws -> Report {
    let root = try self.root(files)
    defer { try? FileManager.default.removeItem(at: root) }
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.load(Self.need, at: 0x10000, isComplete: isComplete)
    if !isComplete { log.unload(0x10000) }
    if let message { log.write(message) }
    return try log.report(maps: Self.maps(shown, inode)) {
      $0.root = root.path
      $0.objectPatterns = patterns
    }
  }

  private func predicted(_ report: Report) -> [Finding] {
    report.findings().filter { $0.rules == ["symbolsOnDisk"] }
  }

  @Test("the survivor's own file, kept under the name that the snapshot shows, lacks the symbol")
  func kept() throws {
    let report = try report([
      "libneed.so": "need", "libcore.so.1": "core-new", "libcore.so.1 (deleted)": "core-old",
    ])
    let finding = try #require(predicted(report).first)
    #expect(finding.kind == .symbolError && finding.severity == .error)
    #expect(finding.certainty == .inferred)
    #expect(
      finding.missing == [
        MissingSymbol(symbol: TraceText("core_value"), version: TraceText("CORE_PRIVATE"))
      ])
    #expect(finding.message.contains("core_value (CORE_PRIVATE)"))
    #expect(finding.objects == [TraceText(Self.need), TraceText(Self.core)])
  }

  @Test("the file that now has the name of a replaced one is never taken for it")
  func replaced() throws {
    let report = try report(["libneed.so": "need", "libcore.so.1": "core-old"])
    #expect(predicted(report).isEmpty)
    #expect(
      report.trace.diagnostics.contains {
        $0.file == Self.core && $0.message.contains("has lost its name")
      })
  }

  @Test("nothing is predicted where the files fit together")
  func fitting() throws {
    let report = try report(
      ["libneed.so": "need", "libcore.so.1": "core-new"], shown: Self.core)
    #expect(predicted(report).isEmpty)
    let gap = try self.report(["libneed.so": "need", "libcore.so.1": "core-old"], shown: Self.core)
    #expect(predicted(gap).count == 1)
    #expect(predicted(gap).first?.message.contains("replaced") == false)
  }

  @Test("a symbol that a message names is not told twice: the files confirm it")
  func confirmed() throws {
    let report = try report(
      ["libneed.so": "need", "libcore.so.1": "core-old"], shown: Self.core,
      message: "d: \(Self.need): undefined symbol: core_value, version CORE_PRIVATE\\n")
    let errors = report.findings().filter { $0.kind == .symbolError }
    #expect(errors.count == 1)
    #expect(errors.first?.certainty == .observed)
    #expect(errors.first?.message.contains("does not define it either") == true)
    #expect(errors.first?.objects.contains(TraceText(Self.core)) == true)
  }

  @Test("a file of another extent than was mapped is another file, and is said to be")
  func otherExtent() throws {
    let report = try report(
      ["libneed.so": "need", "libcore.so.1": "core-old"], shown: Self.core, isComplete: true)
    #expect(predicted(report).isEmpty)
    #expect(
      report.trace.diagnostics.contains {
        $0.file == Self.need && $0.message.contains("another file lies here")
      })
  }

  @Test("what is no ELF file gets a diagnostic; objects that were not asked for are used, not told")
  func malformed() throws {
    let root = try self.root(["libneed.so": "need"])
    try Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1]).write(to: root.appending(path: "lib/libcore.so.1"))
    defer { try? FileManager.default.removeItem(at: root) }
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.load(Self.need, at: 0x10000, isComplete: false)
    log.unload(0x10000)
    let report = try log.report(
      maps: Self.maps(Self.core, 2)
    ) { $0.root = root.path }
    #expect(
      report.trace.diagnostics.contains {
        $0.file == Self.core && $0.message.contains("its symbols are not compared")
      })
    let asked = try self.report(
      ["libneed.so": "need", "libcore.so.1": "core-old"], shown: Self.core, patterns: ["*need*"])
    #expect(predicted(asked).count == 1)
    #expect(asked.processes.first?.reloads.first?.objects.count == 1)
  }

  @Test("a root that is no folder is an error")
  func noRoot() throws {
    var log = DaemonLog()
    log.signal("SIGHUP")
    #expect(throws: TraceError.cannotOpen(file: "/nowhere", errno: 2)) {
      try log.report { $0.root = "/nowhere" }
    }
  }
}

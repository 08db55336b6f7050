import Testing

@testable import TraceModel

@Suite("Stack frames: who unmapped, and what was mapped")
struct StackFrameTests {
  private static func parts(_ line: String) -> (path: String, symbol: String, isDeleted: Bool)? {
    let bytes = Array(line.utf8)
    guard let frame = StackFrame(bytes.span, from: 3) else { return nil }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return (text(frame.path), text(frame.symbol), frame.isDeleted)
  }

  @Test(
    "every form of a frame",
    arguments: [
      (" > /usr/lib/libc.so.6(munmap+0x7) [0x11eb37]", "/usr/lib/libc.so.6", "munmap+0x7", false),
      (" > /w/demo() [0x1a35]", "/w/demo", "", false),
      (" > /w/a.so (deleted)(f+0x1) [0x1a35]", "/w/a.so", "f+0x1", true),
      (
        " > /w/b(1)/a.so(n::f(int, char)+0x1) [0x1a35] a.cc:18", "/w/b(1)/a.so",
        "n::f(int, char)+0x1", false
      ),
    ])
  func forms(_ line: String, _ path: String, _ symbol: String, _ isDeleted: Bool) throws {
    let found = try #require(Self.parts(line))
    #expect(found.path == path && found.symbol == symbol && found.isDeleted == isDeleted)
  }

  @Test(
    "what is of no file",
    arguments: [
      " > unexpected_backtracing_error [0x7f12]", " > [vdso](__vdso+0x1) [0x1]", " > ",
      " > /w/a.so", " > (f) [0x1]",
    ])
  func none(_ line: String) {
    #expect(Self.parts(line) == nil)
  }

  /// An attached log: what frames name was there, unless something unknown went afterwards.
  private static func report(
    seen: String = "/lib/b.so", unmaps: Bool = false, seesAgain: Bool = false
  ) throws -> Report {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.lines(" > \(seen)(wait+0x1) [0x10]")
    log.unload(0x10000)
    log.lines(
      " > /lib/ld-linux-x86-64.so.2(_dl_catch_error+0x1) [0x10]",
      " > /lib/libc.so.6(dlclose+0x36) [0x84d06]", " > /bin/d(reload+0x7) [0x8]",
      " > /bin/d(main+0x7) [0x9]")
    log.load("/lib/a.so", at: 0x10000)
    if unmaps { log.unload(0x20000, size: 0x7777) }
    if seesAgain {
      log.add("read(0, \"\", 1) = 0")
      log.lines(" > \(seen)(wait+0x1) [0x10]")
    }
    return try log.report()
  }

  @Test("the module that called dlclose is told, with its line")
  func caller() throws {
    let caller = try #require(try Self.report().object("a.so")?.caller)
    #expect(caller.function == "dlclose" && caller.path == TraceText("/bin/d"))
    #expect(caller.instant.line == 6 && caller.words == "dlclose from d (reload+0x7)")
  }

  @Test("survivors without a snapshot; unknown where something unknown went since")
  func survivors() throws {
    let report = try Self.report()
    #expect(
      report.fates() == [
        "a.so remapped inferred", "b.so survived inferred", "d survived inferred",
        "ld-linux-x86-64.so.2 survived inferred", "libc.so.6 survived inferred",
      ])
    #expect(report.object("b.so")?.rules == ["stackFrame"])
    #expect(report.object("b.so")?.evidence.map(\.line) == [2])
    #expect(report.object("d")?.kind == .executable)
    #expect(try Self.report(unmaps: true).object("b.so")?.fate == .unknown)
    #expect(try Self.report(unmaps: true, seesAgain: true).object("b.so")?.fate == .survived)
    #expect(try Self.report(unmaps: true).object("d")?.fate == .survived)
  }

  @Test("a frame whose file has lost its name shows a survivor from an old file")
  func deleted() throws {
    let report = try Self.report(seen: "/lib/b.so (deleted)")
    #expect(report.object("b.so")?.after?.deleted == true)
    #expect(report.findings().map(\.kind) == [.staleSurvivor])
  }
}

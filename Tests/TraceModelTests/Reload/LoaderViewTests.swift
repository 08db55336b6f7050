import Testing

@testable import TraceModel

@Suite("What a load looks like to the loader")
struct LoaderViewTests {
  private static func parts(_ segments: [SegmentReport]?) -> [String] {
    (segments ?? []).map { segment in
      let part = segment.part?.rawValue ?? "unknown"
      let offset = segment.offset.map { " @" + String($0, radix: 16) } ?? ""
      return "\(part) \(String(segment.base, radix: 16))+\(String(segment.size, radix: 16)) "
        + "\(segment.permissions)\(offset) L\(segment.at.line)"
    }
  }

  /// A log that begins with a request, so that what follows is a reload.
  private static func report(
    maps: String? = nil, _ write: (inout DaemonLog) -> Void
  ) throws -> Report {
    try DaemonLog.report(maps: maps, pid: nil, write)
  }

  @Test("glibc's four segments, the gap between them, the .bss and RELRO are named")
  func glibc() throws {
    let report = try Self.report { log in
      let flags = "MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE"
      log.add("mmap(NULL, 0x9100, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</a.so>, 0) = 0x10000")
      log.add("mprotect(0x11000, 0x5000, PROT_NONE) = 0")
      log.add("mmap(0x12000, 0x1000, PROT_READ|PROT_EXEC, \(flags), 3</a.so>, 0x1000) = 0x12000")
      log.add("mmap(0x13000, 0x1000, PROT_READ, \(flags), 3</a.so>, 0x2000) = 0x13000")
      log.add("mmap(0x16000, 0x2000, PROT_READ|PROT_WRITE, \(flags), 3</a.so>, 0x3000) = 0x16000")
      log.add(
        "mmap(0x18000, 0x1100, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0)"
          + " = 0x18000")
      log.add("mprotect(0x16000, 0x1000, PROT_READ) = 0")
    }
    let load = try #require(report.processes[0].loads.first)
    #expect(
      Self.parts(load.segments) == [
        "readOnlyData 10000+1000 r--p @0 L2", "hole 11000+1000 ---p L3",
        "text 12000+1000 r-xp @1000 L4", "readOnlyData 13000+1000 r--p @2000 L5",
        "hole 14000+2000 ---p L3", "relro 16000+1000 r--p @3000 L8",
        "data 17000+1000 rw-p @4000 L6", "bss 18000+2000 rw-p L7",
      ])
    #expect(load.isRelocated && load.laidOut?.line == 8)
    let seconds = try #require(load.seconds)
    #expect(abs(seconds - 0.006) < 1e-9)
  }

  @Test("what musl leaves of the first mmap behind a segment belongs to none")
  func musl() throws {
    let report = try Self.report { log in
      let flags = "MAP_PRIVATE|MAP_FIXED"
      log.add("mmap(NULL, 0x6000, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</a.so>, 0) = 0x10000")
      log.add("mmap(0x12000, 0x1000, PROT_READ, \(flags), 3</a.so>, 0x2000) = 0x12000")
      log.add("mmap(0x14000, 0x2000, PROT_READ|PROT_WRITE, \(flags), 3</a.so>, 0x3000) = 0x14000")
    }
    #expect(
      Self.parts(report.processes[0].loads.first?.segments) == [
        "text 10000+2000 r-xp @0 L2", "readOnlyData 12000+1000 r--p @2000 L3",
        "unknown 13000+1000 r-xp @3000 L2", "data 14000+2000 rw-p @3000 L4",
      ])
  }

  @Test("a file that is mapped as a whole, by something that is no loader, gets no names")
  func noLoader() throws {
    let report = try Self.report { log in
      log.add("mmap(NULL, 0x6000, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</tmp/a.jit>, 0) = 0x10000")
      log.add("mmap(NULL, 0x2000, PROT_READ, MAP_PRIVATE, 3</tmp/a.dat>, 0) = 0x20000")
    }
    let loads = report.processes[0].loads
    #expect(Self.parts(loads[0].segments) == ["unknown 10000+6000 r-xp @0 L2"])
    #expect(loads[1].segments.isEmpty && loads[1].laidOut == nil)
  }

  @Test("a snapshot's lines are named as far as they tell it, and the .bss only with the extent")
  func snapshot() throws {
    let maps = """
      10000-11000 r-xp 00000000 fe:00 1    /lib/a.so
      11000-14000 ---p 00001000 fe:00 1    /lib/a.so
      14000-15000 r--p 00004000 fe:00 1    /lib/a.so
      15000-16000 rw-p 00005000 fe:00 1    /lib/a.so
      16000-19000 rw-p 00000000 00:00 0
      20000-21000 r-xp 00000000 fe:00 2    /lib/b.so
      21000-22000 r--p 00001000 fe:00 2    /lib/b.so
      22000-23000 rw-p 00002000 fe:00 2    /lib/b.so
      23000-24000 rw-p 00000000 00:00 0

      """
    let report = try Self.report(maps: maps) { $0.unload(0x10000, size: 0x7100) }
    #expect(
      Self.parts(report.object("a.so")?.before?.segments) == [
        "text 10000+1000 r-xp @0 L1", "hole 11000+3000 ---p L2", "relro 14000+1000 r--p @4000 L3",
        "data 15000+1000 rw-p @5000 L4", "bss 16000+2000 rw-p L5",
      ])
    // One read-only line between text and data: constants, or RELRO.
    #expect(
      Self.parts(report.object("b.so")?.before?.segments) == [
        "text 20000+1000 r-xp @0 L6", "unknown 21000+1000 r--p @1000 L7",
        "data 22000+1000 rw-p @2000 L8",
      ])
    #expect(report.processes[0].reloads[0].events.first?.mappings == 5)
  }

  @Test("what is mapped while another is being loaded was mapped for that one")
  func nesting() throws {
    let report = try Self.report { log in
      log.load("/m/a.so", at: 0x10000, isComplete: false)
      log.load("/m/b.so", at: 0x20000, isComplete: false)
      log.load("/m/c.so", at: 0x30000)
      log.add("mprotect(0x22000, 4096, PROT_READ) = 0")
      log.add("mprotect(0x12000, 4096, PROT_READ) = 0")
      log.load("/m/d.so", at: 0x40000)
    }
    let loads = report.processes[0].loads
    #expect(loads.map { $0.during?.path.escaped } == [nil, "/m/a.so", "/m/a.so", nil])
    #expect(loads.map { $0.during?.isDirect } == [nil, true, false, nil])
    #expect(loads[1].during?.start.line == 3)
  }

  @Test("objects without RELRO, and those that a program starts with, are mapped for no other")
  func noNesting() throws {
    let apart = try Self.report { log in
      log.load("/m/a.so", at: 0x10000, isComplete: false)
      log.load("/m/b.so", at: 0x20000)
    }
    #expect(apart.processes[0].loads.allSatisfy { $0.during == nil })
    var log = DaemonLog()
    log.pid = nil
    log.add("execve(\"/bin/a\", [\"a\"], []) = 0")
    log.load("/lib/b.so", at: 0x10000, isComplete: false)
    log.load("/lib/c.so", at: 0x20000)
    log.add("mprotect(0x12000, 4096, PROT_READ) = 0")
    log.load("/lib/d.so", at: 0x30000, isComplete: false)
    log.load("/lib/e.so", at: 0x40000)
    log.add("mprotect(0x32000, 4096, PROT_READ) = 0")
    let loads = try log.report().processes[0].loads
    #expect(loads.map { $0.during?.path.escaped } == [nil, nil, nil, "/lib/d.so"])
    // The calls of a start are kept too, though nothing was asked for yet.
    #expect(loads.allSatisfy { !$0.segments.isEmpty })
  }

  @Test("two that are given up together: the second was needed by the first")
  func givenUp() throws {
    let report = try Self.report { log in
      log.load("/m/a.so", at: 0x10000, isComplete: false)
      log.load("/m/b.so", at: 0x20000, isComplete: false)
      log.unload(0x10000)
      log.unload(0x20000)
    }
    #expect(report.processes[0].loads.map { $0.during?.path.escaped } == [nil, "/m/a.so"])
  }

  @Test("a log without times has no seconds, one with times tells the gap")
  func seconds() throws {
    for showsTimes in [true, false] {
      var log = DaemonLog()
      log.pid = nil
      log.showsTimes = showsTimes
      log.reload("/lib/a.so", at: 0x10000)
      let report = try log.report(maps: mapsOf([("/lib/a.so", 0x10000, 1)]))
      let object = try #require(report.object("a.so"))
      #expect(object.fate == .remapped)
      #expect((object.gapSeconds != nil) == showsTimes)
      #expect((report.processes[0].loads[0].seconds != nil) == showsTimes)
    }
  }

  @Test("a pattern selects the calls and the loads too")
  func pattern() throws {
    var log = DaemonLog()
    log.pid = nil
    log.signal("SIGHUP")
    log.load("/m/a.so", at: 0x10000)
    log.load("/m/b.so", at: 0x20000)
    log.unload(0x10000)
    let report = try log.report { $0.objectPatterns = ["*/b.so"] }
    #expect(report.processes[0].loads.map(\.path.escaped) == ["/m/b.so"])
    #expect(
      report.processes[0].reloads.flatMap(\.events).allSatisfy { $0.object?.escaped == "/m/b.so" })
  }

  @Test("a verdict on what was asked for does not speak of all")
  func nothingSelected() throws {
    var log = DaemonLog()
    log.load("/m/a.so", at: 0x10000)
    log.reload("/m/a.so", at: 0x10000)
    func verdict(_ patterns: [String]) throws -> String? {
      try log.report { $0.objectPatterns = patterns }.processes.first?.reloads.first?.verdict
    }
    #expect(try verdict([])?.contains("came back") == true)
    #expect(
      try verdict(["*/b.so"]) == "The process reloaded; no object that was asked for changed.")
  }
}

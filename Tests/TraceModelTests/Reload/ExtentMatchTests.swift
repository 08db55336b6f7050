import Testing

@testable import TraceModel

@Suite("Which object an munmap took away of which the log shows no beginning")
struct ExtentMatchTests {
  private static func report(_ write: (inout DaemonLog) -> Void) throws -> Report {
    try DaemonLog.report(write)
  }

  @Test(
    "one range, one object of just this extent: it was that object", arguments: [0x10000, 0x50000])
  func unique(_ base: Int) throws {
    let report = try Self.report { log in
      log.unload(0x10000, size: 6_742_568)
      log.load("/lib/libphp5.so", at: base, size: 6_742_568)
    }
    #expect(report.fates() == ["libphp5.so remapped inferred"])
    let object = try #require(report.object("libphp5.so"))
    #expect(object.rules == ["extentMatch"])
    #expect(object.before?.base == 0x10000)
    #expect(object.sameAddress == (base == 0x10000))
    #expect(object.sameFile == nil)
    #expect(object.evidence.map(\.line) == [2, 4])
    #expect(report.processes[0].unnamedUnmaps.isEmpty)
  }

  @Test("two ranges and two objects of one extent: they were these, but not which was which")
  func ambiguous() throws {
    let report = try Self.report { log in
      log.unload(0x10000)
      log.unload(0x20000)
      log.load("/lib/a.so", at: 0x10000)
      log.load("/lib/b.so", at: 0x20000)
    }
    #expect(report.fates() == ["a.so remapped inferred", "b.so remapped inferred"])
    for name in ["a.so", "b.so"] {
      let object = try #require(report.object(name))
      #expect(object.rules.contains("ambiguousExtent"))
      #expect(object.before == nil)
      #expect(object.sameAddress == nil)
    }
  }

  /// Cases in which no name may be given; the number of unmappings that stay without one.
  @Test(
    "where the numbers do not meet no name is given",
    arguments: [
      "two ranges, one object", "one range, two objects", "another extent", "whole pages",
      "loaded before the unmapping",
      "a data file",
    ])
  func noName(_ what: String) throws {
    let report = try Self.report { log in
      switch what {
      case "two ranges, one object":
        log.unload(0x10000)
        log.unload(0x20000)
        log.load("/lib/a.so", at: 0x10000)
      case "one range, two objects":
        log.unload(0x10000)
        log.load("/lib/a.so", at: 0x10000)
        log.load("/lib/b.so", at: 0x20000)
      case "another extent":
        log.unload(0x10000, size: 0x4124)
        log.load("/lib/a.so", at: 0x10000)
      case "whole pages":
        log.unload(0x80000, size: 0x4001)
        log.unload(0x10000, size: 0x4000)
        log.load("/lib/a.so", at: 0x10000, size: 0x4000)
      case "loaded before the unmapping":
        log.load("/lib/a.so", at: 0x50000)
        log.unload(0x10000)
      default:
        log.unload(0x10000, size: 40519)
        log.add("mmap(NULL, 40519, PROT_READ, MAP_PRIVATE, 4</etc/passwd>, 0) = 0x10000")
      }
    }
    let objects = report.processes[0].reloads.flatMap(\.objects)
    #expect(objects.allSatisfy { !$0.rules.contains("extentMatch") && $0.fate != .remapped })
    #expect(!report.processes[0].unnamedUnmaps.isEmpty)
    // What was there before is not known, so nothing is called new with certainty.
    #expect(objects.allSatisfy { $0.fate != .added || $0.certainty >= .inferred })
  }

  @Test("a name that another load of the process has with the same extent makes it uncertain")
  func otherNames() throws {
    let report = try Self.report { log in
      log.load("/lib/z.so", at: 0x90000)
      log.unload(0x10000)
      log.load("/lib/a.so", at: 0x10000)
    }
    #expect(report.object("a.so")?.fate != .remapped)
  }

  @Test("with a snapshot there is nothing to conclude")
  func snapshot() throws {
    var log = DaemonLog()
    log.reload("/lib/a.so", at: 0x10000)
    let report = try log.report(maps: mapsOf([("/lib/b.so", 0x10000, 1)]))
    #expect(report.fates() == ["a.so added observed", "b.so unmapped snapshot"])
  }
}

@Suite("From which object a file without a name was mapped")
struct UnnamedLoadTests {
  private static let maps = mapsOf([("/lib/a.so", 0x10000, 1), ("/lib/b.so", 0x20000, 2)])

  /// A reload in a log in which no open is: descriptors have no names.
  private static func report(_ loads: [(Int, Int)]) throws -> Report {
    var log = DaemonLog()
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.unload(0x20000, size: 0x4200)
    for (base, size) in loads {
      log.add(
        "mmap(NULL, \(size), PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x"
          + String(base, radix: 16))
    }
    return try log.report(maps: maps)
  }

  @Test("by its extent it is the only one that was unmapped before, or the one at the same base")
  func named() throws {
    let report = try Self.report([(0x50000, 0x4123), (0x20000, 0x4200)])
    #expect(report.fates() == ["a.so remapped inferred", "b.so remapped inferred"])
    #expect(report.object("a.so")?.rules == ["extentMatch"])
    #expect(report.object("a.so")?.sameAddress == false)
    #expect(report.object("b.so")?.sameAddress == true)
    #expect(report.processes[0].reloads[0].unnamedChanges == 0)
  }

  @Test("of another extent it is none of them")
  func unnamed() throws {
    #expect(
      try Self.report([(0x50000, 0x4124)]).fates() == [
        "a.so unmapped snapshot", "b.so unmapped snapshot",
      ])
  }

  /// A log that begins when the file was open already, and the object goes and comes back.
  private static func cut(returning size: Int, at base: Int) throws -> Report {
    var log = DaemonLog()
    log.add(
      "mmap(NULL, 16675, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x10000")
    log.add("close(3) = 0")
    log.signal("SIGHUP")
    log.unload(0x10000)
    log.load("/lib/a.so", at: base, size: size)
    return try log.report()
  }

  @Test("one that was mapped before was the object that came back with its extent")
  func nameless() throws {
    let report = try Self.cut(returning: 0x4123, at: 0x50000)
    #expect(report.fates() == ["a.so remapped inferred"])
    #expect(report.object("a.so")?.rules == ["extentMatch"])
    #expect(report.object("a.so")?.before?.base == 0x10000)
    #expect(report.object("a.so")?.sameAddress == false)
    #expect(report.object("a.so")?.sameFile == nil)
    #expect(report.object("a.so")?.evidence.map(\.line) == [1, 4, 6])
    #expect(report.processes[0].reloads[0].unnamedChanges == 0)
  }

  @Test("one of another extent may have been any: what came is not called new")
  func namelessOther() throws {
    let report = try Self.cut(returning: 0x4124, at: 0x50000)
    #expect(report.fates() == ["a.so unknown unknown"])
    #expect(report.processes[0].reloads[0].unnamedChanges == 1)
    #expect(
      report.processes[0].reloads[0].verdict
        == "The process reloaded; 1 object was unmapped or mapped of which the log does not show the name."
        + " What became of 1 object nothing shows.")
  }

  @Test("of two of one extent neither is taken for it, but the one that lay where it came")
  func namelessTwo() throws {
    for base in [0x10000, 0x50000] {
      var log = DaemonLog()
      for place in ["10000", "20000"] {
        log.add(
          "mmap(NULL, 16675, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x\(place)")
      }
      log.signal("SIGHUP")
      log.unload(0x10000)
      log.unload(0x20000)
      log.load("/lib/a.so", at: base)
      let fates = try log.report().fates()
      #expect(fates == [base == 0x10000 ? "a.so remapped inferred" : "a.so unknown unknown"])
    }
  }
}

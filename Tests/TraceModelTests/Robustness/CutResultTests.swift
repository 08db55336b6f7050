import Testing

@testable import TraceModel

@Suite("Logs that were cut within the result of their last call")
struct CutResultTests {
  private static let map =
    "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0066da0000"
  private static let next = map.replacing("0x7f0066da0000", with: "0x7f0066db1000")

  /// What is mapped at the end of a log, and whether it says that its last line was cut.
  private static func end(of log: String) throws -> (maps: [String], isCut: Bool) {
    let folder = try ScratchFolder(["log": log])
    let maps = try TraceAnalysis().maps(of: [.file(folder.file("log"))])
    let told = try report(of: log).trace.diagnostics
    return (
      maps.lines.map { "\($0.range)" },
      told.contains { $0.message.contains("ends in the middle of this line") }
    )
  }

  @Test("a call whose result is not whole has not happened", arguments: ["", " <0.000012>"])
  func cut(_ duration: String) throws {
    let first = Self.map + duration + "\n"
    let log = first + Self.next + duration
    let before = try Self.end(of: first).maps
    for missing in 1...(13 + duration.count) {
      let end = try Self.end(of: String(log.dropLast(missing)))
      // What is missing of a duration does not matter.
      let isWhole = missing < duration.count
      #expect(end.isCut == !isWhole, "\(missing)")
      #expect(end.maps == (isWhole ? try Self.end(of: log).maps : before), "\(missing)")
    }
  }

  @Test(
    "a result that is whole is taken without a newline behind it",
    arguments: [
      ("mmap(0x1000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x1000", true),
      ("mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000", true),
      ("munmap(0x7f0066da0000, 4096) = 0", false),
      ("munmap(0x7f0066da0000, 4096)          = 0", false),
    ])
  func whole(_ call: String, _ isThere: Bool) throws {
    let end = try Self.end(of: Self.map + "\n" + call)
    #expect(!end.isCut)
    #expect(end.maps.count == (isThere ? 2 : 0))
  }

  @Test("the second half of a call may be cut as well")
  func half() throws {
    let log =
      "1 \(Self.map)\n1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0 <unfinished ...>\n"
      + "2 getpid() = 2\n1 <... mmap resumed>) = 0x7f0066d"
    let end = try Self.end(of: log)
    #expect(end.isCut)
    #expect(end.maps.count == 1)
  }

  @Test("a byte order mark before the first line makes no fragment of it")
  func mark() throws {
    let log = (1...5).map { "12:00:0\($0) close(\($0)) = 0\n" }.joined()
    let trace = try report(of: "\u{FEFF}" + log).trace
    #expect(trace.skippedLines == 0)
    #expect(trace.first?.time == "12:00:01")
  }

  @Test("what is left of an address is no argument of the call because it begins like one")
  func fixed() throws {
    let fixed =
      "mmap(0x7f0066da1000, 4096, PROT_READ, MAP_PRIVATE|MAP_FIXED|MAP_ANONYMOUS, -1, 0) = 0x7f0066da1000"
    for missing in 1...12 {
      let end = try Self.end(of: Self.map + "\n" + fixed.dropLast(missing))
      #expect(end.isCut && end.maps.count == 1, "\(missing)")
    }
    #expect(try !Self.end(of: Self.map + "\nbrk(NULL) = 0x1c3a000").isCut)
  }

  @Test("a part of a set that was cut is named")
  func part() throws {
    let folder = try ScratchFolder([
      "t.10": "10:00:00.1 execve(\"/a\", [\"a\"], 0x1 /* 0 vars */) = 0\n10:00:00.2 fork() = 11\n",
      "t.11": "10:00:00.3 \(Self.map)\n10:00:00.4 \(Self.next.dropLast(4))",
    ])
    let report = try TraceAnalysis().reports(of: [.file(folder.file("t.10"))])[0]
    let told = report.trace.diagnostics.filter {
      $0.message.contains("this part ends in the middle")
    }
    #expect(told.map(\.file) == [folder.file("t.11")] && told.map(\.line) == [2])
  }
}

import Testing

@testable import TraceModel

@Suite("The address space at an instant")
struct InstantWatchTests {
  private static let log = """
    10:00:00.000000 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000 <0.000100>
    10:00:01.000000 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x3000 <0.500000>
    hello
    10:00:02.000000 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x5000 <0.000100>

    """

  private static func count(_ log: String, _ instant: String, before: Bool = false) throws -> Int {
    // Before the first line there is no process yet.
    try LogRun(log, at: instant, before: before).sequencer.watch.kept?.space.count ?? 0
  }

  @Test(
    "a line: after it, or before it for --from",
    arguments: [
      ("L1", 1, 0), ("L2", 2, 1), ("L3", 2, 2), ("L4", 3, 2), ("L99", 3, 3),
    ])
  func lines(_ instant: String, _ after: Int, _ before: Int) throws {
    #expect(try Self.count(Self.log, instant) == after)
    #expect(try Self.count(Self.log, instant, before: true) == before)
  }

  @Test(
    "a time: after the calls that were over then, whoever asks",
    arguments: [
      ("09:59:59", 0), ("10:00:00", 0), ("10:00:00.0001", 1), ("10:00:00.5", 1), ("10:00:01.4", 1),
      ("10:00:01.5", 2), ("10:00:02.000099", 2), ("10:00:02.0001", 3), ("23:00:00", 3), ("+0", 0),
      ("+0.0001", 1),
      ("+1.5", 2), ("+99", 3),
    ])
  func times(_ instant: String, _ count: Int) throws {
    #expect(try Self.count(Self.log, instant) == count)
    #expect(try Self.count(Self.log, instant, before: true) == count)
  }

  @Test("without -T a call is over when it begins; in two halves when the second comes")
  func halves() throws {
    let log = """
      7 10:00:00 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000
      7 10:00:01 munmap(0x1000, 4096 <unfinished ...>
      8 10:00:02 close(3) = 0
      7 10:00:03 <... munmap resumed>) = 0
      7 10:00:05 close(3) = 0
      """
    #expect(try Self.count(log, "10:00:00") == 1)
    #expect(try Self.count(log, "10:00:02") == 1)
    #expect(try Self.count(log, "10:00:03") == 0)
    #expect(try Self.count(log, "L3") == 1)
  }

  @Test("a time of day before the first is of the next day")
  func midnight() throws {
    let call = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) ="
    let log =
      "23:59:58 \(call) 0x1000\n23:59:59 \(call) 0x3000\n00:00:01 \(call) 0x5000\n00:00:03 \(call) 0x7000\n"
    #expect(try Self.count(log, "23:59:58") == 1)
    #expect(try Self.count(log, "00:00:00") == 2)
    #expect(try Self.count(log, "00:00:02") == 3)
    #expect(try Self.count(log, "23:00:00") == 0)
  }

  @Test("epochs are found in logs of epochs, seconds from the start in any with times")
  func epochs() throws {
    let call = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) ="
    let log = "1700000000.5 \(call) 0x1000\n1700000002.5 \(call) 0x3000\n"
    #expect(try Self.count(log, "1700000000.4") == 0)
    #expect(try Self.count(log, "1700000001") == 1)
    #expect(try Self.count(log, "+1") == 1)
    let relative = "     0.0 \(call) 0x1000\n     1.0 \(call) 0x3000\n     1.0 \(call) 0x5000\n"
    #expect(try Self.count(relative, "+1") == 2)
  }
}

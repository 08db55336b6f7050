import Testing

@testable import TraceModel

@Suite("Tasks that are given one descriptor at a time are of two processes")
struct DescriptorClashTests {
  /// Two tasks to which strace attached, in a log of all calls.
  private static let start = """
    5 openat(AT_FDCWD, "/x", O_RDONLY <unfinished ...>
    7 futex(0x7f0000001000, FUTEX_WAKE, 1) = 0
    5 <... openat resumed>) = 9
    5 close(9) = 0

    """

  private static func open(_ pid: Int, _ number: Int = 3) -> String {
    "\(pid) openat(AT_FDCWD, \"/lib/\(pid).so\", O_RDONLY|O_CLOEXEC) = \(number)\n"
  }

  private static func close(_ pid: Int, _ number: Int = 3) -> String {
    "\(pid) close(\(number)) = 0\n"
  }

  private static let clash = open(5) + open(7) + close(5) + close(7)

  private static func pids(_ log: String) throws -> [Int32] {
    try LogRun(log).world.processes.map(\.pid)
  }

  @Test("what is seen twice tells, once does not")
  func twice() throws {
    #expect(try Self.pids(Self.start + Self.clash) == [5])
    #expect(try Self.pids(Self.start + Self.clash + Self.clash) == [5, 7])
  }

  @Test("also of files that are no objects, and are closed again at once")
  func shortLived() throws {
    let calls = Self.clash.replacing(".so", with: ".conf")
    let alone = (Self.open(7) + Self.close(7)).replacing(".so", with: ".conf")
    #expect(try Self.pids(Self.start + alone + calls) == [5])
    let held = Self.open(5).replacing(".so", with: ".conf")
    #expect(try Self.pids(Self.start + alone + held + alone + alone + Self.close(5)) == [5, 7])
  }

  @Test(
    "threads of one process are not told apart",
    arguments: [
      // One is closed before the other is opened, or a close is under way.
      open(5) + close(5) + open(7) + close(7),
      open(5) + "5 close(3 <unfinished ...>\n" + open(7) + "5 <... close resumed>) = 0\n"
        + close(7),
      open(5) + "7 close(3 <unfinished ...>\n" + open(5) + "7 <... close resumed>) = 0\n"
        + close(5),
      open(5) + "5 close_range(3, 4294967295, 0) = 0\n" + open(7) + close(7),
      open(5) + "7 dup2(1, 3) = 3\n" + open(7) + close(7),
      // One closes what the other opened: a close by a third is missing.
      clash + open(5) + close(7),
      // Closes are missing: each is given what it has open itself.
      open(5) + open(5) + open(7) + open(7) + open(5) + open(7),
    ])
  func threads(_ calls: String) throws {
    #expect(try Self.pids(Self.start + calls + calls + calls) == [5])
  }

  @Test("of the ninth that is given one number nothing is told, however often it is")
  func ninth() throws {
    let others = (8..<15).map { "\($0) futex(0x7f0000001000, FUTEX_WAKE, 1) = 0\n" }.joined()
    let opens = (8..<15).map { Self.open($0) }.joined()
    let again = Self.open(7) + Self.open(7) + Self.open(7)
    let log = Self.start + others + opens
    // They were given it one after the other, which tells of them once.
    let seven = try Self.pids(log + again)
    #expect(try Self.pids(log + Self.open(5) + again) == seven)
  }

  @Test(
    "nothing is told by a log that may not show each close",
    arguments: [
      (
        start.replacing("7 futex(0x7f0000001000, FUTEX_WAKE, 1) = 0\n", with: "7 close(8) = 0\n"),
        ""
      ),
      (start.replacing(" <unfinished ...>", with: ""), ""),
      (start, "5 close(\n"),
      (start, "...\n"),
    ])
  func hidden(_ start: String, _ more: String) throws {
    #expect(try Self.pids(start + more + Self.clash + Self.clash) == [5])
  }

  @Test("the threads of the other process stay together, and those of the first")
  func threadsOfBoth() throws {
    func both(_ first: Int, _ second: Int) -> String {
      let one = Self.open(first) + Self.open(second) + Self.close(first) + Self.close(second)
      return one + one
    }
    let map = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
    let log =
      Self.start + both(5, 7) + both(5, 8) + both(6, 7)
      + "6 \(map)1000\n7 \(map)3000\n8 \(map)5000\n"
    #expect(try Self.pids(log) == [5, 7])
    #expect(try LogRun(log, pid: 5).maps == ["1000-2000 r--p 0"])
    #expect(try LogRun(log, pid: 7).maps == ["3000-4000 r--p 0", "5000-6000 r--p 0"])
  }
}

import Testing

@testable import TraceModel

@Suite("Tasks under ids of another pid namespace")
struct NamespaceIDTests {
  private static let first =
    "1000 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000\n"
  private static let fork = "1000 clone(child_stack=NULL, flags=SIGCHLD) = "
  private static func map(_ pid: Int, _ page: Int) -> String {
    "\(pid) mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x\(page)000\n"
  }

  private static func maps(_ log: String, _ pid: Int32) throws -> [String] {
    try LogRun(log, pid: pid).maps
  }

  private static func parent(_ log: String, _ pid: Int32) throws -> Int32? {
    try LogRun(log, pid: pid).world.processes.first { $0.pid == pid }?.parent
  }

  @Test("a silent id below its creator's is that of the task that nobody announced")
  func silent() throws {
    let log = Self.first + Self.fork + "2\n" + Self.map(1001, 3) + Self.map(1000, 5)
    #expect(try Self.maps(log, 1000) == ["1000-2000 r--p 0", "5000-6000 r--p 0"])
    #expect(try Self.maps(log, 1001) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(try LogRun(log).world.processes.map(\.pid) == [1000, 1001])
  }

  @Test("in the order of the ids, whoever speaks first; nested ones and threads too")
  func several() throws {
    let log =
      Self.first + Self.fork + "2\n" + Self.map(1000, 3) + Self.fork + "3\n" + Self.map(1000, 4)
      + Self.map(1002, 5) + Self.map(1001, 6)
      + "1002 clone(child_stack=0x7, flags=CLONE_VM|CLONE_THREAD) = 4\n"
      + "1001 clone(child_stack=NULL, flags=SIGCHLD) = 5\n" + Self.map(1003, 7) + Self.map(1004, 8)
    #expect(try Self.maps(log, 1001) == ["1000-2000 r--p 0", "6000-7000 r--p 0"])
    #expect(
      try Self.maps(log, 1002) == [
        "1000-2000 r--p 0", "3000-4000 r--p 0", "5000-6000 r--p 0", "7000-8000 r--p 0",
      ])
    #expect(
      try Self.maps(log, 1004) == ["1000-2000 r--p 0", "6000-7000 r--p 0", "8000-9000 r--p 0"])
    #expect(try Self.parent(log, 1004) == 1001)
  }

  @Test(
    "what a task is told of itself tells it too",
    arguments: ["getpid() = 5002", "gettid() = 5002", "set_tid_address(0x7f) = 5002"])
  func told(_ call: String) throws {
    // Ids above their creator's are not of another namespace by themselves.
    let log =
      Self.first + Self.fork + "5001\n" + Self.map(1000, 3) + Self.fork + "5002\n"
      + Self.map(1002, 6) + "1002 \(call)\n" + Self.map(1000, 5)
    #expect(
      try Self.maps(log, 1002) == ["1000-2000 r--p 0", "3000-4000 r--p 0", "6000-7000 r--p 0"])
    #expect(try Self.parent(log, 1002) == 1000)
  }

  @Test("a task that spoke while the only call that makes one was under way is what it made")
  func underWay() throws {
    let log =
      "1000 execve(\"/x\", [\"x\"], 0x7) = 0\n" + Self.first
      + "1000 clone(child_stack=NULL, flags=SIGCHLD <unfinished ...>\n" + Self.map(1001, 3)
      + "1000 <... clone resumed>) = 2\n" + Self.map(1000, 5)
    #expect(try Self.maps(log, 1001) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    #expect(try LogRun(log).world.processes.map(\.pid) == [1000, 1001])
  }

  @Test("threads from before an attached log are not what a call made that stays silent")
  func attached() throws {
    let log = Self.first + Self.fork + "1005\n" + Self.map(1002, 3)
    #expect(try Self.maps(log, 1000) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    // Older than who made a task.
    let older = Self.first + Self.fork + "2\n" + Self.map(999, 3)
    #expect(try Self.maps(older, 1000) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
    // It spoke before the call began.
    let before = Self.map(1000, 2) + Self.map(1001, 3) + Self.fork + "2\n"
    #expect(try Self.maps(before, 1000) == ["2000-4000 r--p 0"])
    // Other ids that were returned speak.
    let heard = Self.first + Self.fork + "1005\n1005 close(3) = 0\n" + Self.fork + "2\n"
    #expect(
      try Self.maps(heard + Self.map(1002, 3), 1000) == ["1000-2000 r--p 0", "3000-4000 r--p 0"])
  }

  @Test("it is told, with what would have shown it")
  func notice() throws {
    let log = Self.first + Self.fork + "2\n" + Self.map(1001, 3)
    let messages = try report(of: log).trace.diagnostics.map(\.message)
    #expect(messages.filter { $0.contains("strace --pidns-translation") }.count == 1)
    #expect(!messages.contains { $0.contains("no clone announced") })
  }
}

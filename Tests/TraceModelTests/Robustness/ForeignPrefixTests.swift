import Testing

@testable import TraceModel

@Suite("Copies with a prefix before the column of pids")
struct ForeignPrefixTests {
  private static func lines(_ column: (Int) -> String) -> [String] {
    [
      column(100) + "execve(\"/bin/d\", [\"d\"], 0x7ffe /* 1 var */) = 0",
      column(100) + "openat(AT_FDCWD, \"/lib/a.so\", O_RDONLY|O_CLOEXEC) = 3",
      column(100)
        + "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000000000",
      column(100) + "clone(child_stack=NULL, flags=SIGCHLD) = 101",
      column(101) + "munmap(0x7f0000000000, 8192)      = 0",
    ]
  }

  @Test(
    "whose line it is stays known",
    arguments: [
      "Nov 23 15:00:00 ", "2025-11-23 15:00:00 ", "15:00:00  ", "[2025-11-23T15:00:00.123Z] ",
      "[pod/web-0/strace] ", "+", "-", "> ", "",
    ], [false, true])
  func owners(_ prefix: String, _ isBracketed: Bool) throws {
    let lines = Self.lines { isBracketed ? "[pid   \($0)] " : "\($0)   " }
    let log = lines.map { prefix + $0 + "\n" }.joined()
    let folder = try ScratchFolder(["log": log])
    for (pid, count) in [(100, 1), (101, 0)] {
      var options = AnalysisOptions()
      options.pid = pid
      let maps = try TraceAnalysis(options: options).maps(of: [.file(folder.file("log"))])
      #expect(maps.lines.count == count, "\(pid)")
      #expect(!maps.diagnostics.contains { $0.message.contains("not understood") })
    }
  }

  @Test(
    "a prefix that might be strace's own shows where a pid comes behind it",
    arguments: ["[web] ", "[pod/web-7d9f/app] ", "[2026-11-30T02:05:16] ", "- ", "1. "])
  func later(_ prefix: String) throws {
    let map = "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x"
    let log = [
      "15:00:00 execve(\"/bin/d\", [\"d\"], 0x7ffe /* 1 var */) = 0",
      "15:00:00 \(map)10000", "15:00:01 clone(child_stack=NULL, flags=SIGCHLD) = 101",
      "[pid   101] 15:00:01 munmap(0x10000, 8192) = 0", "[pid   101] 15:00:02 \(map)20000",
      "[pid   101] 15:00:02 +++ exited with 0 +++", "15:00:03 \(map)30000",
    ]
    let folder = try ScratchFolder(["log": log.map { prefix + $0 + "\n" }.joined()])
    let maps = try TraceAnalysis().maps(of: [.file(folder.file("log"))])
    #expect(maps.lines.map(\.range.start) == [0x10000, 0x30000])
  }

  @Test("what strace itself prints before a call is no such prefix")
  func own() throws {
    for prefix in [
      "100   15:00:00 ", "100 15:00:00.123456 (+     0.000100) ", "[pid   100]      0.000123 ",
      "1700000000.123456 ", "15:00:00 [00007f2ff25edc47] ", "     1.000000 ",
      "100 [unconfined_t] 15:00:00 ", "100      0 ",
    ] {
      let told = try report(of: prefix + "getpid() = 100\n" + prefix + "close(3) = 0\n")
      #expect(told.trace.skippedLines == 0)
      #expect(told.trace.first?.line == 1)
      let line = Array((prefix + "close(3) = 0").utf8)
      let read = LinePrefix(line.span)
      #expect(!read.isForeign && read.body == prefix.utf8.count, "\(prefix)")
    }
  }

  @Test("what grep colours a line with is taken off")
  func grepColours() throws {
    let mark = "\u{1B}[01;31m\u{1B}[K"
    let end = "\u{1B}[m\u{1B}[K"
    let log = Self.lines { "\($0) " }
      .map { $0.replacing("mmap", with: "\(mark)mmap\(end)") + "\n" }.joined()
    let told = try report(of: log)
    #expect(told.trace.skippedLines == 0)
    #expect(told.trace.calls.contains { $0.name == "mmap" && $0.count == 1 })
  }
}

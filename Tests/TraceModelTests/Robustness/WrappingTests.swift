import Testing

@testable import TraceModel

@Suite("Logs that were copied out of something else")
struct WrappingTests {
  private static let plain = """
    execve("/bin/x", ["x"], 0x7ffe /* 1 var */) = 0
    mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
     > /lib/libc.so.6(__mmap+0x1) [0x101a07]
    munmap(0x7f0000000000, 4096 <unfinished ...>
    <... munmap resumed>)             = 0
    --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---
    clone3({flags=CLONE_VM|CLONE_THREAD}strace: Process 8 attached
     => {parent_tid=[8]}, 88) = 8

    exit_group(0)                     = ?
    +++ exited with 0 +++
    """

  private static let withPIDs = """
    18098 execve("/bin/x", ["x"], 0x7ffe /* 1 var */) = 0
    7     mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
    18098 14:56:02 munmap(0x7f0000000000, 4096) = 0
    """

  private static let withDeltas = """
         0.000000 execve("/bin/x", ["x"], 0x7ffe /* 1 var */) = 0
         0.000429 brk(NULL) = 0x55950d84d000
        12.000429 brk(0x55950d86e000) = 0x55950d86e000
    """

  private static let withWholeSeconds = """
         0 execve("/bin/x", ["x"], 0x7ffe /* 1 var */) = 0
         7 brk(NULL) = 0x55950d84d000
    """

  /// What stands before the line of a number, from 0.
  private static let wrappings: [(String, @Sendable (Int) -> String)] = [
    ("indent", { _ in "    " }), ("one blank", { _ in " " }), ("tab", { _ in "\t" }),
    ("mail", { _ in "> " }), ("mail without blank", { _ in ">" }), ("two mails", { _ in "> > " }),
    ("journald", { "Nov 23 15:00:\($0 % 50 + 10) host strace[17]: " }),
    ("ISO journald", { "2026-11-23T15:00:\($0 % 50 + 10)+0100 host strace[17]: " }),
    ("docker compose", { _ in "svc-1  | " }),
    ("docker logs -t", { "2026-11-23T15:00:\($0 % 50 + 10).123456789Z " }),
    ("grep -n", { "\($0 + 5):" }),
    ("cat -n", { "    \($0 < 9 ? " " : "")\($0 + 1)\t" }),
    ("a byte order mark", { $0 == 0 ? "\u{FEFF}" : "" }),
  ]

  @Test("pids that grow by one are no numbers of lines, padded as strace pads them")
  func paddedPIDs() throws {
    let log = (101...108).map { "\($0)   brk(0x\($0)000) = 0x\($0)000\n" }.joined()
    let bytes = Array(log.utf8)
    let unpadded = Array(log.replacing("   ", with: " ").utf8)
    let (isNumbered, wouldBe) = (
      NumberColumn(bytes.span) != nil, NumberColumn(unpadded.span) != nil
    )
    #expect(!isNumbered && wouldBe)
  }

  @Test(
    "the numbers of an editor or a list are neither pids nor times",
    arguments: [" ", "  ", ". ", ".  ", ") ", ": ", ":", "\t"],
    ["", "7     ", "     0.000429 ", "[pid     7] ", "10:00:00.000001 "])
  func numbered(_ behind: String, _ prefix: String) throws {
    let log = (0..<12).map { "\(prefix)brk(0x\($0 + 1)000) = 0x\($0 + 1)000" }
    for first in [1, 96] {
      let numbered = log.enumerated().map { "\(first + $0.offset)\(behind)\($0.element)" }
      try Self.checkNumbered(numbered, log)
    }
  }

  private static func checkNumbered(_ numbered: [String], _ log: [String]) throws {
    let expected = try report(of: log.joined(separator: "\n") + "\n")
    let got = try report(of: numbered.joined(separator: "\n") + "\n")
    #expect(got.trace.skippedLines == 0)
    #expect(got.trace.processCount == expected.trace.processCount)
    #expect(got.processes.map(\.pid) == expected.processes.map(\.pid))
    #expect(got.trace.last?.time == expected.trace.last?.time)
    #expect(got.trace.calls.map(\.count) == expected.trace.calls.map(\.count))
  }

  @Test("what stands before each line changes nothing", arguments: wrappings.indices)
  func wrapped(_ index: Int) {
    for log in [Self.plain, Self.withPIDs, Self.withDeltas, Self.withWholeSeconds] {
      let (name, wrap) = Self.wrappings[index]
      let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
      let copied = lines.enumerated().map { wrap($0.offset) + $0.element }
      let expected = parsed(log)
      let got = parsed(copied.joined(separator: "\n"))
      #expect(got.parser.counts == expected.parser.counts, "\(name)")
      #expect(got.parser.skippedCount == 0, "\(name)")
      #expect(got.parser.features.pidColumn == expected.parser.features.pidColumn, "\(name)")
      #expect(got.parser.last?.time == expected.parser.last?.time, "\(name)")
    }
  }

  @Test("words before the log do not hide it")
  func headings() {
    let (_, parser) = parsed("Here is the log: see below\n\n" + Self.plain)
    #expect(parser.skippedCount == 1)
    #expect(parser.counts[Int(Syscall.munmap.rawValue)] == 1)
  }

  @Test("what a traced program prints in a log that is no copy stays what it is")
  func notLearned() {
    let (_, parser) = parsed(Self.plain + "\nnote: munmap(0x7f0000000000, 4096) = 0\n")
    #expect(parser.counts[Int(Syscall.munmap.rawValue)] == 1)
  }

  @Test(
    "a record behind what the program wrote without a newline is read, where it begins as others do",
    arguments: [
      "14:56:03.000001 munmap(0x7f0000000000, 4096) = 0",
      "7     14:56:03.000001 munmap(0x7f0000000000, 4096) = 0",
      "[pid     7] 14:56:03.000001 munmap(0x7f0000000000, 4096) = 0",
      "7     14:56:03.000001 <... munmap resumed>) = 0",
    ])
  func behindText(_ record: String) {
    let log = """
      7     14:56:02.000001 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
      7     14:56:02.500001 munmap(0x7f0000000000, 4096 <unfinished ...>
      8     14:56:02.600001 brk(NULL) = 0x1000
      progress: 100 % \(record)

      """
    let (_, parser) = parsed(log)
    #expect(parser.counts[Int(Syscall.munmap.rawValue)] == 1)
    #expect(parser.skippedCount == 0)
    // Without what every record here begins with, it may be the program's own words.
    let words = parsed(log.replacing(record, with: "munmap(0x1000, 1) = 0")).parser
    #expect(words.counts[Int(Syscall.munmap.rawValue)] == 0)
  }

  @Test(
    "a notice of strace is read before the first record shows what stands before each line",
    arguments: ["> ", "Nov 23 15:00:10 host strace[17]: ", "    "])
  func notices(_ before: String) {
    let lines = ["strace: Process 8 attached", "munmap(0x7f0000000000, 4096) = 0"]
    let (events, parser) = parsed(lines.map { before + $0 + "\n" }.joined())
    #expect(parser.skippedCount == 0)
    #expect(parser.counts[Int(Syscall.munmap.rawValue)] == 1)
    #expect(events.records.first == "attached 8 L1")
  }

  private static let mixed = """
    7     14:56:02.000001 execve("/bin/x", ["x"], 0x7ffe /* 1 var */) = 0
    7     14:56:02.000002 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
    8     14:56:02.000003 brk(NULL) = 0x1000
    7     14:56:02.000004 munmap(0x7f0000000000, 4096) = 0
    8     14:56:02.000005 munmap(0x7f0000000000, 4096) = 0
    """

  /// What stands before the line of a number, from 0, where not all lines have the same.
  private static let uneven: [(String, @Sendable (Int) -> String)] = [
    ("all but the first indented", { $0 == 0 ? "" : "    " }),
    ("the second half indented", { $0 < 2 ? "" : " " }),
    ("the first lines bare", { $0 < 2 ? "    " : "" }),
    ("deeper in the middle", { $0 == 2 ? "        " : "    " }),
    ("two marks of quotation", { $0 % 2 == 0 ? "> " : ">" }),
    ("all but the first quoted", { $0 == 0 ? "" : "> " }),
    ("a no-break space", { _ in "\u{A0}" }), ("a host in brackets", { _ in "[web1] " }),
    ("the time of ts(1)", { "Nov 29 04:10:0\($0) " }),
    ("the time of ts(1) with %F", { "2026-11-29 04:10:0\($0) " }),
    ("an unknown mark", { _ in "+" }), ("blanks at the end", { _ in "" }),
  ]

  @Test(
    "what stands before some lines only, or is known from nowhere, changes nothing",
    arguments: uneven.indices)
  func unevenly(_ index: Int) {
    let (name, wrap) = Self.uneven[index]
    let expected = parsed(Self.mixed)
    // An unknown mark before a column of pids cannot be told from it.
    let isUnknown = name == "an unknown mark"
    let log =
      isUnknown
      ? Self.mixed.replacing("7     ", with: "").replacing("8     ", with: "") : Self.mixed
    let reference = isUnknown ? parsed(log) : expected
    let lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    let end = name == "blanks at the end" ? "  \t" : ""
    let copied = lines.enumerated().map { wrap($0.offset) + $0.element + end }
    let got = parsed(copied.joined(separator: "\n"))
    #expect(got.told.records == reference.told.records, "\(name)")
    #expect(got.parser.skippedCount == 0, "\(name)")
    #expect(got.parser.last?.printed == reference.parser.last?.printed, "\(name)")
  }

  @Test("a call that was cut in the middle of a log is a line that is not understood")
  func cutWithin() {
    let (_, parser) = parsed(
      "munmap(0x7f0000000000, 8\nmunmap(0x7f0000001000, 4096) = 0\nbrk(NULL) = 0x1000\n")
    #expect(parser.skippedCount == 1)
    #expect(parser.skipped.map(\.line) == [1])
  }

  @Test("lines without a pid behind a detach are another run's")
  func glued() throws {
    let log =
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000\n"
      + "rt_sigsuspend([], 8 <detached ...>\n"
      + "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x50000\n"
    let run = try LogRun(log)
    #expect(run.world.processes.count == 2)
    #expect(run.world.laterRuns.map(\.start.line) == [3])
    let report = try report(of: log)
    #expect(
      report.trace.diagnostics.contains { $0.message.hasPrefix("another run of strace begins") })
  }

  @Test("lines of context have another mark than those that grep found")
  func context() {
    let (_, parser) = parsed(
      "9-brk(NULL) = 0x1000\n10:munmap(0x7f0000000000, 4096) = 0\n11-brk(NULL) = 0x1000\n--\n")
    #expect(parser.counts[Int(Syscall.brk.rawValue)] == 2)
    #expect(parser.counts[Int(Syscall.munmap.rawValue)] == 1)
  }

  @Test("a quoted empty line is empty")
  func emptyQuotes() {
    let (_, parser) = parsed("> brk(NULL) = 0x1000\n>\n> >\n> brk(NULL) = 0x1000\n")
    #expect(parser.skippedCount == 0)
  }

  @Test(
    "halves that are numbered belong together",
    arguments: ["<... mmap resumed #7>", "<... mmap #7 resumed>", "<... mmap resumed>"])
  func numbered(_ tail: String) {
    let (_, parser) = parsed(
      "9 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0 <unfinished #7 ...>\n"
        + "9 \(tail)) = 0x7f0000000000\n")
    #expect(parser.counts[Int(Syscall.mmap.rawValue)] == 1)
    #expect(parser.skippedCount == 0)
  }

  @Test(
    "lines of several sources that take turns are told, those of one that was started anew are not")
  func sources() throws {
    func log(_ names: [String]) -> String {
      names.map { "\($0)brk(NULL) = 0x1000\n" }.joined()
    }
    func told(_ names: [String]) throws -> String? {
      try report(of: log(names)).trace.diagnostics.map(\.message)
        .first { $0.hasPrefix("lines of several sources") }
    }
    let compose = try told([
      "web-1  | ", "db-1   | ", "web-1  | ", "db-1   | ", "web-1  | ", "db-1   | ", "web-1  | ",
    ])
    #expect(compose?.contains("('db-1' and 'web-1')") == true, "\(compose ?? "nothing")")
    let unit = "Nov 30 05:18:01 host strace"
    #expect(
      try told(
        Array(repeating: "\(unit)[991]: ", count: 5) + Array(repeating: "\(unit)[55]: ", count: 5))
        == nil)
    let units = (0..<4).flatMap { Array(repeating: "\(unit)[90\($0)]: ", count: 4) }
    #expect(try told(units) == nil)
    #expect(try told(Array(repeating: "2026-11-23T15:00:10.1Z ", count: 9)) == nil)
  }

  @Test(
    "marks of the document around a log are no lines of it",
    arguments: ["```", "```console", "~~~", "{noformat}", "[/code]", "</code></pre>"])
  func marks(_ mark: String) throws {
    let trace = try report(of: "\(mark)\nbrk(NULL) = 0x1000\n\(mark)\n").trace
    #expect(trace.skippedLines == 0)
    #expect(trace.calls.map(\.count) == [1])
  }

  @Test("times that grow by one are no numbers of lines")
  func growingTimes() {
    let times: [(Int) -> String] = [
      { "170000001\($0).000120 " }, { "170000001\($0) " }, { "0\($0):00:00 " },
      { "0\($0):00:00.000001 " },
    ]
    for time in times {
      let log = (1...6).map { "\(time($0))brk(NULL) = 0x\($0)000\n" }.joined()
      let bytes = Array(log.utf8)
      let isNumbered = NumberColumn(bytes.span) != nil
      #expect(!isNumbered, "\(log)")
    }
  }

  @Test("what script(1) keeps of a shell before the first record is left out")
  func script() throws {
    let log =
      "\u{1B}[?2004l\rexecve(\"/bin/a\", [\"a\"], 0x7 /* 1 var */) = 0\r\nbrk(NULL) = 0x1000\r\n"
    let trace = try report(of: log).trace
    #expect(trace.start == .exec && trace.skippedLines == 0)
  }
}

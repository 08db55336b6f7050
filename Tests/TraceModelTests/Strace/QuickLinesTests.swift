import Foundation
import Testing

@testable import TraceModel

/// What is passed over must make no difference: each log is read with it and without it.
@Suite("Lines that are passed over")
struct QuickLinesTests {
  /// How lines are handed to the parser.
  private enum Way: CaseIterable {
    /// Each is read from its beginning.
    case full
    /// One at a time, as those of an `-ff` set.
    case single
    /// As many at once as are known by their first bytes, as those of a file.
    case runs
  }

  private static func read(
    _ log: [[UInt8]], _ way: Way
  ) -> (RecordingConsumer, TraceParser) {
    var parser = TraceParser()
    parser.isQuick = way != .full
    var consumer = RecordingConsumer()
    consumer.isChoosy = true
    let text = Array(log.joined(separator: [0x0A])) + [0x0A]
    var starts: [Int] = []
    var start = 0
    for line in log {
      starts.append(start)
      start += line.count + 1
    }
    var index = 0
    while index < log.count {
      if way == .runs {
        let run = parser.readRun(
          text.span.extracting(starts[index]..<text.count),
          from: LinePlace(number: index + 1, file: 0, owner: nil, phase: .whole), into: &consumer)
        index += run.lines
        if !run.endsAtUnknown { continue }
        guard index < log.count else { break }
      }
      let line = log[index]
      parser.read(line.span, number: index + 1, file: 0, owner: nil, into: &consumer)
      index += 1
    }
    return (consumer, parser)
  }

  /// What is told of a log, with what the parser counted.
  private static func told(_ log: [[UInt8]], _ way: Way) -> String {
    let (consumer, parser) = read(log, way)
    return """
      \(consumer.records) \(consumer.begun) \(consumer.speakers) \(parser.counts)
      \(consumer.frames) \(String(describing: consumer.lastSpeaker))
      \(parser.recordCount) \(parser.callCount) \(parser.skippedCount) \(parser.skipped)
      \(String(describing: parser.first)) \(String(describing: parser.last)) \(parser.order)
      \(parser.endsDetached) \(parser.features) \(consumer.calls.map { "\($0.began) \($0.ended)" })
      """
  }

  @Test(
    "are most of those of calls that are not read, whatever stands before them",
    arguments: [
      "", "7 ", "[pid    7] ", "7 14:56:02.050146 ", "14:56:02.050146 ",
      "7 1795445762.067258 ", "1795445762.067258 ", "7 14:56:02 ", "14:56:02.050 ",
      "7 14:56:02.050146123 ", "1795445762.067 ", "7 1795445762.067258123 ",
    ])
  func passed(_ prefix: String) {
    let bodies = [
      "rt_sigaction(SIGHUP, {sa_handler=SIG_DFL}, NULL, 8) = 0",
      "poll([{fd=3}], 1, 5) = 0 (Timeout)",
      "poll([{fd=3}], 1, 5 <unfinished ...>", "<... poll resumed>) = 0 (Timeout) <0.000100>",
    ]
    let log = (0..<400).map { Array((prefix + bodies[$0 % bodies.count]).utf8) }
    #expect(Self.read(log, .single).0.passedOver >= 390)
    #expect(Self.read(log, .runs).0.spoken <= 10)
    #expect(Self.told(log, .single) == Self.told(log, .full))
    #expect(Self.told(log, .runs) == Self.told(log, .full))
  }

  @Test(
    "are those about files, too, where no call is without one",
    arguments: ["semop(5, [{0, -1, 0}], 1) = 0", "alarm(5) = 0", "getuid() = 0", "dup(4) = 5"])
  func aboutFiles(_ last: String) {
    let bodies = [
      "read(3, \"0x5000\", 4096) = 6", "access(\"/alarm(5\", R_OK) = -1 ENOENT (No such file)",
      "faccessat(AT_FDCWD, \"/a\", R_OK) = 0", "semget(IPC_PRIVATE, 1, 0) = -1 ENOSPC (No space)",
      "lseek(3, 0, SEEK_SET <unfinished ...>", "<... lseek resumed>) = 0 <0.000100>",
    ]
    // All of semget failed, which tells nothing; what the last line tells is not missed.
    let all = (0..<600).map { "7 " + bodies[$0 % bodies.count] } + ["7 " + last]
    let log = all.map { Array($0.utf8) }
    #expect(Self.read(log, .single).0.passedOver >= 480)
    #expect(Self.read(log, .runs).0.spoken <= 120)
    for way in [Way.single, .runs] { #expect(Self.told(log, way) == Self.told(log, .full)) }
    #expect(Self.read(log, .runs).1.features.hasPathlessCalls == !last.hasPrefix("dup"))
  }

  @Test(
    "are as many where pids have different numbers of digits",
    arguments: [
      ["[pid    7] ", "[pid 12345] ", "[pid 1234567] ", "[pid 654321] "],
      ["7     ", "12345 ", "1234567 ", "654321 "],
    ])
  func widths(_ columns: [String]) {
    let log = (0..<400).map { index in
      Array("\(columns[index % 4])14:56:02.050146 rt_sigaction(SIGHUP, NULL, NULL, 8) = 0".utf8)
    }
    #expect(Self.read(log, .single).0.passedOver >= 380)
    #expect(Self.read(log, .runs).0.spoken <= 20)
    for way in [Way.single, .runs] { #expect(Self.told(log, way) == Self.told(log, .full)) }
  }

  @Test("make no difference in logs of lines that are like each other but not the same")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("QuickLinesTests seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var passedOver = 0
    for _ in 0..<300 {
      let form = Int.random(in: 0..<6, using: &generator)
      let log = (0..<200).map { _ in Self.line(form, &generator) }
      passedOver += Self.read(log, .single).0.passedOver
      let slow = Self.told(log, .full)
      for way in [Way.single, .runs] where Self.told(log, way) != slow {
        let text = log.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        Issue.record("seed \(seed), \(way): \(Self.told(log, way))\n\(slow)\n\(text)")
        return
      }
    }
    #expect(passedOver > 1000)
  }

  /// A line of one of six layouts, now and then with a byte that does not belong there.
  private static func line(_ form: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    /// One of them, the first nine times out of ten.
    func pick(_ choices: [String]) -> String {
      if Int.random(in: 0..<10, using: &generator) > 0 { return choices.first ?? "" }
      return choices.randomElement(using: &generator) ?? ""
    }
    let pid = pick(["7    ", "8    ", "8", "12345", "123456", "1234567"])
    let time = pick([
      "14:56:02.050146", "14:59:59.999999", "15:00:00.000000", "23:59:60.000001",
      "00:00:00.000001", "24:00:00.000000", "14:60:00.000000",
    ])
    let epoch = pick(["1795445762.067258", "1795445763.000001", "179544576.0672581"])
    let prefix = [
      "\(pid) \(time) ", "\(pid) \(epoch) ", "\(pid) ", "\(time) ", "[pid \(pid)] \(time) ",
      "\(pid) \(time) [00007f2ff25edc47] ",
    ][form]
    let name = pick([
      "read", "poll", "rt_sigtimedwait", "munmap", "write", "openat", "shutdown", "execve", "clone",
      "newfstatat",
    ])
    let number = pick(["5", "6", "AT_FDCWD", "-1"])
    let body = pick([
      // In every other log only files are asked about, and some calls fail at first.
      form.isMultiple(of: 2)
        ? "\(name)(0x5000, 4096) = 0 <0.000010>"
        : "\(name)(\(pick(["3", "\"/a\"", "[HUP]"])), 4096) = "
          + pick(["0", "-1 EAGAIN (Unavailable)"]),
      "<... \(name) resumed>)                  = 0", "rt_sigprocmask(SIG_BLOCK, [HUP], [], 8) = 0",
      "\(name)(0x5, 7) = 0",
      "newfstatat(\(number), \"\", {st_mode=S_IFREG|0644, st_size=20112, ...}, AT_EMPTY_PATH) = 0",
      "write(2, \"\(number): undefined symbol: a\", 30) = 30 <0.000010>",
      "write(\(number), \"GET / HTTP/1.1\", 14) = 14", "write(1, \"cut off",
      "close(\(number)) = 0",
      "\(name)(0x5000, 4096 <unfinished ...>", "<... \(name) resumed>) = 0 <0.000010>",
      "<... \(name) resumed> ) = ? ERESTARTSYS (To be restarted)", "\(name)(0x5 <detached ...>",
      "\(name)(5strace: Process 9 attached", "--- SIGHUP {si_signo=SIGHUP, si_pid=3} ---",
      "+++ exited with 0 +++", "\(name)(\"a text that is not closed", "\(name)() = ?",
      "strace: Process 9 detached", "a foreign line of some length", "",
      " > /usr/lib/libc.so.6(read+0x10) [0x10]", " > /usr/lib/libc.so.6(read+0x10) [0x10]",
      "\u{1B}[01;31m\u{1B}[Kmunmap\u{1B}[m\u{1B}[K(0x5000, 4096) = 0",
    ])
    var line = Array((prefix + body).utf8)
    if !line.isEmpty, Int.random(in: 0..<40, using: &generator) == 0 {
      let place = line.indices.randomElement(using: &generator) ?? 0
      line[place] =
        Bool.random(using: &generator) ? 0 : UInt8.random(in: 0x20..<0x7F, using: &generator)
    }
    return line
  }

  @Test(
    "are not known by what only looks like what they begin with",
    arguments: [
      ["0 (+5.0)123456789.123456 getpid()                        = 5"],
      ["7 getuid()      = 0", "7 getuid() = 0", "7 poll() = 0", "7 a() = 0"],
      ["7 <... pol\"l resumed>) = 0", "7 pol\"l([{fd=3}], 1, 5 <unfinished ...>"],
      ["7 <... wait4 resumed>, 0, NULL) = 0", "7 wait4(12911 <unfinished ...>"],
      [
        "7 openat(AT_FD)CWD, \"b\", O_RDONLY) = 3", "7 close(3)                    = 0",
        "7 openat(AT_FDCWD, \"b\", O_RDON{Y) = 3", "7 close(3)                    = 0",
      ],
    ])
  func lookalikes(_ lines: [String]) {
    let ordinary = [
      "7 getuid()                     = 0", "7 openat(AT_FDCWD, \"b\", O_RDONLY) = 3</b>",
      "7 close(3</b>)                 = 0",
    ]
    let log = (ordinary + lines + lines + ordinary + lines).map { Array($0.utf8) }
    for way in [Way.single, .runs] { #expect(Self.told(log, way) == Self.told(log, .full)) }
  }

  @Test(
    "are none that tell of the log as a whole what no line told before",
    arguments: [
      // The first futex failed, and only calls about signals have no file.
      [
        "7 rt_sigaction(SIGHUP, {sa_handler=SIG_DFL}, NULL, 8) = 0",
        "7 futex(0x7f0000001000, FUTEX_WAIT_PRIVATE, 2, NULL) = -1 EAGAIN (Unavailable)",
        "7 futex(0x7f0000001000, FUTEX_WAKE_PRIVATE, 1) = 1",
      ],
      // The first access failed, and the call before shows no result.
      [
        "7 rt_sigsuspend([HUP], 8 <unfinished ...>",
        "7 access(\"/etc/ld.so.preload\", R_OK) = -1 ENOENT (No such file)",
        "7 access(\"/etc/ld.so.cache\", R_OK)      = 0",
      ],
      // A second half does not show that the number is no descriptor.
      [
        "7 access(\"/etc/ld.so.cache\", R_OK)      = 0",
        "7 semop(5, [{0, -1, IPC_NOWAIT}], 1)      = -1 EAGAIN (Unavailable)",
        "8 <... semop resumed>)                    = 0",
        "7 semop(5, [{0, -1, IPC_NOWAIT}], 1)      = 0",
      ],
    ])
  func seekers(_ lines: [String]) {
    let log = (lines + [1, 2, 3, 4].compactMap { _ in lines.last }).map { Array($0.utf8) }
    for way in [Way.single, .runs] { #expect(Self.told(log, way) == Self.told(log, .full)) }
  }

  @Test(
    "are none of another time, whatever showed it",
    arguments: [
      // Half a day passes with a signal, and the other half before the next line that is read.
      [
        "7 01:20:00.000001 getuid()            = 0", "7 01:20:00.000002 getuid()            = 0",
        "7 13:30:00.000000 --- SIGUSR1 {si_signo=SIGUSR1, si_pid=3} ---",
        "7 01:20:00.000003 getuid()            = 0", "7 01:40:00.000000 getuid()            = 0",
        "7 01:40:00.000001 munmap(0x5000, 4096)  = 0",
      ],
      // Ten digits of which the first two are of no year of Linux.
      [
        "0099999999 getuid()              = 0", "0099999999 getuid()              = 0",
        "0000000005 getuid()              = 0",
      ],
      [
        "8500000000.000000 getuid()              = 0",
        "8500000000.000001 getuid()              = 0",
        "8599999999.000000 getuid()              = 0",
      ],
    ])
  func otherTimes(_ lines: [String]) {
    let log = (lines + lines).map { Array($0.utf8) }
    for way in [Way.single, .runs] { #expect(Self.told(log, way) == Self.told(log, .full)) }
  }

  @Test("make no difference where a process has more files open than are remembered")
  func fullTable() throws {
    let opens = (3..<(FileTable.most + 3)).map { number in
      "7 openat(AT_FDCWD</>, \"/f\", O_RDONLY) = \(number)</f>"
    }
    // What is read in short has to have been read in full before.
    let known = [
      "7 execve(\"/bin/a\", [\"a\"], 0x7ffd00000000 /* 0 vars */) = 0",
      "7 getuid()                      = 0",
      "7 openat(AT_FDCWD</>, \"/e\", O_RDONLY) = 3</e>", "7 close(3</e>)                 = 0",
    ]
    let last = [
      "7 openat(AT_FDCWD</>, \"/l/a.so\", O_RDONLY|O_CLOEXEC) = 90000</l/a.so>",
      "7 close(90000</l/a.so>)            = 0",
      "7 openat(AT_FDCWD</>, \"/g\", O_RDONLY) = 90001</g>",
    ]
    let log = known + opens + last
    let folder = try ScratchFolder(["log": log.joined(separator: "\n") + "\n"])
    let (quick, slow) = try Self.reports(folder.file("log"))
    #expect(quick == slow)
    #expect(slow.contains("more than \(FileTable.most) files are open at a time"))
  }

  /// What is reported of a log when lines are passed over, and when each is read from its beginning.
  private static func reports(_ log: String) throws -> (quick: String, slow: String) {
    var options = AnalysisOptions()
    let quick = try TraceAnalysis(options: options).reports(of: [.file(log)])
    options.isQuick = false
    return ("\(quick)", "\(try TraceAnalysis(options: options).reports(of: [.file(log)]))")
  }

  @Test("make no difference to the reports of real logs", arguments: try realLogs())
  func real(_ log: String) throws {
    let (quick, slow) = try Self.reports(log)
    #expect(quick == slow)
  }

  /// The logs among the fixtures and the lessons.
  private static func realLogs() throws -> [String] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folders = [
      tests.appending(path: "ReloadTimelineTests/Fixtures"),
      tests.deletingLastPathComponent().appending(path: "traces"),
    ]
    return folders.flatMap { folder in
      (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
        .filter {
          $0.hasSuffix(".strace") || $0.hasSuffix(".strace.gz")
            || $0.hasPrefix("format/") && $0.hasSuffix(".log")
        }
        .map { folder.appending(path: $0).path }
    }
  }
}

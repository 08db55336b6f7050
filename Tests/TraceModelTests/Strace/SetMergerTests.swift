import Testing

@testable import TraceModel

@Suite("The order of lines of several files")
struct SetMergerTests {
  /// The steps of a set of made-up files, as `OWNER:LINE` with `(` for a beginning and `)` for an end.
  private static func steps(
    _ files: [String: String], limit: Int = PartPool.mostOpen,
    waits: (Int32) -> Bool = { _ in false }
  ) throws -> String {
    let folder = try ScratchFolder(files)
    let inputs = files.keys.sorted().map { TraceInput.file(folder.file($0)) }
    let log = try #require(try TraceSet.logs(of: inputs).first)
    var merger = try SetMerger(log, pool: PartPool(limit: limit))
    var steps: [String] = []
    while let step = try merger.next(waits) {
      let mark =
        switch step.phase {
        case .whole: ""
        case .begins: "("
        case .ends: ")"
        }
      let owner = log.owners[step.part] ?? 0
      steps.append("\(owner):\(merger.number(of: step.part))\(mark)")
      // Whatever was closed and opened again: the line is the one of that number.
      let text = try merger.text(of: step.part)
      let number = merger.number(of: step.part)
      let lines = files["t.\(owner)", default: ""].split(
        separator: "\n", omittingEmptySubsequences: false)
      #expect(Array(text.buffer[text.line]) == Array(lines[number - 1].utf8))
    }
    return steps.joined(separator: " ")
  }

  @Test("a call is told in halves where lines of others lie between")
  func halves() throws {
    let steps = try Self.steps([
      "t.10": """
      10:00:00.000100 brk(NULL) = 0x1000 <0.000050>
      10:00:00.000200 clone(child_stack=NULL, flags=SIGCHLD) = 11 <0.000400>
      10:00:00.000700 close(3) = 0 <0.000100>
      """,
      "t.11": """
      10:00:00.000300 close(4) = 0 <0.000010>
      10:00:00.000750 close(5) = 0 <0.000010>
      10:00:00.000900 +++ exited with 0 +++
      """,
    ])
    #expect(steps == "10:1 10:2( 11:1 10:2) 10:3( 11:2 10:3) 11:3")
  }

  @Test("colours change nothing")
  func colours() throws {
    let blue = "\u{1B}[34m"
    let plain = "\u{1B}[0m"
    let steps = try Self.steps([
      "t.10": """
      10:00:00.000200 \(blue)clone\(plain)(child_stack=NULL, flags=SIGCHLD) = 11 \(blue)<0.000400>\(plain)
      \(blue)10:00:00.000700 close\(plain)(3) = 0 <0.000100>
      """,
      "t.11": """
      10:00:00.000300 \(blue)close\(plain)(4) = 0 <0.000010>
      10:00:00.000750 \(blue)close\(plain)(5) = 0 <0.000010>
      """,
    ])
    #expect(steps == "10:1( 11:1 10:1) 10:2( 11:2 10:2)")
  }

  @Test("a creating call comes first whatever its child's times say")
  func creatorFirst() throws {
    let steps = try Self.steps([
      "t.10": "10:00:00.000300 fork() = 11\n10:00:00.000400 close(3) = 0\n",
      "t.11": "10:00:00.000100 close(4) = 0\n10:00:00.000500 close(5) = 0\n",
    ])
    #expect(steps == "10:1 11:1 10:2 11:2")
  }

  @Test(
    "at one time, and without times, the lines of the youngest task come first",
    arguments: ["", "10:00:00 ", "     0.000100 ", "10:00:00.123 (+     0.000100) "])
  func youngestFirst(_ time: String) throws {
    let steps = try Self.steps([
      "t.10": "\(time)fork() = 12\n\(time)vfork() = 11\n\(time)close(3) = 0\n",
      "t.11": "\(time)close(3) = 0\n\(time)+++ exited with 0 +++\n",
      "t.12": "\(time)fork() = 13\n\(time)close(3) = 0\n",
      "t.13": "\(time)close(3) = 0\n",
    ])
    #expect(steps == "10:1 12:1 13:1 12:2 10:2 11:1 11:2 10:3")
  }

  @Test("times of day go on over midnight, also in a file that begins after it")
  func midnight() throws {
    let steps = try Self.steps([
      "t.10": """
      23:59:59.000001 fork() = 11
      23:59:59.900000 fork() = 12
      00:00:02.000000 close(3) = 0
      """,
      "t.11": "23:59:59.500000 close(4) = 0\n00:00:01.000000 close(5) = 0\n",
      "t.12": "00:00:00.500000 close(4) = 0\n00:00:03.000000 close(5) = 0\n",
    ])
    #expect(steps == "10:1 11:1 10:2 12:1 11:2 10:3 12:2")
  }

  @Test("a thread that nobody announced comes in at its time, also behind midnight")
  func unannounced() throws {
    let steps = try Self.steps([
      "t.10": "23:59:59.000001 close(3) = 0\n00:00:02.000000 close(3) = 0\n",
      "t.9": "00:00:01.000001 close(3) = 0\n",
    ])
    #expect(steps == "10:1 9:1 10:2")
  }

  @Test("nothing comes between a line and what belongs to it")
  func belonging() throws {
    let steps = try Self.steps([
      "t.10": """
      10:00:01.000000 fork() = 11
      10:00:02.000000 close(3) = 0
       > /lib/a.so(b+0x1) [0x2]


      """,
      "t.11": """
      10:00:02.000000 close(4) = 0
       > /lib/a.so(b+0x1) [0x2]
      10:00:02.000000 close(5) = 0
      """,
    ])
    #expect(steps == "10:1 11:1 11:2 11:3 10:2 10:3 10:4")
  }

  @Test("a file goes on for a second task when its id was given out again")
  func reusedID() throws {
    let steps = try Self.steps([
      "t.10": "1.000001 fork() = 11\n1.000003 fork() = 11\n1.000009 close(3) = 0\n"
        .replacing("1.0", with: "1700000001.0"),
      "t.11": "1.000002 +++ exited with 0 +++\n1.000002 close(4) = 0\n"
        .replacing("1.0", with: "1700000001.0"),
    ])
    #expect(steps == "10:1 11:1 10:2 11:2 10:3")
  }

  @Test("a file whose announcement never comes is read all the same")
  func circle() throws {
    let steps = try Self.steps(["t.10": "fork() = 11\n", "t.11": "fork() = 10\n"])
    #expect(steps == "10:1 11:1")
  }

  @Test("a call waits for room until the next line of its file, and no longer")
  func waits() throws {
    let files = [
      "t.10": """
      10:00:00.000100 fork() = 11
      10:00:00.000200 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7000
      10:00:00.000900 close(3) = 0
      """,
      "t.11": "10:00:00.000300 close(4) = 0\n10:00:00.000950 close(5) = 0\n",
    ]
    #expect(try Self.steps(files) == "10:1 10:2( 10:2) 11:1 10:3 11:2")
    var asked = 0
    let soon = try Self.steps(files) { _ in
      asked += 1
      return asked < 3
    }
    #expect(soon == "10:1 10:2( 11:1 10:2) 10:3 11:2")
    #expect(try Self.steps(files) { _ in true } == "10:1 10:2( 11:1 10:2) 10:3 11:2")
  }

  @Test("of very many calls that wait, the one that has waited longest waits no more")
  func manyWaits() throws {
    var files: [String: String] = [:]
    for part in 10..<15 {
      files["t.\(part)"] =
        "10:00:00.1000\(part) open(\"/a\", O_RDONLY) = 3\n10:00:01.0000\(part) close(9) = 0\n"
    }
    let folder = try ScratchFolder(files)
    let log = try #require(try TraceSet.logs(of: [.file(folder.file("t.10"))]).first)
    for (limit, expected) in [
      (3, "10( 11( 12( 13( 10) 14( 11) 12) 13) 14)"),
      (5, "10( 11( 12( 13( 14( 10) 11) 12) 13) 14)"),
    ] {
      var merger = try SetMerger(log, mostWaiting: limit)
      var steps: [String] = []
      while let step = try merger.next({ _ in true }) {
        guard step.phase != .whole else { continue }
        steps.append("\(log.owners[step.part] ?? 0)" + (step.phase == .begins ? "(" : ")"))
      }
      #expect(steps.joined(separator: " ") == expected)
      #expect(merger.cutWaits == (limit == 3))
    }
  }

  @Test("long lines of many files are not held all at once")
  func longLines() throws {
    let long = String(repeating: "a", count: 10 * PartPool.chunkSize)
    let owners = Array(10..<20)
    let files = owners.map { ("t.\($0)", "write(1, \"\(long)\", 9) = 9\nclose(\($0)) = 0\n") }
    let folder = try ScratchFolder(Dictionary(uniqueKeysWithValues: files))
    let limit = 40 * PartPool.chunkSize
    var pool = PartPool(byteLimit: limit)
    for (index, owner) in owners.enumerated() {
      let part = TracePart(
        input: .file(folder.file("t.\(owner)")), owner: Int32(owner), isGiven: true)
      let open = try pool.reopen(index, PartCursor(part, isAnnounced: false))
      let isRead = try open.reader.next()
      #expect(isRead)
      pool.weigh(index, open)
      #expect(pool.weight <= limit)
    }
    #expect(pool.reader(0) == nil)
    #expect(pool.reader(owners.count - 1) != nil)
  }

  @Test("the order does not depend on how many files may be open", arguments: [1, 2, 3, 64])
  func fewOpen(_ limit: Int) throws {
    var files = ["t.100": ""]
    for child in 101...140 {
      let time = 1_700_000_000 + child
      files["t.100", default: ""] += "\(time).000000 fork() = \(child) <0.500000>\n"
      files["t.\(child)"] = (0..<40)
        .map { "\(time + $0 * 7).2\(10000 + child * 3) close(\($0)) = 0 <2.000000>\n" }.joined()
    }
    let all = try Self.steps(files, limit: 1000)
    #expect(all.split(separator: " ").count > 40 * 41)
    #expect(try Self.steps(files, limit: limit) == all)
  }

  @Test(
    "pages that another thread has to let go first are let go first",
    arguments: ["", " <0.000060>"])
  func room(_ duration: String) throws {
    let folder = try ScratchFolder([
      "t.10": """
      10:00:00.000100 execve("/a", ["a"], 0x1 /* 0 vars */) = 0
      10:00:00.000200 mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x700000000000
      10:00:00.000300 clone(child_stack=0x1, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 11
      10:00:00.000505 munmap(0x700000000000, 4096) = 0
      10:00:00.000900 close(9) = 0
      """,
      "t.11": """
      10:00:00.000500 mmap(NULL, 4096, PROT_READ, MAP_ANONYMOUS, -1, 0) = 0x700000000000\(duration)
      10:00:00.000800 close(9) = 0
      """,
    ])
    let report = try TraceAnalysis().maps(of: [.file(folder.file("t.10"))])
    #expect(report.lines.map(\.permissions) == ["r--p"])
  }

  @Test("of several creating calls under way each child gets its own parent")
  func parents() throws {
    let folder = try ScratchFolder([
      "t.10": """
      10:00:00.000100 execve("/a", ["a"], 0x1 /* 0 vars */) = 0 <0.000001>
      10:00:00.000200 fork() = 11 <0.000010>
      10:00:00.000500 fork() = 12 <0.000500>
      """,
      "t.11": """
      10:00:00.000300 mmap(NULL, 9, PROT_READ, MAP_PRIVATE, -1, 0) = 0x700000000000 <0.000010>
      10:00:00.000510 fork() = 13 <0.000500>
      """,
      "t.12": "10:00:00.000610 close(3) = 0 <0.000001>\n",
      "t.13": "10:00:00.000600 close(3) = 0 <0.000001>\n",
    ])
    for (pid, count) in [(12, 0), (13, 1)] {
      var options = AnalysisOptions()
      options.pid = pid
      let report = try TraceAnalysis(options: options).maps(of: [.file(folder.file("t.10"))])
      #expect(report.lines.count == count)
    }
  }

  @Test("the program of an execve from a thread is the leader's")
  func executedByThread() throws {
    let folder = try ScratchFolder([
      "t.10": """
      10:00:00.000100 execve("/bin/a", ["a"], 0x1 /* 0 vars */) = 0
      10:00:00.000200 clone(child_stack=0x1, flags=CLONE_VM|CLONE_FILES|CLONE_THREAD) = 11
      10:00:00.000600 +++ superseded by execve in pid 11 +++
      10:00:00.000700 <... execve resumed>) = 0
      10:00:00.000800 brk(NULL) = 0x1000
      """,
      "t.11": """
      10:00:00.000300 execve("/bin/b", ["b"], 0x1 /* 0 vars */ <pid changed to 10 ...>
      """,
    ])
    let log = try #require(try TraceSet.logs(of: [.file(folder.file("t.10"))]).first)
    let run = try TraceAnalysis().pass(over: log, watch: InstantWatch(), recordsLoads: true)
    #expect(run.sequencer.world.processes.map(\.executable) == [Array("/bin/b".utf8)])
  }
}

import Foundation
import Testing

@Suite("Input that cannot be read")
struct BadInputTests {
  private static let map =
    "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x70000\n"

  /// Runs the program on files in a new folder, with `-o` a file there; what it said, and whether
  /// the file is there afterwards.
  private static func run(
    _ arguments: [String], files: [String: Data] = [:], environment: [String: String] = [:]
  ) throws -> (result: ProgramResult, hasOutput: Bool) {
    try withFolder { folder in
      for (name, content) in files { try content.write(to: folder.appending(path: name)) }
      try FileManager.default.createDirectory(
        at: folder.appending(path: "directory"), withIntermediateDirectories: false)
      let output = folder.appending(path: "report")
      let placed = arguments.map { $0.replacing("@", with: folder.path + "/") }
      var result = try RunningProgram.run(["-o", output.path] + placed, environment: environment)
      result = ProgramResult(
        status: result.status, output: result.output,
        error: result.error.replacing(folder.path + "/", with: "@"))
      let left = try names(in: folder).filter { files[$0] == nil && $0 != "directory" }
      #expect(result.status == 0 ? left == ["report"] : left == [], "no partial file stays")
      return (result, FileManager.default.fileExists(atPath: output.path))
    }
  }

  /// Fails with status 3, words in the message, nothing written.
  private static func expectFailure(
    _ arguments: [String], files: [String: Data] = [:], environment: [String: String] = [:],
    says words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (result, hasOutput) = try run(arguments, files: files, environment: environment)
    #expect(result.status == 3, sourceLocation: sourceLocation)
    #expect(!hasOutput, sourceLocation: sourceLocation)
    #expect(result.output == "", sourceLocation: sourceLocation)
    #expect(result.error.hasPrefix("reloadtimeline: "), sourceLocation: sourceLocation)
    #expect(result.error.split(separator: "\n").count == 1, sourceLocation: sourceLocation)
    for word in words {
      #expect(result.error.contains(word), "\(result.error)", sourceLocation: sourceLocation)
    }
  }

  @Test("a file that is not there", arguments: [[], ["maps"], ["--format", "json"]])
  func missing(_ verb: [String]) throws {
    try Self.expectFailure(verb + ["@missing.strace"], says: ["@missing.strace", "No such file"])
  }

  @Test("a directory that is no recording", arguments: [[], ["maps"]])
  func directory(_ verb: [String]) throws {
    try Self.expectFailure(verb + ["@directory"], says: ["@directory", "directory"])
  }

  @Test("an empty file", arguments: [[], ["maps"]])
  func empty(_ verb: [String]) throws {
    try Self.expectFailure(
      verb + ["@empty"], files: ["empty": Data()], says: ["@empty", "is empty"])
  }

  @Test("a picture", arguments: [[], ["maps"]])
  func picture(_ verb: [String]) throws {
    var bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10] + Array("JFIF\0".utf8)
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes.append(UInt8(truncatingIfNeeded: state >> 33))
    }
    try Self.expectFailure(
      verb + ["@x.jpg"], files: ["x.jpg": Data(bytes)], says: ["@x.jpg", "no strace log", "JPEG"])
  }

  @Test("a text that is no log", arguments: [[], ["maps"]])
  func text(_ verb: [String]) throws {
    try Self.expectFailure(
      verb + ["@x"], files: ["x": Data("hello\nworld\n".utf8)], says: ["@x", "no strace log"])
  }

  @Test("a log that is cut in the middle of a line is read up to there")
  func cut() throws {
    let log = Self.map + "munmap(0x70000, 81"
    let (result, hasOutput) = try Self.run(["@x"], files: ["x": Data(log.utf8)])
    #expect(result.status == 0)
    #expect(hasOutput)
    let json = try Self.run(["--format", "json", "@x"], files: ["x": Data(log.utf8)])
    #expect(json.result.error.contains("@x:2: the log ends in the middle of this line"))
    let maps = try Self.run(["maps", "@x"], files: ["x": Data(log.utf8)])
    #expect(maps.result.status == 0)
    #expect(maps.hasOutput)
  }

  @Test(
    "what is to be said of a log is said where the reader looks: in the text, or beside it on standard error",
    arguments: [[], ["explain", "0x70000"]])
  func remarks(_ verb: [String]) throws {
    let log = Data((Self.map + "munmap(0x70000, 81").utf8)
    let words = "the log ends in the middle of this line"
    let shown = try withFolder { folder in
      let file = folder.appending(path: "x")
      try log.write(to: file)
      return try RunningProgram.run(verb + [file.path])
    }
    #expect(shown.output.replacing("\n           ", with: " ").contains(words))
    #expect(!shown.error.contains(words))
    let written = try Self.run(verb + ["@x"], files: ["x": log]).result
    #expect(written.error.contains("@x:2: \(words)"))
    #expect(try Self.run(verb + ["--quiet", "@x"], files: ["x": log]).result.error.isEmpty)
  }

  private static let signal =
    "--- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1, si_uid=0} ---\n"
  private static let load = """
    mmap(NULL, 16675, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3</lib/a.so>, 0) = 0x10000
    mmap(0x11000, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</lib/a.so>, 0x1000) = 0x11000
    mmap(0x12000, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3</lib/a.so>, 0x2000) = 0x12000
    mprotect(0x12000, 4096, PROT_READ) = 0

    """
  private static let maps = """
    00010000-00011000 r--p 00000000 fe:00 1    /lib/a.so
    00011000-00012000 r-xp 00001000 fe:00 1    /lib/a.so
    00012000-00015000 rw-p 00002000 fe:00 1    /lib/a.so
    00030000-00031000 r-xp 00001000 fe:00 2    /lib/libc.so.6

    """

  @Test("a snapshot of another process, none of which fits the log")
  func foreignSnapshot() throws {
    let log = Self.signal + "munmap(0x90000, 16675) = 0\n" + Self.load
    try Self.expectFailure(
      ["--maps", "@before.maps", "@x"],
      files: ["x": Data(log.utf8), "before.maps": Data(Self.maps.utf8).dropFirst(0)],
      says: ["@before.maps", "another process"])
  }

  @Test("one munmap that hits nothing of a snapshot does not prove it wrong")
  func holeUnmapped() throws {
    let files = [
      "x": Data(
        (Self.signal + "munmap(0x90000, 4096) = 0\n"
          + "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x91000\n").utf8),
      "before.maps": Data(Self.maps.utf8),
    ]
    try withFolder { folder in
      for (name, data) in files { try data.write(to: folder.appending(path: name)) }
      let result = try RunningProgram.shell(
        "$program --maps $folder/before.maps $folder/x", folder: folder)
      #expect(result.status == 0)
      #expect(result.output.contains("1 call of the log contradicts"), "\(result.output)")
    }
  }

  @Test("a real snapshot of another process is refused")
  func realForeignSnapshot() throws {
    let trace = Fixture.reloads.appending(path: "incident/reload.strace").path
    let maps = Fixture.reloads.appending(path: "crlf/before.maps").path
    try Self.expectFailure(["--maps", maps, trace], says: ["before.maps", "another process"])
  }

  @Test("a snapshot that the log contradicts in part: told, and what rests on it is inferred")
  func contradictedSnapshot() throws {
    let log =
      Self.signal + "munmap(0x10000, 16675) = 0\n" + "munmap(0x90000, 16675) = 0\n" + Self.load
    try withFolder { folder in
      let trace = folder.appending(path: "x")
      let maps = folder.appending(path: "before.maps")
      try Data(log.utf8).write(to: trace)
      try Data(Self.maps.utf8).write(to: maps)
      let document = try Fixture.document(["--maps", maps.path, "--pid", "7", trace.path])
      let messages = document["trace", "diagnostics"]?.elements ?? []
      #expect(
        messages.contains { $0["message"]?.string?.contains("contradict") == true })
      let objects = document.reloads(of: 7).first?["objects"]?.elements ?? []
      #expect(
        objects.compactMap { $0["path"]?.string }.sorted() == ["/lib/a.so", "/lib/libc.so.6"])
      #expect(objects.allSatisfy { $0["certainty"]?.string == "inferred" })
    }
  }

  @Test("a snapshot that is none, or is empty: its line is named")
  func badSnapshots() throws {
    let log = Data((Self.signal + Self.map).utf8)
    let cases: [(String, [String])] = [
      ("hello\n", ["@m:1"]), ("", ["@m", "empty"]),
    ]
    for (text, words) in cases {
      try Self.expectFailure(
        ["--maps", "@m", "@x"], files: ["x": log, "m": Data(text.utf8)], says: words)
      try Self.expectFailure(
        ["--maps-after", "@m", "@x"], files: ["x": log, "m": Data(text.utf8)], says: words)
    }
    try Self.expectFailure(["--maps", "@none", "@x"], files: ["x": log], says: ["@none"])
  }

  @Test("a compressed log without the program that unpacks it: the message names it")
  func noGzip() throws {
    let trace = Fixture.reloads.appending(path: "gzip/reload.strace.gz").path
    try Self.expectFailure(
      [trace], environment: ["PATH": "/nonexistent"], says: ["reload.strace.gz", "gzip"])
  }

  @Test("a compressed log that is cut")
  func cutGzip() throws {
    let bytes = try Data(contentsOf: Fixture.reloads.appending(path: "gzip/reload.strace.gz"))
    // What can be unpacked is reported, with a word on what is missing.
    let half = ["x.gz": bytes.prefix(bytes.count / 2)]
    let (result, hasOutput) = try Self.run(["--format", "json", "@x.gz"], files: half)
    #expect(result.status == 0 && hasOutput)
    #expect(result.error.contains("@x.gz:") && result.error.contains("cut or damaged"))
    try Self.expectFailure(
      ["@x.gz"], files: ["x.gz": bytes.prefix(20)], says: ["@x.gz", "gzip", "cut or damaged"])
  }

  @Test("a line that is not understood is skipped and told, with --strict it is an error")
  func strict() throws {
    let log = Data((Self.map + "hello\n" + Self.map).utf8)
    let (result, hasOutput) = try Self.run(["--format", "json", "@x"], files: ["x": log])
    #expect(result.status == 0 && hasOutput)
    #expect(result.error.contains("@x:2: "))
    try Self.expectFailure(["--strict", "@x"], files: ["x": log], says: ["@x:2: "])
    let quiet = try Self.run(["--quiet", "--format", "json", "@x"], files: ["x": log])
    #expect(quiet.result.error == "")
  }

  @Test("a process that is not in the log: those that are, are named")
  func noProcess() throws {
    let log = Data(("12 " + Self.map + "13 " + Self.map.replacing("70000", with: "80000")).utf8)
    for verb in [[], ["maps"]] {
      try Self.expectFailure(verb + ["--pid", "99", "@x"], files: ["x": log], says: ["99", "12"])
    }
  }

  @Test("the output file that was there stays as it was")
  func keepsOutput() throws {
    try withFolder { folder in
      let output = folder.appending(path: "report")
      try Data("before\n".utf8).write(to: output)
      let trace = folder.appending(path: "x").path
      let result = try RunningProgram.run(["-o", output.path, trace])
      #expect(result.status == 3)
      #expect(try String(contentsOf: output, encoding: .utf8) == "before\n")
      #expect(try names(in: folder) == ["report"])
    }
  }
}

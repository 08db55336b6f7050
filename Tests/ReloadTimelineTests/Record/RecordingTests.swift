import Foundation
import Testing

@testable import reloadtimeline

/// A folder with a log in it, opened as a whole; nothing is recorded for it.
@Suite("Opening a recording")
struct RecordingTests {
  private static let lesson = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../traces/apache-graceful").standardizedFileURL

  /// Files under other names in a new folder, and what the program says of it.
  private static func run(
    _ files: [String: String], _ words: [String]
  ) throws -> ProgramResult {
    try withFolder { folder in
      for (name, source) in files {
        try FileManager.default.copyItem(
          at: lesson.appending(path: source), to: folder.appending(path: name))
      }
      return try RunningProgram.run(words.map { $0.replacing("@", with: folder.path) })
    }
  }

  @Test("the log, and what lies beside it, as if each was named", arguments: ["@", "@/"])
  func whole(_ folder: String) throws {
    let files = [
      "trace": "reload.strace", "before.maps": "before.maps", "after.maps": "after.maps",
    ]
    let result = try Self.run(files, [folder])
    let expected = try text(of: Self.lesson.appending(path: "expected.txt"))
    #expect(result.status == 0, "\(result.error)")
    // The names of the log differ, and with them the column that they take.
    #expect(result.output.hasPrefix("trace         pid 21078"), "\(result.output.prefix(200))")
    let from = try #require(expected.range(of: "Reload 1"))
    #expect(result.output.hasSuffix(expected[from.lowerBound...]), "\(result.output)")
  }

  @Test("without the snapshots the log alone decides")
  func logAlone() throws {
    let result = try Self.run(["trace": "reload.strace"], ["@", "--quiet"])
    #expect(result.status == 0)
    #expect(!result.output.contains("Verification"))
    #expect(!result.output.contains("before.maps   "))
  }

  @Test("what was named goes before what lies there")
  func named() throws {
    let files = [
      "trace": "reload.strace", "before.maps": "before.maps", "after.maps": "httpd.conf",
      "other.maps": "after.maps",
    ]
    let result = try Self.run(files, ["@", "--maps-after", "@/other.maps"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("agrees with other.maps"), "\(result.output)")
    let broken = try Self.run(files, ["@"])
    #expect(broken.status == 3, "after.maps is none")
    #expect(broken.error.contains("after.maps:1: "), "\(broken.error)")
  }

  @Test("the other verbs take what is for them")
  func verbs() throws {
    let files = [
      "trace": "reload.strace", "before.maps": "before.maps", "after.maps": "httpd.conf",
    ]
    let maps = try Self.run(files, ["maps", "@", "--at", "L1"])
    #expect(maps.output.contains("libphp8.2.so"), "\(maps.error)")
    let explained = try Self.run(files, ["explain", "0x7f9f55e19010", "@"])
    #expect(explained.output.contains("tokenizer.so"), "\(explained.error)")
  }

  @Test("the parts of a set are one log")
  func parts() throws {
    let result = try Self.run(
      ["trace.21078": "reload.strace", "before.maps": "before.maps"], ["@", "--format", "json"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("\"pid\": 21078"))
  }

  @Test("what strace was asked for tells that what is not there was not made")
  func command() throws {
    let log =
      "7 10:00:00.000001 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=3, si_uid=0} ---\n"
      + "7 10:00:00.000101 openat(AT_FDCWD</>, \"/etc/x\", O_RDONLY) = 3</etc/x> <0.000010>\n"
    try withFolder { folder in
      try Data(log.utf8).write(to: folder.appending(path: "trace"))
      let alone = try RunningProgram.run([folder.path])
      #expect(alone.output.contains("the log holds no mmap"), "\(alone.output)")
      let words = ["-f", "-y", "-e", "trace=?mmap,?munmap,?openat,?mprotect", "-p", "7"]
      try Data((words.joined(separator: "\n") + "\n").utf8)
        .write(to: folder.appending(path: "strace-command"))
      let asked = try RunningProgram.run([folder.path])
      #expect(!asked.output.contains("the log holds no"), "\(asked.output)")
      // A selection by files says nothing of calls.
      try Data((["-P", "/etc"] + words).joined(separator: "\n").utf8)
        .write(to: folder.appending(path: "strace-command"))
      #expect(try RunningProgram.run([folder.path]).output == alone.output)
    }
  }

  @Test("a thread may speak first: the process is the one that strace attached to")
  func threadFirst() throws {
    let log =
      "12 10:00:00.000001 munmap(0x5000, 4096) = 0 <0.000010>\n"
      + "13 10:00:00.000101 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7000\n"
    try withFolder { folder in
      try Data(log.utf8).write(to: folder.appending(path: "trace"))
      try Data("00005000-00006000 rw-p 00000000 00:00 0 \n".utf8)
        .write(to: folder.appending(path: "before.maps"))
      try Data("d 7 0 3r REG 8,1 5 /etc/x\n".utf8).write(to: folder.appending(path: "lsof"))
      let words = ["-f", "-y", "-e", "trace=?mmap,?munmap", "-p", "7"]
      try Data((words.joined(separator: "\n") + "\n").utf8)
        .write(to: folder.appending(path: "strace-command"))
      let maps = try RunningProgram.run(["maps", "--pid", "7", folder.path])
      #expect(maps.status == 0, "\(maps.error)")
      #expect(maps.output.hasPrefix("00007000-00008000 r--p"), "\(maps.output)")
    }
  }

  @Test("a log that nothing is known to lie beside, and folders that are none")
  func none() throws {
    let other = try Self.run(["reload.strace": "reload.strace"], ["@"])
    #expect(other.status == 3)
    #expect(other.error.contains("is a directory and no recording"), "\(other.error)")
    let two = try Self.run(["trace": "reload.strace"], ["@", "@/trace"])
    #expect(two.status == 2)
    #expect(two.error.contains("one recording at a time"), "\(two.error)")
  }
}

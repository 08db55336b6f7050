import Foundation
import Testing

@testable import reloadtimeline

@Suite("What is asked for and is not there")
struct AskedForTests {
  private static func incident(_ options: String) throws -> ProgramResult {
    let lesson = try #require(try Lesson.all().first { $0.name == "incident" })
    return try RunningProgram.shell(
      #"cd "$folder" && exec "$program" \#(options) reload.strace"#, folder: lesson.file(""))
  }

  @Test(
    "is said on standard error, with what there is instead",
    arguments: [
      ("--from L99999", "--from: line 99999 is behind the end of the log, which has 39 lines"),
      ("--to L40", "--to: line 40 is behind the end of the log, which has 39 lines"),
      (
        "--from 23:00:00",
        "--from: this is behind the end of the log, which goes from 15:50:58.841046 to 15:50:59.209771"
      ),
      ("--from 1700000000", "--from: the log has times of another form, as in 15:50:58.841046"),
      ("--reload 7", "--reload 7: there is no such reload in the log; there is only number 1"),
      ("--object '/libphp5.so'", "--object '/libphp5.so': no object matches"),
      ("--object 'x' --object '*'", "there are libphp5.so, ld.so.cache, libresolv-2.17.so"),
    ])
  func notices(_ options: String, _ notice: String) throws {
    let result = try Self.incident(options)
    #expect(result.status == 0)
    #expect(result.error.contains("reloadtimeline: reload.strace: "), "\(result.error)")
    #expect(result.error.contains(notice), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(try Self.incident(options + " --quiet").error.isEmpty)
  }

  @Test(
    "nothing is said where all is there",
    arguments: ["--from L1", "--to L39", "--reload 1", "--object 'libphp5.so'", "--from +0.1"])
  func quiet(_ options: String) throws {
    #expect(try Self.incident(options).error.isEmpty)
  }

  @Test("the report says too which reload there is not")
  func textSaysIt() throws {
    #expect(
      try Self.incident("--reload 7").output.contains("There is no reload 7 here, only number 1."))
  }

  @Test(
    "so do the formats to look at",
    arguments: ["svg", "html", "markdown"])
  func documentsSayIt(_ format: String) throws {
    let result = try Self.incident("--quiet --reload 7 --format \(format)")
    #expect(result.output.contains("No reload in this log has the number that was asked for"))
  }

  @Test(
    "what a format does not show is said, and by which it would be",
    arguments: [
      ("--story --format svg", "--story is told by --format text; it changes nothing here"),
      ("--events --format markdown", "--events lists calls in --format text; it changes nothing"),
      ("--story --format text", ""), ("--events --format html", ""), ("--events --format json", ""),
      ("--story --format svg --quiet", ""),
    ])
  func unheard(_ options: String, _ notice: String) throws {
    let result = try Self.incident(options)
    #expect(result.status == 0)
    #expect(notice.isEmpty || result.error.contains(notice), "\(result.error)")
    #expect(!notice.isEmpty || !result.error.contains("changes nothing here"))
  }

  @Test("a pattern selects the calls as well")
  func events() throws {
    let output = try Self.incident("--events --object '*/libresolv*'").output
    #expect(output.contains("libresolv-2.17.so") && output.contains("first mapping"))
    #expect(!output.contains("text segment") && output.contains("5 calls"))
    let calls = output.split(separator: "\n").drop { !$0.hasSuffix("calls") }
    #expect(!calls.contains { $0.contains("libphp5.so") || $0.contains("ld.so.cache") })
  }

  @Test(
    "a file of another kind: the advice is that of its option",
    arguments: [
      ("--lsof before.maps", "take it with 'lsof -p PID'"),
      ("--maps source", "--maps wants a file: a copy of /proc/PID/maps"),
      ("--maps-after source", "--maps-after wants a file: a copy of /proc/PID/maps"),
      ("--lsof source", "--lsof wants a file: the output of 'lsof -p PID'"),
      ("source", "source: is a directory and no recording; name the log in it"),
    ])
  func advice(_ options: String, _ advice: String) throws {
    let result = try Self.incident(options)
    #expect(result.status == 3)
    #expect(result.error.contains(advice), "\(result.error)")
  }

  @Test("maps says of which run of strace the process is whose address space it shows")
  func runs() throws {
    let run = """
      08:00:00.000001 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</lib/a.so>, 0) = 0x10000
      08:00:00.000002 pause( <detached ...>

      """
    try withFolder { folder in
      let log = run + run.replacing("0x10000", with: "0x20000")
      try Data(log.utf8).write(to: folder.appending(path: "log"))
      let last = try RunningProgram.shell(#"exec "$program" maps "$folder"/log"#, folder: folder)
      #expect(last.output.hasPrefix("00020000"), "\(last.output)")
      #expect(
        last.error.contains(
          "of a process without a pid, in the run of strace that begins at line 3\n"),
        "\(last.error)")
      // What comes behind the instant is not read.
      let first = try RunningProgram.shell(
        #"exec "$program" maps --at L1 "$folder"/log"#, folder: folder)
      #expect(first.output.hasPrefix("00010000") && !first.error.contains("run of strace"))
    }
  }

  @Test("the NAME of an -ff set, without a pid, opens the set; maps says whose address space it is")
  func setByName() throws {
    try withFolder { folder in
      let call =
        "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</lib/a.so>, 0) = 0x10000\n"
        + "munmap(0x20000, 4096) = 0\n"
      for (pid, text) in [
        (100, "execve(\"/bin/a\", [\"a\"], []) = 0\n" + call + "fork() = 101\n"), (101, call),
      ] {
        try Data(text.utf8).write(to: folder.appending(path: "trace.\(pid)"))
      }
      let set = try RunningProgram.shell(#"exec "$program" "$folder"/trace"#, folder: folder)
      #expect(set.status == 0 && set.output.hasPrefix("trace.100 + 1 more"), "\(set.error)")
      let maps = try RunningProgram.shell(#"exec "$program" maps "$folder"/trace"#, folder: folder)
      #expect(maps.output.hasPrefix("00010000-00011000 r--p"), "\(maps.output)")
      #expect(
        maps.error.contains("of process 100, with which the log begins; --pid chooses another"))
      #expect(maps.error.contains(": 101"))
      let named = try RunningProgram.shell(
        #"exec "$program" maps --pid 101 "$folder"/trace"#, folder: folder)
      #expect(named.error.isEmpty && named.output.hasPrefix("00010000-"))
      let none = try RunningProgram.shell(#"exec "$program" "$folder"/other"#, folder: folder)
      #expect(none.status == 3)
    }
  }
}

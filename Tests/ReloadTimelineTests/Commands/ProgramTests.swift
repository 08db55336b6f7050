import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("The program, run as a process")
struct ProgramTests {
  @Test(
    "tells wrong usage on standard error, and exits 2",
    arguments: [
      ([], "reloadtimeline: no TRACE is given; name a log that strace wrote, or - for standard"),
      (["--formt", "json", "x"], "reloadtimeline: there is no option '--formt'; did you mean"),
      (["mpas", "x"], "reloadtimeline: there is no file and no verb 'mpas'; did you mean 'maps'?"),
      (["--at", "L5", "x"], "reloadtimeline: --at is an option of 'reloadtimeline maps'"),
    ])
  func usage(_ arguments: [String], _ message: String) throws {
    let result = try RunningProgram.run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.error.hasPrefix(message), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
  }

  @Test("shows its version and its help on standard output")
  func help() throws {
    #expect(try RunningProgram.run(["--version"]).output == "reloadtimeline 0.1.0\n")
    for (arguments, verb) in [
      (["--help"], Verb.timeline), (["help", "maps"], .maps), (["schema", "-h"], .schema),
    ] {
      let result = try RunningProgram.run(arguments)
      #expect(result.status == 0)
      #expect(result.output == HelpText.text(for: verb))
      #expect(result.error.isEmpty)
    }
  }

  @Test("ends quietly when the reader of its output has left")
  func closedPipe() throws {
    let result = try RunningProgram.shell(
      // The reader has left before the first byte is written.
      "{ sleep 0.3; $program --help; echo $? >&2; } | true; echo ${PIPESTATUS[0]}")
    #expect(result.error == "0\n")
    #expect(result.output == "0\n")
  }

  @Test(
    "exits 4 when the output cannot be written, and names it and the cause",
    arguments: [
      ("$program --help > /dev/full", "standard output: cannot be written: No space left on dev"),
      ("$program --help >&-", "standard output: cannot be written: Bad file descriptor"),
      ("$program schema -o /dev/full", "/dev/full: cannot be written: No space left on device"),
      ("$program schema -o /dev/fd/77", "/dev/fd/77: cannot be written: Bad file descriptor"),
      ("$program schema -o $folder/new/x", "/new/x: cannot be written: No such file or directory"),
      ("$program schema -o $folder", "cannot be written: Is a directory; name a file"),
      // A file system that fills up, as far as a test can have one: a limit on the file's size. Where
      // the program is built with the thread sanitizer, that would write to TMPDIR before main.
      (
        """
        (ulimit -f 0; exec env --default-signal=XFSZ TMPDIR=/nowhere $program schema -o $folder/old) 2>&1 | cat >&2
        exit ${PIPESTATUS[0]}
        """, "/old: cannot be written: File too large; raise the limit"
      ),
    ])
  func outputFails(_ script: String, _ message: String) throws {
    try withFolder { folder in
      try Data("old".utf8).write(to: folder.appending(path: "old"))
      let result = try RunningProgram.shell(script, folder: folder)
      #expect(result.status == 4)
      #expect(result.error.hasPrefix("reloadtimeline: "))
      #expect(result.error.contains(message), "\(result.error)")
      #expect(try names(in: folder) == ["old"])
      #expect(try text(of: folder.appending(path: "old")) == "old")
    }
  }

  @Test("keeps the old file when the input cannot be read")
  func inputFails() throws {
    try withFolder { folder in
      try Data("old".utf8).write(to: folder.appending(path: "old"))
      let result = try RunningProgram.shell(
        "$program -o $folder/old $folder/missing.strace", folder: folder)
      #expect(result.status == 3)
      #expect(try names(in: folder) == ["old"])
      #expect(try text(of: folder.appending(path: "old")) == "old")
    }
  }

  @Test("does not replace a log by its report")
  func outputIsInput() throws {
    try withFolder { folder in
      try Data("log".utf8).write(to: folder.appending(path: "log"))
      let result = try RunningProgram.shell("$program -o $folder/log $folder/log", folder: folder)
      #expect(result.status == 2)
      #expect(try text(of: folder.appending(path: "log")) == "log")
    }
  }

  @Test("writes directly to what is no regular file")
  func direct() throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        """
        cd $folder
        $program schema > plain
        { echo before; $program schema -o /dev/stdout; echo after; } > redirected
        $program schema -o /dev/fd/3 3> third
        mkfifo pipe; cat pipe > read & $program schema -o pipe; wait
        $program schema -o /dev/null; test -c /dev/null && test -p pipe && echo kept
        """, folder: folder)
      #expect(result.error.isEmpty)
      #expect(result.output == "kept\n")
      let plain = try text(of: folder.appending(path: "plain"))
      #expect(!plain.isEmpty)
      #expect(try text(of: folder.appending(path: "redirected")) == "before\n\(plain)after\n")
      #expect(try text(of: folder.appending(path: "third")) == plain)
      #expect(try text(of: folder.appending(path: "read")) == plain)
    }
  }

  @Test("gives a new file the permissions of the umask")
  func umask() throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        "umask 027; $program schema -o $folder/new; stat -c %a $folder/new", folder: folder)
      #expect(result.output == "640\n")
    }
  }
}

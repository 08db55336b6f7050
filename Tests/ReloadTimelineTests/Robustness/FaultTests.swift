import Foundation
import Testing

@Suite("Faults outside of the program")
struct FaultTests {
  private static let line = "100 brk(NULL) = 0x1000"

  @Test("a read error is told with the line that was reached")
  func readError() throws {
    let result = try RunningProgram.shell("$program /proc/self/mem")
    #expect(result.status == 3)
    #expect(
      result.error == "reloadtimeline: /proc/self/mem: cannot be read: Input/output error\n")
  }

  @Test("a file without a size, as those of /proc, is read to its end")
  func sizeless() throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        "echo '\(Self.line)' > $folder/log; "
          + "$program --format json --maps /proc/self/maps $folder/log | grep -c '\"snapshot\"'",
        folder: folder)
      #expect(result.output == "1\n", "\(result.error)")
    }
  }

  @Test("SIGINT while it waits for its input ends it as a signal does, and leaves no file")
  func interrupted() throws {
    try withFolder { folder in
      let result = try RunningProgram.shell(
        "mkfifo $folder/pipe; exec 3<>$folder/pipe; "
          // A job in the background of a shell without job control would ignore SIGINT, and so
          // does all that is started where the whole test run is such a job.
          + "set -m; env --default-signal=INT $program -o $folder/report $folder/pipe & job=$!; sleep 0.5; "
          + "kill -INT $job; wait $job; echo $?; ls $folder", folder: folder)
      #expect(result.output == "130\npipe\n")
    }
  }

  /// A program that was built with a sanitizer needs more than this for itself.
  private static var fitsInLimit: Bool {
    (try? RunningProgram.shell("(ulimit -d 49152; $program --version)"))?.status == 0
  }

  @Test(
    "memory does not grow with a log that maps nothing, or that opens and forks",
    .enabled(if: fitsInLimit, "a sanitizer's own memory is beyond the limit of this test"))
  func memory() throws {
    for body in [
      "100 read(3, \"\", 832) = 832",
      "100 openat(AT_FDCWD, \"/d/%d\", O_RDONLY) = 3\\n100 close(3) = 0",
      "100 clone(child_stack=NULL, flags=SIGCHLD) = %d\\n%d close(3) = 0\\n%d +++ exited with 0 +++",
      "100 mmap(NULL, 4096, PROT_READ, MAP_SHARED|MAP_ANONYMOUS, -1, 0) = 0x10000\\n"
        + "100 munmap(0x10000, 4096) = 0\\n100 shmget(IPC_PRIVATE, 1, 0) = %d",
    ] {
      // What the program needs of data, threads' stacks and heap, is below half of this.
      let result = try RunningProgram.shell(
        "(ulimit -d 49152; awk 'BEGIN { for (n = 101; n < 30101; n++) { "
          + "line = \"\(body.replacingOccurrences(of: "\"", with: "\\\""))\"; "
          + "gsub(\"%d\", n, line); print line } }' | $program --format json - > /dev/null)")
      #expect(result.status == 0, "\(body): \(result.error)")
    }
  }
}

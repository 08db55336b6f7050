import Foundation
import Testing

@testable import reloadtimeline

@Suite("Threads with a file each")
struct ThreadOrderTests {
  private static func report(times: Bool, thread: Bool) throws -> String {
    try withFolder { folder in
      let flags = thread ? "CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD" : "SIGCHLD"
      let call = "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</lib/a.so>, 0) = 0x10000"
      let lines = [
        100: [
          "execve(\"/bin/a\", [\"a\"], []) = 0", "clone(child_stack=NULL, flags=\(flags)) = 101",
        ],
        101: [call, "munmap(0x10000, 4096) = 0"],
      ]
      for (pid, lines) in lines {
        let text = lines.enumerated().map { index, line in
          (times ? "170000000\(pid - 100).00000\(index) " : "") + line + "\n"
        }.joined()
        try Data(text.utf8).write(to: folder.appending(path: "trace.\(pid)"))
      }
      return try RunningProgram.shell(
        #"exec "$program" --format json "$folder"/trace.100"#, folder: folder
      ).error
    }
  }

  @Test("without times the order between them is not certain, and that is said")
  func uncertain() throws {
    #expect(try Self.report(times: false, thread: true).contains("is not certain; trace with -ttt"))
    #expect(try !Self.report(times: true, thread: true).contains("is not certain"))
    #expect(try !Self.report(times: false, thread: false).contains("is not certain"))
  }
}

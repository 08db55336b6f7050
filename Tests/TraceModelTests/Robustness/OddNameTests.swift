import Testing

@testable import TraceModel

@Suite("Odd names")
struct OddNameTests {
  private static func name(_ log: String) throws -> [String] { try LogRun(log).maps }

  @Test("up to 4.9 a newline in a name is one, and the call goes on in the next line")
  func newline() throws {
    let log =
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</w/new\nline.so>, 0) = 0x10000\n"
      + "7 --- SIGCHLD {si_signo=SIGCHLD} ---\n"
    #expect(try Self.name(log) == [#"10000-11000 r--p 0 /w/new\nline.so"#])
  }

  @Test("a diagnostic within a call is no part of a name")
  func interrupted() throws {
    let log =
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</w/a.so>strace: Process 8 attached\n"
      + ", 0) = 0x10000\n"
    #expect(try Self.name(log) == ["10000-11000 r--p 0 /w/a.so"])
  }

  @Test(
    "what -Y prints of a task does not swallow what follows",
    arguments: ["demo", "[x", "{x", "a b", #"ma\74in\76 \"t"#, "x\"", "/usr", "-"])
  func command(_ name: String) throws {
    let log =
      "7<\(name)> wait4(8<\(name)>, NULL, 0, NULL) = 8<\(name)>\n"
      + "7<\(name)> mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</w/a.so>, 0) = 0x10000\n"
      + "7<\(name)> clone(child_stack=NULL, flags=SIGCHLD) = 9<\(name)>\n"
      + "9<\(name)> munmap(0x10000, 4096) = 0\n"
    let run = try LogRun(log)
    #expect(run.parser.counts[Int(Syscall.clone.rawValue)] == 1)
    #expect(run.parser.counts[Int(Syscall.munmap.rawValue)] == 1)
    #expect(run.parser.skippedCount == 0)
    #expect(run.maps == ["10000-11000 r--p 0 /w/a.so"])
  }

  @Test("security contexts stand behind the pid, paths and descriptors")
  func contexts() throws {
    let log =
      "7 [unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023] openat(AT_FDCWD, "
      + "\"/w/a.so\" [user_home_t], O_RDONLY) = 3</w/a.so> [a!!b]\n"
      + "7 [unconfined_t] 14:00:00 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</w/a.so> [lib_t], 0)"
      + " = 0x10000\n"
    #expect(try Self.name(log) == ["10000-11000 r--p 0 /w/a.so"])
  }

  @Test("addresses of x32 and of 32-bit programs have 32 bits", arguments: ["x32", "32 bit"])
  func narrow(_ mode: String) throws {
    let log =
      "7 [ Process PID=7 runs in \(mode) mode. ]\n"
      + "7 mmap2(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xfffffffff7f78000\n"
    #expect(try Self.name(log) == ["f7f78000-f7f79000 r--p 0"])
  }
}

import Testing

@testable import TraceModel

@Suite("Which file a descriptor means, without -y")
struct DescriptorTests {
  private static let mapping = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, "

  /// The name of what is mapped from a descriptor after some calls.
  private static func name(
    _ calls: [String], from descriptor: String = "3", by pid: Int = 1, directory: String? = nil
  ) throws -> String {
    let lines = calls.map { $0.first?.isNumber == true ? $0 : "1 " + $0 }
    let log = (lines + ["\(pid) \(mapping)\(descriptor), 0) = 0x1000"]).joined(separator: "\n")
    let line = try LogRun(log, pid: Int32(pid), directory: directory).maps.first ?? "nothing"
    return String(line.dropFirst("1000-2000 r--p 0 ".count))
  }

  private static let a = #"open("/a", O_RDONLY) = 3"#

  @Test(
    "what opens gives the number, what closes takes it",
    arguments: [
      ([a], "/a"), ([#"creat("/c", 0640) = 3"#], "/c"),
      ([#"openat(AT_FDCWD, "/a/../b//./c", O_RDONLY) = 3"#], "/b/c"),
      ([#"openat2(AT_FDCWD, "/d", {flags=O_RDONLY|O_CLOEXEC, resolve=0}, 24) = 3"#], "/d"),
      ([#"open("/a", O_RDONLY) = -1 ENOENT (x)"#], ""), ([#"open("/a", O_RDONLY) = ?"#], ""),
      ([a, "close(3) = 0"], ""), ([a, "close(3) = -1 EIO (x)"], ""),
      ([a, "close(3) = 0 (INJECTED)"], "/a"), ([a, "close(3) = -1 EIO (x) (INJECTED)"], "/a"),
      ([a, "close(3) = ? ERESTARTSYS (x)"], "/a"),
      ([a, #"open("/b", O_RDONLY) = 3"#], "/b"),
      ([a, #"open("/b", O_RDONLY) = 3 (INJECTED)"#], "/a"),
      ([#"memfd_create("jit", MFD_CLOEXEC) = 3"#], "/memfd:jit (deleted)"),
      (["syscall_437(0xffffff9c, 0x5613, 0x7f, 0x18, 0, 0) = 0x3"], ""),
      ([a, "close_range(3, 4294967295, 0) = 0"], ""), ([a, "close_range(4, 10, 0) = 0"], "/a"),
      ([a, "close_range(3, -1, 0) = 0"], ""),
      ([a, "close_range(3, 10, CLOSE_RANGE_CLOEXEC) = 0"], "/a"),
    ])
  func opened(_ calls: [String], _ expected: String) throws {
    #expect(try Self.name(calls) == expected)
  }

  @Test(
    "what doubles it gives the same file another number",
    arguments: [
      ("dup(3) = 5", "5"), ("dup2(3, 40) = 40", "40"), ("dup3(3, 41, O_CLOEXEC) = 41", "41"),
      ("fcntl(3, F_DUPFD, 50) = 50", "50"), ("fcntl(3, F_DUPFD_CLOEXEC, 60) = 60", "60"),
      ("fcntl64(3, F_DUPFD, 50) = 50", "50"), ("fcntl(0x3, 0, 0x32) = 0x32", "50"),
      ("fcntl(3, 1030, 60) = 60", "60"), ("fcntl(fd=3, op=F_DUPFD, arg=50) = 50", "50"),
    ])
  func doubled(_ call: String, _ number: String) throws {
    #expect(try Self.name([Self.a, call], from: number) == "/a")
    #expect(try Self.name([Self.a, call, "close(3) = 0"], from: number) == "/a")
    #expect(try Self.name([Self.a, call, "close(\(number)) = 0"]) == "/a")
  }

  @Test("what only asks, or fails, doubles nothing")
  func notDoubled() throws {
    #expect(try Self.name([Self.a, "fcntl(3, F_GETFD) = 1"], from: "1") == "")
    #expect(
      try Self.name(
        [Self.a, #"open("/b", O_RDONLY) = 1"#, "fcntl(3, F_DUPFD_QUERY, 5) = 1"], from: "1") == "/b"
    )
    #expect(try Self.name([Self.a, "dup2(3, 40) = -1 EBADF (x)"], from: "40") == "")
    #expect(try Self.name([Self.a, "dup2(3, 3) = 3"]) == "/a")
  }

  @Test(
    "execve closes what is O_CLOEXEC",
    arguments: [
      ([#"open("/a", O_RDONLY|O_CLOEXEC) = 3"#], "3", ""), ([a], "3", "/a"),
      ([a, "fcntl(3, F_SETFD, FD_CLOEXEC) = 0"], "3", ""),
      ([#"open("/a", O_RDONLY|O_CLOEXEC) = 3"#, "fcntl(3, F_SETFD, 0) = 0"], "3", "/a"),
      ([#"open("/a", O_RDONLY|O_CLOEXEC) = 3"#, "dup(3) = 4"], "4", "/a"),
      ([a, "dup3(3, 4, O_CLOEXEC) = 4"], "4", ""),
      ([a, "fcntl(3, F_DUPFD_CLOEXEC, 4) = 4"], "4", ""),
      ([a, "close_range(3, 10, CLOSE_RANGE_CLOEXEC) = 0"], "3", ""),
      ([#"memfd_create("jit", MFD_CLOEXEC) = 3"#], "3", ""),
      ([#"memfd_create("jit", 0) = 3"#], "3", "/memfd:jit (deleted)"),
    ])
  func execve(_ calls: [String], _ number: String, _ expected: String) throws {
    let exec = #"execve("/x", ["x"], 0x7 /* 3 vars */) = 0"#
    #expect(try Self.name(calls + [exec], from: number) == expected)
    let failed = #"execve("/x", ["x"], 0x7 /* 3 vars */) = -1 ENOENT (x)"#
    #expect(try Self.name(calls + [failed], from: number) != "")
  }

  @Test("CLONE_FILES shares the table; without it the child has a copy")
  func sharing() throws {
    let shared = "clone(child_stack=0x7, flags=CLONE_VM|CLONE_FILES|SIGCHLD) = 2"
    #expect(try Self.name([shared, #"2 open("/a", O_RDONLY) = 3"#]) == "/a")
    let copied = "clone(child_stack=0x7, flags=CLONE_VM|SIGCHLD) = 2"
    #expect(try Self.name([copied, #"2 open("/a", O_RDONLY) = 3"#]) == "")
    #expect(try Self.name([Self.a, "fork() = 2", "close(3) = 0"], by: 2) == "/a")
    #expect(
      try Self.name([Self.a, shared, "2 close_range(3, 9, CLOSE_RANGE_UNSHARE) = 0"]) == "/a")
    #expect(
      try Self.name([Self.a, shared, #"2 execve("/x", ["x"], 0x7) = 0"#, "2 close(3) = 0"]) == "/a")
  }

  @Test("unshare gives a table of descriptors or a working directory of its own")
  func unsharing() throws {
    let shared = "clone(child_stack=0x7, flags=CLONE_VM|CLONE_FS|CLONE_FILES|SIGCHLD) = 2"
    let opened = #"2 open("/a", O_RDONLY) = 3"#
    for files in ["CLONE_FILES", "CLONE_NEWNS|CLONE_FILES", "0x400"] {
      #expect(try Self.name([Self.a, shared, "2 unshare(\(files)) = 0", "2 close(3) = 0"]) == "/a")
      #expect(try Self.name([shared, "2 unshare(\(files)) = 0", opened]) == "")
    }
    #expect(try Self.name([shared, "2 unshare(CLONE_FS) = 0", opened]) == "/a")
    #expect(try Self.name([shared, "2 unshare(CLONE_FILES) = -1 EPERM (x)", opened]) == "/a")
    let relative = #"open("x.so", O_RDONLY) = 3"#
    let moved = #"2 chdir("/w") = 0"#
    #expect(
      try Self.name([shared, "2 unshare(CLONE_FS) = 0", moved, relative], directory: "/s")
        == "/s/x.so")
    #expect(
      try Self.name([shared, "2 unshare(CLONE_FILES) = 0", moved, relative], directory: "/s")
        == "/w/x.so")
  }

  @Test(
    "relative names are seen from the working directory, or from a directory's descriptor",
    arguments: [
      ([#"open("x.so", O_RDONLY) = 3"#], "/start/x.so"),
      ([#"open("../x.so", O_RDONLY) = 3"#], "/x.so"),
      ([#"chdir("/w") = 0"#, #"open("./x.so", O_RDONLY) = 3"#], "/w/x.so"),
      ([#"chdir("sub") = 0"#, #"openat(AT_FDCWD, "x.so", O_RDONLY) = 3"#], "/start/sub/x.so"),
      ([#"chdir("/w") = -1 ENOENT (x)"#, #"open("x.so", O_RDONLY) = 3"#], "/start/x.so"),
      ([#"chdir("/w"...) = 0"#, #"open("x.so", O_RDONLY) = 3"#], "x.so"),
      ([#"getcwd("/w", 4096) = 3"#, #"open("x.so", O_RDONLY) = 3"#], "/w/x.so"),
      ([#"getcwd("/w"..., 4096) = 9"#, #"open("x.so", O_RDONLY) = 3"#], "/start/x.so"),
      ([#"getcwd(0x7ffe0, 1) = -1 ERANGE (x)"#, #"open("x.so", O_RDONLY) = 3"#], "/start/x.so"),
      ([#"getcwd("(unreachable)/w", 4096) = 16"#, #"open("x.so", O_RDONLY) = 3"#], "/start/x.so"),
      (
        [
          #"open("/d", O_RDONLY|O_DIRECTORY) = 9"#, "fchdir(9) = 0", #"open("x.so", O_RDONLY) = 3"#,
        ], "/d/x.so"
      ),
      ([#"open("/d", O_RDONLY) = 9"#, #"openat(9, "x.so", O_RDONLY) = 3"#], "/d/x.so"),
      ([#"openat(9</e>, "x.so", O_RDONLY) = 3"#], "/e/x.so"),
      ([#"openat(AT_FDCWD</e>, "x.so", O_RDONLY) = 3"#], "/e/x.so"),
      ([#"openat(9, "x.so", O_RDONLY) = 3"#], ""),
      ([#"open("/aaa"..., O_RDONLY) = 3"#], ""),
    ])
  func relative(_ calls: [String], _ expected: String) throws {
    #expect(try Self.name(calls, directory: "/start") == expected)
  }

  @Test("names are seen from where the process stood, also where it is told behind them")
  func toldLater() throws {
    func load(_ name: String, at base: String, _ told: String = "") -> String {
      """
      openat(AT_FDCWD, "lib/\(name)", O_RDONLY|O_CLOEXEC) = 3
      \(told)mmap(NULL, 16675, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x\(base)
      close(3) = 0

      """
    }
    let told = "getcwd(\"/w\", 128) = 3\n"
    func paths(_ log: String) throws -> [String] {
      try report(of: log).processes.flatMap(\.loads).map(\.path.escaped)
    }
    #expect(try paths(load("a.so", at: "10000", told)) == ["/w/lib/a.so"])
    let earlier = load("a.so", at: "10000")
    #expect(try paths(earlier + told) == ["/w/lib/a.so"])
    #expect(
      try paths(earlier + load("b.so", at: "20000", told)) == ["/w/lib/a.so", "/w/lib/b.so"])
    let socket = earlier.replacing("= 3", with: "= 3<socket:[7]>").replacing(
      "3, 0)", with: "3<socket:[7]>, 0)")
    #expect(try paths(earlier + socket + told).contains("socket:[7]"))
    #expect(try paths(earlier + "fchdir(9) = 0\n" + told) == ["lib/a.so"])
    #expect(try paths(earlier + #"chdir("/x"...) = 0"# + "\n" + told) == ["lib/a.so"])
    // Another process may stand elsewhere.
    let others =
      earlier.split(separator: "\n").map { "1 \($0)\n" }.joined()
      + "1 fork() = 2\n2 \(told)1 \(told)"
    #expect(try paths(others) == ["lib/a.so"])
    // What goes and comes back is one object.
    let again = earlier + told + "munmap(0x10000, 16675) = 0\n" + load("a.so", at: "10000")
    #expect(
      try report(of: again).processes.flatMap(\.reloads).flatMap(\.objects).map(\.fate) == [
        .remapped
      ])
  }

  @Test("CLONE_FS shares the working directory")
  func directories() throws {
    let open = #"open("x.so", O_RDONLY) = 3"#
    let shared = "clone(child_stack=0x7, flags=CLONE_VM|CLONE_FS|SIGCHLD) = 2"
    #expect(try Self.name([shared, #"2 chdir("/w") = 0"#, open], directory: "/s") == "/w/x.so")
    #expect(
      try Self.name(["fork() = 2", #"2 chdir("/w") = 0"#, open], directory: "/s") == "/s/x.so")
  }

  @Test("what -y shows counts, whatever was opened under that number")
  func decorated() throws {
    #expect(try Self.name([Self.a], from: "3</b>") == "/b")
    #expect(try Self.name([Self.a], from: "3</b>(deleted)") == "/b (deleted)")
    #expect(try Self.name([], from: #"3</lt\74gt\76>"#) == "/lt<gt>")
    #expect(try Self.name([#"open("/a", O_RDONLY) = 3</b>"#]) == "")
  }

  @Test("mprotect stops at a shared mapping of what was opened read-only, not at a writable one")
  func readOnly() throws {
    let log = """
      openat(AT_FDCWD, "/a", O_RDONLY) = 3</a>
      openat(AT_FDCWD, "/b", O_RDWR) = 4</b>
      mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x1000
      mmap(NULL, 4096, PROT_READ, MAP_SHARED, 4</b>, 0) = 0x2000
      mmap(NULL, 4096, PROT_READ, MAP_SHARED, 3</a>, 0) = 0x3000
      mprotect(0x1000, 12288, PROT_READ|PROT_WRITE) = -1 EACCES (x)
      """
    #expect(
      try LogRun(log).maps == ["1000-2000 rw-p 0", "2000-3000 rw-s 0 /b", "3000-4000 r--s 0 /a"])
  }
}

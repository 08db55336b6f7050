import Testing

@testable import TraceModel

@Suite("Arguments and result of a call")
struct CallTextTests {
  /// The arguments, how the text ends, and the result.
  private static func words(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "(")) else { return [] }
    let call = CallText(bytes.span, from: open + 1)
    let arguments = (0..<call.count).map {
      String(decoding: bytes[call.argument($0)], as: UTF8.self)
    }
    let end = call.changedPID.map { "\(call.ending) \($0)" } ?? "\(call.ending)"
    return arguments + [end]
      + (call.ending == .result ? [String(decoding: bytes[call.result...], as: UTF8.self)] : [])
  }

  @Test(
    "ordinary calls in every alignment",
    arguments: [
      ("close(3)                          = 0", ["3", "result", "0"]),
      ("close(3) = 0", ["3", "result", "0"]), ("fork()  = 12", ["result", "12"]),
      (
        "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0x2000) = 0x7f0000000000",
        ["NULL", "4096", "PROT_READ", "MAP_PRIVATE", "3", "0x2000", "result", "0x7f0000000000"]
      ),
      (
        "openat(AT_FDCWD</w>, \"./plugin.so\", O_RDONLY|O_CLOEXEC) = 3</w/plugin.so> <0.000083>",
        [
          "AT_FDCWD</w>", "\"./plugin.so\"", "O_RDONLY|O_CLOEXEC", "result",
          "3</w/plugin.so> <0.000083>",
        ]
      ),
      ("exit_group(0)           = ?", ["0", "result", "?"]),
    ])
  func plain(_ text: String, _ expected: [String]) { #expect(Self.words(text) == expected) }

  @Test("arguments of any length, with what means something at any of their bytes")
  func everyPlace() {
    let pieces = [
      "{x,(y)}", "[a, b]", "\"t), \"", "/* c, d) */", "(1, 2)", "/", "=", "\u{E9}", "z<b",
    ]
    var wrong: [String] = []
    for before in 0..<20 {
      for behind in 0..<20 {
        let left = String(repeating: "A", count: before)
        let right = String(repeating: "b|0", count: behind)
        for piece in pieces {
          let (first, second) = (left + piece + right, "Z" + right)
          let text = "f(\(first), \(second)) = 0"
          if Self.words(text) != [first, second, "result", "0"] { wrong.append(text) }
        }
      }
    }
    #expect(wrong.prefix(3) == [])
  }

  @Test(
    "names and texts that look like the end of a call",
    arguments: [
      (
        #"open("./fake) = 3.so", O_RDONLY) = 4"#, [#""./fake) = 3.so""#, "O_RDONLY", "result", "4"]
      ),
      (
        "mmap(0, 1, 3</w/fake) = 3.so>, 0) = 5",
        ["0", "1", "3</w/fake) = 3.so>", "0", "result", "5"]
      ),
      (#"open("a\") = 1", O_RDONLY) = 4"#, [#""a\") = 1""#, "O_RDONLY", "result", "4"]),
      ("close(3</w/a, b) = 0", ["3</w/a, b) = 0", "open"]),
      ("close(3</w/a, b>) = 0", ["3</w/a, b>", "result", "0"]),
      (
        #"write(2, "<unfinished ...>", 16) = 16"#,
        ["2", #""<unfinished ...>""#, "16", "result", "16"]
      ),
      (
        #"open("a <unfinished ...>", O_RDONLY) = 4"#,
        [#""a <unfinished ...>""#, "O_RDONLY", "result", "4"]
      ),
      ("x(1 /* 2 /* a */, b */, 3) = 0", ["1 /* 2 /* a */, b */", "3", "result", "0"]),
      (
        "wait4(5, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 5",
        ["5", "[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]", "0", "NULL", "result", "5"]
      ),
      (
        "mmap(NULL, 1, 0x100 /* PROT_??? */, 0x24 /* 0x4 /* MAP_??? */|MAP_ANONYMOUS */, -1, 0) = -1 EINVAL (x)",
        [
          "NULL", "1", "0x100 /* PROT_??? */", "0x24 /* 0x4 /* MAP_??? */|MAP_ANONYMOUS */", "-1",
          "0", "result", "-1 EINVAL (x)",
        ]
      ),
      (
        "mmap(NULL, 1, 21<<MAP_HUGE_SHIFT, 2) = 3",
        ["NULL", "1", "21<<MAP_HUGE_SHIFT", "2", "result", "3"]
      ),
      (
        #"execve("./demo", ["./demo", "a)b"], 0x7fff /* 36 vars */) = 0"#,
        [#""./demo""#, #"["./demo", "a)b"]"#, "0x7fff /* 36 vars */", "result", "0"]
      ),
      (
        #"prctl(PR_SET_VMA, 0x7f, "cut, he"..., 3) = 0"#,
        ["PR_SET_VMA", "0x7f", #""cut, he"..."#, "3", "result", "0"]
      ),
      (
        "clone3({flags=CLONE_VM, exit_signal=0} => {parent_tid=[2]}, 88) = 2",
        ["{flags=CLONE_VM, exit_signal=0} => {parent_tid=[2]}", "88", "result", "2"]
      ),
      (
        #"sendto(6<UNIX-STREAM:[1->2,"so ck>) = 1"]>, 0) = 1"#,
        [#"6<UNIX-STREAM:[1->2,"so ck>) = 1"]>"#, "0", "result", "1"]
      ),
      (
        "close(-1) = -1 EBADF (Bad file descriptor)",
        ["-1", "result", "-1 EBADF (Bad file descriptor)"]
      ),
    ])
  func traps(_ text: String, _ expected: [String]) { #expect(Self.words(text) == expected) }

  @Test(
    "names of arguments go; what only looks like one stays",
    arguments: [
      ("munmap(addr=0x7f00, length=4096) = 0", ["0x7f00", "4096", "result", "0"]),
      (
        "clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD) = 5",
        ["NULL", "CLONE_VM|SIGCHLD", "result", "5"]
      ),
      (#"open(pathname="a=b", flags=O_RDONLY) = 3"#, [#""a=b""#, "O_RDONLY", "result", "3"]),
      ("kill(12, s == 0) = 0", ["12", "s == 0", "result", "0"]),
      ("clone3({flags=CLONE_VM}, 88) = 2", ["{flags=CLONE_VM}", "88", "result", "2"]),
    ])
  func names(_ text: String, _ expected: [String]) { #expect(Self.words(text) == expected) }

  @Test(
    "calls without a result",
    arguments: [
      ("read(3,  <unfinished ...>", ["3", "unfinished"]),
      ("wait4(5775 <unfinished ...>", ["5775", "unfinished"]),
      ("vfork( <unfinished ...>", ["unfinished"]),
      ("clone( <unfinished ...>", ["unfinished"]),
      ("pause( <unfinished ... exit status 0>", ["unfinished"]),
      ("read(5,  <unfinished ...>) = ?", ["5", "result", "?"]),
      ("pselect6(9, NULL <detached ...>", ["9", "NULL", "detached"]),
      (
        "execve(\"a\", [], 0x7f /* 3 vars */ <pid changed to 21970 ...>",
        ["\"a\"", "[]", "0x7f /* 3 vars */", "pidChanged 21970"]
      ),
      ("mmap(NULL, 40", ["NULL", "40", "open"]), ("close(3)   ", ["3", "open"]),
      ("close(3) =", ["3", "open"]), ("close(3) = ", ["3", "open"]),
      ("read(3, \"abc", ["3", "\"abc", "open"]),
      ("read(", ["open"]), ("x({a, [b", ["{a, [b", "open"]), ("x(a /* b", ["a /* b", "open"]),
      ("x((((((((", ["(((((((", "open"]),
    ])
  func unfinished(_ text: String, _ expected: [String]) { #expect(Self.words(text) == expected) }

  @Test("of more arguments than any call that is read has, the first eight are kept")
  func many() {
    #expect(
      Self.words("x(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) = 0") == [
        "1", "2", "3", "4", "5", "6", "7", "8", "result", "0",
      ])
  }

  @Test("a struct's field is found by name and ends with it")
  func field() {
    let bytes = Array("{flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD}".utf8)
    let found = Argument.field("flags=", bytes.span, 0..<bytes.count)
    #expect(found.map { String(decoding: bytes[$0], as: UTF8.self) } == "CLONE_VM|CLONE_VFORK")
    let last = Argument.field("exit_signal=", bytes.span, 0..<bytes.count)
    #expect(last.map { String(decoding: bytes[$0], as: UTF8.self) } == "SIGCHLD")
    #expect(Argument.field("stack=", bytes.span, 0..<bytes.count) == nil)
  }

  @Test("cut anywhere, a call is read without a trap, and has a result only with one")
  func everywhere() {
    let whole =
      #"openat(AT_FDCWD</w<char 1:5>>, "./a\"b) = 3", {f=[1, 0x2 /* x /* y */ */], g=(1)}"..., 21<<X) = 3</w/a>(deleted) <0.000083>"#
    let bytes = Array(whole.utf8)
    for end in 0...bytes.count {
      let part = Array(bytes[..<end])
      let call = CallText(part.span, from: min(7, end))
      let outcome = Outcome(part.span, from: call.result)
      if call.ending == .result {
        #expect(end > bytes.count - 34 || outcome.kind == .none, "cut at \(end)")
      }
    }
  }
}

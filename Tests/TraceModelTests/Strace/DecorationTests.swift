import Testing

@testable import TraceModel

@Suite("What -y prints behind a descriptor")
struct DecorationTests {
  /// The name of the decoration that begins at the first `<`, and where the text goes on behind it.
  private static func words(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard let start = bytes.firstIndex(of: UInt8(ascii: "<")),
      let decoration = Decoration(bytes.span, at: start)
    else { return nil }
    let name = String(
      decoding: StringLiteral.unescape(bytes.span, decoration.content), as: UTF8.self)
    var position = start
    Decoration.skip(bytes.span, &position)
    let rest = String(decoding: bytes[position...], as: UTF8.self)
    return name + (decoration.isDeleted ? " GONE" : "") + "|" + rest
  }

  @Test(
    "paths",
    arguments: [
      ("3</usr/lib/libc.so.6>, 0)", "/usr/lib/libc.so.6|, 0)"),
      ("3</w/with space, and) = 3.so>) = 0", "/w/with space, and) = 3.so|) = 0"),
      (#"3</w/lt\74gt\76.so>)"#, "/w/lt<gt>.so|)"),
      (#"3</w/new\nline\"q>)"#, "/w/new\nline\"q|)"),
      (#"3<\x2f\x77\x3e>)"#, "/w>|)"),
      ("3</w/-> [vdso].so>, 0)", "/w/-> [vdso].so|, 0)"),
      ("3</w/a>b.so>)", "/w/a>b.so|)"),
      ("AT_FDCWD</w>, \"x\"", "/w|, \"x\""),
      ("3</a> <0.000083>", "/a| <0.000083>"),
      ("3</a> <unfinished ...>", "/a| <unfinished ...>"),
      ("3</a> [user_home_t], 0)", "/a| [user_home_t], 0)"),
      ("3</a>", "/a|"),
    ])
  func paths(_ text: String, _ expected: String) { #expect(Self.words(text) == expected) }

  @Test(
    "a file without its name: the mark outside since 5.19, inside before",
    arguments: [
      ("3</w/gone.so>(deleted), 0)", "/w/gone.so GONE|, 0)"),
      ("3</w/gone.so (deleted)>, 0)", "/w/gone.so GONE|, 0)"),
      ("3</w/ends (deleted)>(deleted))", "/w/ends (deleted) GONE|)"),
      (#"4</memfd:jit: code \74x\76 \"q\">(deleted))"#, "/memfd:jit: code <x> \"q\" GONE|)"),
      ("12</w/#16410291>(deleted)", "/w/#16410291 GONE|"),
    ])
  func deleted(_ text: String, _ expected: String) { #expect(Self.words(text) == expected) }

  @Test(
    "devices, sockets, pipes, and what has no path",
    arguments: [
      ("3</dev/zero<char 1:5>>, 0)", "/dev/zero|, 0)"),
      ("3</dev/sda<block 8:0>>)", "/dev/sda|)"),
      ("3</dev/ptmx<char 5:2 @/dev/pts/3>>)", "/dev/ptmx|)"),
      ("3</dev/zero<char 1:5>>(deleted))", "/dev/zero GONE|)"),
      ("3<pipe:[49020]>)", "pipe:[49020]|)"),
      ("3<anon_inode:[io_uring]>, 0)", "anon_inode:[io_uring]|, 0)"),
      (
        "4<TCP:[127.0.0.1:53488->127.0.0.1:56703]>, x)",
        "TCP:[127.0.0.1:53488->127.0.0.1:56703]|, x)"
      ),
      (
        #"6<UNIX-STREAM:[1073182->1073181,"so ck>1"]>)"#,
        #"UNIX-STREAM:[1073182->1073181,"so ck>1"]|)"#
      ),
      (#"6<UNIX-STREAM:[1->2,"a]>b"]>)"#, #"UNIX-STREAM:[1->2,"a]>b"]|)"#),
      ("4<RAW:a->b>, x)", "RAW:a->b|, x)"),
      ("3<pid:11557>)", "pid:11557|)"),
      ("5<{eventfd-count=0x7, eventfd-id=1}>)", "{eventfd-count=0x7, eventfd-id=1}|)"),
    ])
  func others(_ text: String, _ expected: String) { #expect(Self.words(text) == expected) }

  @Test("what does not end is none", arguments: ["3", "3<", "3</w/x", "3<pipe:[1", "3<\""])
  func none(_ text: String) { #expect(Self.words(text) == nil) }
}

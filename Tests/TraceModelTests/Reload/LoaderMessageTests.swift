import Testing

@testable import TraceModel

@Suite("What a loader says when it cannot load an object")
struct LoaderMessageTests {
  private static func words(_ text: String, isCut: Bool = false) -> String? {
    guard let message = LoaderMessage(Array(text.utf8), isCut: isCut) else { return nil }
    func word(_ bytes: [UInt8]?) -> String {
      bytes.map { String(decoding: $0, as: UTF8.self) } ?? "-"
    }
    return [
      word(message.object), word(message.symbol), word(message.version), word(message.definer),
    ]
    .joined(separator: " | ")
  }

  @Test(
    "both wordings of glibc, with and without a version, alone and within other words",
    arguments: [
      (
        "/lib64/libresolv.so.2: symbol __h_errno, version GLIBC_PRIVATE not defined in file libc.so.6 with link time reference",
        "/lib64/libresolv.so.2 | __h_errno | GLIBC_PRIVATE | libc.so.6"
      ),
      (
        "httpd: Syntax error on line 56 of /etc/httpd/conf/httpd.conf: Cannot load modules/libphp5.so into server: /lib64/libresolv.so.2: symbol __h_errno, version GLIBC_PRIVATE not defined in file libc.so.6 with link time reference\n",
        "/lib64/libresolv.so.2 | __h_errno | GLIBC_PRIVATE | libc.so.6"
      ),
      (
        "/srv/lib/libleaf.so.2: undefined symbol: __core_errno, version CORE_PRIVATE\n",
        "/srv/lib/libleaf.so.2 | __core_errno | CORE_PRIVATE | -"
      ),
      ("/srv/x.so: undefined symbol: foo", "/srv/x.so | foo | - | -"),
      ("/srv/x.so: undefined symbol: foo (fatal)\n", "/srv/x.so | foo | - | -"),
      ("./demo: symbol lookup error: ./x.so: undefined symbol: foo\n", "./x.so | foo | - | -"),
      (
        "     24757:\t/srv/x.so: error: symbol lookup error: undefined symbol: foo, version V (fatal)\n",
        "/srv/x.so | foo | V | -"
      ),
      (
        "     24757:\t/lib64/x.so: error: relocation error: symbol foo, version V not defined in file libc.so.6 with link time reference (fatal)\n",
        "/lib64/x.so | foo | V | libc.so.6"
      ),
      (
        "httpd: /lib64/libc.so.6: version `GLIBC_2.34' not found (required by /srv/x.so)\n",
        "/srv/x.so | - | GLIBC_2.34 | /lib64/libc.so.6"
      ),
      ("/a.so: symbol s not defined in file b.so with link time reference", "/a.so | s | - | b.so"),
    ])
  func reads(_ text: String, _ expected: String) { #expect(Self.words(text) == expected) }

  @Test(
    "a message that strace cut gives what is left of it",
    arguments: [
      ("/a.so: undefined symbol: __core_er", "/a.so | __core_er | - | -"),
      ("/a.so: symbol __h_errno, version GLIBC_PRI", "/a.so | __h_errno | GLIBC_PRI | -"),
      ("d: failed: /srv/a.so: undefined symbol: ", "/srv/a.so | - | - | -"),
      ("d: failed: /srv/a.so: undef", "/srv/a.so | - | - | -"),
      (
        "/a.so: symbol __h_errno, version V not defined in file libc.so",
        "/a.so | __h_errno | V | libc.so"
      ),
    ])
  func cut(_ text: String, _ expected: String) {
    #expect(Self.words(text, isCut: true) == expected)
  }

  @Test(
    "what may be anything is no message, though strace cut it",
    arguments: ["/a.so: un", "/srv/a.conf: undefined", "a value: undefined", "/a.so undefined sy"])
  func cutOtherwise(_ text: String) { #expect(Self.words(text, isCut: true) == nil) }

  @Test(
    "other words are no message",
    arguments: [
      "", "hello", "undefined symbol: ", "x: symbol foo is fine",
      "/a.so: cannot open shared object file: No such file or directory",
    ])
  func none(_ text: String) { #expect(Self.words(text) == nil) }
}

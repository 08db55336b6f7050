import Testing

@testable import TraceModel

@Suite("Logs that were copied out of the source of an HTML page")
struct EntityTests {
  private static let plain = """
    7 openat(AT_FDCWD</>, "/lib/a&b.so", O_RDONLY) = 3</lib/a&b.so> <0.000010>
    7 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, 3</lib/a&b.so>, 0 <unfinished ...>
    8 write(1, "a<b>\\"c\\" it's &lt;", 16) = 16 <0.000010>
    7 <... mmap resumed>) = 0x7f0000000000 <0.000010>
    7 munmap(0x7f0000001000, 4096) = 0 <0.000010>
    """

  private static func escaped(_ log: String, quotes: Bool, numbers: Bool = false) -> String {
    var text = log.replacing("&", with: "&amp;").replacing("<", with: numbers ? "&#60;" : "&lt;")
      .replacing(">", with: numbers ? "&#x3e;" : "&gt;")
    if quotes {
      text = text.replacing("\"", with: numbers ? "&#34;" : "&quot;").replacing("'", with: "&#39;")
    }
    return text
  }

  private static func areIn(_ log: String) -> Bool {
    let bytes = Array(log.utf8)
    return Entities.areIn(bytes.span)
  }

  /// The lines of the address space at the end of a log.
  private static func maps(of log: String) throws -> [String] {
    let folder = try ScratchFolder(["log": log])
    let report = try TraceAnalysis().maps(of: [.file(folder.file("log"))])
    return report.lines.map { "\($0.range) \($0.offset) \($0.name.escaped)" }
  }

  @Test("entities are read as what they stand for, and that is told", arguments: [true, false])
  func entities(_ quotes: Bool) throws {
    let expected = try report(of: Self.plain)
    let got = try report(of: Self.escaped(Self.plain, quotes: quotes))
    #expect(got.trace.skippedLines == 0)
    #expect(got.trace.calls.map(\.count) == expected.trace.calls.map(\.count))
    #expect(
      try Self.maps(of: Self.escaped(Self.plain, quotes: quotes)) == Self.maps(of: Self.plain))
    let told = got.trace.diagnostics.map(\.message).filter { $0.contains("HTML") }
    #expect(told.count == 1)
    #expect(!expected.trace.diagnostics.contains { $0.message.contains("HTML") })
  }

  @Test("each sign of strace alone is enough", arguments: plain.split(separator: "\n").indices)
  func oneSign(_ line: Int) {
    let text = String(Self.plain.split(separator: "\n")[line])
    #expect(Self.areIn(Self.escaped(text, quotes: false)))
  }

  @Test(
    "a name that holds an entity is what it is",
    arguments: [
      "open(\"/lib/a&lt;b&gt;.so\", O_RDONLY) = 3\n",
      "open(\"/lib/a&lt;b&gt;.so\", O_RDONLY) = 3</lib/a&lt;b&gt;.so>\n",
      "open(\"/lib/\\\"3&lt;/a&gt;\", O_RDONLY) = 3\n", "x &lt; y\nbrk(NULL) = 0x1000\n",
      "write(1, \"1 &lt;0.1&gt;\"..., 300) = 300\n", "brk(NULL) = 0x1000\n",
    ])
  func names(_ log: String) {
    #expect(!Self.areIn(log))
  }

  @Test("the name of a file stays as strace printed it in a log with real brackets")
  func realBrackets() throws {
    let log =
      "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3</lib/a&lt;b&amp;.so>, 0) = 0x7f0000000000\n"
    #expect(try Self.maps(of: log).first?.hasSuffix("/lib/a&lt;b&amp;.so") == true)
  }

  @Test(
    "only what stands for a character of ASCII is replaced, and once",
    arguments: [
      ("&lt;&gt;&amp;&quot;&apos;&nbsp;.", "<>&\"' ."), ("&#60;&#x3C;&#X3e;&#160;", "<<> "),
      ("&amp;lt;", "&lt;"), ("&eacute;&#10;&#27;&#xe9;&", "&eacute;&#10;&#27;&#xe9;&"),
      ("&#99999999999999999999;&#;&#x;&lt", "&#99999999999999999999;&#;&#x;&lt"),
    ])
  func replaced(_ text: String, _ expected: String) {
    let bytes = Array(text.utf8)
    let plain = bytes.span.withoutEntities
    #expect(String(decoding: plain, as: UTF8.self) == expected)
  }
}

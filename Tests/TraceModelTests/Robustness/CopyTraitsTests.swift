import Foundation
import Testing

@testable import TraceModel

@Suite("Logs out of the source of a mail or of a document")
struct CopyTraitsTests {
  /// What a loader does, with names that hold what a mail and a document write otherwise.
  private static let log = (0..<6).map { number in
    let name = "/srv/app_\(number)/*lib=3D\\303\\244_x.so"
    let base = 0x7f00_0001_1000 + number << 20
    let address = "0x" + String(base, radix: 16)
    let next = "0x" + String(base + 0x1000, radix: 16)
    return """
      21078 14:56:02.050146 openat(AT_FDCWD, "\(name)", O_RDONLY|O_CLOEXEC) = 3<\(name)> <0.000010>
      21078 14:56:02.050147 mmap(NULL, 16675, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3<\(name)>, 0) = \(address) <0.000010>
      21078 14:56:02.050148 mmap(\(next), 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3<\(name)>, 0x1000) = \(next)
      21078 14:56:02.050149 read(3<\(name)>, "\\177ELF \\"q\\" \\\\_A\\\\", 832) = 832
      21078 14:56:02.050150 close(3<\(name)>) = 0 <0.000011>

      """
  }.joined()

  /// As RFC 2045, 6.7 has it: lines of at most 76 bytes.
  private static func mailed(_ log: String, _ lineEnd: String = "\n") -> String {
    log.split(separator: "\n").map { line in
      var lines: [String] = []
      var current = ""
      for byte in line.utf8 {
        let isPlain = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")
        let code = String(byte, radix: 16, uppercase: true)
        let text = isPlain ? String(UnicodeScalar(byte)) : "=" + (code.count < 2 ? "0" : "") + code
        if current.utf8.count + text.utf8.count > 75 {
          lines.append(current + "=")
          current = ""
        }
        current += text
      }
      return (lines + [current]).joined(separator: lineEnd)
    }.joined(separator: lineEnd) + lineEnd
  }

  /// As editors of Markdown write it that escape what might be a mark.
  private static func written(_ log: String) -> String {
    log.reduce(into: "") { text, sign in
      if "_*[]<>|".contains(sign) { text.append("\\") }
      text.append(sign)
    }
  }

  private static func quoted(_ log: String) -> String {
    log.split(separator: "\n").map { "> \($0)\n" }.joined()
  }

  private static func maps(of log: String) throws -> [String] {
    let folder = try ScratchFolder(["log": log])
    return try TraceAnalysis().maps(of: [.file(folder.file("log"))]).lines.map {
      "\($0.range) \($0.permissions) \($0.offset) \($0.name.escaped)"
    }
  }

  private static func check(_ copy: String, says words: [String]) throws {
    let plain = try maps(of: log)
    #expect(plain.count == 18)
    #expect(try maps(of: copy) == plain)
    let told = try report(of: copy)
    #expect(told.trace.skippedLines == 0)
    let calls = try report(of: log).trace.calls
    #expect(calls.map(\.name) == told.trace.calls.map(\.name))
    #expect(calls.map(\.count) == told.trace.calls.map(\.count))
    for word in words {
      #expect(told.trace.diagnostics.contains { $0.message.contains(word) }, "\(word)")
    }
  }

  @Test("a mail that is quoted-printable", arguments: ["\n", "\r\n"])
  func mail(_ lineEnd: String) throws {
    try Self.check(Self.mailed(Self.log, lineEnd), says: ["quoted-printable"])
    let header = "Content-Type: text/plain; charset=utf-8\nX-A: b=c; d=e\n\n"
    let told = try report(of: header + Self.mailed(Self.log))
    #expect(told.processes.first?.loads.count == 6)
  }

  @Test("a document of Markdown in which every mark is escaped")
  func markdown() throws {
    try Self.check(Self.written(Self.log), says: ["source of a Markdown document"])
  }

  @Test("a text that was set as prose")
  func typography() throws {
    let quoted = Self.log.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map
    {
      ($0 == 0 ? "" : $0 % 2 == 1 ? "\u{201C}" : "\u{201D}") + $1
    }.joined()
    let set = quoted.replacing("...", with: "\u{2026}").replacing("---", with: "\u{2014}-")
      .replacing(" ", with: "\u{A0}")
    try Self.check(set, says: ["set as prose"])
    // A name that holds such a sign is left alone where strace's own signs are plain.
    for own in [
      "open(\"/a, \u{201C}b\u{201D}\", O_RDONLY) = 3", "Erreur (fichier)\u{A0}: introuvable",
      "wait <\u{2026} please>\nread(0, <unfinished ...>",
    ] {
      let plain = Array("\(own)\nread(3, \"\", 1) = 0\n".utf8)
      #expect(CopyTraits(plain.span).escapes == nil)
    }
  }

  @Test("the source of a page with its tags")
  func page() throws {
    let text = Self.log.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    let lines = text.split(separator: "\n").map { "<span class=\"l\">\($0)</span><br/>\n" }
    try Self.check("<pre><code>" + lines.joined() + "</code></pre>\n", says: ["HTML page"])
    // A name that holds an entity is none, where what strace prints is not written so.
    let plain = Array("mmap(NULL, 1, PROT_READ, MAP_PRIVATE, 3</lib/&lt;.so>, 0) = 0x1000\n".utf8)
    #expect(CopyTraits(plain.span).escapes == nil)
  }

  @Test("the source of a page that only breaks its lines", arguments: ["<br />", "<br>", "</p>"])
  func brokenPage(_ tag: String) throws {
    let log = (1...4).map {
      "openat(AT_FDCWD, \"/a\", O_RDONLY) = 3\(tag)\nclose(3) = \($0 - 1)\(tag)\n"
    }
    let told = try report(of: log.joined()).trace
    #expect(told.skippedLines == 0)
    #expect(told.calls.map(\.count) == [4, 4])
    #expect(told.diagnostics.contains { $0.message.contains("source of an HTML page") })
  }

  @Test("a text that a publisher set as prose, with signs that mean something else")
  func signs() throws {
    let log = """
      5  execve(“/bin/x″, [“x”], [/* 1 var */]) = 0
      5  open(“/lib32/libc-2.7″, O_RDONLY) = 3
      5  mmap(NULL, 8192, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0×8049000

      """
    let told = try report(of: log)
    #expect(told.trace.skippedLines == 0)
    #expect(told.processes.first?.executable?.escaped == "/bin/x")
    #expect(told.processes.first?.loads.map(\.path.escaped) == ["/lib32/libc-2.7"])
    #expect(told.processes.first?.loads.map(\.base) == [0x804_9000])
  }

  @Test("pids that a page padded with no-break spaces")
  func pids() throws {
    let map = "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x10000\n"
    let told = try report(of: "17\u{A0} 12:00:00 brk(NULL) = 0x1000\n18\u{A0} 12:00:00 \(map)")
      .trace
    #expect(told.processCount == 2 || told.diagnostics.contains { $0.message.contains("thread") })
    #expect(told.diagnostics.contains { $0.message.contains("set as prose") })
  }

  @Test("one within the other, and quoted besides")
  func both() throws {
    let words = ["quoted-printable", "Markdown"]
    try Self.check(Self.mailed(Self.written(Self.log)), says: words)
    try Self.check(Self.mailed(Self.quoted(Self.log)), says: ["quoted-printable"])
    try Self.check(Self.mailed(Self.quoted(Self.written(Self.log))), says: words)
    let page = Self.log.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    try Self.check(Self.mailed(page), says: ["quoted-printable", "HTML"])
  }

  @Test("names that only look like it are left as they are")
  func lookalikes() {
    let bytes = Array(Self.log.utf8)
    let traits = CopyTraits(bytes.span)
    #expect(traits.escapes == nil && traits.joining == nil && traits.numbers == nil)
    let strings = Array(
      "write(1, \" =3D =3D =3D PROT\\\\_READ\", 20) = 20\nwrite(1, \"=\", 1) = 1\n".utf8)
    let others = CopyTraits(strings.span)
    #expect(others.escapes == nil && others.joining == nil)
  }

  @Test("what a program prints is no source of a page")
  func printed() {
    let log = String(repeating: "<p>hello</p>\n", count: 4) + "write(1, \"&lt;\", 4) = 4\n"
    let bytes = Array(log.utf8)
    #expect(CopyTraits(bytes.span).escapes == nil)
  }
}

import Foundation
import Testing

@testable import TraceModel

@Suite("Logs whose lines were broken when they were copied")
struct FoldedLinesTests {
  /// The log broken at a column, as fold(1) does and a terminal from which it was copied.
  private static func folded(_ log: String, at width: Int) -> String {
    log.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var pieces: [Substring] = []
      var rest = line[...]
      while rest.count > width {
        pieces.append(rest.prefix(width))
        rest = rest.dropFirst(width)
      }
      return (pieces + [rest]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The log broken between words, as a mailer does.
  private static func wrapped(_ log: String, at width: Int) -> String {
    log.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var pieces: [Substring] = []
      var rest = line[...]
      while rest.count > width {
        guard
          let blank = rest.prefix(width + 1).lastIndex(of: " ") ?? rest.firstIndex(of: " ")
        else { break }
        pieces.append(rest[..<blank])
        rest = rest[rest.index(after: blank)...]
      }
      return (pieces + [rest]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func log(prefix: String) -> String {
    (0..<12).map { number in
      let base = 0x7f00_0001_1000 + number << 20
      let address = String(base, radix: 16)
      let name = "/usr/lib/x86_64-linux-gnu/lib\(number)\(String(repeating: "x", count: number)).so"
      return """
        \(prefix)openat(AT_FDCWD, "\(name)", O_RDONLY|O_CLOEXEC) = 3<\(name)> <0.000010>
        \(prefix)mmap(NULL, 16424, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3<\(name)>, 0) = 0x\(address)
        \(prefix)close(3<\(name)>) = 0 <0.000011>
        \(prefix)mprotect(0x\(address), 4096, PROT_NONE) = 0 <0.000007>
        """
    }.joined(separator: "\n") + "\n"
  }

  /// Checks that a log that was broken is read as the plain one, and that this is said.
  private static func check(_ broken: String, _ plain: String, says words: String) throws {
    #expect(try maps(of: broken) == maps(of: plain))
    let told = try report(of: broken)
    #expect(told.trace.skippedLines == 0)
    #expect(told.trace.diagnostics.contains { $0.message.contains(words) })
    #expect(
      try report(of: plain).trace.calls.map(\.count) == told.trace.calls.map(\.count))
  }

  private static func maps(of log: String) throws -> [String] {
    let folder = try ScratchFolder(["log": log])
    let report = try TraceAnalysis().maps(of: [.file(folder.file("log"))])
    return report.lines.map { "\($0.range) \($0.permissions) \($0.offset) \($0.name.escaped)" }
  }

  @Test(
    "are put together again, wherever they were broken", arguments: [60, 71, 72, 80, 100, 132],
    ["", "14:56:02.050146 ", "7 1795445762.067258 "])
  func together(_ width: Int, _ prefix: String) throws {
    let plain = Self.log(prefix: prefix)
    let broken = Self.folded(plain, at: width)
    try Self.check(broken, plain, says: "broken at column \(width)")
    let withReturns = broken.replacing("\n", with: "\r\n")
    try Self.check(withReturns, plain, says: "broken at column \(width)")
  }

  @Test(
    "are put together again where a mailer broke them between words", arguments: [66, 72, 76, 80],
    ["", "14:56:02.050146 ", "7 1795445762.067258 "])
  func words(_ width: Int, _ prefix: String) throws {
    let plain = Self.log(prefix: prefix)
    let broken = Self.wrapped(plain, at: width)
    let quoted = broken.split(separator: "\n").map { "> \($0)\n" }.joined()
    #expect(try Self.maps(of: quoted) == Self.maps(of: plain))
    try Self.check(broken, plain, says: "broken between words")
  }

  @Test("a log whose longest lines are of one length by chance is whole")
  func whole() {
    let bytes = Array(Self.log(prefix: "14:56:02.050146 ").utf8)
    #expect(FoldedLines(bytes.span) == nil)
    let alike = Array(
      String(repeating: "munmap(0x7f0000001000, 4096)        = 0 <0.000010>\n", count: 9).utf8)
    #expect(FoldedLines(alike.span) == nil)
  }

  @Test("calls that are whole are not broken, whatever the program writes behind them")
  func ownText() throws {
    let loads = (0..<4).map {
      "openat(AT_FDCWD, \"/usr/lib/\($0).so\", O_RDONLY) = 3\nmmap(NULL, 16384, PROT_READ|PROT_EXEC, "
        + "MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000\($0)11000\nadded a plugin\nclose(3) = 0\n"
    }
    #expect(try report(of: loads.joined()).processes.first?.loads.count == 4)
  }

  @Test(
    "the arguments of a call that a mail wrapped are read as one",
    arguments: [
      "mmap(0x7f0000011000, 4096, PROT_READ|PROT_WRITE,\nMAP_PRIVATE|MAP_FIXED,\n3, 0x1000) = "
        + "0x7f0000011000",
      "mmap(0x7f0000011000, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_FIXED, 3, \n0x10\n00) = "
        + "0x7f0000011000",
    ])
  func mail(_ call: String) throws {
    let whole = call.replacing(",\n", with: ", ").replacing("\n", with: "")
    let maps = try [call, whole].map { call in
      try Self.maps(
        of: "execve(\"/a\", [\"a\"], 0x7ffc /* 1 var */) = 0\n"
          + "open(\"/lib/libm.so\", O_RDONLY) = 3\n\(call)\nclose(3) = 0\n")
    }
    #expect(maps[0] == maps[1])
    #expect(maps[0].count == 1)
    #expect(maps[0].first?.hasSuffix("rw-p 4096 /lib/libm.so") == true)
  }

  @Test(
    "are put together again where a mail was quoted before it was broken",
    arguments: [66, 72, 78, 80])
  func quotedFirst(_ width: Int) throws {
    let plain = Self.log(prefix: "14:56:02.050146 ")
    let quoted = plain.split(separator: "\n").map { "> \($0)\n" }.joined()
    try Self.check(Self.wrapped(quoted, at: width), plain, says: "between words")
  }
}

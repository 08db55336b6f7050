import Foundation
import Testing

@testable import TraceModel

@Suite("Files that are no log of strace")
struct OtherTextTests {
  private static let tar: [UInt8] =
    Array("t.log".utf8) + [UInt8](repeating: 0, count: 252) + Array("ustar\0".utf8)
    + Array("brk(NULL) = 0x1000\n".utf8)

  private static let contents: [(bytes: [UInt8], words: String)] = [
    (Array("{\"log\":\"brk(NULL) = 0x1000\\n\",\"stream\":\"stderr\"}\n".utf8), "jq"),
    ([0x04, 0x22, 0x4D, 0x18, 0x0A, 0x62], "lz4"),
    (Array("b\0r\0k\0(\0N\0".utf8), "UTF-16LE"),
    (Array("\0b\0r\0k\0(\0N".utf8), "UTF-16BE"),
    ([0xFF, 0xFE, 0, 0, 0x62, 0, 0, 0], "UTF-32"),
    ([0xFF, 0xFE, 0x62, 0], "UTF-16 "),
    (tar, "tar archive"),
    (Array("\"10:00\",\"open(\"\"/a\"\", O_RDONLY) = 3\"\r\nx\n".utf8), "CSV"),
    (Array("a\0b\nbrk(1) = 0\nx\ny\nz\n".utf8), "binary data"),
  ]

  @Test("are refused, and what they are is said where their first bytes tell", arguments: contents)
  func refused(_ bytes: [UInt8], _ words: String) throws {
    let folder = try ScratchFolder()
    try folder.add("log", Data(bytes))
    do throws(TraceError) {
      _ = try TraceAnalysis().reports(of: [.file(folder.file("log"))])
      Issue.record("it was read")
    } catch {
      guard case .nothingUnderstood(_, _, let looksLike) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(looksLike?.contains(words) == true, "\(looksLike ?? "nothing")")
    }
  }

  @Test(
    "of other tracers are read for what both print alike, and this is said",
    arguments: [
      ("openat(AT_FDCWD,\"/lib/a\",O_RDONLY,00) = 3 (0x3)", "truss"),
      ("2156:   sysconfig(_CONFIG_PAGESIZE)     = 4096", "truss"),
      ("+++ exited (status 0) +++", "ltrace"),
      ("0.0 ( 0.004 ms): ls/2 brk() = 0x55d4", "perf trace"),
      ("open(\"/dev/a\\0\", 0x2, 0x0)\t\t = 3 0", "dtruss"),
      ("I0705 23:27:43.2 1 strace.go:567] [   1:   1] registry E openat(0)", "gVisor"),
    ])
  func others(_ line: String, _ name: String) throws {
    func messages(_ lines: Int) throws -> [String] {
      let log = "brk(NULL) = 0x1000\n" + String(repeating: line + "\n", count: lines)
      return try report(of: log).trace.diagnostics.map(\.message)
    }
    #expect(try messages(2).contains { $0.hasPrefix("the log looks like one of \(name)") })
    #expect(try !messages(1).contains { $0.hasPrefix("the log looks like") })
  }

  @Test("what strace said where it could not begin is told")
  func words() throws {
    let log = "strace: attach: ptrace(PTRACE_SEIZE, 1): Operation not permitted\n"
    #expect(
      try report(of: log).trace.diagnostics.map(\.message) == [
        "the log holds no calls; strace says: attach: ptrace(PTRACE_SEIZE, 1): Operation not permitted"
      ])
  }

  @Test("what a program writes is no sign of another tracer")
  func written() throws {
    let log = String(
      repeating: "write(2, \"took 2 ms): +++ exited (status 0) +++ strace.go:1\", 30) = 30\n",
      count: 3)
    #expect(
      try !report(of: log).trace.diagnostics.contains { $0.message.contains("looks like one") })
  }
}

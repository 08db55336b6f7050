import Foundation
import Testing

@testable import TraceModel

@Suite("Which files are one log")
struct TraceSetTests {
  private static let exec = "execve(\"/bin/a\", [\"a\"], 0x1 /* 0 vars */) = 0\n"

  private static func names(_ logs: [TraceLog]) -> [[String]] {
    logs.map { $0.inputs.map { TraceText($0.name).lastComponent.escaped } }
  }

  @Test("finds the parts beside the one that was given, which stays the first")
  func findsBeside() throws {
    let folder = try ScratchFolder([
      "t.10": Self.exec + "fork() = 11\n", "t.11": "vfork() = 12\n", "t.12": Self.exec,
      "t.log": "", "u.13": Self.exec,
    ])
    let logs = try TraceSet.logs(of: [.file(folder.file("t.11"))])
    #expect(Self.names(logs) == [["t.11", "t.10", "t.12"]])
    #expect(logs.first?.owners == [11, 10, 12])
    #expect(logs.first?.announced == [11, 12])
  }

  @Test("leaves out what an earlier run under the same name left there")
  func leavesOutOtherRuns() throws {
    let folder = try ScratchFolder([
      "t.10": Self.exec + "fork() = 11\n", "t.11": "close(3) = 0\n",
      "t.20": Self.exec + "fork() = 21\n", "t.21": "close(3) = 0\n",
    ])
    let log = try #require(try TraceSet.logs(of: [.file(folder.file("t.21"))]).first)
    #expect(Self.names([log]) == [["t.21", "t.20"]])
    #expect(log.leftOut.map { TraceText($0.input.name).lastComponent.escaped } == ["t.10", "t.11"])
  }

  @Test("keeps a thread that nobody announced: strace attached to it")
  func keepsAttachedThreads() throws {
    let folder = try ScratchFolder(["t.10": "read(3, \"\", 9) = 0\n", "t.11": "close(3) = 0\n"])
    let logs = try TraceSet.logs(of: [.file(folder.file("t.10"))])
    #expect(Self.names(logs) == [["t.10", "t.11"]])
    #expect(logs.first?.announced == [])
  }

  @Test("gives every other file a log of its own, in the order of the inputs")
  func separates() throws {
    let folder = try ScratchFolder([
      "t.10": Self.exec + "fork() = 11\n", "t.11": "close(3) = 0\n", "other": Self.exec,
    ])
    let inputs = ["t.11", "other", "t.10"].map { TraceInput.file(folder.file($0)) }
    let logs = try TraceSet.logs(of: [.standardInput] + inputs)
    #expect(Self.names(logs) == [["standard input"], ["t.11", "t.10"], ["other"]])
    #expect(logs.map(\.isSet) == [false, true, false])
    #expect(logs.map(\.owners) == [[nil], [11, 10], [nil]])
  }

  @Test("a pid column of other tasks makes a file a log of its own")
  func pidColumn() throws {
    let folder = try ScratchFolder([
      "t.10": "10    " + Self.exec + "17    close(3) = 0\n", "t.11": "close(3) = 0\n",
      "u.10": "10    " + Self.exec, "u.11": "11    close(3) = 0\n",
    ])
    let mixed = try TraceSet.logs(of: [.file(folder.file("t.10"))])
    #expect(mixed.map(\.owners) == [[nil]])
    let shown = try TraceSet.logs(of: [.file(folder.file("u.10"))])
    #expect(shown.map(\.owners) == [[10, 11]])
  }

  @Test("numbered logs are no set: their own calls tell another id")
  func numbered() throws {
    let told = Self.exec + "set_tid_address(0x7f0000000a10) = 4711\n"
    let folder = try ScratchFolder(["run.1": told, "run.2": told])
    let logs = try TraceSet.logs(of: [.file(folder.file("run.2"))])
    #expect(Self.names(logs) == [["run.2"]])
    #expect(logs.first?.owners == [nil])
  }

  @Test("a file that was given and cannot be read is an error; one that was found is left out")
  func unreadable() throws {
    let folder = try ScratchFolder(["t.10": Self.exec + "fork() = 11\n"])
    try folder.add("t.11.gz", Data([0x1F, 0x8B, 8, 0, 0]))
    let log = try #require(try TraceSet.logs(of: [.file(folder.file("t.10"))]).first)
    #expect(log.inputs.count == 1)
    #expect(log.leftOut.count == 1)
    #expect(throws: TraceError.self) {
      try TraceSet.logs(of: [.file(folder.file("t.11.gz"))])
    }
  }

  @Test("one thread in both forms counts once, as it was given")
  func twice() throws {
    let folder = try ScratchFolder(["t.10": Self.exec + "fork() = 11\n", "t.11": "", "t.11.gz": ""])
    let given = [folder.file("t.10"), folder.path + "/./t.10"].map { TraceInput.file($0) }
    let logs = try TraceSet.logs(of: given)
    #expect(Self.names(logs) == [["t.10", "t.11"]])
  }
}

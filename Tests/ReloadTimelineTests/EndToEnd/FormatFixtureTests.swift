import Foundation
import Testing

@Suite("Logs of every flavour, read completely")
struct FormatFixtureTests {
  private static func table() throws -> [String: [String: Int]] {
    let file = Fixture.formats.appending(path: "expected.json")
    return try JSONDecoder().decode([String: [String: Int]].self, from: Data(contentsOf: file))
  }

  static let logs = ((try? table()) ?? ["no table": [:]]).keys.sorted()

  @Test("each completed call is counted", arguments: logs)
  func counts(_ log: String) throws {
    let wanted = try #require(try Self.table()[log])
    let file = Fixture.formats.appending(path: log).path
    guard !wanted.isEmpty else {
      let result = try RunningProgram.run(["--format", "json", file])
      #expect(result.status == 0 || result.status == 3)
      return
    }
    let document = try Fixture.document([file])
    for (call, count) in wanted {
      #expect((document["trace", "calls"]?[call]?.integer ?? 0) == count, "\(call)")
    }
    #expect(document["trace", "files"] == .array([.string(file)]))
  }

  @Test(
    "cut at any byte near its end, a log is read as far as it goes",
    arguments: ["24-y-names.log", "v4.24-threads-f-tt-T-y.log"])
  func cut(_ log: String) throws {
    let bytes = try Data(contentsOf: Fixture.formats.appending(path: log))
    let middle = bytes.count / 2
    try withFolder { folder in
      for end in stride(from: middle, to: middle + 160, by: 13) {
        let file = folder.appending(path: "cut.strace")
        try bytes.prefix(end).write(to: file)
        let document = try Fixture.document([file.path])
        #expect(document["trace", "end"]?.string == "cut")
        #expect(document["trace", "skippedLines"] == .integer(0), "cut at \(end)")
        #expect(document["trace", "bytes"] == .integer(end))
      }
    }
  }
}

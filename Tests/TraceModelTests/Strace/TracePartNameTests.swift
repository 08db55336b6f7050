import Testing

@testable import TraceModel

@Suite("Names of parts of a set")
struct TracePartNameTests {
  @Test(
    "takes directory, name and owner apart",
    arguments: [
      ("trace.17", "", "trace", 17),
      ("/var/log/trace.4194304", "/var/log/", "trace", 4_194_304),
      ("./a.b.5", "./", "a.b", 5),
      ("t.12.gz", "", "t", 12),
      ("t.12.xz", "", "t", 12),
      ("t.12.zst", "", "t", 12),
    ])
  func accepts(_ path: String, _ directory: String, _ name: String, _ owner: Int32) throws {
    let part = try #require(TracePartName(path))
    #expect(part.directory == directory)
    #expect(part.name == name)
    #expect(part.owner == owner)
  }

  @Test(
    "rejects what strace does not write",
    arguments: [
      "trace", "trace.", "trace.x1", "trace.0", "trace.017", "trace.4194305", "trace.99999999",
      ".17", "dir/.17", "trace.17.lz4", "17", "",
    ])
  func rejects(_ path: String) {
    #expect(TracePartName(path) == nil)
  }

  @Test("knows the parts beside by the same name")
  func beside() {
    func owner(_ file: String) -> Int32? {
      TracePartName.suffix(of: Array(file.utf8), beside: "t")?.owner
    }
    #expect(owner("t.9") == 9)
    #expect(owner("t.9.gz") == 9)
    #expect(owner("t.x.9") == nil)
    #expect(owner("tt.9") == nil)
    #expect(owner("t9") == nil)
    #expect(owner("t") == nil)
  }
}

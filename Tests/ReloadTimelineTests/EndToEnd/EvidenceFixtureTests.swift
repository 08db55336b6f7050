import Foundation
import Testing

@Suite("Evidence in real captures")
struct EvidenceFixtureTests {
  private static func document(_ name: String, _ arguments: [String], _ file: String) throws
    -> JSONValue
  {
    let folder = Fixture.reloads.appending(path: name)
    return try Fixture.document(
      arguments.map { $0.hasSuffix(".maps") ? folder.appending(path: $0).path : $0 }
        + [folder.appending(path: file).path])
  }

  private static func objects(_ document: JSONValue) -> [JSONValue] {
    (document["processes"]?.elements?.first?["reloads"]?.elements?.first?["objects"]?.elements)
      ?? []
  }

  @Test("Apache with -k: each module was closed by libapr, and frames show survivors")
  func stacks() throws {
    let objects = Self.objects(try Self.document("incident-stacks", [], "reload.strace.gz"))
    let unmapped = objects.filter { $0["fate"]?.string == "unmapped" }
    #expect(unmapped.count == 7)
    for object in objects where ["unmapped", "failed"].contains(object["fate"]?.string) {
      #expect(object["caller", "function"]?.string == "dlclose")
      #expect(object["caller", "path"]?.string == "/usr/lib/x86_64-linux-gnu/libapr-1.so.0.7.2")
    }
    let survivors = objects.filter { $0["fate"]?.string == "survived" }
    #expect(
      survivors.compactMap { $0["name"]?.string }.sorted()
        == ["apache2", "ld-linux-x86-64.so.2", "libapr-1.so.0.7.2", "libc.so.6"])
    #expect(survivors.allSatisfy { $0["certainty"]?.string == "inferred" })
  }

  @Test("the same inode after an overwriting in place: a note says that it proves little")
  func overwritten() throws {
    let document = try Self.document(
      "overwritten-in-place", ["--maps", "before.maps"], "reload.strace")
    let plain = try #require(
      Self.objects(document).first { $0["name"]?.string == "plain.so" })
    #expect(plain["sameFile"]?.bool == true)
    #expect(plain["sameFileProof", "rule"]?.string == "inode")
    let findings = document["processes"]?.elements?.first?["reloads"]?.elements?.first?["findings"]?
      .elements
    let finding = try #require(findings?.first)
    #expect(finding["kind"]?.string == "overwritten" && finding["severity"]?.string == "note")
    #expect(finding["message"]?.string?.contains("2026-11-23T16:04:34Z") == true)
  }
}

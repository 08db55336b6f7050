import Foundation
import Testing

@testable import reloadtimeline

/// A real failed reload of Apache, traced, with LD_DEBUG=symbols,bindings in its error log.
@Suite("A failed reload with what LD_DEBUG tells")
struct LoaderLogFixtureTests {
  private static let folder = Fixture.root.appending(path: "loader-log")

  private func reload(_ more: [String] = []) throws -> JSONValue {
    let file = { (name: String) in Self.folder.appending(path: name).path }
    let document = try Fixture.document(
      [
        "--pid", "26229", "--maps", file("before.maps"), "--ld-debug", file("ld-debug.log.gz"),
      ] + more + [file("reload.strace.gz")])
    return try #require(document.reloads(of: 26229).first)
  }

  @Test("names the symbol, who wanted it, who was asked, and the survivor, each with its line")
  func search() throws {
    let findings = try reload()["findings"]?.elements ?? []
    let errors = findings.filter { $0["kind"]?.string == "symbolError" }
    #expect(errors.count == 1)
    let finding = try #require(errors.first)
    #expect(finding["certainty"]?.string == "observed")
    let search = try #require(finding["search"])
    #expect(search["symbol"]?.string == "__core_errno")
    #expect(search["version"]?.string == "CORE_PRIVATE")
    #expect(search["wantedBy"]?.string?.hasSuffix("/libleaf.so.2") == true)
    let asked = search["asked"]?.elements ?? []
    #expect(asked.compactMap { $0["line"]?.integer } == Array(1972...1992))
    let stale = asked.filter { $0["stale"]?.bool == true }
    #expect(stale.compactMap { $0["line"]?.integer } == [1973, 1991])
    #expect(stale.allSatisfy { $0["path"]?.string?.hasSuffix("/libcore-2.17.so") == true })
    let cited = (finding["evidence"]?.elements ?? []).map { item in
      let file = item["file"]?.string.map { URL(filePath: $0).lastPathComponent }
      return "\(file ?? "trace"):\(item["line"]?.integer ?? 0)"
    }
    // The message, the error, the survivor in the search and in the snapshot, the failed load.
    for line in [
      "trace:2138", "ld-debug.log.gz:1993", "ld-debug.log.gz:1973", "before.maps:101",
      "trace:2062", "trace:2140",
    ] {
      #expect(cited.contains(line), "\(line) is not among \(cited)")
    }
  }

  @Test("lays the loader's steps beside the calls: as many fini as munmap, in one order")
  func steps() throws {
    let steps = try reload()["loaderSteps"]?.elements ?? []
    let gone = steps.filter { $0["step"]?.string == "finalized" }
    // The nine modules and libraries whose munmap the trace shows, and again on the way out.
    #expect(gone.prefix(3).compactMap { $0["line"]?.integer } == [221, 224, 227])
    #expect(gone.prefix(3).compactMap { $0["instant", "line"]?.integer } == [31, 32, 34])
    #expect(steps.allSatisfy { ($0["instant"]?["line"] == nil) == ($0["rule"]?.string == nil) })
    let failed = try #require(steps.first { $0["step"]?.string == "failed" })
    #expect(failed["line"]?.integer == 1993)
    #expect(failed["path"]?.string?.hasSuffix("/libleaf-2.17.so") == true)
  }

  @Test("a log of LD_DEBUG that is none is an error that says how to get one")
  func notALoaderLog() throws {
    let result = try RunningProgram.run([
      "--ld-debug", Self.folder.appending(path: "before.maps").path,
      Self.folder.appending(path: "reload.strace.gz").path,
    ])
    #expect(result.status == 3)
    #expect(result.error.contains("none of its 116 lines is one of LD_DEBUG's"))
    #expect(result.error.contains("LD_DEBUG_OUTPUT"))
  }
}

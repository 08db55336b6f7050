import Foundation
import Testing

@testable import reloadtimeline

/// Reloads that strace attached to, without their own snapshot but with one of another process.
@Suite("Logs with a snapshot of another process of the same program")
struct ReferenceFixtureTests {
  /// What the process's own snapshot, which the program does not get, has at an address.
  private func owner(of address: UInt64, in file: URL) throws -> String? {
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      if bounds[0] <= address, address < bounds[1] {
        return fields.last?.trimmingCharacters(in: .whitespaces)
      }
    }
    return nil
  }

  private func named(_ document: JSONValue) -> [(path: String, start: UInt64)] {
    var found: [(path: String, start: UInt64)] = []
    for process in document["processes"]?.elements ?? [] {
      for reload in process["reloads"]?.elements ?? [] {
        for object in reload["objects"]?.elements ?? [] {
          let rules = (object["rules"]?.elements ?? []).compactMap(\.string)
          guard rules.contains("referenceExtent"), let path = object["path"]?.string else {
            continue
          }
          #expect(object["certainty"]?.string == "inferred")
          let unmap = (object["evidence"]?.elements ?? []).compactMap { $0["text"]?.string }
            .first { $0.hasPrefix("munmap(0x") }
          let digits = unmap?.dropFirst(9).prefix { $0.isHexDigit } ?? ""
          found.append((path, UInt64(digits, radix: 16) ?? 0))
        }
      }
    }
    return found
  }

  @Test("names what another process's snapshot shows, and nothing that is not so")
  func rightNames() throws {
    let folder = Fixture.root.appending(path: "reference")
    let document = try Fixture.document([
      "--reference-maps", folder.appending(path: "other.maps").path,
      folder.appending(path: "reload.strace.gz").path,
    ])
    let objects = named(document)
    #expect(objects.count == 4)
    for object in objects {
      let owner = try owner(of: object.start, in: folder.appending(path: "before.maps"))
      #expect(owner == object.path)
    }
  }

  @Test(
    "never claims a wrong name, whichever capture is the reference",
    arguments: ["apache-hup", "two-generations", "incident", "gzip", "crlf", "nginx-hup"])
  func noWrongNames(_ name: String) throws {
    let folder = Fixture.reloads.appending(path: name)
    let expected = try Expectation.of(name)
    for (other, maps) in [
      ("apache-hup", "after.maps"), ("two-generations", "before.maps"),
      ("apache-event-threads", "before.maps"), ("incident", "before.maps"),
      ("nginx-hup", "before.maps"), ("php-fpm-execve", "before.maps"),
    ] {
      for trial in expected.cases {
        guard let own = trial.maps else { continue }
        let document = try Fixture.document([
          "--pid", "\(trial.pid)", "--reference-maps",
          Fixture.reloads.appending(path: "\(other)/\(maps)").path,
          folder.appending(path: trial.trace).path,
        ])
        for object in named(document) {
          let owner = try owner(of: object.start, in: folder.appending(path: own))
          #expect(
            owner.map { $0.hasPrefix(object.path) } ?? true,
            "\(other)/\(maps) makes \(object.path) of \(owner ?? "nothing")")
        }
      }
    }
  }
}

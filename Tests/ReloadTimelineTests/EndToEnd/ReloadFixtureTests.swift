import Foundation
import Testing

@Suite("Real reloads, held against the kernel's own record")
struct ReloadFixtureTests {
  /// A window of a capture.
  struct Place: CustomTestStringConvertible, Sendable {
    var name: String
    var index: Int
    var testDescription: String { "\(name) \(index)" }
  }

  static let names = [
    "apache-hup", "apache-event-threads", "incident", "incident-filtered", "two-generations",
    "nginx-hup", "php-fpm-execve", "mapped-over-and-moved", "crlf", "gzip", "load-failures",
  ]

  static let places: [Place] = names.flatMap { name in
    ((try? Expectation.of(name).cases.indices) ?? 0..<1).map { Place(name: name, index: $0) }
  }

  private static func file(_ name: String, _ file: String) -> String {
    Fixture.reloads.appending(path: "\(name)/\(file)").path
  }

  private static func arguments(_ name: String, _ entry: Expectation.Case) -> [String] {
    ["--pid", "\(entry.pid)"] + (entry.maps.map { ["--maps", file(name, $0)] } ?? [])
      + [file(name, entry.trace)]
  }

  @Test("every fate in a window, with the addresses", arguments: places)
  func window(_ place: Place) throws {
    let entry = try Expectation.of(place.name).cases[place.index]
    let window = ["--from", entry.from, "--to", entry.to]
    let arguments = window + Self.arguments(place.name, entry)
    let reloads = try Fixture.document(arguments).reloads(of: entry.pid)
    #expect(reloads.count == 1)
    #expect(reloads.first?["kind"]?.string == "window")
    #expect(reloads.first?.falsehoods(entry.objects, knowsFiles: false) == [])
    guard let after = entry.mapsAfter else { return }
    let document = try Fixture.document(
      ["--maps-after", Self.file(place.name, after)] + arguments)
    let known = document.reloads(of: entry.pid).first?.falsehoods(entry.objects, knowsFiles: true)
    #expect(known == [])
    #expect(document["verification", "agrees"]?.bool == true)
    #expect(document["verification", "pid"]?.integer == entry.pid)
    #expect((document["verification", "ranges"]?.integer ?? 0) > 50)
  }

  @Test("the reloads are found without being told, with their requests", arguments: names)
  func found(_ name: String) throws {
    let expectation = try Expectation.of(name)
    guard let wanted = expectation.reloads, let first = expectation.cases.first else { return }
    let found = try Fixture.document(Self.arguments(name, first)).reloads(of: first.pid)
      .filter { $0["kind"]?.string != "cycle" }
    #expect(found.map { $0["kind"]?.string } == wanted.map(\.kind))
    #expect(found.map { $0["trigger", "signal"]?.string } == wanted.map(\.signal))
    for reload in found {
      // Apache sends SIGHUP on to its own group: that line is no request.
      #expect(reload["trigger", "senderPid"]?.integer != first.pid)
    }
    guard found.count == expectation.cases.count else { return }
    for (reload, entry) in zip(found, expectation.cases) {
      #expect(reload.falsehoods(entry.objects, knowsFiles: false) == [])
    }
  }

  @Test("without the snapshot nothing is said with certainty that is not so", arguments: places)
  func withoutSnapshot(_ place: Place) throws {
    let entry = try Expectation.of(place.name).cases[place.index]
    let document = try Fixture.document([
      "--pid", "\(entry.pid)", "--from", entry.from, "--to", entry.to,
      Self.file(place.name, entry.trace),
    ])
    let truths = Dictionary(uniqueKeysWithValues: entry.objects.map { ($0.path, $0) })
    for object in document.reloads(of: entry.pid).first?["objects"]?.elements ?? [] {
      guard let path = object["path"]?.string, let truth = truths[path],
        let fate = object["fate"]?.string
      else { continue }
      #expect(object["certainty"]?.string != "snapshot")
      let isOpen = fate == "unknown" || fate == "added" && object["certainty"]?.string == "inferred"
      #expect(isOpen || truth.fates.contains(fate), "\(path): \(fate), is \(truth.fates)")
    }
  }

  @Test("the incident: what failed, why, and who had survived from a replaced file")
  func incident() throws {
    let entry = try Expectation.of("incident").cases[0]
    let document = try Fixture.document(Self.arguments("incident", entry))
    let reload = try #require(document.reloads(of: entry.pid).first)
    let findings = reload["findings"]?.elements ?? []
    #expect(
      findings.compactMap { $0["kind"]?.string } == [
        "reloadFailed", "symbolError", "generationSkew", "staleSurvivor",
      ])
    let symbol = findings.first { $0["kind"]?.string == "symbolError" }?["message"]?.string ?? ""
    #expect(symbol.contains("__core_errno, version CORE_PRIVATE"))
    #expect(symbol.contains("libcore-2.17.so"))
    let status = try RunningProgram.run(["--exit-code"] + Self.arguments("incident", entry))
    #expect(status.status == 1)
    #expect(status.output.contains("FAILED"))
  }

  @Test("a success with two generations is a success, and says so")
  func twoGenerations() throws {
    let entry = try Expectation.of("two-generations").cases[0]
    let document = try Fixture.document(
      ["--maps-after", Self.file("two-generations", try #require(entry.mapsAfter))]
        + Self.arguments("two-generations", entry))
    let findings = document.reloads(of: entry.pid).first?["findings"]?.elements ?? []
    #expect(
      findings.compactMap { $0["kind"]?.string } == ["generationSkew", "staleSurvivor"])
  }

  @Test("lines that end in CR LF, and gzip, are the same log")
  func encodings() throws {
    let crlf = try Expectation.of("crlf").cases[0]
    let trace = Self.file("crlf", crlf.trace)
    try withFolder { folder in
      let plain = folder.appending(path: "plain")
      let text = try String(contentsOf: URL(filePath: trace), encoding: .utf8)
      try Data(text.replacing("\r\n", with: "\n").utf8).write(to: plain)
      let reloads = try [trace, plain.path].map { file in
        try Fixture.document([
          "--pid", "\(crlf.pid)", "--maps", Self.file("crlf", crlf.maps ?? ""), file,
        ])["processes"]
      }
      #expect(reloads[0] == reloads[1])
      let packed = folder.appending(path: "packed.gz")
      _ = try RunningProgram.shell("gzip -c $folder/plain > $folder/packed.gz", folder: folder)
      let unpacked = try Fixture.document([
        "--pid", "\(crlf.pid)", "--maps", Self.file("crlf", crlf.maps ?? ""), packed.path,
      ])
      #expect(unpacked["processes"] == reloads[1])
      #expect(unpacked["trace", "bytes"] == .integer(text.replacing("\r\n", with: "\n").utf8.count))
    }
  }

  @Test("maps before and after what the kernel showed: the snapshot itself, and the one after")
  func maps() throws {
    let entry = try Expectation.of("apache-hup").cases[0]
    let after = try String(
      contentsOfFile: Self.file("apache-hup", try #require(entry.mapsAfter)), encoding: .utf8)
    let result = try RunningProgram.run(["maps"] + Self.arguments("apache-hup", entry))
    #expect(result.status == 0)
    /// Ranges with permissions, joined where they touch and are the same.
    func ranges(_ text: String) -> [String] {
      var joined: [(start: Substring, end: Substring, rest: String)] = []
      for line in text.split(separator: "\n") {
        let parts = line.split(separator: " ", omittingEmptySubsequences: true)
        let edges = parts[0].split(separator: "-")
        let name = parts.count > 5 ? parts[5...].joined(separator: " ") : ""
        let isFile = name.hasPrefix("/") && !name.hasPrefix("/dev/zero")
        if name.hasPrefix("[") && name != "[heap]" { continue }
        let rest = "\(parts[1]) \(isFile ? name.replacing(" (deleted)", with: "") : "")"
        if let last = joined.last, last.end == edges[0], last.rest == rest {
          joined[joined.count - 1].end = edges[1]
        } else {
          joined.append((edges[0], edges[1], rest))
        }
      }
      return joined.map { "\($0.start)-\($0.end) \($0.rest)" }
    }
    #expect(ranges(result.output) == ranges(after))
  }
}

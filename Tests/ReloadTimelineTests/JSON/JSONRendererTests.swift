import Foundation
import Testing
import TraceModel

@testable import reloadtimeline

@Suite("JSON renderer")
struct JSONRendererTests {
  private func render(_ report: Report, anonymous: Bool = false) throws -> JSONValue {
    let options = JSONOptions(anonymous: anonymous)
    return try JSONValue(parsing: JSONRenderer(options: options).whole([report]))
  }

  @Test("writes the documents of two reloads, key by key")
  func documents() throws {
    let graceful = try JSONValue(parsing: Self.gracefulText)
    #expect(try render(JSONSampleReports.graceful).differences(from: graceful) == [])
    let incident = try JSONValue(parsing: Self.incidentText)
    #expect(try render(JSONSampleReports.incident).differences(from: incident) == [])
  }

  @Test("writes the graceful restart byte for byte, in the order and layout of the contract")
  func bytes() {
    let written = JSONRenderer().whole([JSONSampleReports.graceful])
    #expect(String(decoding: written, as: UTF8.self) == Self.gracefulText)
  }

  @Test("writes what another parser reads too")
  func serialization() throws {
    let bytes = JSONRenderer().whole([JSONSampleReports.graceful, JSONSampleReports.incident])
    let parsed = try JSONSerialization.jsonObject(with: Data(bytes))
    let documents = try #require(parsed as? [[String: Any]])
    #expect(documents.map { $0["schemaVersion"] as? Int } == [1, 1])
    #expect((documents[0]["trace"] as? [String: Any])?["bytes"] as? Int == 87964)
  }

  @Test("writes several reports as an array of their documents")
  func several() throws {
    let reports = [JSONSampleReports.graceful, JSONSampleReports.empty]
    let array = try JSONValue(parsing: JSONRenderer().whole(reports))
    #expect(array == .array(try reports.map { try render($0) }))
    let one = try JSONValue(parsing: JSONRenderer().whole([JSONSampleReports.empty]))
    #expect(one.elements == nil)
  }

  @Test("writes a long report in pieces, none of which is long, and together as it is")
  func pieces() throws {
    var report = JSONSampleReports.graceful
    let reload = try #require(report.processes.first?.reloads.first)
    report.processes[0].reloads = Array(repeating: reload, count: 100)
    var pieces: [[UInt8]] = []
    JSONRenderer().render([report]) { pieces.append($0) }
    #expect(pieces.count > 2)
    #expect(pieces.allSatisfy { $0.count < 200_000 })
    let whole = try JSONValue(parsing: Array(pieces.joined()))
    let reloads = whole["processes"]?.elements?.first?["reloads"]?.elements
    #expect(reloads?.count == 100)
    #expect(
      try reloads?.last == render(report)["processes"]?.elements?.first?["reloads"]?.elements?.last)
  }

  @Test("writes the same bytes for the same report every time")
  func deterministic() {
    let first = JSONRenderer().whole([JSONSampleReports.graceful])
    for _ in 0..<20 { #expect(JSONRenderer().whole([JSONSampleReports.graceful]) == first) }
  }

  @Test("leaves out the snapshot and the verification where none was given, and nothing else")
  func optionalParts() throws {
    let full = try render(JSONSampleReports.graceful).members.map { Set($0.keys) }
    let bare = try render(JSONSampleReports.empty).members.map { Set($0.keys) }
    #expect(bare == full?.subtracting(["snapshot", "verification"]))
  }

  @Test("counts all eight fates, and says of which objects it came back the same")
  func fates() throws {
    let objects = Fate.allCases.flatMap { fate in
      [SharedAnswer.yes, .no, .unknown].map { answer in
        ObjectReport(
          path: TraceText("/lib/\(fate)"), kind: .sharedObject, fate: fate,
          sameAddress: answer.truth, sameFile: answer.truth, certainty: .observed)
      }
    }
    let document = try render(JSONSampleReports.report(objects: objects))
    let reload = try #require(document["processes", "0", "reloads", "0"])
    #expect(
      reload["summary"]
        == .object(
          Dictionary(uniqueKeysWithValues: Fate.allCases.map { ($0.rawValue, .integer(3)) })))
    for (object, source) in zip(try #require(reload["objects"]?.elements), objects) {
      let expected: JSONValue =
        source.fate == .remapped ? source.sameAddress.map { .bool($0) } ?? .null : .null
      #expect(object["sameAddress"] == expected, "\(source.fate)")
      #expect(object["sameFile"] == expected, "\(source.fate)")
    }
  }

  @Test("lists pathless memory on request only, and counts it never")
  func pathless() throws {
    let objects = [
      ObjectReport(
        path: TraceText("/dev/zero"), kind: .sharedMemory, fate: .survived, certainty: .observed,
        isPathlessMemory: true),
      ObjectReport(
        path: TraceText("/memfd:x"), kind: .sharedMemory, fate: .survived, certainty: .observed),
      ObjectReport(
        path: TraceText("/etc/ld.so.cache"), kind: .loaderCache, fate: .transient,
        certainty: .observed),
      ObjectReport(
        path: TraceText("/usr/share/x"), kind: .data, fate: .transient, certainty: .observed),
    ]
    let report = JSONSampleReports.report(objects: objects)
    for anonymous in [false, true] {
      let document = try render(report, anonymous: anonymous)
      let reload = try #require(document["processes", "0", "reloads", "0"])
      let listed = reload["objects"]?.elements ?? []
      let names = listed.compactMap { $0["name"]?.string }
      #expect(names == (anonymous ? ["zero"] : []) + ["memfd:x", "ld.so.cache", "x"])
      #expect(listed.map { $0["pathless"] == .bool(true) }.count { $0 } == (anonymous ? 1 : 0))
      #expect(reload["summary", "survived"] == .integer(1))
      #expect(reload["summary", "transient"] == .integer(2))
    }
  }

  private enum SharedAnswer {
    case yes, no, unknown
    var truth: Bool? {
      switch self {
      case .yes: true
      case .no: false
      case .unknown: nil
      }
    }
  }
}

import Foundation
import Testing

@testable import reloadtimeline

/// Captures of real daemons with what the kernel says of them.
enum Fixture {
  /// They lie beside the sources: nothing copies them into the build.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")
  static let reloads = root.appending(path: "reloads")
  static let formats = root.appending(path: "format")

  /// The JSON that the program writes, valid against the schema.
  static func document(
    _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSONValue {
    let result = try RunningProgram.run(["--format", "json"] + arguments)
    try #require(result.status == 0, "\(result.error)", sourceLocation: sourceLocation)
    let document = try JSONValue(parsing: result.output)
    let schema = try JSONSchemaValidator(JSONValue(parsing: JSONSchema.text))
    #expect(try schema.problems(of: document) == [], sourceLocation: sourceLocation)
    return document
  }
}

/// What is true of a capture: derived from the kernel's own /proc/PID/maps before and after and
/// from its record of every mmap and munmap, never from the log.
struct Expectation: Decodable {
  struct Object: Decodable {
    var path: String
    var kind: String
    var fates: [String]
    var sameAddress: Bool?
    var sameFile: Bool?
    var before: String?
    var after: String?

    /// Whether execve maps it, which no line shows.
    var isImage: Bool { kind == "executable" || kind == "interpreter" }
  }
  struct Case: Decodable {
    var pid: Int
    var trace: String
    var maps: String?
    var mapsAfter: String?
    var from: String
    var to: String
    var objects: [Object]
  }
  struct Reload: Decodable {
    var kind: String
    var signal: String
  }
  var cases: [Case]
  var reloads: [Reload]?

  static func of(_ name: String) throws -> Expectation {
    let file = Fixture.reloads.appending(path: "\(name)/expected.json")
    return try JSONDecoder().decode(Expectation.self, from: Data(contentsOf: file))
  }
}

extension JSONValue {
  /// The number, where it is a whole one.
  var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// The truth value, where it is one.
  var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The reloads of a process.
  func reloads(of pid: Int) -> [JSONValue] {
    let process = self["processes"]?.elements?.first { $0["pid"]?.integer == pid }
    return process?["reloads"]?.elements ?? []
  }

  /// What a reload says that is not so; one sentence for each thing.
  func falsehoods(_ expected: [Expectation.Object], knowsFiles: Bool) -> [String] {
    var wrong: [String] = []
    var found: [String: JSONValue] = [:]
    for object in self["objects"]?.elements ?? [] {
      let path = object["path"]?.string ?? ""
      if found[path] != nil { wrong.append("\(path) is listed twice") }
      found[path] = object
    }
    let code: Set = ["sharedObject", "executable", "interpreter"]
    let known = Set(expected.map(\.path))
    for (path, object) in found
    where !known.contains(path) && code.contains(object["kind"]?.string ?? "") {
      wrong.append("\(path) was never there")
    }
    for object in expected {
      guard let told = found[object.path] else {
        wrong.append("\(object.path) is missing")
        continue
      }
      wrong += told.falsehoods(object, knowsFile: knowsFiles).map { "\(object.path): \($0)" }
    }
    return wrong.sorted()
  }

  private func falsehoods(_ object: Expectation.Object, knowsFile: Bool) -> [String] {
    var wrong: [String] = []
    let fate = self["fate"]?.string ?? ""
    guard object.fates.contains(fate) else { return ["\(fate), is \(object.fates)"] }
    for (key, base) in [("before", object.before), ("after", object.after)] {
      guard let base, !object.isImage, object.fates == [fate] else { continue }
      let told = self[key, "base"]?.string
      if told != base { wrong.append("\(key).base \(told ?? "unknown"), is \(base)") }
    }
    guard fate == "remapped" else { return wrong }
    for (key, truth) in [("sameAddress", object.sameAddress), ("sameFile", object.sameFile)] {
      guard let truth else { continue }
      let told = self[key]?.bool
      let isNeeded = key == "sameFile" ? knowsFile : !object.isImage
      if told == nil ? isNeeded : told != truth {
        wrong.append("\(key) \(told.map(String.init) ?? "unknown"), is \(truth)")
      }
    }
    return wrong
  }
}

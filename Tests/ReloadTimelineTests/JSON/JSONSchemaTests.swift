import Testing
import TraceModel

@testable import reloadtimeline

@Suite("JSON Schema")
struct JSONSchemaTests {
  private let schema: JSONValue
  private let validator: JSONSchemaValidator

  init() throws {
    schema = try JSONValue(parsing: JSONSchema.text)
    validator = try JSONSchemaValidator(schema)
  }

  private func document(_ report: Report, anonymous: Bool = false) throws -> JSONValue {
    try JSONValue(parsing: JSONRenderer(options: JSONOptions(anonymous: anonymous)).whole([report]))
  }

  @Test("accepts what the renderer writes, one document or several")
  func accepts() throws {
    let reports = [
      JSONSampleReports.graceful, JSONSampleReports.incident, JSONSampleReports.empty,
    ]
    for report in reports {
      #expect(try validator.problems(of: document(report)) == [])
    }
    let array = try JSONValue(parsing: JSONRenderer().whole(reports))
    #expect(try validator.problems(of: array) == [])
    #expect(try validator.problems(of: .array([])) != [])
  }

  @Test("knows every key that the renderer writes, and describes it")
  func describesEveryKey() throws {
    var unknown: [String] = []
    for report in [JSONSampleReports.graceful, JSONSampleReports.incident] {
      let value = try document(report)
      unknown += undescribed(value, as: try #require(schema["$defs", "document"]), at: "$")
    }
    #expect(unknown == [])
  }

  /// The members that no `properties` names, or names without a description.
  private func undescribed(_ value: JSONValue, as schema: JSONValue, at place: String) -> [String] {
    let candidates = expanded(schema)
    switch value {
    case .object(let members):
      return members.flatMap { name, member -> [String] in
        let named = candidates.compactMap { $0["properties", name] ?? $0["additionalProperties"] }
        guard let property = named.first else { return ["\(place).\(name) is not in the schema"] }
        guard expanded(property).contains(where: { $0["description"] != nil }) else {
          return ["\(place).\(name) has no description"]
        }
        return undescribed(member, as: property, at: "\(place).\(name)")
      }
    case .array(let elements):
      let items = candidates.compactMap { $0["items"] }.first ?? .object([:])
      return elements.flatMap { undescribed($0, as: items, at: "\(place)[]") }
    default:
      return []
    }
  }

  /// A schema and those that it refers to.
  private func expanded(_ schema: JSONValue) -> [JSONValue] {
    var found = [schema]
    if let name = schema["$ref"]?.string?.split(separator: "/").last,
      let target = self.schema["$defs", String(name)]
    {
      found += expanded(target)
    }
    for option in schema["anyOf"]?.elements ?? [] { found += expanded(option) }
    return found
  }

  @Test("requires every member that the renderer always writes")
  func requires() throws {
    // Those that are there only where there is something to say.
    let optional: Set = [
      "snapshot", "verification", "file", "search", "loaderSteps", "loaderLogs",
    ]
    let named: Set = [["snapshot", "file"], ["verification", "file"]]
    // A file that is never left out is that of a log of LD_DEBUG.
    let holders: Set = ["search", "loaderSteps", "loaderLogs"]
    for report in [JSONSampleReports.graceful, JSONSampleReports.incident] {
      let whole = try document(report)
      for path in places(in: whole) {
        let isOptional =
          optional.contains(path.last ?? "") && !named.contains(path)
          && !(path.last == "file" && !holders.isDisjoint(with: path.suffix(3).dropLast()))
          || path == ["findings"] || path.dropLast().last == "calls"
          || path.suffix(2) == ["before", "name"]
        let problems = try validator.problems(of: whole.replacing(path[...], with: nil))
        #expect(problems.isEmpty == isOptional, "without \(path.joined(separator: "."))")
      }
    }
  }

  @Test("rejects a member of another type, wherever it is")
  func types() throws {
    for report in [JSONSampleReports.graceful, JSONSampleReports.incident] {
      let whole = try document(report)
      for path in places(in: whole) {
        for wrong in [JSONValue.array([.bool(true)]), .object(["x": .null]), .number(-1.5)] {
          // The one member that may be any number.
          if path.last?.lowercased().hasSuffix("seconds") == true, case .number = wrong { continue }
          let problems = try validator.problems(of: whole.replacing(path[...], with: wrong))
          #expect(!problems.isEmpty, "\(path.joined(separator: ".")) as \(wrong)")
        }
      }
    }
  }

  /// The places of all members of objects.
  private func places(in value: JSONValue, under path: [String] = []) -> [[String]] {
    switch value {
    case .object(let members):
      members.flatMap { [path + [$0.key]] + places(in: $0.value, under: path + [$0.key]) }
    case .array(let elements):
      elements.enumerated().flatMap { places(in: $0.element, under: path + ["\($0.offset)"]) }
    default:
      []
    }
  }

  private static let reload = ["processes", "0", "reloads", "0"]

  @Test(
    "rejects a value that the contract does not have",
    arguments: [
      (["schemaVersion"], .integer(2)), (["trace", "start"], .string("begun")),
      (["trace", "end"], .string("")), (["trace", "lines"], .integer(-1)),
      (["trace", "calls", "mmap"], .null), (["processes", "0", "pid"], .integer(0)),
      (["processes", "0", "pid"], .bool(true)),
      (reload + ["kind"], .string("inplace")), (reload + ["start", "line"], .integer(0)),
      (reload + ["start"], .null), (reload + ["summary", "failed"], .null),
      (reload + ["objects", "0", "fate"], .string("Remapped")),
      (reload + ["objects", "0", "fate"], .string("survived")),
      (reload + ["objects", "0", "kind"], .string("library")),
      (reload + ["objects", "0", "certainty"], .string("sure")),
      (reload + ["objects", "0", "before", "base"], .string("7fa816a00000")),
      (reload + ["objects", "0", "before", "base"], .string("0x7FA816A00000")),
      (reload + ["objects", "0", "before", "base"], .string("0x12345678123456789")),
      (reload + ["objects", "0", "before", "base"], .integer(4096)),
      (reload + ["objects", "0", "pathBytes"], .string("2f6")),
      (reload + ["objects", "0", "pathless"], .bool(false)),
      (reload + ["trigger", "senderPid"], .string("8863")),
      (["verification", "agrees"], .integer(1)),
    ] as [([String], JSONValue)])
  func rejects(_ path: [String], _ value: JSONValue) throws {
    let broken = try document(JSONSampleReports.graceful).replacing(path[...], with: value)
    #expect(try !validator.problems(of: broken).isEmpty)
    #expect(try !validator.problems(of: .array([broken])).isEmpty)
  }

  @Test("has room for keys that are added")
  func additions() throws {
    let more = try document(JSONSampleReports.graceful)
      .replacing(["more"], with: .null)
      .replacing((Self.reload + ["objects", "0", "before", "more"])[...], with: .array([]))
    #expect(try validator.problems(of: more) == [])
  }

  @Test("enumerates what the enumerations have")
  func enumerations() throws {
    func check<Kind: CaseIterable & RawRepresentable<String>>(
      _ kind: Kind.Type, _ definition: String, _ property: String? = nil
    ) throws {
      var found = schema["$defs", definition]
      if let property { found = found?["properties", property] }
      let names = try #require(found?["enum"]?.elements).compactMap(\.string)
      #expect(names == kind.allCases.map(\.rawValue), "\(definition)")
    }
    try check(TraceSummary.Start.self, "trace", "start")
    try check(TraceSummary.End.self, "trace", "end")
    try check(ReloadReport.Kind.self, "reloadHead", "kind")
    try check(ReloadPhase.Kind.self, "phase", "kind")
    try check(Fate.self, "object", "fate")
    try check(ObjectKind.self, "objectKind")
    try check(Certainty.self, "certainty")
    try check(Finding.Kind.self, "finding", "kind")
    try check(Finding.Severity.self, "finding", "severity")
    let fates = Set(Fate.allCases.map(\.rawValue))
    #expect(schema["$defs", "summary", "properties"]?.members.map { Set($0.keys) } == fates)
    let required = schema["$defs", "summary", "required"]?.elements?.compactMap(\.string)
    #expect(required.map(Set.init) == fates)
    #expect(
      schema["$defs", "document", "properties", "schemaVersion", "const"]
        == .integer(JSONRenderer.schemaVersion))
    #expect(schema["$id"] == .string("urn:reloadtimeline:report:1"))
  }
}

/// A validator for the part of JSON Schema (draft 2020-12) that the project's schema uses.
///
/// A keyword that it does not know is an error at once: a rule that is not checked is no rule.
struct JSONSchemaValidator {
  enum SchemaError: Error, Equatable {
    case unknownKeyword(String, at: String)
    case malformed(String, at: String)
    case unresolved(String)
  }

  private let root: JSONValue

  init(_ schema: JSONValue) throws {
    root = schema
    try check(schema, at: "#")
  }

  /// What is wrong with a value; nothing where it is valid.
  func problems(of value: JSONValue) throws -> [String] {
    try problems(of: value, against: root, at: "$")
  }

  // MARK: The schema itself

  /// Walks through every subschema, whether a value will ever reach it or not.
  private func check(_ schema: JSONValue, at place: String) throws {
    guard let members = schema.members else {
      throw SchemaError.malformed("a schema that is no object", at: place)
    }
    for (keyword, value) in members {
      let inside = "\(place)/\(keyword)"
      switch keyword {
      case "$schema", "$id", "title", "description", "const": break
      case "type":
        guard types(value) != nil else { throw SchemaError.malformed("type", at: inside) }
      case "enum", "required":
        guard let elements = value.elements, !elements.isEmpty else {
          throw SchemaError.malformed(keyword, at: inside)
        }
      case "minimum", "minItems":
        guard case .integer = value else { throw SchemaError.malformed(keyword, at: inside) }
      case "pattern":
        guard let pattern = value.string, (try? Regex(pattern)) != nil else {
          throw SchemaError.malformed(keyword, at: inside)
        }
      case "$ref":
        _ = try resolve(value)
      case "items", "additionalProperties":
        try check(value, at: inside)
      case "properties", "$defs":
        guard let schemas = value.members else { throw SchemaError.malformed(keyword, at: inside) }
        for (name, schema) in schemas { try check(schema, at: "\(inside)/\(name)") }
      case "oneOf", "anyOf", "allOf":
        guard let schemas = value.elements, !schemas.isEmpty else {
          throw SchemaError.malformed(keyword, at: inside)
        }
        for schema in schemas { try check(schema, at: inside) }
      default:
        throw SchemaError.unknownKeyword(keyword, at: place)
      }
    }
  }

  private func types(_ value: JSONValue) -> [String]? {
    let known: Set = ["object", "array", "string", "number", "integer", "boolean", "null"]
    let names = value.elements?.map { $0.string ?? "" } ?? value.string.map { [$0] } ?? []
    return names.isEmpty || !known.isSuperset(of: names) ? nil : names
  }

  private func resolve(_ reference: JSONValue) throws -> JSONValue {
    let prefix = "#/$defs/"
    guard let text = reference.string, text.hasPrefix(prefix),
      let schema = root["$defs", String(text.dropFirst(prefix.count))]
    else { throw SchemaError.unresolved("\(reference)") }
    return schema
  }

  // MARK: A value against it

  private func problems(
    of value: JSONValue, against schema: JSONValue, at place: String
  ) throws -> [String] {
    var found: [String] = []
    for (keyword, rule) in (schema.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      switch keyword {
      case "type":
        let names = types(rule) ?? []
        if !names.contains(where: { has(value, type: $0) }) {
          found.append("\(place) is not of type \(names)")
        }
      case "enum":
        if rule.elements?.contains(value) != true { found.append("\(place) is not in the enum") }
      case "const":
        if value != rule { found.append("\(place) is not \(rule)") }
      case "minimum":
        if let number = double(value), let least = double(rule), number < least {
          found.append("\(place) is below \(least)")
        }
      case "minItems":
        if let elements = value.elements, .integer(elements.count) != rule,
          Double(elements.count) < double(rule) ?? 0
        {
          found.append("\(place) has too few elements")
        }
      case "pattern":
        if let text = value.string, let pattern = rule.string,
          try Regex(pattern).firstMatch(in: text) == nil
        {
          found.append("\(place) does not match \(pattern)")
        }
      case "required":
        for name in rule.elements ?? [] {
          if let members = value.members, members[name.string ?? ""] == nil {
            found.append("\(place) lacks \(name.string ?? "")")
          }
        }
      case "properties":
        for (name, schema) in rule.members ?? [:] {
          guard let member = value.members?[name] else { continue }
          found += try problems(of: member, against: schema, at: "\(place).\(name)")
        }
      case "additionalProperties":
        let named = schema["properties"]?.members ?? [:]
        for (name, member) in value.members ?? [:] where named[name] == nil {
          found += try problems(of: member, against: rule, at: "\(place).\(name)")
        }
      case "items":
        for (index, element) in (value.elements ?? []).enumerated() {
          found += try problems(of: element, against: rule, at: "\(place)[\(index)]")
        }
      case "$ref":
        found += try problems(of: value, against: resolve(rule), at: place)
      case "allOf":
        for part in rule.elements ?? [] {
          found += try problems(of: value, against: part, at: place)
        }
      case "oneOf", "anyOf":
        let outcomes = try (rule.elements ?? []).map {
          try problems(of: value, against: $0, at: place)
        }
        let matches = outcomes.count { $0.isEmpty }
        if matches == 0 {
          found.append("\(place) matches none of \(keyword): \(outcomes.joined())")
        } else if matches > 1 && keyword == "oneOf" {
          found.append("\(place) matches \(matches) of oneOf")
        }
      default:
        break
      }
    }
    return found
  }

  private func double(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  private func has(_ value: JSONValue, type: String) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .integer, .unsigned: type == "integer" || type == "number"
    case .number(let number): type == "number" || (type == "integer" && number == number.rounded())
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}

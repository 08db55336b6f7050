import Foundation

/// A parsed JSON text, in which true is no number and a large size loses no digit.
enum JSONValue: Equatable, Decodable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(parsing bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  init(parsing text: String) throws {
    try self.init(parsing: Array(text.utf8))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(UInt64.self) {
      self = .unsigned(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  /// A member or an element by its place, as in `["processes", "0", "pid"]`; nothing if not there.
  subscript(path: String...) -> JSONValue? {
    get { path.reduce(self) { $0?.child($1) } }
  }

  private func child(_ key: String) -> JSONValue? {
    switch self {
    case .object(let members): members[key]
    case .array(let elements):
      Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    default: nil
    }
  }

  /// A copy in which the value at a place is another, or is gone.
  func replacing(_ path: ArraySlice<String>, with value: JSONValue?) -> JSONValue {
    guard let key = path.first else { return value ?? .null }
    let rest = path.dropFirst()
    switch self {
    case .object(var members):
      members[key] =
        rest.isEmpty ? value : (members[key] ?? .null).replacing(rest, with: value)
      return .object(members)
    case .array(var elements):
      guard let index = Int(key), elements.indices.contains(index) else { return self }
      elements[index] = elements[index].replacing(rest, with: value)
      return .array(elements)
    default:
      return self
    }
  }

  /// Where two values differ, one sentence a place.
  func differences(from expected: JSONValue, at place: String = "$") -> [String] {
    switch (self, expected) {
    case (.object(let found), .object(let wanted)):
      return Set(found.keys).union(wanted.keys).sorted().flatMap { key in
        guard let one = found[key] else { return ["\(place).\(key) is missing"] }
        guard let other = wanted[key] else { return ["\(place).\(key) is too much"] }
        return one.differences(from: other, at: "\(place).\(key)")
      }
    case (.array(let found), .array(let wanted)):
      guard found.count == wanted.count else {
        return ["\(place) has \(found.count) elements, not \(wanted.count)"]
      }
      return zip(found, wanted).enumerated().flatMap { index, pair in
        pair.0.differences(from: pair.1, at: "\(place)[\(index)]")
      }
    default:
      return self == expected ? [] : ["\(place) is \(self), not \(expected)"]
    }
  }

  /// The string, where it is one.
  var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements, where it is an array.
  var elements: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The members, where it is an object.
  var members: [String: JSONValue]? { if case .object(let value) = self { value } else { nil } }
}

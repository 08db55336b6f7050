import Testing

@Suite("JSON Schema validator of the tests")
struct JSONSchemaValidatorTests {
  @Test(
    "refuses a keyword that it does not know, wherever it is",
    arguments: [
      #"{"maxLength": 3}"#, #"{"properties": {"a": {"exclusiveMinimum": 3}}}"#,
      #"{"$defs": {"unused": {"not": {}}}}"#, #"{"anyOf": [{"if": {}}]}"#,
      #"{"items": {"format": "uri"}}"#, ##"{"$ref": "#/$defs/none"}"##, #"{"type": "int"}"#,
      #"{"pattern": "("}"#, #"{"additionalProperties": false}"#,
    ])
  func refuses(_ schema: String) throws {
    let schema = try JSONValue(parsing: schema)
    #expect(throws: JSONSchemaValidator.SchemaError.self) { try JSONSchemaValidator(schema) }
  }

  @Test(
    "tells valid from invalid, keyword by keyword",
    arguments: [
      (#"{"type": "integer"}"#, "1", "1.5"), (#"{"type": "integer"}"#, "0", "false"),
      (#"{"type": ["string", "null"]}"#, "null", "1"), (#"{"enum": ["a", 1]}"#, "1", "\"b\""),
      (#"{"const": true}"#, "true", "1"), (#"{"minimum": 2}"#, "2", "1"),
      (#"{"minItems": 1}"#, "[0]", "[]"), (#"{"required": ["a"]}"#, #"{"a": null}"#, "{}"),
      (#"{"properties": {"a": {"type": "null"}}}"#, #"{"b": 1}"#, #"{"a": 1}"#),
      (#"{"additionalProperties": {"type": "null"}}"#, #"{"b": null}"#, #"{"b": 1}"#),
      (#"{"items": {"type": "null"}}"#, "[null]", "[null, 1]"),
      (#"{"pattern": "^a+$"}"#, "\"aa\"", "\"ab\""),
      (#"{"oneOf": [{"minimum": 1}, {"minimum": 3}]}"#, "2", "3"),
      (#"{"anyOf": [{"const": 1}, {"const": 3}]}"#, "3", "2"),
      (##"{"$ref": "#/$defs/a", "$defs": {"a": {"const": 1}}}"##, "1", "2"),
    ])
  func validates(_ schema: String, _ valid: String, _ invalid: String) throws {
    let validator = try JSONSchemaValidator(JSONValue(parsing: schema))
    #expect(try validator.problems(of: JSONValue(parsing: valid)) == [])
    #expect(try validator.problems(of: JSONValue(parsing: invalid)) != [])
  }
}

/// The JSON Schema (draft 2020-12) of what `JSONRenderer` writes.
///
/// It is text and not made from the types: it is what was promised to readers, and the tests show
/// that the renderer and the enumerations keep to it.
enum JSONSchema {
  /// The schema, ending in a newline.
  static let text =
    head
    + [
      document, trace, process, reload, context, object, finding, explanation, values,
    ].joined(separator: ",\n")
    + "\n  }\n}\n"

  private static let head = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:reloadtimeline:report:1",
      "title": "reloadtimeline report",
      "description": "What strace logs show of reloads, or with explain of one address: one document, or an array of one each log.",
      "oneOf": [
        { "$ref": "#/$defs/document" },
        { "type": "array", "items": { "$ref": "#/$defs/document" }, "minItems": 1 },
        { "$ref": "#/$defs/explanation" },
        { "type": "array", "items": { "$ref": "#/$defs/explanation" }, "minItems": 1 }
      ],
      "$defs": {

    """

  private static let document = """
        "document": {
          "description": "The report on one log.",
          "type": "object",
          "required": ["schemaVersion", "trace", "processes", "otherProcesses"],
          "properties": {
            "schemaVersion": {
              "description": "The version of this contract; raised when a key is renamed or dropped.",
              "const": 1
            },
            "trace": { "$ref": "#/$defs/trace" },
            "snapshot": { "$ref": "#/$defs/snapshot" },
            "processes": {
              "description": "Those that loaded, unloaded, were signalled, or were asked for.",
              "type": "array",
              "items": { "$ref": "#/$defs/process" }
            },
            "otherProcesses": {
              "description": "How many further processes the log shows.",
              "$ref": "#/$defs/count"
            },
            "verification": { "$ref": "#/$defs/verification" }
          }
        }
    """
}

/// The JSON Schema (draft 2020-12) of what `JSONRenderer` writes.
///
/// It is text and not made from the types: it is what was promised to readers, and the tests show
/// that the renderer and the enumerations keep to it.
enum JSONSchema {
  /// The schema, ending in a newline.
  static let text =
    head
    + [
      document, trace, process, load, reload, context, object, finding, loader, explanation,
      item, values,
    ].joined(separator: ",\n")
    + "\n  }\n}\n"

  private static let head = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:reloadtimeline:report:1",
      "title": "reloadtimeline report",
      "description": "What strace logs show of reloads, or with explain of one address: one document, or an array of one each log; or one line of --format jsonl.",
      "oneOf": [
        { "$ref": "#/$defs/document" },
        { "type": "array", "items": { "$ref": "#/$defs/document" }, "minItems": 1 },
        { "$ref": "#/$defs/explanation" },
        { "type": "array", "items": { "$ref": "#/$defs/explanation" }, "minItems": 1 },
        { "$ref": "#/$defs/item" }
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
            "loaderLogs": {
              "description": "The logs of LD_DEBUG that were given.",
              "type": "array",
              "items": { "$ref": "#/$defs/loaderLog" }
            },
            "findings": {
              "description": "What follows from evidence that belongs to no reload in the log.",
              "type": "array",
              "items": { "$ref": "#/$defs/finding" }
            },
            "verification": { "$ref": "#/$defs/verification" }
          }
        }
    """
}

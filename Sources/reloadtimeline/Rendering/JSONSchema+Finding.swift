extension JSONSchema {
  /// The definitions of findings, events and the lines that prove them.
  static let finding = """
        "finding": {
          "description": "What follows from what was found: a sentence with its proof.",
          "type": "object",
          "required": [
            "kind", "severity", "message", "advice", "objects", "certainty", "evidence"
          ],
          "properties": {
            "kind": {
              "description": "What kind of finding it is.",
              "enum": [
                "reloadFailed", "symbolError", "staleSurvivor", "generationSkew",
                "duplicatedObject", "growth", "cannotBeUnloaded", "overwritten",
                "unverified"
              ]
            },
            "severity": {
              "description": "How bad it is.",
              "enum": ["error", "warning", "note"]
            },
            "message": { "description": "The finding in one sentence.", "type": "string" },
            "advice": {
              "description": "What to do about it; null where there is nothing to do.",
              "type": ["string", "null"]
            },
            "objects": {
              "description": "The paths it concerns.",
              "type": "array",
              "items": { "type": "string" }
            },
            "objectsBytes": {
              "description": "There where a path is not UTF-8: its bytes; null for the others.",
              "type": "array",
              "items": { "anyOf": [{ "$ref": "#/$defs/bytes" }, { "type": "null" }] }
            },
            "certainty": { "$ref": "#/$defs/certainty" },
            "evidence": { "$ref": "#/$defs/evidence" }
          }
        },
        "event": {
          "description": "A call of the window that changed a mapping.",
          "type": "object",
          "required": ["line", "time", "seconds", "call", "object", "base", "size", "note"],
          "properties": {
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "time": { "$ref": "#/$defs/time" },
            "seconds": { "$ref": "#/$defs/seconds" },
            "call": { "description": "The call's name, as printed.", "type": "string" },
            "object": {
              "description": "The path of the object; null for anonymous memory.",
              "type": ["string", "null"]
            },
            "objectBytes": { "$ref": "#/$defs/bytes" },
            "base": {
              "description": "The lowest address the call concerned.",
              "$ref": "#/$defs/address"
            },
            "size": {
              "description": "The length in bytes, as the call has it.",
              "$ref": "#/$defs/count"
            },
            "note": {
              "description": "What it did, in words; null where nothing is to be said.",
              "type": ["string", "null"]
            }
          }
        },
        "evidence": {
          "description": "The lines of the log, or of a snapshot, that prove the statement.",
          "type": "array",
          "items": {
            "type": "object",
            "required": ["line", "text"],
            "properties": {
              "line": { "$ref": "#/$defs/line" },
              "file": { "$ref": "#/$defs/file" },
              "text": { "description": "The line's content in short.", "type": "string" }
            }
          }
        }
    """
}

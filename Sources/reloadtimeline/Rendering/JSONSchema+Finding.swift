extension JSONSchema {
  /// The definitions of findings, events and the lines that prove them.
  static let finding = """
        "finding": {
          "description": "What follows from what was found: a sentence with its proof.",
          "type": "object",
          "required": [
            "kind", "severity", "message", "advice", "objects", "certainty", "rules",
            "evidence"
          ],
          "properties": {
            "kind": {
              "description": "What kind of finding it is.",
              "enum": [
                "reloadFailed", "loadRefused", "symbolError", "staleSurvivor", "generationSkew",
                "duplicatedObject", "growth", "cannotBeUnloaded", "overwritten", "unverified"
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
            "rules": {
              "description": "The rules by which it was inferred, by name.",
              "type": "array",
              "items": { "type": "string" }
            },
            "search": { "$ref": "#/$defs/search" },
            "missing": {
              "description": "The symbols that are predicted to be missing, with --root.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["symbol", "version"],
                "properties": {
                  "symbol": {
                    "description": "The symbol; null where the whole version is missing.",
                    "type": ["string", "null"]
                  },
                  "symbolBytes": { "$ref": "#/$defs/bytes" },
                  "version": { "description": "Its version.", "type": "string" },
                  "versionBytes": { "$ref": "#/$defs/bytes" }
                }
              }
            },
            "missingLeftOut": {
              "description": "How many more symbols are missing.",
              "$ref": "#/$defs/count"
            },
            "evidence": { "$ref": "#/$defs/evidence" }
          }
        },
        "event": {
          "description": "A call of the window that changed a mapping.",
          "type": "object",
          "required": [
            "line", "time", "seconds", "call", "object", "base", "size", "note", "action",
            "permissions", "offset", "mappings"
          ],
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
            },
            "action": {
              "description": "What it did.",
              "enum": [
                "reservation", "text", "readOnlyData", "data", "bss", "hole", "relro",
                "protection", "wholeUnload", "partUnload", "move", "anonymous", "unknown"
              ]
            },
            "permissions": {
              "description": "Of an mmap or an mprotect of an object: those from then on, or null.",
              "anyOf": [{ "$ref": "#/$defs/permissions" }, { "type": "null" }]
            },
            "offset": {
              "description": "Of an mmap of a file: bytes of it before the first page; else null.",
              "$ref": "#/$defs/addressOrNull"
            },
            "mappings": {
              "description": "Of an munmap: how many lines of /proc/PID/maps went; else null.",
              "type": ["integer", "null"],
              "minimum": 0
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

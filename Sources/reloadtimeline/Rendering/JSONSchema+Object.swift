extension JSONSchema {
  /// The definitions of an object and what became of it.
  static let object = """
        "object": {
          "description": "One object, that is a file as mapped, and what became of it.",
          "type": "object",
          "required": [
            "path", "name", "kind", "fate", "sameAddress", "sameFile", "certainty", "rules",
            "before", "after", "spans", "gapSeconds", "evidence"
          ],
          "properties": {
            "path": { "$ref": "#/$defs/path" },
            "pathBytes": { "$ref": "#/$defs/bytes" },
            "name": { "description": "The last component of the path.", "type": "string" },
            "nameBytes": { "$ref": "#/$defs/bytes" },
            "kind": { "$ref": "#/$defs/objectKind" },
            "pathless": {
              "description": "There, and true, for shared memory without a file: in no summary.",
              "const": true
            },
            "fate": {
              "description": "What became of it.",
              "enum": [
                "survived", "remapped", "unmapped", "failed", "added", "transient",
                "duplicated", "unknown"
              ]
            },
            "sameAddress": {
              "description": "Of a remapped object: whether it has its old base; null if unknown.",
              "type": ["boolean", "null"]
            },
            "sameFile": {
              "description": "Of a remapped object: whether it is the same file; null if unknown.",
              "type": ["boolean", "null"]
            },
            "sameFileProof": {
              "description": "There where sameFile is true or false: what shows it.",
              "type": "object",
              "required": ["rule", "certainty", "evidence"],
              "properties": {
                "rule": {
                  "description": "inode, deletedName, renamed, unlinked or fileSize.",
                  "type": "string"
                },
                "certainty": { "$ref": "#/$defs/certainty" },
                "evidence": { "$ref": "#/$defs/evidence" }
              }
            },
            "certainty": { "$ref": "#/$defs/certainty" },
            "rules": {
              "description": "The rules by which something was inferred, by name.",
              "type": "array",
              "items": { "type": "string" }
            },
            "before": {
              "description": "Where it lay at the beginning; null where it did not.",
              "anyOf": [{ "$ref": "#/$defs/placement" }, { "type": "null" }]
            },
            "after": {
              "description": "Where it lies at the end; null where it does not.",
              "anyOf": [{ "$ref": "#/$defs/placement" }, { "type": "null" }]
            },
            "spans": {
              "description": "When it was mapped, in order.",
              "type": "array",
              "items": { "$ref": "#/$defs/span" }
            },
            "gapSeconds": {
              "description": "Seconds from unmapped to mapped again; null where nothing shows it.",
              "type": ["number", "null"]
            },
            "caller": {
              "description": "There with -k: the module that had it unmapped, else mapped.",
              "type": "object",
              "required": ["function", "path", "symbol", "line"],
              "properties": {
                "function": {
                  "description": "The loader's function; null where no frame names one.",
                  "type": ["string", "null"]
                },
                "path": { "$ref": "#/$defs/path" },
                "pathBytes": { "$ref": "#/$defs/bytes" },
                "symbol": {
                  "description": "The nearest symbol that the module exports, and the offset.",
                  "type": "string"
                },
                "symbolBytes": { "$ref": "#/$defs/bytes" },
                "line": { "$ref": "#/$defs/line" },
                "file": { "$ref": "#/$defs/file" }
              }
            },
            "askedAgain": {
              "description": "There where it was opened while it was loaded, and stayed.",
              "$ref": "#/$defs/evidence"
            },
            "holders": {
              "description": "Of a survivor from an old file: who has it mapped at the log's end.",
              "type": "array",
              "items": { "type": "integer" }
            },
            "evidence": { "$ref": "#/$defs/evidence" }
          },
          "anyOf": [
            { "properties": { "fate": { "const": "remapped" } } },
            {
              "properties": {
                "sameAddress": { "type": "null" },
                "sameFile": { "type": "null" }
              }
            }
          ]
        },
        "placement": {
          "description": "Where an object lies at an instant, and which file it is.",
          "type": "object",
          "required": ["base", "size", "device", "inode", "deleted", "segments"],
          "properties": {
            "base": {
              "description": "The lowest address of a page of the file; null if unknown.",
              "$ref": "#/$defs/addressOrNull"
            },
            "size": {
              "description": "The extent in bytes; null if unknown.",
              "type": ["integer", "null"],
              "minimum": 0
            },
            "device": {
              "description": "The device as /proc/PID/maps prints it; null if unknown.",
              "type": ["string", "null"]
            },
            "inode": {
              "description": "The inode; null if unknown.",
              "type": ["integer", "null"],
              "minimum": 0
            },
            "deleted": {
              "description": "Whether its name is known to be gone, or another file's, by then.",
              "type": "boolean"
            },
            "name": {
              "description": "The name as shown, marks of replacement and all, if not the path.",
              "type": "string"
            },
            "nameBytes": { "$ref": "#/$defs/bytes" },
            "segments": { "$ref": "#/$defs/segments" }
          }
        },
        "span": {
          "description": "A stretch of the window in which a load of the object was mapped.",
          "type": "object",
          "required": ["from", "to", "base", "size", "gaveUp"],
          "properties": {
            "from": {
              "description": "When it was mapped; null: it was there at the beginning.",
              "$ref": "#/$defs/instantOrNull"
            },
            "to": {
              "description": "When its last page went, or the process ended while it was loaded; null: it is there at the end.",
              "$ref": "#/$defs/instantOrNull"
            },
            "base": {
              "description": "The lowest address of a page of the file; null if unknown.",
              "$ref": "#/$defs/addressOrNull"
            },
            "size": {
              "description": "The extent in bytes; null if unknown.",
              "type": ["integer", "null"],
              "minimum": 0
            },
            "gaveUp": {
              "description": "Whether this load was given up before it was complete, or the process ended with it.",
              "type": "boolean"
            }
          }
        }
    """
}

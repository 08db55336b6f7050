extension JSONSchema {
  /// The definitions of a load and its segments.
  static let load = """
        "load": {
          "description": "One mapping-in of an object, from its first mmap to its last page gone.",
          "type": "object",
          "required": [
            "path", "kind", "base", "size", "start", "laidOut", "relocated", "loadSeconds", "end",
            "endsWithProcess", "gaveUp", "during", "segments"
          ],
          "properties": {
            "path": { "$ref": "#/$defs/path" },
            "pathBytes": { "$ref": "#/$defs/bytes" },
            "kind": { "$ref": "#/$defs/objectKind" },
            "base": {
              "description": "The lowest address of a page of the file.",
              "$ref": "#/$defs/address"
            },
            "size": {
              "description": "The extent in bytes, unrounded, as it was reserved.",
              "$ref": "#/$defs/count"
            },
            "start": {
              "description": "Its first mmap; null where it was there before the log.",
              "$ref": "#/$defs/instantOrNull"
            },
            "laidOut": {
              "description": "Its RELRO mprotect, or else its last segment; null if unknown.",
              "$ref": "#/$defs/instantOrNull"
            },
            "relocated": {
              "description": "Whether its RELRO mprotect came: the loader had relocated it.",
              "type": "boolean"
            },
            "loadSeconds": {
              "description": "Seconds from start to laidOut; null where lines have no time.",
              "type": ["number", "null"]
            },
            "end": {
              "description": "Its last page gone, by a call or with the process; null where it was mapped to the end of the log.",
              "$ref": "#/$defs/instantOrNull"
            },
            "endsWithProcess": {
              "description": "Whether it was mapped until the process ended.",
              "type": "boolean"
            },
            "gaveUp": {
              "description": "Whether it was unmapped before it was complete, as far as that shows.",
              "type": "boolean"
            },
            "during": {
              "description": "The load that was under way when this began; null if none is shown.",
              "anyOf": [{ "$ref": "#/$defs/nesting" }, { "type": "null" }]
            },
            "segments": { "$ref": "#/$defs/segments" }
          }
        },
        "nesting": {
          "description": "The outermost load that was under way, on behalf of which another was made.",
          "type": "object",
          "required": ["path", "line", "time", "seconds", "direct", "certainty", "rule"],
          "properties": {
            "path": { "$ref": "#/$defs/path" },
            "pathBytes": { "$ref": "#/$defs/bytes" },
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "time": { "$ref": "#/$defs/time" },
            "seconds": { "$ref": "#/$defs/seconds" },
            "direct": {
              "description": "Whether none had begun meanwhile, so that this is what needs it.",
              "type": "boolean"
            },
            "certainty": { "$ref": "#/$defs/certainty" },
            "rule": { "description": "The rule, by name.", "const": "openedWhileLoading" }
          }
        },
        "segments": {
          "description": "What a loader mapped, upwards, when it was laid out; empty if unknown.",
          "type": "array",
          "items": { "$ref": "#/$defs/segment" }
        },
        "segment": {
          "description": "Pages of an object with one use.",
          "type": "object",
          "required": ["part", "base", "size", "permissions", "offset", "line"],
          "properties": {
            "part": {
              "description": "Which part it is, by the calls of ld.so; null if nothing tells it.",
              "enum": [
                "text", "readOnlyData", "data", "relro", "bss", "hole", "reservation", null
              ]
            },
            "base": { "description": "Its lowest address.", "$ref": "#/$defs/address" },
            "size": { "description": "Its bytes, whole pages.", "$ref": "#/$defs/count" },
            "permissions": { "$ref": "#/$defs/permissions" },
            "offset": {
              "description": "Bytes of the file before it; null where no page of it can be read.",
              "$ref": "#/$defs/addressOrNull"
            },
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" }
          }
        },
        "permissions": {
          "description": "The four letters of /proc/PID/maps.",
          "type": "string",
          "pattern": "^[r-][w-][x-][ps]$"
        }
    """
}

extension JSONSchema {
  /// The definitions of what LD_DEBUG tells.
  static let loader = """
        "search": {
          "description": "The search for a symbol or a version that failed.",
          "type": "object",
          "required": [
            "symbol", "version", "wantedBy", "definer", "file", "pid", "asked", "askedLeftOut"
          ],
          "properties": {
            "symbol": {
              "description": "The symbol; null where a whole version is missing.",
              "type": ["string", "null"]
            },
            "symbolBytes": { "$ref": "#/$defs/bytes" },
            "version": {
              "description": "Its version; null where it has none.",
              "type": ["string", "null"]
            },
            "versionBytes": { "$ref": "#/$defs/bytes" },
            "wantedBy": {
              "description": "The object that wanted it, as the loader names it.",
              "type": "string"
            },
            "wantedByBytes": { "$ref": "#/$defs/bytes" },
            "definer": {
              "description": "The object that should have defined it, as the loader names it; null where nothing tells.",
              "type": ["string", "null"]
            },
            "definerBytes": { "$ref": "#/$defs/bytes" },
            "file": {
              "description": "The log of LD_DEBUG; null where only the trace tells of the error.",
              "type": ["string", "null"]
            },
            "pid": {
              "description": "The process in that log.",
              "type": ["integer", "null"],
              "minimum": 0
            },
            "asked": {
              "description": "Who was asked, in order; one may be there twice, in two scopes.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["line", "name", "path", "stale"],
                "properties": {
                  "line": { "$ref": "#/$defs/line" },
                  "name": { "description": "As the loader names it.", "type": "string" },
                  "nameBytes": { "$ref": "#/$defs/bytes" },
                  "path": {
                    "description": "The object of the report that has this name; null where none has.",
                    "type": ["string", "null"]
                  },
                  "pathBytes": { "$ref": "#/$defs/bytes" },
                  "stale": {
                    "description": "Whether it survived from a file that was replaced or deleted.",
                    "type": "boolean"
                  }
                }
              }
            },
            "askedLeftOut": {
              "description": "How many more were asked.",
              "$ref": "#/$defs/count"
            }
          }
        },
        "loaderStep": {
          "description": "Something that the loader did, as LD_DEBUG tells it.",
          "type": "object",
          "required": ["line", "file", "step", "name", "path", "reason", "instant", "rule"],
          "properties": {
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "step": {
              "description": "A link map made, init, fini, a link map destroyed, NODELETE, an error.",
              "enum": ["mapped", "initialized", "finalized", "unmapped", "noDelete", "failed"]
            },
            "name": {
              "description": "The object, as the loader names it; empty for the program itself.",
              "type": "string"
            },
            "nameBytes": { "$ref": "#/$defs/bytes" },
            "path": {
              "description": "The object of the report that has this name; null where none has.",
              "type": ["string", "null"]
            },
            "pathBytes": { "$ref": "#/$defs/bytes" },
            "reason": {
              "description": "Why, or what the error was; null where nothing is to be said.",
              "type": ["string", "null"]
            },
            "instant": {
              "description": "Where the trace shows the same; null where that is not known.",
              "$ref": "#/$defs/instantOrNull"
            },
            "rule": {
              "description": "The rule by which that was found: sameBase or sameOrder.",
              "type": ["string", "null"]
            }
          }
        },
        "loaderLog": {
          "description": "A log of LD_DEBUG that was read.",
          "type": "object",
          "required": ["file", "lines", "pids", "errors", "otherLines"],
          "properties": {
            "file": { "$ref": "#/$defs/file" },
            "lines": { "description": "Its lines.", "$ref": "#/$defs/count" },
            "pids": {
              "description": "The processes whose loaders wrote it.",
              "type": "array",
              "items": { "type": "integer", "minimum": 0 }
            },
            "errors": { "description": "How many errors they told.", "$ref": "#/$defs/count" },
            "otherLines": {
              "description": "Lines that no loader wrote.",
              "$ref": "#/$defs/count"
            }
          }
        }
    """
}

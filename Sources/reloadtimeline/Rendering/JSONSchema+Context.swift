extension JSONSchema {
  /// The definitions of what a reload has to do with other processes and other reloads.
  static let context = """
        "successor": {
          "description": "A process that was made after a request to reload.",
          "type": "object",
          "required": [
            "pid", "role", "executable", "born", "executed", "inherited", "children", "ended"
          ],
          "properties": {
            "pid": { "description": "Its pid.", "type": "integer" },
            "role": {
              "description": "A worker, the next main process, or something else.",
              "enum": ["child", "mainProcess", "otherProgram"]
            },
            "executable": {
              "description": "The program it runs; null where nothing shows it.",
              "type": ["string", "null"]
            },
            "executableBytes": { "$ref": "#/$defs/bytes" },
            "born": { "description": "Where it was made.", "$ref": "#/$defs/instant" },
            "executed": {
              "description": "Its first execve; null where there is none.",
              "$ref": "#/$defs/instantOrNull"
            },
            "inherited": {
              "description": "How many objects it has from its parent; null if not known.",
              "type": ["integer", "null"],
              "minimum": 0
            },
            "children": {
              "description": "Its own children.",
              "type": "array",
              "items": { "type": "integer" }
            },
            "ended": {
              "description": "Where it ended; null where the log does not show that.",
              "$ref": "#/$defs/instantOrNull"
            }
          }
        },
        "comparison": {
          "description": "There where a process has several reloads: this one against the one before.",
          "type": "object",
          "required": [
            "previous", "differences", "moved", "firstFailure", "memory", "growth"
          ],
          "properties": {
            "previous": {
              "description": "The index of the reload before; null for the first.",
              "type": ["integer", "null"]
            },
            "differences": {
              "description": "The objects that met another fate.",
              "type": "array",
              "items": {
                "type": "object",
                "required": ["path", "was", "is"],
                "properties": {
                  "path": { "$ref": "#/$defs/path" },
                  "pathBytes": { "$ref": "#/$defs/bytes" },
                  "was": {
                    "description": "The fate before; null where it was not there.",
                    "type": ["string", "null"]
                  },
                  "is": {
                    "description": "The fate now; null where it is not there.",
                    "type": ["string", "null"]
                  }
                }
              }
            },
            "moved": {
              "description": "How many objects lie at another base than after the reload before.",
              "$ref": "#/$defs/count"
            },
            "firstFailure": {
              "description": "Whether it is the first reload that failed.",
              "type": "boolean"
            },
            "memory": {
              "description": "What was mapped when it was asked for; null where that is not known.",
              "anyOf": [{ "$ref": "#/$defs/memory" }, { "type": "null" }]
            },
            "growth": {
              "description": "How much more that is than at the request before.",
              "anyOf": [{ "$ref": "#/$defs/memory" }, { "type": "null" }]
            }
          }
        },
        "memory": {
          "description": "Mappings, as lines of /proc/PID/maps, and their bytes.",
          "type": "object",
          "required": ["mappings", "bytes"],
          "properties": {
            "mappings": { "description": "How many.", "type": "integer" },
            "bytes": { "description": "Their bytes.", "type": "integer" }
          }
        }
    """
}

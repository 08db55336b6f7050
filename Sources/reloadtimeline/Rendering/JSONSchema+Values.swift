extension JSONSchema {
  /// The definitions of the values that many objects share.
  static let values = """
        "instant": {
          "description": "A place in the log.",
          "type": "object",
          "required": ["line", "time", "seconds"],
          "properties": {
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "time": { "$ref": "#/$defs/time" },
            "seconds": { "$ref": "#/$defs/seconds" }
          }
        },
        "instantOrNull": { "anyOf": [{ "$ref": "#/$defs/instant" }, { "type": "null" }] },
        "line": { "description": "The line number, from 1.", "type": "integer", "minimum": 1 },
        "file": {
          "description": "The file of the line; there where several were read.",
          "type": "string"
        },
        "time": {
          "description": "The time as the log prints it; null where it prints none.",
          "type": ["string", "null"]
        },
        "seconds": {
          "description": "Seconds from the log's first instant; null where lines have no time.",
          "type": ["number", "null"]
        },
        "path": {
          "description": "The file's path, marks of replacement removed.",
          "type": "string"
        },
        "bytes": {
          "description": "There where the text is not UTF-8 and is escaped: its bytes in hex.",
          "type": "string",
          "pattern": "^([0-9a-f][0-9a-f])+$"
        },
        "objectKind": {
          "description": "What kind of file the object is.",
          "enum": [
            "executable", "interpreter", "sharedObject", "data", "sharedMemory", "loaderCache"
          ]
        },
        "certainty": {
          "description": "Shown by the log, by a snapshot, concluded by a named rule, or unknown.",
          "enum": ["observed", "snapshot", "inferred", "unknown"]
        },
        "address": {
          "description": "An address in hexadecimal; a string, for it may exceed 2^53.",
          "type": "string",
          "pattern": "^0x(0|[1-9a-f][0-9a-f]{0,15})$"
        },
        "addressOrNull": { "anyOf": [{ "$ref": "#/$defs/address" }, { "type": "null" }] },
        "count": { "description": "A number of things.", "type": "integer", "minimum": 0 },
        "pidOrNull": {
          "description": "The process id; null where neither the log nor --pid names it.",
          "type": ["integer", "null"],
          "minimum": 1
        }
    """
}

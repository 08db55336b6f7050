extension JSONSchema {
  /// The definitions of what was read.
  static let trace = """
        "trace": {
          "description": "What was read: files, size, beginning and end.",
          "type": "object",
          "required": [
            "files", "lines", "bytes", "start", "end", "first", "last", "calls", "processCount",
            "skippedLines", "diagnostics"
          ],
          "properties": {
            "files": {
              "description": "The files that were read, in order, as they were named.",
              "type": "array",
              "items": { "type": "string" }
            },
            "lines": { "description": "Physical lines.", "$ref": "#/$defs/count" },
            "bytes": { "description": "Bytes, decompressed.", "$ref": "#/$defs/count" },
            "start": {
              "description": "How the log begins: with the program's execve, attached, or cut off.",
              "enum": ["exec", "attached", "cut"]
            },
            "end": {
              "description": "How the log ends.",
              "enum": ["exited", "killed", "detached", "cut"]
            },
            "first": {
              "description": "The log's first instant; null where it has no line.",
              "$ref": "#/$defs/instantOrNull"
            },
            "last": {
              "description": "The log's last instant; null where it has no line.",
              "$ref": "#/$defs/instantOrNull"
            },
            "calls": {
              "description": "Completed calls by the name that the log prints; those that occur.",
              "type": "object",
              "additionalProperties": { "$ref": "#/$defs/count" }
            },
            "processCount": {
              "description": "How many processes the log shows.",
              "$ref": "#/$defs/count"
            },
            "skippedLines": {
              "description": "Lines that were not understood and skipped.",
              "$ref": "#/$defs/count"
            },
            "diagnostics": {
              "description": "What the reader should know about the input.",
              "type": "array",
              "items": { "$ref": "#/$defs/diagnostic" }
            }
          }
        },
        "diagnostic": {
          "description": "Something about the input that the reader should know.",
          "type": "object",
          "required": ["line", "message"],
          "properties": {
            "line": {
              "description": "The line number, from 1; null where it concerns no one line.",
              "type": ["integer", "null"],
              "minimum": 1
            },
            "file": { "$ref": "#/$defs/file" },
            "message": {
              "description": "What is the matter, and what to do about it.",
              "type": "string"
            }
          }
        },
        "snapshot": {
          "description": "The address space from before the log; only where one was given.",
          "type": "object",
          "required": ["file", "mappings", "objects"],
          "properties": {
            "file": { "description": "The file, as it was named.", "type": "string" },
            "mappings": { "description": "How many it lists.", "$ref": "#/$defs/count" },
            "objects": { "description": "How many objects these are.", "$ref": "#/$defs/count" }
          }
        },
        "verification": {
          "description": "The reconstruction beside the kernel's maps; only where these were given.",
          "type": "object",
          "required": ["pid", "file", "agrees", "ranges", "differing", "notComparable"],
          "properties": {
            "pid": { "$ref": "#/$defs/pidOrNull" },
            "file": { "description": "The kernel's maps, as named.", "type": "string" },
            "agrees": {
              "description": "Whether all that can be compared agrees; null where nothing can.",
              "type": ["boolean", "null"]
            },
            "impossible": {
              "description": "There where nothing can be compared: why.",
              "type": "string"
            },
            "ranges": { "description": "Ranges that were compared.", "$ref": "#/$defs/count" },
            "differing": {
              "description": "Where the two differ.",
              "type": "array",
              "items": { "$ref": "#/$defs/range" }
            },
            "notComparable": {
              "description": "What cannot be compared, and why.",
              "type": "array",
              "items": { "$ref": "#/$defs/range" }
            }
          }
        },
        "range": {
          "description": "A range of addresses in which reconstruction and kernel are compared.",
          "type": "object",
          "required": ["start", "end", "reconstructed", "kernel", "reason"],
          "properties": {
            "start": { "description": "The first address.", "$ref": "#/$defs/address" },
            "end": { "description": "The address after the last.", "$ref": "#/$defs/address" },
            "reconstructed": {
              "description": "What the reconstruction has, in the words of maps; null for nothing.",
              "type": ["string", "null"]
            },
            "kernel": {
              "description": "What the kernel has, in the words of maps; null for nothing.",
              "type": ["string", "null"]
            },
            "reason": {
              "description": "What differs, or why it cannot be compared.",
              "type": "string"
            }
          }
        }
    """
}

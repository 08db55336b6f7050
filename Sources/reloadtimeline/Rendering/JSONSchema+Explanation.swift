extension JSONSchema {
  /// The definitions of what `explain` writes of an address.
  static let explanation = """
        "explanation": {
          "description": "Everything that was ever at one address, of one log.",
          "type": "object",
          "required": [
            "schemaVersion", "address", "page", "pageSize", "processes", "entriesLeftOut", "trace"
          ],
          "properties": {
            "schemaVersion": {
              "description": "The version of this contract; raised when a key is renamed or dropped.",
              "const": 1
            },
            "address": { "$ref": "#/$defs/address" },
            "page": { "$ref": "#/$defs/address" },
            "pageSize": {
              "description": "Bytes of a page.", "type": "integer", "minimum": 1
            },
            "processes": {
              "description": "Those that had anything there; else the one that was asked for.",
              "type": "array",
              "items": { "$ref": "#/$defs/addressProcess" }
            },
            "entriesLeftOut": { "$ref": "#/$defs/count" },
            "snapshot": { "$ref": "#/$defs/snapshot" },
            "trace": { "$ref": "#/$defs/trace" }
          }
        },
        "addressProcess": {
          "description": "What was at the address in one process.",
          "type": "object",
          "required": [
            "pid", "executable", "beginsUnknown", "entries", "leftOutAtEnd", "below", "above"
          ],
          "properties": {
            "pid": { "$ref": "#/$defs/pidOrNull" },
            "executable": {
              "description": "The program it runs at the end; null where nothing shows it.",
              "type": ["string", "null"]
            },
            "executableBytes": { "$ref": "#/$defs/bytes" },
            "beginsUnknown": {
              "description": "Whether nothing shows what was mapped before the log began.",
              "type": "boolean"
            },
            "entries": {
              "description": "What was there, in order.",
              "type": "array",
              "items": { "$ref": "#/$defs/addressEntry" }
            },
            "leftOutAtEnd": { "$ref": "#/$defs/count" },
            "below": { "$ref": "#/$defs/addressNeighborOrNull" },
            "above": { "$ref": "#/$defs/addressNeighborOrNull" }
          }
        },
        "addressEntry": {
          "description": "What was at the address from one change to the next.",
          "type": "object",
          "required": [
            "what", "path", "part", "permissions", "fileOffset", "base", "objectOffset", "range",
            "deleted", "from", "until", "certainty", "rules", "leftOutBefore"
          ],
          "properties": {
            "what": {
              "description": "What kind of thing it was.",
              "enum": [
                "executable", "interpreter", "sharedObject", "data", "loaderCache", "sharedMemory",
                "anonymous", "heap", "stack", "kernel", "nothing", "unknown"
              ]
            },
            "path": {
              "description": "The file's path, marks of replacement removed; null for none.",
              "type": ["string", "null"]
            },
            "pathBytes": { "$ref": "#/$defs/bytes" },
            "part": {
              "description": "The part of the object; null where it is none or not known.",
              "enum": [
                "text", "readOnlyData", "data", "relro", "bss", "hole", "reservation", null
              ]
            },
            "permissions": {
              "description": "The four letters of /proc/PID/maps; null where they are not known.",
              "type": ["string", "null"],
              "pattern": "^[r-][w-][x-][ps]$"
            },
            "fileOffset": { "$ref": "#/$defs/addressOrNull" },
            "base": { "$ref": "#/$defs/addressOrNull" },
            "objectOffset": { "$ref": "#/$defs/addressOrNull" },
            "range": {
              "description": "The pages that were mapped with it, as they lay last; null for none.",
              "anyOf": [{ "$ref": "#/$defs/addressRange" }, { "type": "null" }]
            },
            "deleted": {
              "description": "Whether the file's name was known to be gone.",
              "type": "boolean"
            },
            "from": { "$ref": "#/$defs/addressChange" },
            "until": {
              "description": "How it ended; null where it was so at the end of the log.",
              "anyOf": [{ "$ref": "#/$defs/addressChange" }, { "type": "null" }]
            },
            "certainty": { "$ref": "#/$defs/certainty" },
            "rules": {
              "description": "The rules by which something was inferred, by name.",
              "type": "array",
              "items": { "type": "string" }
            },
            "leftOutBefore": { "$ref": "#/$defs/count" }
          }
        },
        "addressRange": {
          "description": "The first address, and the one after the last.",
          "type": "object",
          "required": ["start", "end"],
          "properties": {
            "start": { "$ref": "#/$defs/address" },
            "end": { "$ref": "#/$defs/address" }
          }
        },
        "addressNeighborOrNull": {
          "description": "The next mapping in the end; null where the address is mapped then.",
          "anyOf": [{ "$ref": "#/$defs/addressNeighbor" }, { "type": "null" }]
        },
        "addressNeighbor": {
          "description": "A mapping next to the address.",
          "type": "object",
          "required": ["start", "end", "permissions", "name"],
          "properties": {
            "start": { "$ref": "#/$defs/address" },
            "end": { "$ref": "#/$defs/address" },
            "permissions": {
              "description": "The four letters of /proc/PID/maps.",
              "type": "string"
            },
            "name": {
              "description": "The name as /proc/PID/maps has it; null for anonymous memory.",
              "type": ["string", "null"]
            },
            "nameBytes": { "$ref": "#/$defs/bytes" }
          }
        },
        "addressChange": {
          "description": "How what is at the address changed.",
          "type": "object",
          "required": ["cause"],
          "properties": {
            "cause": {
              "description": "What changed it.",
              "enum": ["beforeLog", "snapshot", "call", "fork", "exit", "killed"]
            },
            "call": { "description": "The call, as strace prints it.", "type": "string" },
            "signal": { "description": "The signal that killed it.", "type": "string" },
            "parentPid": { "$ref": "#/$defs/pidOrNull" },
            "threadId": {
              "description": "The thread that called, where it is not the leader.",
              "type": "integer"
            },
            "snapshotFile": { "description": "The snapshot.", "type": "string" },
            "snapshotLine": {
              "description": "The line of the snapshot; null where it shows nothing there.",
              "type": ["integer", "null"]
            },
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "time": { "$ref": "#/$defs/time" },
            "seconds": { "$ref": "#/$defs/seconds" }
          }
        }
    """
}

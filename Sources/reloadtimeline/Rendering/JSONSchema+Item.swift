extension JSONSchema {
  /// The definitions of the lines of `--format jsonl`.
  static let item = """
        "item": {
          "description": "A line of --format jsonl: what its type says, and what joins it.",
          "anyOf": [
            { "$ref": "#/$defs/traceItem" },
            { "$ref": "#/$defs/processItem" },
            {
              "allOf": [{ "$ref": "#/$defs/itemPlace" }, { "$ref": "#/$defs/load" }],
              "properties": { "type": { "const": "load" } }
            },
            {
              "allOf": [{ "$ref": "#/$defs/reloadPlace" }, { "$ref": "#/$defs/reloadHead" }],
              "properties": { "type": { "const": "reload" } }
            },
            {
              "allOf": [{ "$ref": "#/$defs/itemPlace" }, { "$ref": "#/$defs/finding" }],
              "properties": { "type": { "const": "finding" } }
            },
            {
              "description": "What follows from evidence that belongs to no reload in the log.",
              "allOf": [{ "$ref": "#/$defs/noPlace" }, { "$ref": "#/$defs/finding" }],
              "properties": { "type": { "const": "finding" } }
            },
            {
              "allOf": [{ "$ref": "#/$defs/reloadPlace" }, { "$ref": "#/$defs/loaderStep" }],
              "properties": { "type": { "const": "loaderStep" } }
            },
            {
              "allOf": [{ "$ref": "#/$defs/reloadPlace" }, { "$ref": "#/$defs/object" }],
              "properties": { "type": { "const": "object" } }
            },
            {
              "allOf": [{ "$ref": "#/$defs/itemPlace" }, { "$ref": "#/$defs/event" }],
              "properties": { "type": { "const": "event" } }
            }
          ]
        },
        "itemPlace": {
          "description": "What an item belongs to.",
          "type": "object",
          "required": ["type", "trace", "process", "pid", "reload"],
          "properties": {
            "type": { "description": "What the item is.", "type": "string" },
            "trace": { "$ref": "#/$defs/traceName" },
            "process": {
              "description": "Its number in the trace, for a pid can come twice; null for none.",
              "type": ["integer", "null"],
              "minimum": 1
            },
            "pid": { "$ref": "#/$defs/pidOrNull" },
            "reload": {
              "description": "The index of the reload; null for what belongs to none.",
              "type": ["integer", "null"],
              "minimum": 1
            }
          }
        },
        "reloadPlace": {
          "description": "What an item of a reload belongs to.",
          "$ref": "#/$defs/itemPlace",
          "properties": { "reload": { "type": "integer" } }
        },
        "noPlace": {
          "description": "What an item belongs to that is of no process in the log.",
          "type": "object",
          "required": ["type", "trace", "process", "pid", "reload"],
          "properties": {
            "type": { "description": "What the item is.", "type": "string" },
            "trace": { "$ref": "#/$defs/traceName" },
            "process": { "type": "null" },
            "pid": { "type": "null" },
            "reload": { "type": "null" }
          }
        },
        "traceName": {
          "description": "The log: its first file, as it was named.",
          "type": "string"
        },
        "traceItem": {
          "description": "What was read, once a log and before its other items.",
          "$ref": "#/$defs/trace",
          "required": ["type", "trace", "schemaVersion", "otherProcesses"],
          "properties": {
            "type": { "description": "What the item is.", "const": "trace" },
            "trace": { "$ref": "#/$defs/traceName" },
            "schemaVersion": { "description": "The version of this contract.", "const": 1 },
            "snapshot": { "$ref": "#/$defs/snapshot" },
            "otherProcesses": {
              "description": "How many further processes the log shows.",
              "$ref": "#/$defs/count"
            },
            "loaderLogs": {
              "description": "The logs of LD_DEBUG that were given.",
              "type": "array",
              "items": { "$ref": "#/$defs/loaderLog" }
            },
            "verification": { "$ref": "#/$defs/verification" }
          }
        },
        "processItem": {
          "description": "A process, before its loads and reloads.",
          "$ref": "#/$defs/itemPlace",
          "required": ["executable", "reloadCount", "noReload", "marks"],
          "properties": {
            "type": { "const": "process" },
            "executable": {
              "description": "The program it runs at the end; null where nothing shows it.",
              "type": ["string", "null"]
            },
            "executableBytes": { "$ref": "#/$defs/bytes" },
            "reloadCount": {
              "description": "How many reloads were found in it.",
              "$ref": "#/$defs/count"
            },
            "noReload": {
              "description": "That no reload was found, and why; null where one was.",
              "type": ["string", "null"]
            },
            "marks": {
              "description": "Its signals, calls of execve and its end, in order: the first 10,000.",
              "type": "array",
              "items": { "$ref": "#/$defs/mark" }
            }
          }
        }
    """
}

extension JSONSchema {
  /// The definitions of a process and its loads.
  static let process = """
        "process": {
          "description": "What one process did to its address space.",
          "type": "object",
          "required": ["pid", "executable", "reloads", "noReload", "marks", "loads", "unnamedUnmaps"],
          "properties": {
            "pid": { "$ref": "#/$defs/pidOrNull" },
            "executable": {
              "description": "The program it runs at the end; null where nothing shows it.",
              "type": ["string", "null"]
            },
            "executableBytes": { "$ref": "#/$defs/bytes" },
            "reloads": {
              "description": "Its reloads, in order.",
              "type": "array",
              "items": { "$ref": "#/$defs/reload" }
            },
            "noReload": {
              "description": "That no reload was found, and why; null where one was.",
              "type": ["string", "null"]
            },
            "marks": {
              "description": "Its signals, calls of execve and its end, in order: the first 10,000.",
              "type": "array",
              "items": { "$ref": "#/$defs/mark" }
            },
            "loads": {
              "description": "Every load of an object that the log shows, in order.",
              "type": "array",
              "items": { "$ref": "#/$defs/load" }
            },
            "unnamedUnmaps": {
              "description": "Unmappings of ranges of which nothing shows what they were.",
              "type": "array",
              "items": { "$ref": "#/$defs/event" }
            }
          }
        },
        "mark": {
          "description": "Something that happened to a process as a whole.",
          "type": "object",
          "required": ["kind", "words", "line", "time", "seconds", "senderPid"],
          "properties": {
            "kind": { "description": "What kind of mark it is.", "enum": ["signal", "execve", "end"] },
            "words": { "description": "As in 'SIGHUP' or 'exited with 0'.", "type": "string" },
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "time": { "$ref": "#/$defs/time" },
            "seconds": { "$ref": "#/$defs/seconds" },
            "senderPid": { "$ref": "#/$defs/pidOrNull" }
          }
        }
    """
}

extension JSONSchema {
  /// The definitions of a process and its loads.
  static let process = """
        "process": {
          "description": "What one process did to its address space.",
          "type": "object",
          "required": ["pid", "executable", "reloads", "noReload", "loads", "unnamedUnmaps"],
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
        }
    """
}

extension JSONSchema {
  /// The definitions of a reload: its window, its trigger, its counts.
  static let reload = """
        "reload": {
          "description": "A reload: a window in one process, and the fate of every object in it.",
          "$ref": "#/$defs/reloadHead",
          "required": ["objects", "findings", "events", "eventsLeftOut"],
          "properties": {
            "objects": {
              "description": "The fate of every object; pathless memory with --anonymous only.",
              "type": "array",
              "items": { "$ref": "#/$defs/object" }
            },
            "findings": {
              "description": "What follows from the fates, most severe first.",
              "type": "array",
              "items": { "$ref": "#/$defs/finding" }
            },
            "events": {
              "description": "The calls of the window that changed a mapping, in order.",
              "type": "array",
              "items": { "$ref": "#/$defs/event" }
            },
            "eventsLeftOut": {
              "description": "How many further calls of the window were left out at a limit.",
              "$ref": "#/$defs/count"
            },
            "loaderSteps": {
              "description": "What the loader did in it, as --ld-debug tells it, in order.",
              "type": "array",
              "items": { "$ref": "#/$defs/loaderStep" }
            }
          }
        },
        "reloadHead": {
          "description": "What is to be said of a reload as a whole.",
          "type": "object",
          "required": [
            "index", "kind", "failed", "verdict", "trigger", "start", "end", "endReason",
            "cutShort", "phases", "summary", "anonymous"
          ],
          "properties": {
            "index": {
              "description": "The number of the reload in its process, from 1.",
              "type": "integer",
              "minimum": 1
            },
            "kind": {
              "description": "In the living process, untriggered, by execve, to others, or asked for.",
              "enum": ["inPlace", "cycle", "reexec", "handover", "window"]
            },
            "failed": {
              "description": "Whether a finding says that it failed.",
              "type": "boolean"
            },
            "verdict": {
              "description": "What it came to, in a sentence or two of plain English.",
              "type": "string"
            },
            "trigger": {
              "description": "The signal that asked for it; null where there is none.",
              "anyOf": [{ "$ref": "#/$defs/trigger" }, { "type": "null" }]
            },
            "start": {
              "description": "Its first unload, load or execve.",
              "$ref": "#/$defs/instant"
            },
            "end": { "description": "Its last load or unload.", "$ref": "#/$defs/instant" },
            "endReason": {
              "description": "Why the window ends there; null where nothing is to be said.",
              "type": ["string", "null"]
            },
            "cutShort": {
              "description": "Whether the log ends so soon that what is unmapped may be back later.",
              "type": "boolean"
            },
            "phases": {
              "description": "Unloading, the gap after it, loading: those that there are.",
              "type": "array",
              "items": { "$ref": "#/$defs/phase" }
            },
            "summary": { "$ref": "#/$defs/summary" },
            "anonymous": { "$ref": "#/$defs/anonymous" },
            "execves": {
              "description": "There where there are some: its calls of execve, each a new address space.",
              "type": "array",
              "items": { "$ref": "#/$defs/instant" }
            },
            "successors": {
              "description": "There where there are some: the processes made after the request.",
              "type": "array",
              "items": { "$ref": "#/$defs/successor" }
            },
            "processEnd": {
              "description": "There where a process ended that had handed over, or whose reload had failed: where.",
              "$ref": "#/$defs/instant"
            },
            "comparison": { "$ref": "#/$defs/comparison" }
          }
        },
        "phase": {
          "description": "A stretch in which objects only go, none is there, or they come.",
          "type": "object",
          "required": ["kind", "from", "to"],
          "properties": {
            "kind": {
              "description": "What happens in it; unloading and loading may overlap.",
              "enum": ["unloading", "gap", "loading"]
            },
            "from": { "description": "Where it begins.", "$ref": "#/$defs/instant" },
            "to": { "description": "Where it ends.", "$ref": "#/$defs/instant" }
          }
        },
        "trigger": {
          "description": "The signal that asked the process to reload.",
          "type": "object",
          "required": ["signal", "line", "time", "seconds", "senderPid"],
          "properties": {
            "signal": { "description": "Its name, as in SIGHUP.", "type": "string" },
            "line": { "$ref": "#/$defs/line" },
            "file": { "$ref": "#/$defs/file" },
            "time": { "$ref": "#/$defs/time" },
            "seconds": { "$ref": "#/$defs/seconds" },
            "senderPid": {
              "description": "Who sent it; null where the log does not show that.",
              "type": ["integer", "null"],
              "minimum": 0
            }
          }
        },
        "summary": {
          "description": "How many objects have each fate, pathless memory not counted.",
          "type": "object",
          "required": [
            "survived", "remapped", "unmapped", "failed", "added", "transient", "duplicated",
            "unknown"
          ],
          "properties": {
            "survived": { "description": "Mapped throughout.", "$ref": "#/$defs/count" },
            "remapped": {
              "description": "Unmapped, and mapped by a new load.",
              "$ref": "#/$defs/count"
            },
            "unmapped": { "description": "Unmapped for good.", "$ref": "#/$defs/count" },
            "failed": { "description": "Mapped again, and given up.", "$ref": "#/$defs/count" },
            "added": { "description": "Not there at the beginning.", "$ref": "#/$defs/count" },
            "transient": {
              "description": "Mapped and unmapped, as intended.",
              "$ref": "#/$defs/count"
            },
            "duplicated": {
              "description": "Two loads of one name at the end.",
              "$ref": "#/$defs/count"
            },
            "unknown": { "description": "Nothing shows it.", "$ref": "#/$defs/count" }
          }
        },
        "anonymous": {
          "description": "Anonymous memory that came and went in the window; null where calls were left out.",
          "type": ["object", "null"],
          "required": ["mappedBytes", "unmappedBytes", "mapCalls", "unmapCalls"],
          "properties": {
            "mappedBytes": { "description": "Bytes mapped.", "$ref": "#/$defs/count" },
            "unmappedBytes": { "description": "Bytes unmapped.", "$ref": "#/$defs/count" },
            "mapCalls": { "description": "Calls that mapped some.", "$ref": "#/$defs/count" },
            "unmapCalls": { "description": "Calls that unmapped some.", "$ref": "#/$defs/count" }
          }
        }
    """
}

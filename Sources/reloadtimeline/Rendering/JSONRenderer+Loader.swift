import TraceModel

extension JSONRenderer {
  /// Writes the search for a symbol that failed.
  func write(_ search: SymbolSearch, to json: inout JSONWriter) {
    json.object { json in
      json.member("symbol", search.symbol)
      json.member("version", search.version)
      json.member("wantedBy", search.wantedBy)
      json.member("definer", search.definer)
      json.member("file", search.file)
      json.member("pid", search.pid)
      json.member("asked", array: search.asked) { json, asked in
        json.object(.oneLine) { json in
          json.member("line", asked.line)
          json.member("name", asked.name)
          json.member("path", asked.path)
          json.member("stale", asked.isStale)
        }
      }
      json.member("askedLeftOut", search.askedLeftOut)
    }
  }

  /// Writes something that the loader did.
  func write(_ step: LoaderStep, to json: inout JSONWriter) {
    json.object(.oneLine) { members(of: step, to: &$0) }
  }

  /// Writes the members of something that the loader did into the object that is open.
  func members(of step: LoaderStep, to json: inout JSONWriter) {
    json.member("line", step.line)
    json.member("file", step.file)
    json.member("step", step.what.rawValue)
    json.member("name", step.name)
    json.member("path", step.path)
    json.member("reason", step.reason.orNil)
    json.member("instant", step.instant)
    json.member("rule", step.rule)
  }

  /// Writes a member with the logs of LD_DEBUG that were read, where there are any.
  func write(_ logs: [LoaderLogSummary], to json: inout JSONWriter) {
    guard !logs.isEmpty else { return }
    json.member("loaderLogs", array: logs) { json, log in
      json.object(.oneLine) { json in
        json.member("file", log.file)
        json.member("lines", log.lines)
        json.member("pids", array: log.pids, .oneLine) { $0.value($1) }
        json.member("errors", log.errors)
        json.member("otherLines", log.otherLines)
      }
    }
  }
}

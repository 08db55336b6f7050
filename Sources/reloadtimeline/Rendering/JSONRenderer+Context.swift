import TraceModel

extension JSONRenderer {
  /// Writes what a reload has to do with others: the processes that go on, the reload before.
  func writeContext(of reload: ReloadReport, to json: inout JSONWriter) {
    // Said only where there is something to say.
    if !reload.execves.isEmpty {
      json.member("execves", array: reload.execves) { json, instant in
        json.object(.oneLine) { $0.members(of: instant) }
      }
    }
    if !reload.successors.isEmpty {
      json.member("successors", array: reload.successors) { write($1, to: &$0) }
    }
    if let end = reload.processEnd { json.member("processEnd", end) }
    guard let comparison = reload.comparison else { return }
    json.member("comparison", object: .lines) { json in
      json.member("previous", comparison.previous)
      json.member("differences", array: comparison.differences) { json, difference in
        json.object(.oneLine) { json in
          json.member("path", difference.path)
          json.member("was", difference.was?.rawValue)
          json.member("is", difference.is?.rawValue)
        }
      }
      json.member("moved", comparison.moved)
      json.member("firstFailure", comparison.isFirstFailure)
      write("memory", comparison.memory, to: &json)
      write("growth", comparison.growth, to: &json)
    }
  }

  private func write(_ successor: Successor, to json: inout JSONWriter) {
    json.object(.oneLine) { json in
      json.member("pid", successor.pid)
      json.member("role", successor.role.rawValue)
      json.member("executable", successor.executable)
      json.member("born", successor.born)
      json.member("executed", successor.executed)
      json.member("inherited", successor.inherited)
      json.member("children", array: successor.children, .oneLine) { $0.value($1) }
      json.member("ended", successor.ended)
    }
  }

  private func write(
    _ name: StaticString, _ memory: ReloadComparison.Memory?, to json: inout JSONWriter
  ) {
    guard let memory else { return json.member(name, String?.none) }
    json.member(name, object: .oneLine) { json in
      json.member("mappings", memory.mappings)
      json.member("bytes", memory.bytes)
    }
  }
}

import TraceModel

extension JSONRenderer {
  /// Writes an object and what became of it.
  func write(_ object: ObjectReport, to json: inout JSONWriter) {
    json.object { members(of: object, to: &$0) }
  }

  /// Writes the members of an object into the JSON object that is open.
  func members(of object: ObjectReport, to json: inout JSONWriter) {
    let isRemapped = object.fate == .remapped
    json.member("path", object.path)
    json.member("name", object.name)
    json.member("kind", object.kind.rawValue)
    // Said only where it is so: such an object is listed but is in no summary.
    if object.isPathlessMemory { json.member("pathless", true) }
    json.member("fate", object.fate.rawValue)
    json.member("sameAddress", isRemapped ? object.sameAddress : nil)
    json.member("sameFile", isRemapped ? object.sameFile : nil)
    if let proof = object.fileProof, isRemapped {
      json.member("sameFileProof", object: .lines) { json in
        json.member("rule", proof.rule)
        json.member("certainty", proof.certainty.rawValue)
        json.member("evidence", proof.evidence)
      }
    }
    json.member("certainty", object.certainty.rawValue)
    json.member("rules", array: object.rules, .oneLine) { $0.value($1) }
    json.name("before")
    write(object.before, of: object.path, to: &json)
    json.name("after")
    write(object.after, of: object.path, to: &json)
    json.member("spans", array: object.spans) { json, span in
      json.object(.oneLine) { json in
        json.member("from", span.from)
        json.member("to", span.to)
        json.member("base", address: span.base)
        json.member("size", span.size)
        json.member("gaveUp", span.gaveUp)
      }
    }
    if let caller = object.caller { write(caller, to: &json) }
    if !object.askedAgain.isEmpty { json.member("askedAgain", object.askedAgain) }
    if !object.holders.isEmpty {
      json.member("holders", array: object.holders, .oneLine) { $0.value($1) }
    }
    json.name("gapSeconds")
    json.value(seconds: object.gapSeconds)
    json.member("evidence", object.evidence)
  }

  private func write(_ caller: CallerReport, to json: inout JSONWriter) {
    json.member("caller", object: .oneLine) { json in
      json.member("function", caller.function)
      json.member("path", caller.path)
      json.member("symbol", caller.symbol)
      json.member("line", caller.instant.line)
      if let file = caller.instant.file { json.member("file", file) }
    }
  }

  private func write(_ placement: Placement?, of path: TraceText, to json: inout JSONWriter) {
    guard let placement else { return json.value(String?.none) }
    json.object { json in
      json.member("base", address: placement.base)
      json.member("size", placement.size)
      json.member("device", placement.device)
      json.member("inode", placement.inode)
      json.member("deleted", placement.deleted)
      if placement.shownName != path { json.member("name", placement.shownName) }
      json.member("segments", array: placement.segments) { write($1, to: &$0) }
    }
  }
}

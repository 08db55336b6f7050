import TraceModel

extension JSONRenderer {
  /// Writes a load: where it lay, how long it took, what it was mapped for, its segments.
  func write(_ load: LoadReport, to json: inout JSONWriter) {
    json.object { members(of: load, to: &$0) }
  }

  /// Writes the members of a load into the object that is open.
  func members(of load: LoadReport, to json: inout JSONWriter) {
    json.member("path", load.path)
    json.member("kind", load.kind.rawValue)
    json.member("base", address: load.base)
    json.member("size", load.size)
    json.member("start", load.start)
    json.member("laidOut", load.laidOut)
    json.member("relocated", load.isRelocated)
    json.name("loadSeconds")
    json.value(seconds: load.seconds)
    json.member("end", load.end)
    json.member("endsWithProcess", load.endsWithProcess)
    json.member("gaveUp", load.gaveUp)
    json.name("during")
    write(load.during, to: &json)
    json.member("segments", array: load.segments) { write($1, to: &$0) }
  }

  private func write(_ nesting: LoadReport.Nesting?, to json: inout JSONWriter) {
    guard let nesting else { return json.value(String?.none) }
    json.object(.oneLine) { json in
      json.member("path", nesting.path)
      json.members(of: nesting.start)
      json.member("direct", nesting.isDirect)
      json.member("certainty", Certainty.inferred.rawValue)
      json.member("rule", "openedWhileLoading")
    }
  }

  /// Writes a segment of a load.
  func write(_ segment: SegmentReport, to json: inout JSONWriter) {
    json.object(.oneLine) { json in
      json.member("part", segment.part?.rawValue)
      json.member("base", address: segment.base)
      json.member("size", segment.size)
      json.member("permissions", segment.permissions)
      json.member("offset", address: segment.offset)
      json.member("line", segment.at.line)
      if let file = segment.at.file { json.member("file", file) }
    }
  }
}

import TraceModel

extension JSONRenderer {
  /// Writes what was read.
  func write(_ trace: TraceSummary, to json: inout JSONWriter) {
    json.object { members(of: trace, to: &$0) }
  }

  /// Writes what was read into the object that is open.
  func members(of trace: TraceSummary, to json: inout JSONWriter) {
    json.member("files", array: trace.files) { $0.value($1) }
    json.member("lines", trace.lines)
    json.member("bytes", trace.bytes)
    json.member("start", trace.start.rawValue)
    json.member("end", trace.end.rawValue)
    json.member("first", trace.first)
    json.member("last", trace.last)
    json.member("calls", object: .lines) { json in
      for call in trace.calls {
        json.name(of: call.name)
        json.value(call.count)
      }
    }
    json.member("processCount", trace.processCount)
    json.member("skippedLines", trace.skippedLines)
    json.member("diagnostics", array: trace.diagnostics) { json, diagnostic in
      json.object(.oneLine) { json in
        json.member("line", diagnostic.line)
        if let file = diagnostic.file { json.member("file", file) }
        json.member("message", diagnostic.message)
      }
    }
  }

  /// Writes how the reconstruction compares with the kernel's own maps.
  func write(_ verification: Verification, to json: inout JSONWriter) {
    json.object { json in
      json.member("pid", verification.pid)
      json.member("file", verification.file)
      json.member("agrees", verification.impossible == nil ? verification.agrees : nil)
      if let reason = verification.impossible { json.member("impossible", reason) }
      json.member("ranges", verification.ranges)
      json.member("differing", array: verification.differing) { write($1, to: &$0) }
      json.member("notComparable", array: verification.notComparable) { write($1, to: &$0) }
    }
  }

  private func write(_ range: Verification.Range, to json: inout JSONWriter) {
    json.object(.oneLine) { json in
      json.member("start", address: range.start)
      json.member("end", address: range.end)
      json.member("reconstructed", range.reconstructed.orNil)
      json.member("kernel", range.kernel.orNil)
      json.member("reason", range.reason)
    }
  }
}

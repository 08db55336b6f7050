import TraceModel

/// What a user can ask of the JSON.
struct JSONOptions: Sendable {
  /// Whether shared memory without a file of its own is listed among the objects.
  var anonymous: Bool

  /// Creates options.
  init(anonymous: Bool = false) {
    self.anonymous = anonymous
  }
}

/// Writes reports as JSON, as `JSONSchema` describes it.
///
/// The keys are a contract: others may be added, none may be renamed or dropped without raising
/// `schemaVersion`.
struct JSONRenderer {
  /// The version of the contract.
  static let schemaVersion = 1

  /// What the user asked for.
  var options: JSONOptions

  /// Creates a renderer.
  init(options: JSONOptions = JSONOptions()) {
    self.options = options
  }

  /// Writes a report as one document.
  func render(_ report: Report) -> [UInt8] {
    var json = JSONWriter()
    write(report, to: &json)
    return json.finish()
  }

  /// Writes reports as an array of documents.
  func render(_ reports: [Report]) -> [UInt8] {
    var json = JSONWriter()
    json.array { json in
      for report in reports { write(report, to: &json) }
    }
    return json.finish()
  }

  private func write(_ report: Report, to json: inout JSONWriter) {
    json.object { json in
      json.member("schemaVersion", Self.schemaVersion)
      json.name("trace")
      write(report.trace, to: &json)
      if let snapshot = report.snapshot {
        json.name("snapshot")
        write(snapshot, to: &json)
      }
      json.member("processes", array: report.processes) { write($1, to: &$0) }
      json.member("otherProcesses", report.otherProcessCount)
      write(report.loaderLogs, to: &json)
      if !report.findings.isEmpty {
        json.member("findings", array: report.findings) { write($1, to: &$0) }
      }
      if let verification = report.verification {
        json.name("verification")
        write(verification, to: &json)
      }
    }
  }

  /// Writes which snapshot was read.
  func write(_ snapshot: SnapshotSummary, to json: inout JSONWriter) {
    json.object(.oneLine) { json in
      json.member("file", snapshot.file)
      json.member("mappings", snapshot.mappings)
      json.member("objects", snapshot.objects)
    }
  }
}

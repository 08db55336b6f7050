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

  /// Writes a report as one document, or several as an array of documents, in pieces.
  ///
  /// The JSON is several times as long as the reports, and is never held as a whole.
  func render<Failure>(
    _ reports: [Report], _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var json = JSONWriter()
    if let report = reports.first, reports.count == 1 {
      try self.write(report, to: &json, write)
    } else {
      try json.array { json throws(Failure) in
        for report in reports { try self.write(report, to: &json, write) }
      }
    }
    try write(json.finish())
  }

  private func write<Failure>(
    _ report: Report, to json: inout JSONWriter, _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try json.object { json throws(Failure) in
      json.member("schemaVersion", Self.schemaVersion)
      json.name("trace")
      self.write(report.trace, to: &json)
      if let snapshot = report.snapshot {
        json.name("snapshot")
        self.write(snapshot, to: &json)
      }
      try json.member("processes", array: report.processes) { json, process throws(Failure) in
        try self.write(process, to: &json, write)
      }
      json.member("otherProcesses", report.otherProcessCount)
      self.write(report.loaderLogs, to: &json)
      if !report.findings.isEmpty {
        json.member("findings", array: report.findings) { self.write($1, to: &$0) }
      }
      if let verification = report.verification {
        json.name("verification")
        self.write(verification, to: &json)
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

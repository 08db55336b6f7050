// What the documentation shows, down to the last brace: see DocumentationTests.
import TraceModel

func summary(of log: String, before: String) throws(TraceError) -> [String] {
  var options = AnalysisOptions()
  options.snapshots = [(pid: nil, input: .file(before))]
  let reports = try TraceAnalysis(options: options).reports(of: [.file(log)])
  return reports.flatMap(\.processes).flatMap(\.reloads).flatMap { reload in
    [reload.verdict]
      + reload.objects.filter { $0.fate == .remapped }.map { object in
        let lines = object.evidence.map { "L\($0.line)" }.joined(separator: ", ")
        return "\(object.name.escaped) came back, \(object.certainty.rawValue): \(lines)"
      }
  }
}

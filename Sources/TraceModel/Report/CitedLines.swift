/// Which lines a report cites, the findings' first, as many as can be quoted.
struct CitedLines {
  /// How many lines are quoted at most: with the longest lines 40 MB, with those of a usual log 4 MB.
  static let most = 20_000

  /// The numbers of the lines of each file; of the only trace under nothing.
  private(set) var lines: [String?: Set<Int>] = [:]
  /// How many further ones there were.
  var leftOut: Int { further.values.reduce(0) { $0 + $1.count } }
  private var further: [String?: Set<Int>] = [:]
  private var count = 0

  /// Collects the lines of a report in the order in which they are missed most.
  init(_ report: Report) {
    let reloads = report.processes.flatMap(\.reloads)
    add(report.findings.flatMap(\.evidence))
    for reload in reloads { add(reload.findings.flatMap(\.evidence)) }
    for reload in reloads { add(reload.bounds + reload.objects.flatMap(\.evidence)) }
    for process in report.processes { add(process.noReloadEvidence) }
    for reload in reloads { add(reload.asides) }
    for process in report.processes { add(process.unnamedUnmaps.map(\.instant)) }
    for reload in reloads {
      for step in reload.loaderSteps { add(step.line, step.file) }
      add(reload.events.map(\.instant))
    }
    for load in report.processes.lazy.flatMap(\.loads) {
      add([load.beginning, load.ending].compactMap(\.self))
    }
  }

  private mutating func add(_ evidence: [Evidence]) {
    for item in evidence { add(item.line, item.file) }
  }

  private mutating func add(_ instants: [Instant]) {
    for instant in instants { add(instant.line, instant.file) }
  }

  private mutating func add(_ line: Int, _ file: String?) {
    guard lines[file]?.contains(line) != true else { return }
    guard count < Self.most else {
      further[file, default: []].insert(line)
      return
    }
    lines[file, default: []].insert(line)
    count += 1
  }
}

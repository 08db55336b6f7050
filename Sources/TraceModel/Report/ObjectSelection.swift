/// Which objects a report is asked for, by globs over their paths.
struct ObjectSelection: Sendable {
  private let patterns: [[UInt8]]

  /// Whether nothing is left out.
  var isEverything: Bool { patterns.isEmpty }

  /// Selects what one of the patterns matches; everything where there is none.
  init(_ patterns: [String]) {
    self.patterns = patterns.map { Array($0.utf8) }
  }

  /// Whether an object is wanted.
  func contains(_ path: TraceText) -> Bool {
    isEverything || patterns.contains { Glob.matches($0, path.bytes) }
  }
}

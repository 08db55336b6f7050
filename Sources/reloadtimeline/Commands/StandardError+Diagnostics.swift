import TraceModel

extension StandardError {
  /// Says what the reader of an output should know about its input.
  ///
  /// - Parameters:
  ///   - diagnostics: What is to be said, a line each.
  ///   - file: The file of those that name none.
  static func say(_ diagnostics: [Diagnostic], file: String? = nil) {
    for diagnostic in diagnostics {
      var place = (diagnostic.file ?? file).map { TraceText($0).escaped + ":" } ?? ""
      if let line = diagnostic.line { place += "\(line):" }
      say(place.isEmpty ? diagnostic.message : "\(place) \(diagnostic.message)")
    }
  }
}

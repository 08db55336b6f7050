/// The output is none of the inputs.
extension OutputTarget {
  /// Refuses to replace a log or a snapshot by what is written about it.
  func checkIsNone(of inputs: [InputFile]) throws(CommandFailure) {
    guard case .file(let path) = self, let old = try? FileFacts(path: path), old.isRegular else {
      return
    }
    for case .file(let input) in inputs {
      guard let facts = try? FileFacts(path: input), facts.identity == old.identity else {
        continue
      }
      throw .usage("-o \(quoted(path)) is an input", advice: "name another file")
    }
  }
}

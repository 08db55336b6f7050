/// What became of the names of mapped files, as rename and unlink in the log tell.
struct FileChanges: Sendable {
  /// By path, in the order of the log.
  private var changes: [TraceText: [FileChange]] = [:]

  init(_ all: [FileChange] = []) {
    for change in all { changes[change.path, default: []].append(change) }
  }

  /// The changes by which a name came to mean another file, or none, behind the line `from`, up to
  /// the line `to`; a file that was moved away and back has its name again.
  func changes(of path: TraceText, from: Int, to: Int) -> [FileChange] {
    guard let all = changes[path] else { return [] }
    var found: [FileChange] = []
    let first = all.partition { $0.at.order > from }
    for change in all[first...].prefix(while: { $0.at.order <= to }) {
      if change.kind == .replaced, let other = change.other,
        let away = found.firstIndex(where: { $0.kind == .renamed && $0.other == other })
      {
        found.removeSubrange(away...)
      } else {
        found.append(change)
      }
    }
    return found
  }
}

/// Of which file a load of an object is, seen from the beginning of the window.
public enum FileGeneration: String, Sendable, CaseIterable {
  /// The load that was there at the beginning.
  case before
  /// A later load of the same file.
  case same
  /// A later load of another file that has the name now.
  case new
  /// A later load, and nothing shows of which file.
  case unknown
  /// No load was there at the beginning.
  case first
}

extension ObjectReport {
  /// Of which file the span at an index of `spans` is.
  public func generation(ofSpan index: Int) -> FileGeneration {
    let span = spans[index]
    if span.from == nil { return .before }
    if spans.allSatisfy({ $0.from != nil }), before == nil { return .first }
    if fate == .remapped, index == spans.count - 1, let sameFile {
      return sameFile ? .same : .new
    }
    // A file is opened by its name: one that had lost it before is not the one that was opened.
    return before?.deleted == true ? .new : .unknown
  }

  /// Whether it survived from a file that was replaced or deleted on disk.
  public var isStaleSurvivor: Bool {
    // Memory that is a file without a path never had a name to lose: memfd, huge pages, SysV.
    fate == .survived && kind != .sharedMemory && !isPathlessMemory
      && (before?.deleted == true || after?.deleted == true)
  }
}

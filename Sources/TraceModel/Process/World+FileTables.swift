/// Tables of descriptors, as fork copies them and CLONE_FILES shares them.
extension World {
  /// A copy of a table, empty where all copies together would hold too much.
  ///
  /// A copy costs next to nothing until it changes, and a log can make it change everywhere.
  mutating func copyFiles(_ slot: Int) -> Int {
    var table = files[slot]
    guard copiedFiles + table.count <= Limits.copiedFiles else {
      leftOut.copiedFiles += table.count
      return files.add(FileTable())
    }
    table.countAtCopy = table.count
    copiedFiles += table.count
    return files.add(table)
  }

  /// Lets go of a table.
  mutating func releaseFiles(_ slot: Int) {
    if files.userCount(slot) == 1 { copiedFiles -= files[slot].countAtCopy }
    files.release(slot)
  }

  /// Gives a task that shares a table one of its own; returns its place.
  mutating func unshareFiles(of id: Int32, _ slot: Int) -> Int {
    let own = copyFiles(slot)
    releaseFiles(slot)
    tasks[id]?.files = own
    return own
  }
}

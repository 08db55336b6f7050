extension MapsLine {
  /// Whether it is MAP_SHARED|MAP_ANONYMOUS, which the kernel shows as `/dev/zero (deleted)`.
  var isSharedAnonymous: Bool {
    permissions.contains(.shared) && fits(Array("/dev/zero".utf8))
  }

  /// Whether it is a System V segment: `/SYSV`, and its key.
  var isSystemV: Bool {
    guard permissions.contains(.shared) else { return false }
    return name.starts(with: Array("/SYSV".utf8))
      || !isNameComplete && name.starts(with: Array("SYSV".utf8))
  }

  /// Whether the name is of a file: a path, or what pmap leaves of one.
  var isOfFile: Bool {
    guard let first = name.first else { return false }
    return first == UInt8(ascii: "/") || !isNameComplete && first != UInt8(ascii: "[")
  }

  /// Whether the name, the marks of replacement removed, can stand for `path`.
  ///
  /// A name that is complete is the path itself. One that is not is its last component; in it a `?`
  /// stands for one byte that pmap did not print. `pmap -X` takes the last component of the first
  /// 127 bytes.
  func fits(_ path: [UInt8]) -> Bool {
    let shown = ReplacedName.strip(name)
    if isNameComplete { return shown == path }
    if matches(shown, path[...]) { return true }
    let cut = path.prefix(PmapColumns.longestName)
    return cut.count == PmapColumns.longestName && matches(shown, cut)
  }

  private func matches(_ shown: [UInt8], _ path: ArraySlice<UInt8>) -> Bool {
    var candidate = path
    if shown.first != UInt8(ascii: "/"), let slash = path.lastIndex(of: UInt8(ascii: "/")) {
      candidate = path[(slash + 1)...]
    }
    return shown.count == candidate.count
      && zip(shown, candidate).allSatisfy { left, right in
        left == right || left == UInt8(ascii: "?") && !(0x20..<0x7F).contains(right)
      }
  }
}

/// What the name of a mapped file says of its kind.
enum ObjectNaming {
  /// `libc.so.6`, `mod_php.so`: `.so` at the end or followed by a version.
  static func isSharedObject(_ path: TraceText) -> Bool {
    let name = path.lastComponent.bytes
    let suffix = Array(".so".utf8)
    guard name.count >= 3 else { return false }
    for start in 0...(name.count - 3) where name[start..<(start + 3)].elementsEqual(suffix) {
      if start + 3 == name.count || name[start + 3] == UInt8(ascii: ".") { return true }
    }
    return false
  }

  /// `ld-linux-x86-64.so.2`, `ld-2.17.so`, `ld64.so.2`, `ld.so.1`, `ld-musl-x86_64.so.1`.
  static func isInterpreter(_ path: TraceText) -> Bool {
    let name = path.lastComponent.bytes
    guard name.starts(with: Array("ld".utf8)), isSharedObject(path), name.count > 4,
      !isLoaderCache(path)
    else {
      return false
    }
    return name[2] == UInt8(ascii: "-") || name[2] == UInt8(ascii: ".")
      || name.starts(with: Array("ld64".utf8)) || name.starts(with: Array("ld32".utf8))
  }

  /// `/etc/ld.so.cache`, wherever it lies.
  static func isLoaderCache(_ path: TraceText) -> Bool {
    path.lastComponent == TraceText("ld.so.cache")
  }

  /// Memory that a name only stands for: memfd, SysV, shared anonymous memory.
  static func isSharedMemory(_ path: TraceText) -> Bool {
    sharedMemory.contains { path.bytes.starts(with: $0) }
  }

  private static let sharedMemory = [
    "/memfd:", "/SYSV", "/dev/zero", "/anon_hugepage", "anon_inode:",
  ].map { Array($0.utf8) }
}

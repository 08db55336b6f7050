import Glibc

/// The names in a directory.
enum DirectoryListing {
  /// Calls `body` with the bytes of each name; no call where the directory cannot be read.
  static func forEachName(in path: String, _ body: ([UInt8]) -> Void) {
    // The path is passed as a C string for the length of the call.
    guard let directory = unsafe opendir(path.isEmpty ? "." : path) else { return }
    defer { _ = unsafe closedir(directory) }
    // An entry is valid until the next readdir on the same directory (readdir(3)).
    while let entry = unsafe readdir(directory) {
      let length = unsafe strlen(name(of: entry))
      let bytes = unsafe UnsafeBufferPointer(start: name(of: entry), count: length)
      body(unsafe bytes.map { UInt8(bitPattern: $0) })
    }
  }

  /// Device and inode, which tell the same directory under two names.
  static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    // The structure is the kernel's own.
    guard unsafe stat(path.isEmpty ? "." : path, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Whether a path leads to anything.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    // The structure is the kernel's own.
    return unsafe stat(path, &status) == 0
  }

  /// Whether a path leads to a regular file: opening anything else may wait for ever.
  static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    // The structure is the kernel's own.
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFREG
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar> {
    // The name ends in a zero byte within its entry.
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    return unsafe UnsafeRawPointer(entry).advanced(by: offset)
      .assumingMemoryBound(to: CChar.self)
  }
}

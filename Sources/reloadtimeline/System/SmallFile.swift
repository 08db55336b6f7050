import Glibc

/// Files that are read as a whole: those of /proc, and what a program was told to write.
enum SmallFile {
  /// The most that is read, in bytes: the maps of a process with a million mappings.
  private static let most = 1 << 28

  /// The bytes of a file, up to a bound that no honest one reaches.
  static func read(_ path: String) throws(SystemError) -> [UInt8] {
    // A path from Swift is terminated.
    let file = try Descriptor(taking: unsafe open(path, O_RDONLY | O_CLOEXEC))
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < most {
      let number = file.number
      let count = unsafe piece.withUnsafeMutableBytes { all in
        // The buffer lives as long as this closure and is as long as it says.
        unsafe Glibc.read(number, all.baseAddress, all.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .current }
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  /// The names in a folder, but for `.` and `..`; none where it cannot be read.
  static func names(in folder: String) -> [String] {
    // The stream is closed below; an entry is copied before the next one is asked for.
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
        unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

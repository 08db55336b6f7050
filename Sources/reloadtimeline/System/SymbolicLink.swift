import Glibc

/// Where symbolic links lead, also to what is not there yet.
enum SymbolicLink {
  /// The most links that are followed, as in the kernel (MAXSYMLINKS, path_resolution(7)).
  private static let limit = 40

  /// The path of the file that would be opened by `path`: the last component is no link.
  static func destination(of path: String) throws(SystemError) -> String {
    var path = path
    for _ in 0...limit {
      guard let bytes = try target(of: path) else { return path }
      let target = String(decoding: bytes, as: UTF8.self)
      path = target.hasPrefix("/") ? target : folder(of: path) + target
    }
    throw SystemError(code: ELOOP)
  }

  /// The part of a path up to its last slash, with it; empty where there is none.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// What a link says; nothing where the path is no link, or nothing is there.
  static func target(of path: String) throws(SystemError) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe buffer.withUnsafeMutableBytes { all -> Int in
      guard let start = all.baseAddress else { return 0 }
      // The buffer lives as long as this closure and is as long as it says; the path is terminated.
      return unsafe readlink(path, start, all.count)
    }
    guard count >= 0 else {
      if errno == EINVAL || errno == ENOENT { return nil }
      throw .current
    }
    return Array(buffer[..<count])
  }
}

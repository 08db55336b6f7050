import Glibc

/// What lies under a path.
enum FileKind: Equatable {
  case regular, directory
  /// A link, and where it leads.
  case link(String)
  /// A device, a pipe, a socket.
  case other
  /// Nothing, or what cannot be looked at.
  case none

  /// Follows links.
  init(_ path: String) {
    var status = stat()
    // The string is passed as a C string, and the status written where it lies.
    guard unsafe stat(path, &status) == 0 else {
      self = .none
      return
    }
    self.init(mode: status.st_mode)
  }

  /// Does not follow a link at the end of the path.
  init(unresolved path: String) {
    var status = stat()
    // As above.
    guard unsafe lstat(path, &status) == 0 else {
      self = .none
      return
    }
    guard status.st_mode & S_IFMT == S_IFLNK else {
      self.init(mode: status.st_mode)
      return
    }
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    // At most as many bytes are written as the array has.
    let count = unsafe target.withUnsafeMutableBytes { all -> Int in
      guard let base = all.baseAddress else { return 0 }
      return unsafe readlink(path, base, all.count)
    }
    guard count > 0, count < target.count,
      let text = String(validating: target.prefix(count), as: UTF8.self)
    else {
      self = .none
      return
    }
    self = .link(text)
  }

  private init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .directory
    default: self = .other
    }
  }
}

import Glibc

/// What stat(2) says about a file, as far as it matters here.
struct FileFacts: Equatable {
  /// The device and the inode: what makes two names the same file.
  struct Identity: Hashable {
    let device: UInt
    let inode: UInt
  }

  let identity: Identity
  /// Type and permission bits.
  let mode: mode_t
  let owner: uid_t
  let group: gid_t
  /// Bytes.
  let size: Int

  /// Asks about the file that a path leads to.
  init(path: String) throws(SystemError) {
    var info = stat()
    // A path from Swift is terminated, and the structure is the kernel's own.
    guard unsafe stat(path, &info) == 0 else { throw .current }
    self.init(info)
  }

  /// Asks about an open file.
  init(descriptor: Int32) throws(SystemError) {
    var info = stat()
    // The structure is the kernel's own.
    guard unsafe fstat(descriptor, &info) == 0 else { throw .current }
    self.init(info)
  }

  private init(_ info: stat) {
    identity = Identity(device: UInt(info.st_dev), inode: UInt(info.st_ino))
    mode = info.st_mode
    owner = info.st_uid
    group = info.st_gid
    size = info.st_size
  }

  var isRegular: Bool { mode & S_IFMT == S_IFREG }
  var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
  /// What chmod sets, without set-user-ID and its like.
  var permissions: mode_t { mode & 0o777 }

  /// Whether there is anything of this name, were it a link that leads nowhere.
  static func isTaken(_ path: String) -> Bool {
    var info = stat()
    // A path from Swift is terminated, and the structure is the kernel's own.
    return unsafe lstat(path, &info) == 0
  }

  /// Whether a path leads to anything at all.
  static func exists(_ path: String) -> Bool {
    // A path from Swift is terminated.
    unsafe access(path, F_OK) == 0
  }
}

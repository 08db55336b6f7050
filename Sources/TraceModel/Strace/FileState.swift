import Glibc

/// What tells that a file is still the one that was read, with the same bytes.
struct FileState: Equatable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  /// When it was last written to, and when anything of it was last changed, in nanoseconds; the
  /// first can be set back, the second cannot.
  private let times: [Int64]

  /// Follows links; nothing where there is no file that can be read again: a pipe, or a file of /proc,
  /// which says that it is empty and is made anew for each reader.
  init?(_ path: String) {
    var status = stat()
    // The string is passed as a C string, and the status written where it lies.
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0
    else { return nil }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    times = [
      Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec), Int64(status.st_ctim.tv_sec),
      Int64(status.st_ctim.tv_nsec),
    ]
  }
}

import Glibc

/// An open file, closed when the value goes.
struct FileDescriptor: ~Copyable {
  /// The number.
  let rawValue: Int32

  /// Takes over a descriptor that is open.
  init(adopting rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// Opens a file for reading.
  static func open(_ path: String, file: String) throws(TraceError) -> FileDescriptor {
    // The string is passed as a C string for the length of the call.
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(file: file, errno: errno) }
    return FileDescriptor(adopting: descriptor)
  }

  /// Whether it is a directory.
  var isDirectory: Bool {
    var status = stat()
    guard unsafe fstat(rawValue, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// The size of a regular file in bytes; nothing for anything else.
  var regularSize: Int? {
    var status = stat()
    guard unsafe fstat(rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  /// Reads into `buffer` from `offset` on; 0 at the end, less than 0 on an error (see errno).
  func read(into buffer: inout [UInt8], from offset: Int) -> Int {
    precondition(offset <= buffer.count)
    while true {
      // The pointer is used for the length of the call only, and offset is within the buffer.
      let got = unsafe buffer.withUnsafeMutableBytes { all in
        unsafe Glibc.read(rawValue, all.baseAddress?.advanced(by: offset), all.count - offset)
      }
      if got < 0, errno == EINTR { continue }
      return got
    }
  }

  /// How many bytes from the beginning the next read begins; nothing where there is no such place, of a
  /// pipe.
  var place: Int? {
    let here = lseek(rawValue, 0, SEEK_CUR)
    return here < 0 ? nil : here
  }

  /// Another descriptor of the same open file, which shares its place; nothing where no more can be had.
  var duplicate: FileDescriptor? {
    let other = fcntl(rawValue, F_DUPFD_CLOEXEC, 0)
    return other < 0 ? nil : FileDescriptor(adopting: other)
  }

  /// Moves to `offset` bytes from the beginning; false where that cannot be done.
  func seek(to offset: Int) -> Bool {
    lseek(rawValue, offset, SEEK_SET) == offset
  }

  /// The next bytes of a file, at most `count`, without moving on; nothing where that cannot be
  /// done, of a pipe.
  func peek(_ count: Int) -> [UInt8]? {
    guard let here = place else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    // The pointer is used for the length of the call only, within the array.
    let got = unsafe bytes.withUnsafeMutableBytes { all in
      unsafe pread(rawValue, all.baseAddress, all.count, here)
    }
    return Array(bytes.prefix(max(0, got)))
  }

  /// Reads the next bytes, at most `count`, fewer only at the end or at an error, which the next
  /// read meets again.
  func take(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var taken = 0
    while taken < count {
      let got = read(into: &bytes, from: taken)
      guard got > 0 else { break }
      taken += got
    }
    return Array(bytes.prefix(taken))
  }

  deinit {
    _ = close(rawValue)
  }
}

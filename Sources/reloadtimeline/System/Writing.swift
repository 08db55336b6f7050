import Glibc

/// Writes all bytes to a descriptor: on after a short write or a signal, and waiting for room where
/// the descriptor was made non-blocking.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
  var written = 0
  while written < bytes.count {
    let rest = bytes.count - written
    let count = unsafe bytes.withUnsafeBytes { all -> Int in
      // The range [written, count) is within the array, which lives as long as this closure.
      unsafe write(descriptor, all.baseAddress?.advanced(by: written), rest)
    }
    if count >= 0 {
      written += count
      continue
    }
    switch errno {
    case EINTR: continue
    case EAGAIN: waitForRoom(in: descriptor)
    default: throw .current
    }
  }
}

private func waitForRoom(in descriptor: Int32) {
  var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  // One structure, and the count says one; what went wrong, the next write will tell.
  _ = unsafe poll(&request, 1, -1)
}

/// Messages to the person at the terminal.
enum StandardError {
  /// Writes a line with the program's name before it.
  ///
  /// A message that cannot be written has nowhere to be complained about.
  static func say(_ message: String) {
    try? writeAll(Array("reloadtimeline: \(message)\n".utf8), to: STDERR_FILENO)
  }
}

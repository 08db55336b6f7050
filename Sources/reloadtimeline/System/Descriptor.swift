import Glibc

/// An open file descriptor, closed with the value.
struct Descriptor: ~Copyable {
  let number: Int32

  /// Takes over a descriptor that a call just returned, or what it failed with.
  init(taking number: Int32) throws(SystemError) {
    guard number >= 0 else { throw .current }
    self.number = number
  }

  deinit {
    _ = Glibc.close(number)
  }

  /// Closes it and says what was still to go wrong: some file systems write only now.
  ///
  /// Linux frees the number even where close(2) fails, so it is not tried again.
  consuming func close() throws(SystemError) {
    let number = self.number
    discard self
    if Glibc.close(number) != 0, errno != EINTR { throw .current }
  }

  /// Another number for an open descriptor, such as that of standard output.
  static func duplicate(of number: Int32) throws(SystemError) -> Descriptor {
    try Descriptor(taking: fcntl(number, F_DUPFD_CLOEXEC, 3))
  }

  /// Makes sure that 0, 1 and 2 are open, or else the next file opened would be taken for one.
  ///
  /// What was closed is opened the wrong way round, so that using it is an error as it was before.
  static func reserveStandardOnes() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // A constant path; the lowest free number is the one that was missing.
      _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

import Glibc

/// The formats of compressed files that the system's own programs read.
enum Decompression: CaseIterable {
  case gzip, bzip2, xz, zstd

  /// The program; `-dc` makes each of them write to standard output.
  var program: String {
    switch self {
    case .gzip: "gzip"
    case .bzip2: "bzip2"
    case .xz: "xz"
    case .zstd: "zstd"
    }
  }

  /// How the names of its files end.
  var ending: String {
    switch self {
    case .gzip: ".gz"
    case .bzip2: ".bz2"
    case .xz: ".xz"
    case .zstd: ".zst"
    }
  }

  /// How many first bytes tell the format.
  static let longestMagic = 6

  /// The first bytes of a file (RFC 1952; bzip2(1), and the block that follows, BZ_HDR in
  /// bzlib_private.h; the .xz file format, 2.1.1.1; RFC 8878).
  private var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .bzip2: [0x42, 0x5A, 0x68]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    }
  }

  /// The format of a file that begins with these bytes, if it is one of these.
  init?(magic bytes: [UInt8]) {
    guard let format = Self.allCases.first(where: { bytes.starts(with: $0.magic) }) else {
      return nil
    }
    self = format
  }

  /// Starts the program on a pipe of which `head` has been read already, and reads its output.
  func read(
    pipe source: consuming FileDescriptor, head: [UInt8], file: String, chunkSize: Int
  ) throws(TraceError) -> LineReader {
    var ends: [Int32] = [-1, -1]
    // Two descriptors are written where two lie.
    let made = unsafe ends.withUnsafeMutableBufferPointer {
      unsafe socketpair(
        AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, $0.baseAddress)
    }
    guard made == 0 else {
      throw .cannotDecompress(file: file, program: program, reason: "no socket can be made")
    }
    let pump = Pump(source, target: ends[0], head: head)
    return try read(
      FileDescriptor(adopting: ends[1]), file: file, chunkSize: chunkSize, pump: pump)
  }

  /// Starts the program on an open file, and reads its output; if it `tellsPlace`, the file stays open to
  /// see how far the program has come.
  func read(
    _ input: borrowing FileDescriptor, file: String, chunkSize: Int, pump: Pump? = nil,
    tellsPlace: Bool = false
  ) throws(TraceError) -> LineReader {
    var ends: [Int32] = [-1, -1]
    // Two descriptors are written where two lie.
    let made = unsafe ends.withUnsafeMutableBufferPointer { unsafe pipe($0.baseAddress) }
    guard made == 0 else {
      throw .cannotDecompress(file: file, program: program, reason: "no pipe can be made")
    }
    let output = FileDescriptor(adopting: ends[0])
    let writer = FileDescriptor(adopting: ends[1])
    // The reading end is not for the program: it would keep its own pipe open.
    _ = fcntl(output.rawValue, F_SETFD, FD_CLOEXEC)
    _ = fcntl(writer.rawValue, F_SETFD, FD_CLOEXEC)
    guard let process = spawn(input: input.rawValue, output: writer.rawValue) else {
      throw .cannotDecompress(
        file: file, program: program,
        reason: "\(program) is not installed; decompress the file elsewhere with "
          + "`\(command(for: file))` and read that")
    }
    return LineReader(
      output, file: file, decompressor: process, program: program, pump: pump,
      compressed: tellsPlace ? input.duplicate : nil, chunkSize: chunkSize)
  }

  /// What decompresses a file beside it: under its name without the ending, which of a part of a set
  /// ends with the pid.
  private func command(for file: String) -> String {
    let isPlain = file.allSatisfy { $0.isLetter || $0.isNumber || "/._-+".contains($0) }
    let shown = isPlain ? file : "FILE"
    let plain = shown.hasSuffix(ending) ? String(shown.dropLast(ending.count)) : shown + ".txt"
    return "\(program) -dc < \(shown) > \(plain)"
  }

  private func spawn(input: Int32, output: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    // The actions live on the stack for the length of this function; each call checks itself.
    guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
    // What the program says of a damaged file is said here, with the line that was reached.
    guard unsafe posix_spawn_file_actions_adddup2(&actions, input, 0) == 0,
      unsafe posix_spawn_file_actions_adddup2(&actions, output, 1) == 0,
      unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) == 0
    else { return nil }
    var process: pid_t = 0
    let result = unsafe program.withCString { name in
      unsafe "-dc".withCString { option in
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [
          UnsafeMutablePointer(mutating: name), UnsafeMutablePointer(mutating: option), nil,
        ]
        return unsafe posix_spawnp(&process, name, &actions, nil, &arguments, environ)
      }
    }
    return result == 0 ? process : nil
  }
}

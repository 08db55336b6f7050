import Glibc

/// Something to read: a file, or standard input.
public enum TraceInput: Hashable, Sendable {
  /// A file by its path.
  case file(String)
  /// Standard input.
  case standardInput

  /// The name for messages and reports.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "standard input"
    }
  }

  /// Opens it and, where it is compressed, starts the program that decompresses it.
  ///
  /// - Parameters:
  ///   - chunkSize: How many bytes are read at once; fewer where many files are open.
  ///   - isPart: Whether it is a part of a set, of which nobody asks how much was read.
  /// - Returns: A reader before the first line.
  /// - Throws: A `TraceError` where it cannot be opened or decompressed.
  func open(
    chunkSize: Int = LineReader.chunkSize, isPart: Bool = false
  ) throws(TraceError) -> LineReader {
    var descriptor: FileDescriptor
    switch self {
    case .standardInput:
      let copy = dup(0)
      guard copy >= 0 else { throw .cannotOpen(file: name, errno: errno) }
      descriptor = FileDescriptor(adopting: copy)
    case .file(let path):
      descriptor = try FileDescriptor.open(path, file: path)
    }
    if descriptor.isDirectory { throw .isDirectory(file: name) }
    if let head = descriptor.peek(Decompression.longestMagic) {
      guard let format = Decompression(magic: head) else {
        return LineReader(descriptor, file: name, chunkSize: chunkSize)
      }
      return try format.read(
        descriptor, file: name, chunkSize: chunkSize, tellsPlace: !isPart)
    }
    // A pipe cannot be read again: what was read of it goes on before the rest.
    let head = descriptor.take(Decompression.longestMagic)
    guard let format = Decompression(magic: head) else {
      return LineReader(descriptor, file: name, head: head, chunkSize: chunkSize)
    }
    return try format.read(pipe: descriptor, head: head, file: name, chunkSize: chunkSize)
  }
}

import Glibc

/// Why a file is no ELF file that can be read.
enum ELFError: Error, Equatable, Sendable {
  /// It cannot be opened: the system's error number.
  case cannotOpen(errno: Int32)
  /// It does not begin with the mark of ELF.
  case notELF
  /// It is ELF of a class, byte order or version that is not known.
  case unknownKind
  /// Its headers do not lie within it, or contradict each other.
  case malformed(String)
}

/// Reads numbers of a file, each read within its bounds.
struct ELFReader: ~Copyable {
  /// The most bytes that are read at once: the symbols of the largest libraries have some 50 MB.
  static let mostBytes: UInt64 = 1 << 28

  private let descriptor: FileDescriptor
  /// The size of the file in bytes.
  let size: UInt64
  /// Whether it is ELF64.
  private(set) var is64 = true
  /// Whether its bytes are in big-endian order.
  private(set) var isBigEndian = false

  init(_ descriptor: consuming FileDescriptor) throws(ELFError) {
    size = UInt64(max(descriptor.regularSize ?? 0, 0))
    self.descriptor = descriptor
    let mark = self.descriptor.peek(16) ?? []
    guard mark.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { throw .notELF }
    guard mark.count == 16, mark[4] == 1 || mark[4] == 2, mark[5] == 1 || mark[5] == 2,
      mark[6] == 1
    else { throw .unknownKind }
    is64 = mark[4] == 2
    isBigEndian = mark[5] == 2
  }

  /// The bytes of a part of the file; nothing where it does not lie within it, or is too large.
  func bytes(at offset: UInt64, count: UInt64) -> [UInt8]? {
    let (end, overflow) = offset.addingReportingOverflow(count)
    guard !overflow, end <= size, count <= Self.mostBytes else { return nil }
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(count))
    guard descriptor.read(into: &bytes, at: offset) else { return nil }
    return bytes
  }

  /// An integer of `width` bytes in a table.
  func number(_ table: [UInt8], _ position: Int, width: Int) -> UInt64? {
    guard position >= 0, position <= table.count - width else { return nil }
    var value: UInt64 = 0
    for index in 0..<width {
      let byte = table[position + (isBigEndian ? index : width - 1 - index)]
      value = value << 8 | UInt64(byte)
    }
    return value
  }

  /// An address, an offset or a size: 4 bytes in ELF32, 8 in ELF64.
  func word(_ table: [UInt8], _ position: Int) -> UInt64? {
    number(table, position, width: is64 ? 8 : 4)
  }
}

extension FileDescriptor {
  /// Fills `buffer` from `offset` of a regular file on; false where the file ends before, or on an
  /// error.
  func read(into buffer: inout [UInt8], at offset: UInt64) -> Bool {
    var filled = 0
    while filled < buffer.count {
      let (sum, overflow) = offset.addingReportingOverflow(UInt64(filled))
      guard !overflow, let place = off_t(exactly: sum) else { return false }
      // The pointer is used for the length of the call only, and `filled` is within the array.
      let got = unsafe buffer.withUnsafeMutableBytes { all in
        unsafe pread(
          rawValue, all.baseAddress?.advanced(by: filled), all.count - filled, place)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return false }
      filled += got
    }
    return true
  }
}

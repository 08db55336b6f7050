import Glibc

/// What a dynamic loader would see of an ELF file, without running anything of it.
///
/// The formats are those of the System V ABI (gabi) and of GNU's symbol versions (LSB 5.0, chapter
/// 10.7); everything is read within bounds, and what is damaged becomes a diagnostic.
struct ELFFile: Sendable {
  /// A PT_LOAD, PT_GNU_RELRO or another program header.
  struct Segment: Sendable, Equatable {
    /// Where it lies in the file, in bytes.
    var offset: UInt64
    /// Where it lies in memory, from the base on.
    var address: UInt64
    /// How many bytes the file has of it.
    var fileSize: UInt64
    /// How many bytes it has in memory; what is more is filled with zeros.
    var memorySize: UInt64
    var permissions: Permissions
    /// Bytes.
    var alignment: UInt64

    /// Where it ends in memory; the largest address where it would lie beyond.
    var end: UInt64 {
      let (end, overflow) = address.addingReportingOverflow(memorySize)
      return overflow ? .max : end
    }
  }

  /// Whether it is ELF64.
  var is64 = true
  /// Whether its bytes are in big-endian order.
  var isBigEndian = false
  /// e_type: 2 is an executable at a fixed address, 3 a shared object.
  var type: UInt16 = 0
  /// e_machine: 62 is x86-64, 183 AArch64.
  var machine: UInt16 = 0
  /// DT_SONAME.
  var soname: [UInt8]?
  /// DT_NEEDED, in order.
  var needed: [[UInt8]] = []
  /// DF_1_NODELETE: dlclose never unloads it.
  var isNoDelete = false
  /// Whether it defines a symbol of binding STB_GNU_UNIQUE: once that is bound, dlclose does not
  /// unload it either.
  var hasUniqueSymbols = false
  /// PT_LOAD, in order.
  var loads: [Segment] = []
  /// The symbols that it defines and needs.
  var symbols = ELFSymbols()
  /// What is damaged in it.
  var diagnostics: [String] = []

  /// The extent in memory in bytes, from the first page of the first load to the end of the last:
  /// what ld.so reserves, and what munmap is given in the end (elf/dl-map-segments.h).
  func extent(pageSize: UInt64) -> UInt64? {
    precondition(pageSize.nonzeroBitCount == 1, "the size of a page is a power of two")
    guard let first = loads.first, let last = loads.last else { return nil }
    let start = first.address & ~(pageSize - 1)
    return last.end > start ? last.end - start : nil
  }

  /// Reads a file, if it is a regular one: nothing else is opened.
  static func read(path: String) throws(ELFError) -> ELFFile {
    guard case .regular = FileKind(path) else { throw .notELF }
    // The string is passed as a C string for the length of the call.
    let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .cannotOpen(errno: errno) }
    return try read(FileDescriptor(adopting: descriptor))
  }

  /// Reads an open file.
  static func read(_ descriptor: consuming FileDescriptor) throws(ELFError) -> ELFFile {
    let reader = try ELFReader(descriptor)
    var file = ELFFile()
    file.is64 = reader.is64
    file.isBigEndian = reader.isBigEndian
    if let dynamic = try file.readHeaders(reader) { file.readDynamic(reader, dynamic) }
    return file
  }

  /// Where an address lies in the file, and how many bytes of the file follow it there.
  func place(of address: UInt64) -> (offset: UInt64, room: UInt64)? {
    for load in loads where address >= load.address && address - load.address < load.fileSize {
      let inside = address - load.address
      let (offset, overflow) = load.offset.addingReportingOverflow(inside)
      return overflow ? nil : (offset, load.fileSize - inside)
    }
    return nil
  }
}

extension ELFFile {
  /// The most program headers that are read; ld.so of glibc takes 65535 too.
  private static let mostHeaders = 65_535

  /// Reads the file header and the program headers; gives the one of the dynamic section.
  mutating func readHeaders(
    _ reader: borrowing ELFReader
  ) throws(ELFError) -> Segment? {
    let wide = reader.is64
    guard let header = reader.bytes(at: 0, count: wide ? 64 : 52),
      let type = reader.number(header, 16, width: 2),
      let machine = reader.number(header, 18, width: 2),
      let place = reader.word(header, wide ? 32 : 28),
      let size = reader.number(header, wide ? 54 : 42, width: 2),
      let count = reader.number(header, wide ? 56 : 44, width: 2)
    else { throw .malformed("the file header is cut") }
    self.type = UInt16(type)
    self.machine = UInt16(machine)
    guard count <= Self.mostHeaders else { throw .malformed("too many program headers") }
    guard count == 0 || size >= (wide ? 56 : 32) else {
      throw .malformed("program headers of \(size) bytes")
    }
    guard let table = reader.bytes(at: place, count: size * count) else {
      throw .malformed("the program headers do not lie within the file")
    }
    var dynamic: Segment?
    for index in 0..<Int(count) {
      guard let (kind, segment) = Self.header(reader, table, at: index * Int(size)) else { break }
      switch kind {
      case 1: loads.append(segment)
      case 2: dynamic = segment
      default: continue
      }
    }
    checkLoads(size: reader.size)
    return dynamic
  }

  private static func header(
    _ reader: borrowing ELFReader, _ table: [UInt8], at start: Int
  ) -> (kind: UInt64, Segment)? {
    let wide = reader.is64
    guard let kind = reader.number(table, start, width: 4),
      let flags = reader.number(table, start + (wide ? 4 : 24), width: 4),
      let offset = reader.word(table, start + (wide ? 8 : 4)),
      let address = reader.word(table, start + (wide ? 16 : 8)),
      let fileSize = reader.word(table, start + (wide ? 32 : 16)),
      let memorySize = reader.word(table, start + (wide ? 40 : 20)),
      let alignment = reader.word(table, start + (wide ? 48 : 28))
    else { return nil }
    var permissions: Permissions = []
    if flags & 4 != 0 { permissions.insert(.read) }
    if flags & 2 != 0 { permissions.insert(.write) }
    if flags & 1 != 0 { permissions.insert(.execute) }
    return (
      kind,
      Segment(
        offset: offset, address: address, fileSize: fileSize, memorySize: memorySize,
        permissions: permissions, alignment: alignment)
    )
  }

  private mutating func checkLoads(size: UInt64) {
    var reached: UInt64 = 0
    for (index, load) in loads.enumerated() {
      let (end, overflow) = load.offset.addingReportingOverflow(load.fileSize)
      if overflow || end > size {
        diagnostics.append("segment \(index) does not lie within the file: it is cut")
      }
      if load.fileSize > load.memorySize {
        diagnostics.append("segment \(index) has more bytes in the file than in memory")
      }
      if index > 0, load.address < reached {
        diagnostics.append("segment \(index) does not lie above the one before it")
      }
      reached = load.end
    }
  }
}

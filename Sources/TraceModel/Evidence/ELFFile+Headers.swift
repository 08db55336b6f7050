extension ELFFile {
  /// The most program headers that are read; ld.so of glibc takes 65535 too.
  private static let mostHeaders = 65_535
  /// The most bytes of notes that are read.
  private static let mostNotes: UInt64 = 1 << 16

  /// Reads the file header and the program headers; gives those that lead further.
  mutating func readHeaders(
    _ reader: borrowing ELFReader
  ) throws(ELFError) -> (dynamic: Segment?, notes: [Segment]) {
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
    var notes: [Segment] = []
    for index in 0..<Int(count) {
      guard let (kind, segment) = Self.header(reader, table, at: index * Int(size)) else { break }
      switch kind {
      case 1: loads.append(segment)
      case 2: dynamic = segment
      case 4: notes.append(segment)
      case 0x6474_E552: relro = segment
      default: continue
      }
    }
    checkLoads(size: reader.size)
    return (dynamic, notes)
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

  /// The note of type NT_GNU_BUILD_ID (3) and of the name `GNU`.
  mutating func readBuildID(_ reader: borrowing ELFReader, _ notes: [Segment]) {
    for note in notes.prefix(16) {
      guard
        let table = reader.bytes(at: note.offset, count: min(note.fileSize, Self.mostNotes))
      else {
        diagnostics.append("a note does not lie within the file")
        continue
      }
      let step = note.alignment == 8 ? 8 : 4
      var position = 0
      while let nameSize = reader.number(table, position, width: 4),
        let size = reader.number(table, position + 4, width: 4),
        let type = reader.number(table, position + 8, width: 4)
      {
        let name = position + 12
        guard nameSize <= table.count, size <= table.count else { break }
        let start = Self.aligned(name + Int(nameSize), step)
        guard start + Int(size) <= table.count else { break }
        if type == 3, nameSize == 4, table[name..<(name + 4)].elementsEqual([0x47, 0x4E, 0x55, 0]) {
          buildID = Array(table[start..<(start + Int(size))])
          return
        }
        position = Self.aligned(start + Int(size), step)
      }
    }
  }

  private static func aligned(_ value: Int, _ step: Int) -> Int {
    (value + step - 1) / step * step
  }
}

extension ELFFile {
  /// The most entries of the dynamic section that are read.
  private static let mostEntries = 1 << 16

  /// What the dynamic section says, by tag, where one tag is there once.
  private struct Entries {
    var values: [UInt64: UInt64] = [:]
    var needed: [UInt64] = []
  }

  /// Reads the dynamic section and what it leads to.
  mutating func readDynamic(_ reader: borrowing ELFReader, _ segment: Segment) {
    let width: UInt64 = reader.is64 ? 16 : 8
    let count = min(segment.fileSize, UInt64(Self.mostEntries) * width)
    guard let table = reader.bytes(at: segment.offset, count: count) else {
      diagnostics.append("the dynamic section does not lie within the file")
      return
    }
    var entries = Entries()
    for index in 0..<table.count / Int(width) {
      guard let tag = reader.word(table, index * Int(width)),
        let value = reader.word(table, index * Int(width) + Int(width) / 2), tag != 0
      else { break }
      if tag == 1 { entries.needed.append(value) } else { entries.values[tag] = value }
    }
    isNoDelete = (entries.values[0x6FFF_FFFB] ?? 0) & 8 != 0
    guard let strings = strings(reader, entries) else {
      diagnostics.append("the table of strings does not lie within the file")
      return
    }
    symbols.strings = strings
    needed = entries.needed.compactMap { symbols.string(at: $0) }
    if needed.count < entries.needed.count {
      diagnostics.append("the name of a dependency does not lie within the file")
    }
    soname = entries.values[14].flatMap { symbols.string(at: $0) }
    readVersions(reader, entries)
    readSymbols(reader, entries)
  }

  private func strings(_ reader: borrowing ELFReader, _ entries: Entries) -> [UInt8]? {
    guard let address = entries.values[5], let size = entries.values[10],
      let place = place(of: address), size <= place.room
    else { return nil }
    return reader.bytes(at: place.offset, count: size)
  }

  /// The bytes at an address, at most `limit`, to the end of the segment.
  private func table(
    _ reader: borrowing ELFReader, _ address: UInt64?, limit: UInt64 = ELFReader.mostBytes
  ) -> [UInt8]? {
    guard let address, let place = place(of: address), place.offset <= reader.size else {
      return nil
    }
    return reader.bytes(
      at: place.offset, count: min(place.room, limit, reader.size - place.offset))
  }

  /// DT_VERDEF and DT_VERNEED: chains of records, each with a chain of names.
  private mutating func readVersions(_ reader: borrowing ELFReader, _ entries: Entries) {
    if let address = entries.values[0x6FFF_FFFC] {
      let count = entries.values[0x6FFF_FFFD] ?? 0
      guard let table = table(reader, address),
        symbols.readDefinitions(reader, table, count: count)
      else {
        diagnostics.append("the versions that it defines are damaged")
        return
      }
    }
    if let address = entries.values[0x6FFF_FFFE] {
      let count = entries.values[0x6FFF_FFFF] ?? 0
      guard let table = table(reader, address),
        symbols.readNeeds(reader, table, count: count)
      else {
        diagnostics.append("the versions that it needs are damaged")
        return
      }
    }
  }

  private mutating func readSymbols(_ reader: borrowing ELFReader, _ entries: Entries) {
    guard let address = entries.values[6], let place = place(of: address) else { return }
    let width: UInt64 = reader.is64 ? 24 : 16
    guard let count = symbolCount(reader, entries) else {
      diagnostics.append("the table of hashes is damaged: it does not tell how many symbols are")
      return
    }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow, bytes <= place.room,
      let table = reader.bytes(at: place.offset, count: bytes)
    else {
      diagnostics.append("the table of symbols does not lie within the file")
      return
    }
    var versions: [UInt8] = []
    if let address = entries.values[0x6FFF_FFF0] {
      versions = self.table(reader, address, limit: count * 2) ?? []
      symbols.hasVersions = true
      if versions.count < Int(count) * 2 {
        diagnostics.append("the versions of its symbols do not lie within the file")
      }
    }
    symbols.readSymbols(reader, table, versions: versions)
    hasUniqueSymbols = symbols.hasUnique
    if symbols.damaged > 0 {
      diagnostics.append("\(symbols.damaged) symbols have names outside the table of strings")
    }
  }

  /// How many symbols are: DT_HASH says it; DT_GNU_HASH ends the last chain with an odd number.
  private func symbolCount(_ reader: borrowing ELFReader, _ entries: Entries) -> UInt64? {
    if let table = table(reader, entries.values[4], limit: 8), table.count == 8 {
      return reader.number(table, 4, width: 4)
    }
    guard let address = entries.values[0x6FFF_FEF5], let table = table(reader, address),
      let buckets = reader.number(table, 0, width: 4),
      let first = reader.number(table, 4, width: 4),
      let filter = reader.number(table, 8, width: 4)
    else { return nil }
    let start = 16 + filter * (reader.is64 ? 8 : 4)
    guard start + buckets * 4 <= UInt64(table.count) else { return nil }
    var last: UInt64 = 0
    for index in 0..<Int(buckets) {
      last = max(last, reader.number(table, Int(start) + index * 4, width: 4) ?? 0)
    }
    guard last >= first else { return first }
    let chains = start + buckets * 4
    while true {
      let place = chains + (last - first) * 4
      guard place < UInt64(table.count), let hash = reader.number(table, Int(place), width: 4)
      else { return nil }
      last += 1
      if hash & 1 != 0 { return last }
    }
  }
}

/// The parts of an object in memory.
enum ObjectPart: Sendable, Hashable {
  /// Machine code.
  case text
  /// What is only read, from the first on.
  case readOnlyData
  /// What is written while it is relocated, and only read from then on (PT_GNU_RELRO).
  case relro
  /// Variables with values.
  case data
  /// Variables of which the file has nothing: zeros.
  case bss
  /// Addresses between segments, of the object and without a part of it.
  case gap
}

extension ELFFile {
  /// One part and its addresses, from the base on.
  struct Part: Sendable, Equatable {
    var range: AddressRange
    var part: ObjectPart
  }

  /// The parts in whole pages, upwards and without holes; none where its segments contradict each
  /// other.
  ///
  /// As ld.so maps them: a segment begins at its page, bss is what lies beyond the last page that
  /// the file has. A page that is both data and RELRO counts as data: mprotect leaves it out.
  func parts(pageSize: UInt64) -> [Part] {
    precondition(pageSize.nonzeroBitCount == 1, "the size of a page is a power of two")
    let mask = pageSize - 1
    var parts: [Part] = []
    var reached: UInt64?
    for load in loads where load.memorySize > 0 {
      let start = load.address & ~mask
      let (fileEnd, overflow) = load.address.addingReportingOverflow(load.fileSize)
      guard !overflow, fileEnd <= load.end, load.end <= .max - mask, start >= reached ?? 0 else {
        return []
      }
      if let reached { Self.add(.gap, reached, start, to: &parts) }
      let end = (load.end + mask) & ~mask
      let backed = load.fileSize == 0 ? start : (fileEnd + mask) & ~mask
      addBacked(load, start, backed, mask, to: &parts)
      Self.add(.bss, backed, end, to: &parts)
      reached = end
    }
    return parts
  }

  private func addBacked(
    _ load: Segment, _ start: UInt64, _ end: UInt64, _ mask: UInt64, to parts: inout [Part]
  ) {
    if load.permissions.contains(.execute) { return Self.add(.text, start, end, to: &parts) }
    guard load.permissions.contains(.write) else {
      return Self.add(.readOnlyData, start, end, to: &parts)
    }
    var (low, high) = (start, start)
    if let relro, relro.address >= load.address, relro.address < load.end {
      low = min(max(relro.address & ~mask, start), end)
      high = max(low, min(relro.end & ~mask, end))
    }
    Self.add(.data, start, low, to: &parts)
    Self.add(.relro, low, high, to: &parts)
    Self.add(.data, high, end, to: &parts)
  }

  private static func add(
    _ part: ObjectPart, _ start: UInt64, _ end: UInt64, to parts: inout [Part]
  ) {
    guard start < end else { return }
    parts.append(Part(range: AddressRange(start: start, end: end), part: part))
  }

  /// The part at an address, from the base on; nothing outside the object.
  func part(at address: UInt64, pageSize: UInt64) -> ObjectPart? {
    parts(pageSize: pageSize).first { $0.range.contains(address) }?.part
  }
}

extension AddressSpace {
  /// The next whole page at or above, in bytes; nothing where that exceeds 64 bits.
  public func roundUp(_ address: UInt64) -> UInt64? {
    let (sum, overflow) = address.addingReportingOverflow(pageSize - 1)
    return overflow ? nil : roundDown(sum)
  }

  /// The whole page at or below, in bytes.
  public func roundDown(_ address: UInt64) -> UInt64 { address & ~(pageSize - 1) }

  /// The whole pages that `length` bytes from `start` take; nothing where a call gives EINVAL.
  ///
  /// The length is rounded up (munmap(2), mprotect(2), madvise(2)); the start must be a whole page,
  /// and the sum must not wrap. Length 0 is an empty range.
  public func pages(from start: UInt64, length: UInt64) -> AddressRange? {
    guard roundDown(start) == start, let length = roundUp(length) else { return nil }
    return AddressRange(start: start, length: length)
  }

  /// The whole pages that `range` touches; nothing for an empty range, or above the last address.
  func wholePages(_ range: AddressRange) -> AddressRange? {
    guard !range.isEmpty, let end = roundUp(range.end) else { return nil }
    return AddressRange(start: roundDown(range.start), end: end)
  }
}

extension UInt64 {
  /// The next multiple of a power of two; nothing above 2⁶⁴.
  func roundedUp(toShift shift: UInt8) -> UInt64? {
    let unit: UInt64 = 1 << UInt64(shift)
    let (sum, overflow) = addingReportingOverflow(unit - 1)
    return overflow ? nil : sum & ~(unit - 1)
  }
}

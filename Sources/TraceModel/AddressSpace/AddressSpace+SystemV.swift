extension AddressSpace {
  /// Detaches a System V segment: shmdt(2) that succeeded.
  ///
  /// The kernel takes the first mapping from `address` up that lies as far above it as in its
  /// segment, and with it every other of the same attachment that does so and ends within the
  /// segment's size (ipc/shm.c, `ksys_shmdt`). So what replaced a piece stays, and so does a piece that
  /// was moved; the first goes even if mremap made it longer than the segment, a later one does not; a
  /// sealed one stays and is no error. The attachment is known by backing and line. Costs as much as
  /// there are mappings above, unless the size is known.
  ///
  /// - Parameters:
  ///   - address: Where it was attached.
  ///   - segmentSize: The segment's size in bytes; nothing where it is not known, and then pieces
  ///     anywhere above count.
  ///   - changes: What went is added to it.
  public mutating func detach(
    address: UInt64, segmentSize: UInt64? = nil, changes: inout AddressSpaceChanges
  ) {
    guard let lowest = lowestAttached(at: address) else { return }
    let segment = segmentSize.flatMap(roundUp).flatMap { AddressRange(start: address, length: $0) }
    var pieces = [lowest]
    forEach(overlapping: segment ?? AddressRange(start: address, end: .max)) { mapping in
      if mapping.isAttached(at: address), mapping.backing == lowest.backing,
        mapping.line == lowest.line, mapping.range.start > lowest.range.start,
        mapping.range.end <= segment?.end ?? .max
      {
        pieces.append(mapping)
      }
    }
    for piece in pieces where !piece.traits.contains(.sealed) {
      unmap(piece.range, changes: &changes)
    }
  }

  /// The lowest piece that is left of a segment where it was attached: it says which segment it is.
  public func lowestAttached(at address: UInt64) -> Mapping? {
    guard tree.systemVCount > 0 else { return nil }
    return first(in: AddressRange(start: address, end: .max)) { $0.isAttached(at: address) }
  }
}

extension Mapping {
  /// Whether it lies where the attachment at `address` put it.
  fileprivate func isAttached(at address: UInt64) -> Bool {
    traits.contains(.systemV) && range.start >= address && range.start - address == offset
  }
}

extension Mapping {
  /// The piece of it that lies in `bounds`, which it overlaps; the offset moves with the start.
  func clipped(to bounds: AddressRange) -> Mapping {
    guard let shared = range.intersection(bounds) else { return self }
    return laid(over: shared)
  }

  /// The same mapping over other pages: where it goes on below or above, so does its offset.
  ///
  /// Private anonymous memory has no offset. Sums wrap, because the offsets of a damaged log may
  /// be anything.
  func laid(over pages: AddressRange) -> Mapping {
    var piece = self
    piece.range = pages
    piece.offset = isAnonymous ? 0 : offset &+ (pages.start &- range.start)
    return piece
  }

  /// The same pages of the backing at another address, `distance` bytes on (modulo 2⁶⁴).
  ///
  /// What was heap is not where it lies now: the kernel knows the heap by its addresses
  /// (mm/vma.h, `vma_is_initial_heap`).
  func moved(by distance: UInt64) -> Mapping? {
    guard let range = AddressRange(start: range.start &+ distance, length: range.length) else {
      return nil
    }
    var piece = self
    piece.range = range
    piece.traits.remove(.heap)
    return piece
  }
}

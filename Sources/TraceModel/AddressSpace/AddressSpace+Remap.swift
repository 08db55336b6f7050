extension AddressSpace {
  /// Resizes or moves pages: mremap(2) that returned `result`.
  ///
  /// Pages that come are like the last ones, and the file goes on. Pages that move keep everything
  /// that is true of them, their line and load too, but for being heap. What moves out of unknown
  /// memory is unknown at its new place also: what was known there goes.
  public mutating func remap(
    _ request: RemapRequest, result: UInt64, changes: inout AddressSpaceChanges
  ) {
    guard let source = pages(from: request.oldAddress, length: request.oldLength),
      let target = pages(from: result, length: request.newLength), !target.isEmpty
    else { return }
    if source.isEmpty {
      guard source.start != target.start else { return }
      duplicate(request, to: target, changes: &changes)
    } else if source.start == target.start {
      resize(source, to: target, changes: &changes)
    } else if !source.overlaps(target) {
      // The kernel refuses a target that overlaps its source (mm/mremap.c, `vrm_overlaps`).
      move(source, to: target, request: request, changes: &changes)
    }
  }

  /// Shrinking takes out whatever lies in the tail; growing adds pages like the last.
  private mutating func resize(
    _ source: AddressRange, to target: AddressRange, changes: inout AddressSpaceChanges
  ) {
    if target.end < source.end {
      unmap(AddressRange(start: target.end, end: source.end), changes: &changes)
    } else if target.end > source.end {
      let grown = AddressRange(start: source.end, end: target.end)
      guard let last = mapping(at: source.end - 1) else {
        unmap(grown, changes: &changes)
        return
      }
      put(last.laid(over: grown), changes: &changes)
    }
  }

  /// A second mapping of the shared memory at the old address.
  ///
  /// System V memory keeps the line of its shmat, by which shmdt knows an attachment.
  private mutating func duplicate(
    _ request: RemapRequest, to target: AddressRange, changes: inout AddressSpaceChanges
  ) {
    guard let original = mapping(at: request.oldAddress),
      let page = AddressRange(start: request.oldAddress, length: target.length),
      var second = original.laid(over: page).moved(by: target.start &- request.oldAddress)
    else {
      unmap(target, changes: &changes)
      return
    }
    if !original.traits.contains(.systemV) { second.line = request.line }
    put(second, changes: &changes)
  }

  private mutating func move(
    _ source: AddressRange, to target: AddressRange, request: RemapRequest,
    changes: inout AddressSpaceChanges
  ) {
    // Only MREMAP_FIXED with the size unchanged may span holes, and what lies opposite one stays.
    // But if its first page, which must be mapped, is not known, the holes may not be holes.
    let isSpan = request.fixed && source.length == target.length
    if !isSpan || mapping(at: source.start) == nil { unmap(target, changes: &changes) }
    let last = mapping(at: source.end - 1)
    var kept = source
    if target.length < source.length {
      kept.end = source.start + target.length
      unmap(AddressRange(start: kept.end, end: source.end), changes: &changes)
    }
    let distance = target.start &- source.start
    movePieces(kept, by: distance, dontUnmap: request.dontUnmap, changes: &changes)
    if let last, target.length > source.length,
      let grown = AddressRange(start: source.end, length: target.length - source.length),
      let piece = last.laid(over: grown).moved(by: distance)
    {
      put(piece, changes: &changes)
    }
  }

  /// Moves each mapping of `source` by itself; holes stay holes on the other side.
  mutating func movePieces(
    _ source: AddressRange, by distance: UInt64, dontUnmap: Bool,
    changes: inout AddressSpaceChanges
  ) {
    var address = source.start
    while address < source.end, let mapping = tree.first(endingAfter: address),
      mapping.range.start < source.end
    {
      let piece = mapping.clipped(to: AddressRange(start: address, end: source.end))
      address = piece.range.end
      guard let moved = piece.moved(by: distance) else { continue }
      if !dontUnmap {
        tree.clear(piece.range)
        changes.removed.append(piece)
      }
      put(moved, changes: &changes)
    }
  }
}

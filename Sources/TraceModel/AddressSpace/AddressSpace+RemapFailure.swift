extension AddressSpace {
  /// What mremap(2) had changed before it failed; most that fail changed nothing.
  ///
  /// With MREMAP_FIXED and the size unchanged each mapping goes by itself since Linux 6.17, and what
  /// went before the failure stays (mm/mremap.c, `remap_move`). With another size the target is taken
  /// out before the source's tail, which may turn out to be sealed (`mremap_to`); so it is where the
  /// old length is 0 and the target, at the same address, was the source. Where nothing known explains
  /// the failure, nothing is changed.
  public mutating func remap(
    _ request: RemapRequest, failure: KernelError, changes: inout AddressSpaceChanges
  ) {
    guard request.fixed,
      let source = pages(from: request.oldAddress, length: request.oldLength),
      let target = pages(from: request.newAddress, length: request.newLength), !target.isEmpty,
      !source.overlaps(target) || source.isEmpty
    else { return }
    if source.isEmpty {
      let original = mapping(at: source.start)
      guard failure == .badAddress, source.start == target.start,
        let original, original.permissions.contains(.shared), !holdsSealed(target)
      else { return }
      unmap(target, changes: &changes)
    } else if source.length == target.length {
      let distance = target.start &- source.start
      guard let stop = stop(of: source, by: distance), stop.failure == failure else { return }
      movePieces(
        AddressRange(start: source.start, end: stop.address), by: distance,
        dontUnmap: request.dontUnmap, changes: &changes)
    } else if failure == .notPermitted, target.length < source.length {
      let tail = AddressRange(start: source.start + target.length, end: source.end)
      let first = mapping(at: source.start)
      guard let first, !first.traits.contains(.sealed), !holdsSealed(target), holdsSealed(tail)
      else { return }
      unmap(target, changes: &changes)
    }
  }

  /// Where a move of several mappings stops, and with which error; nothing if it goes through.
  private func stop(
    of source: AddressRange, by distance: UInt64
  ) -> (address: UInt64, failure: KernelError)? {
    var stop: (address: UInt64, failure: KernelError)?
    var isFirst = true
    forEachMerged(overlapping: source) { mapping in
      guard stop == nil else { return }
      let piece = mapping.clipped(to: source)
      let isWhole = isFirst && mapping.range.end >= source.end
      if isFirst && piece.range.start > source.start || !isWhole && mapping.movesAlone {
        stop = (piece.range.start, .badAddress)
        if isFirst { stop?.address = source.start }
      } else if mapping.traits.contains(.sealed)
        || piece.moved(by: distance).map({ holdsSealed($0.range) }) ?? false
      {
        stop = (piece.range.start, .notPermitted)
      }
      isFirst = false
    }
    return stop
  }

  private func holdsSealed(_ range: AddressRange) -> Bool {
    first(in: range) { $0.traits.contains(.sealed) } != nil
  }
}

extension Mapping {
  /// Whether its driver chooses addresses itself, so that it cannot be one of several that move
  /// (mm/mremap.c, `vma_multi_allowed`).
  fileprivate var movesAlone: Bool { !traits.isDisjoint(with: [.systemV, .privateZero]) }
}

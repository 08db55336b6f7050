extension AddressSpace {
  /// Moves the program break: brk(2), from the break before it to the one it returned.
  ///
  /// The pages between the two, both rounded up, come as heap or go; what goes is whatever lies there
  /// (mm/mmap.c, `brk`).
  ///
  /// - Parameters:
  ///   - from: The break before, any address.
  ///   - to: The break that was returned, any address.
  ///   - permissions: Of the pages that come, `rw-` unless personality(2) says READ_IMPLIES_EXEC.
  ///   - traits: What else is true of them.
  ///   - line: The line of the call.
  ///   - changes: What came and went is added to it.
  public mutating func moveBreak(
    from: UInt64, to: UInt64, permissions: Permissions = [.read, .write],
    traits: MappingTraits = [], line: Int,
    changes: inout AddressSpaceChanges
  ) {
    guard let old = roundUp(from), let new = roundUp(to) else { return }
    if new < old {
      unmap(AddressRange(start: new, end: old), changes: &changes)
    } else if new > old {
      let heap = Mapping(
        range: AddressRange(start: old, end: new), permissions: permissions,
        traits: traits.union(.heap),
        line: line)
      put(heap, changes: &changes)
    }
  }
}

extension AddressSpace {
  /// Takes all pages of `range` out, over several mappings and holes: munmap(2) that succeeded.
  ///
  /// One that failed changed nothing: munmap is whole or not at all (mm/vma.c,
  /// `vms_gather_munmap_vmas`).
  public mutating func unmap(_ range: AddressRange, changes: inout AddressSpaceChanges) {
    guard let pages = wholePages(range) else { return }
    tree.clear(pages) { changes.removed.append($0) }
  }
}

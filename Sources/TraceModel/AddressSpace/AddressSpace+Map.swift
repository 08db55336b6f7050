extension AddressSpace {
  /// Lays a mapping over its pages, and replaces what lies there: mmap(2), shmat(2).
  ///
  /// What is left of older mappings on either side keeps what is true of it; its offset moves with
  /// its start. A range that is no whole pages is widened to them; private anonymous memory has the
  /// offset 0 whatever it was given.
  public mutating func map(_ mapping: Mapping, changes: inout AddressSpaceChanges) {
    guard let pages = wholePages(mapping.range) else { return }
    var whole = mapping
    whole.range = pages
    if whole.isAnonymous { whole.offset = 0 }
    put(whole, changes: &changes)
  }

  /// Replaces what lies in whole pages.
  mutating func put(_ mapping: Mapping, changes: inout AddressSpaceChanges) {
    tree.clear(mapping.range) { changes.removed.append($0) }
    tree.insert(mapping)
    changes.added.append(mapping)
  }
}

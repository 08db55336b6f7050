extension AddressSpace {
  /// The space of a child of fork(2): the same, without pages under MADV_DONTFORK, and with nothing
  /// locked.
  ///
  /// Costs nothing where no page is so marked (mm/mmap.c, `dup_mmap`).
  public func forked() -> AddressSpace {
    guard tree.forkMarkCount > 0 else { return self }
    var child = self
    forEach { mapping in
      guard !mapping.traits.isDisjoint(with: .matterToFork) else { return }
      child.tree.clear(mapping.range)
      guard !mapping.traits.contains(.dontFork) else { return }
      var unlocked = mapping
      unlocked.traits.subtract(.locks)
      child.tree.insert(unlocked)
    }
    return child
  }
}

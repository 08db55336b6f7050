extension AddressSpace {
  /// The space of a child of fork(2): the same, without pages under MADV_DONTFORK.
  ///
  /// Costs nothing where no page is so marked (mm/mmap.c, `dup_mmap`).
  public func forked() -> AddressSpace {
    guard tree.dontForkCount > 0 else { return self }
    var child = self
    forEach { if $0.traits.contains(.dontFork) { child.tree.clear($0.range) } }
    return child
  }
}

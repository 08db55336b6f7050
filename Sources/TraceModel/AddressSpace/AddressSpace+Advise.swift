extension AddressSpace {
  /// Marks pages that a child of fork does or does not get: MADV_DONTFORK, MADV_DOFORK of madvise(2).
  ///
  /// A call that failed with ENOMEM met a hole and has marked all that is mapped in the range
  /// (mm/madvise.c, `madvise_walk_vmas`); one that failed otherwise changes nothing.
  public mutating func advise(_ range: AddressRange, dontFork: Bool, failure: KernelError?) {
    guard failure == nil || failure == .outOfMemory, let pages = wholePages(range) else { return }
    tree.rewrite(pages) { mapping in
      if dontFork { mapping.traits.insert(.dontFork) } else { mapping.traits.remove(.dontFork) }
    }
  }
}

extension AddressSpace {
  /// What a call does to the marks of pages.
  struct Advice: Sendable {
    /// The marks that it sets.
    var inserted: MappingTraits = []
    /// The marks that it takes away first.
    var removed: MappingTraits = []
    /// Which pages it is for; the call fails or passes over others.
    var scope = Scope.all

    /// Which pages an advice is for.
    enum Scope: Sendable {
      case all
      case privatePages
      case anonymous
    }
  }

  /// Marks pages: madvise(2).
  ///
  /// A call that failed with ENOMEM met a hole and has marked all that is mapped in the range
  /// (mm/madvise.c, `madvise_walk_vmas`); one that failed otherwise changes nothing.
  mutating func advise(_ range: AddressRange, _ advice: Advice, failure: KernelError?) {
    guard failure == nil || failure == .outOfMemory, let pages = wholePages(range) else { return }
    tree.rewrite(pages) { mapping in
      switch advice.scope {
      case .all: break
      case .privatePages: guard !mapping.permissions.contains(.shared) else { return }
      case .anonymous: guard mapping.isAnonymous else { return }
      }
      mapping.traits.subtract(advice.removed)
      mapping.traits.formUnion(advice.inserted)
    }
  }

  /// Locks pages, or with no marks unlocks them: mlock(2), mlock2(2), munlock(2), mlockall(2).
  ///
  /// One that failed with EAGAIN has marked them; with ENOMEM, what lies below the first hole, if there
  /// is one (mm/mlock.c, `apply_vma_lock_flags`). What the kernel made and huge pages are never locked
  /// (`mlock_fixup`): `isFixed` tells the first.
  mutating func lock(
    _ range: AddressRange, _ marks: MappingTraits, failure: KernelError?,
    isFixed: (BackingID) -> Bool
  ) {
    guard var pages = wholePages(range) else { return }
    switch failure {
    case nil, .tryAgain: break
    case .outOfMemory:
      guard let hole = firstHole(in: pages), hole > pages.start else { return }
      pages.end = hole
    default: return
    }
    tree.rewrite(pages) { mapping in
      guard !mapping.traits.contains(.hugeTLB), !isFixed(mapping.backing) else { return }
      mapping.traits.subtract(.locks)
      mapping.traits.formUnion(marks)
    }
  }

  /// Gives private anonymous memory a name, or takes it away: prctl(2), PR_SET_VMA_ANON_NAME.
  ///
  /// One that failed with ENOMEM met a hole and has named all that is mapped in the range; with EBADF,
  /// what lies below the first file (mm/madvise.c, `madvise_vma_anon_name`).
  mutating func name(_ range: AddressRange, _ backing: BackingID, failure: KernelError?) {
    guard var pages = wholePages(range) else { return }
    switch failure {
    case nil, .outOfMemory: break
    case .badDescriptor:
      guard let file = first(in: pages, where: { !$0.isAnonymous }) else { return }
      pages.end = max(pages.start, file.range.start)
    default: return
    }
    tree.rewrite(pages) { mapping in
      guard mapping.isAnonymous else { return }
      mapping.backing = backing
      if backing == .anonymous {
        mapping.traits.remove(.named)
      } else {
        mapping.traits.insert(.named)
      }
    }
  }
}

extension AddressSpace {
  /// Changes what may be done with the pages of `range`: mprotect(2), pkey_mprotect(2).
  ///
  /// The kernel goes mapping by mapping and keeps what it did when it fails (mm/mprotect.c,
  /// `do_mprotect_pkey`): before the first hole (ENOMEM), before the first shared mapping of a file
  /// that was opened read-only (EACCES, with PROT_WRITE), before the first sealed one (EPERM). Where
  /// nothing known explains the failure, nothing is changed.
  ///
  /// - Parameters:
  ///   - range: Whole pages.
  ///   - permissions: Read, write, execute as they came into force; sharing does not change.
  ///   - growsDown: PROT_GROWSDOWN: reaches down to the start of the first mapping.
  ///   - failure: How the call failed, or nothing.
  public mutating func protect(
    _ range: AddressRange, permissions: Permissions, growsDown: Bool, failure: KernelError?
  ) {
    guard var pages = wholePages(range) else { return }
    if growsDown {
      guard let lowest = tree.first(endingAfter: pages.start), lowest.range.start < pages.end,
        failure == nil || lowest.traits.contains(.growsDown)
      else { return }
      pages.start = startOfLine(lowest)
    }
    if let failure {
      let reached = end(of: pages, failure: failure, permissions: permissions)
      guard let reached, reached > pages.start else { return }
      pages.end = reached
    }
    let protection = permissions.intersection(.protection)
    tree.rewrite(pages) { mapping in
      if protection.contains(.write), !mapping.permissions.contains(.write), mapping.isPrivateFile {
        mapping.traits.insert(.accounted)
      }
      mapping.permissions = mapping.permissions.subtracting(.protection).union(protection)
      mapping.traits.remove(.unknownPermissions)
    }
  }

  /// How far a call that failed had come, or nothing where nothing known stopped it.
  private func end(
    of pages: AddressRange, failure: KernelError, permissions: Permissions
  ) -> UInt64? {
    switch failure {
    case .outOfMemory: firstHole(in: pages)
    case .accessDenied where permissions.contains(.write):
      // How a file was opened is not in every log; only what is not writable yet can be it.
      (first(in: pages) { $0.traits.contains(.openedReadOnly) && $0.permissions.contains(.shared) }
        ?? first(in: pages) { $0.permissions.isDisjoint(with: .write) && $0.isSharedFile })?
        .range.start
    case .notPermitted: first(in: pages) { $0.traits.contains(.sealed) }?.range.start
    case .accessDenied, .badAddress, .invalidArgument, .tryAgain, .badDescriptor,
      .other:
      nil
    }
  }

  /// The first address of `pages` at which nothing lies.
  func firstHole(in pages: AddressRange) -> UInt64? {
    var reached = pages.start
    tree.visit(pages) {
      guard $0.range.start <= reached else { return false }
      reached = $0.range.end
      return true
    }
    return reached < pages.end ? reached : nil
  }

  /// Where the line of /proc/PID/maps begins that `mapping` is part of.
  ///
  /// What grows down has no file, so that its pieces are kept as one; only a log that was made up has
  /// more of them in a line than are looked at.
  private func startOfLine(_ mapping: Mapping) -> UInt64 {
    var lowest = mapping
    var left = 64
    while left > 0, lowest.range.start > 0, let below = self.mapping(at: lowest.range.start - 1),
      below.isShownTogether(with: lowest)
    {
      lowest = below
      left -= 1
    }
    return lowest.range.start
  }
}

extension Mapping {
  fileprivate var isPrivateFile: Bool {
    !permissions.contains(.shared) && !isAnonymous && !traits.contains(.hugeTLB)
  }

  fileprivate var isSharedFile: Bool {
    permissions.contains(.shared) && backing != .anonymous
  }
}

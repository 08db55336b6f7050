extension AddressSpace {
  /// Lays other pages of the same shared file over a range: remap_file_pages(2) that succeeded.
  ///
  /// The kernel maps the file anew, with the permissions of the mapping at the start, and so with
  /// what READ_IMPLIES_EXEC of personality(2) adds to them; marks that madvise left are gone
  /// (mm/mmap.c, `remap_file_pages`). Start and size are cut *down* to whole
  /// pages. All mappings in the range must be alike, so the lowest known one stands for all.
  ///
  /// - Parameters:
  ///   - address: The start, any address in the first page.
  ///   - size: The size in bytes.
  ///   - pageOffset: The offset in the file, in pages.
  ///   - readImpliesExecute: Whether the task is under READ_IMPLIES_EXEC.
  ///   - line: The line of the call; System V memory keeps that of its shmat.
  ///   - changes: What came and went is added to it.
  public mutating func remapFilePages(
    address: UInt64, size: UInt64, pageOffset: UInt64, readImpliesExecute: Bool = false, line: Int,
    changes: inout AddressSpaceChanges
  ) {
    let (offset, overflow) = pageOffset.multipliedReportingOverflow(by: pageSize)
    guard !overflow,
      let range = AddressRange(start: roundDown(address), length: roundDown(size)),
      !range.isEmpty, var mapping = first(in: range, where: { _ in true }),
      mapping.backing != .anonymous
    else { return }
    mapping.range = range
    mapping.offset = offset
    if readImpliesExecute, mapping.permissions.contains(.read) {
      mapping.permissions.insert(.execute)
    }
    mapping.traits.formIntersection([
      .openedReadOnly, .hugeTLB, .systemV, .unknownPermissions, .locked,
    ])
    if !mapping.traits.contains(.systemV) { mapping.line = line }
    put(mapping, changes: &changes)
  }
  /// What remap_file_pages(2) had changed before it failed: most that fail changed nothing.
  ///
  /// A System V segment that is marked for removal (IPC_RMID) goes with its last pages, and so does
  /// the memory that was to be mapped anew: EINVAL after the pages were taken out (ipc/shm.c,
  /// `shm_mmap`). So it is where the range is part of one attachment and holds all there is of the
  /// segment; any other EINVAL comes before anything is done, as that of memory that was attached
  /// with SHM_RDONLY.
  ///
  /// - Parameters:
  ///   - address: The start, any address in the first page.
  ///   - size: The size in bytes.
  ///   - failure: How the call failed.
  ///   - changes: What went is added to it.
  public mutating func remapFilePages(
    address: UInt64, size: UInt64, failure: KernelError, changes: inout AddressSpaceChanges
  ) {
    guard failure == .invalidArgument,
      let range = AddressRange(start: roundDown(address), length: roundDown(size)),
      let first = mapping(at: range.start), first.traits.contains(.systemV),
      !first.traits.contains(.openedReadOnly)
    else { return }
    var reached = range.start
    var isWhole = true
    forEach { mapping in
      guard mapping.backing == first.backing else { return }
      let isAlike =
        mapping.permissions == first.permissions && mapping.traits == first.traits
        && mapping.line == first.line && mapping.range.start >= range.start
        && mapping.range.start == reached
      isWhole = isWhole && isAlike
      reached = mapping.range.end
    }
    guard isWhole, reached == range.end else { return }
    unmap(range, changes: &changes)
  }
}

extension AddressSpace {
  /// Lays other pages of the same shared file over a range: remap_file_pages(2) that succeeded.
  ///
  /// The kernel maps the file anew, with the permissions of the mapping at the start; marks that
  /// madvise left are gone (mm/mmap.c, `remap_file_pages`). Start and size are cut *down* to whole
  /// pages. All mappings in the range must be alike, so the lowest known one stands for all.
  ///
  /// - Parameters:
  ///   - address: The start, any address in the first page.
  ///   - size: The size in bytes.
  ///   - pageOffset: The offset in the file, in pages.
  ///   - line: The line of the call; System V memory keeps that of its shmat.
  ///   - changes: What came and went is added to it.
  public mutating func remapFilePages(
    address: UInt64, size: UInt64, pageOffset: UInt64, line: Int,
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
    mapping.traits.formIntersection([.openedReadOnly, .hugeTLB, .systemV, .unknownPermissions])
    if !mapping.traits.contains(.systemV) { mapping.line = line }
    put(mapping, changes: &changes)
  }
}

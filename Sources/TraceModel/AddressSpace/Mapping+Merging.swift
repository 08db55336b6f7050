extension Mapping {
  /// Whether `next` begins where it ends and only goes on with it, so that the two are kept as one.
  ///
  /// Anonymous private memory of no load is one whatever line made it: a process that grows by
  /// small maps would otherwise grow the model with every call.
  func continues(into next: Mapping) -> Bool {
    adjoins(next) && load == next.load && traits == next.traits
      && (line == next.line || isAnonymous && load == .none)
  }

  /// Whether the kernel shows `next` and it as one line of /proc/PID/maps.
  ///
  /// It knows neither lines nor loads (mm/vma.c, `is_mergeable_vma`), how the file was opened is no
  /// flag that it compares, and the heap is what lies between two addresses. Nor does it show two
  /// pieces of anonymous memory as one of which both were written to before they met (their anon_vma
  /// differ); no log tells that, and here they are one.
  func isShownTogether(with next: Mapping) -> Bool {
    adjoins(next)
      && traits.subtracting(Mapping.invisible) == next.traits.subtracting(Mapping.invisible)
  }

  private static let invisible: MappingTraits = [.openedReadOnly, .privateZero, .heap]

  private func adjoins(_ next: Mapping) -> Bool {
    range.end == next.range.start && backing == next.backing && permissions == next.permissions
      && (isAnonymous || offset &+ range.length == next.offset)
  }
}

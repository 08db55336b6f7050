extension AddressSpace {
  /// Calls `body` with each line that /proc/PID/maps would have: upwards, whatever line or load
  /// the pages are of, which are those of the lowest.
  public func forEachMerged(_ body: (Mapping) -> Void) {
    forEachMerged(overlapping: AddressRange(start: 0, end: .max), body)
  }

  /// The same of the mappings that overlap `range`; what is mapped beyond them is not seen.
  func forEachMerged(overlapping range: AddressRange, _ body: (Mapping) -> Void) {
    var pending: Mapping?
    forEach(overlapping: range) { mapping in
      if let known = pending {
        if known.isShownTogether(with: mapping) {
          pending?.range.end = mapping.range.end
          if mapping.traits.contains(.heap) { pending?.traits.insert(.heap) }
          return
        }
        body(known)
      }
      pending = mapping
    }
    if let pending { body(pending) }
  }
}

extension AddressSpace {
  /// The mapping that holds `address`.
  public func mapping(at address: UInt64) -> Mapping? {
    guard let mapping = tree.first(endingAfter: address), mapping.range.contains(address) else {
      return nil
    }
    return mapping
  }

  /// The mappings that share an address with `range`, upwards, whole.
  public func mappings(overlapping range: AddressRange) -> [Mapping] {
    var found: [Mapping] = []
    forEach(overlapping: range) { found.append($0) }
    return found
  }

  /// Calls `body` with each mapping that shares an address with `range`, upwards, whole.
  public func forEach(overlapping range: AddressRange, _ body: (Mapping) -> Void) {
    tree.visit(range) {
      body($0)
      return true
    }
  }

  /// Calls `body` with each mapping, upwards.
  public func forEach(_ body: (Mapping) -> Void) {
    forEach(overlapping: AddressRange(start: 0, end: .max), body)
  }

  /// Whether anything lies in `range`.
  public func overlapsAny(_ range: AddressRange) -> Bool {
    first(in: range) { _ in true } != nil
  }

  /// How many bytes of `range` are mapped.
  public func coveredBytes(in range: AddressRange) -> UInt64 {
    var bytes: UInt64 = 0
    forEach(overlapping: range) { bytes += $0.range.intersection(range)?.length ?? 0 }
    return bytes
  }

  /// The lowest mapping that shares an address with `range` and of which `isWanted` is true.
  func first(in range: AddressRange, where isWanted: (Mapping) -> Bool) -> Mapping? {
    var found: Mapping?
    tree.visit(range) {
      if isWanted($0) { found = $0 }
      return found == nil
    }
    return found
  }

  /// What is wrong, or nothing: mappings are sorted, disjoint, not empty, whole pages, and merged.
  package func checkInvariants() -> String? {
    var problem = tree.checkLayout()
    var previous: Mapping?
    forEach { mapping in
      let range = mapping.range
      if range.isEmpty { problem = "empty: \(mapping)" }
      if roundDown(range.start) != range.start || roundDown(range.end) != range.end {
        problem = "not whole pages: \(mapping)"
      }
      if mapping.backing == .anonymous, mapping.offset != 0 {
        problem = "anonymous memory with an offset: \(mapping)"
      }
      if let previous {
        if previous.range.end > range.start { problem = "not in order: \(previous), \(mapping)" }
        if previous.continues(into: mapping) { problem = "not merged: \(previous), \(mapping)" }
      }
      previous = mapping
    }
    return problem
  }
}

extension MappingTree {
  /// The lowest mapping that ends after `address`.
  func first(endingAfter address: UInt64) -> Mapping? {
    mapping(at: position(endingAfter: address))
  }

  /// Adds a mapping where nothing lies, as one with the neighbours that it only continues.
  mutating func insert(_ mapping: Mapping) {
    let place = position(endingAfter: mapping.range.start)
    var whole = mapping
    var joinsNext = false
    if let next = self.mapping(at: place), mapping.continues(into: next) {
      whole.range.end = next.range.end
      joinsNext = true
    }
    if let before = position(before: place), let previous = self.mapping(at: before),
      previous.continues(into: mapping)
    {
      whole = previous.laid(
        over: AddressRange(start: previous.range.start, end: whole.range.end))
      replace(at: before, with: whole)
      if joinsNext { remove(at: place) }
    } else if joinsNext {
      replace(at: place, with: whole)
    } else {
      insert(whole, at: place)
    }
  }

  /// Takes out all that lies in `range`, and tells `body` each piece; what sticks out stays.
  mutating func clear(_ range: AddressRange, _ body: (Mapping) -> Void = { _ in }) {
    guard !range.isEmpty else { return }
    while true {
      let place = position(endingAfter: range.start)
      guard let mapping = self.mapping(at: place), mapping.range.start < range.end else { return }
      body(mapping.clipped(to: range))
      let sticksOutBelow = mapping.range.start < range.start
      let sticksOutAbove = mapping.range.end > range.end
      let below = AddressRange(
        start: mapping.range.start, end: max(mapping.range.start, range.start))
      let above = AddressRange(start: min(range.end, mapping.range.end), end: mapping.range.end)
      switch (sticksOutBelow, sticksOutAbove) {
      case (false, false): remove(at: place)
      case (true, false): replace(at: place, with: mapping.laid(over: below))
      case (false, true): replace(at: place, with: mapping.laid(over: above))
      case (true, true):
        replace(at: place, with: mapping.laid(over: below))
        insert(mapping.laid(over: above), at: position(after: place))
      }
    }
  }

  /// Calls `body` with every mapping that overlaps `range`, upwards, whole, until it returns false.
  func visit(_ range: AddressRange, _ body: (Mapping) -> Bool) {
    guard !range.isEmpty else { return }
    var place = position(endingAfter: range.start)
    while let mapping = mapping(at: place), mapping.range.start < range.end, body(mapping) {
      place = position(after: place)
    }
  }

  /// Lets `change` rewrite what is true of the pages in `range`, but for where they lie.
  mutating func rewrite(_ range: AddressRange, _ change: (inout Mapping) -> Void) {
    var address = range.start
    while address < range.end, let mapping = first(endingAfter: address),
      mapping.range.start < range.end
    {
      let pages = AddressRange(start: address, end: range.end)
      let piece = mapping.clipped(to: pages)
      address = piece.range.end
      var changed = piece
      change(&changed)
      guard changed != piece else { continue }
      clear(piece.range)
      insert(changed)
    }
  }
}

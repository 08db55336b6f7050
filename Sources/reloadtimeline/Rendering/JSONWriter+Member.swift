extension JSONWriter {
  /// Writes a member with a string or null.
  mutating func member(_ name: StaticString, _ string: String?) {
    self.name(name)
    value(string)
  }

  /// Writes a member with a number or null.
  mutating func member(_ name: StaticString, _ number: (some BinaryInteger)?) {
    self.name(name)
    value(number)
  }

  /// Writes a member with true, false or null.
  mutating func member(_ name: StaticString, _ truth: Bool?) {
    self.name(name)
    value(truth)
  }

  /// Writes a member with an address or null.
  mutating func member(_ name: StaticString, address: UInt64?) {
    self.name(name)
    value(address: address)
  }

  /// Writes a member with an object whose members `body` writes.
  mutating func member<Failure>(
    _ name: StaticString, object layout: Layout, _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    self.name(name)
    try object(layout, body)
  }

  /// Writes a member with an array, each element of which `body` writes.
  mutating func member<Elements: Sequence, Failure>(
    _ name: StaticString, array elements: Elements, _ layout: Layout = .lines,
    _ body: (inout JSONWriter, Elements.Element) throws(Failure) -> Void
  ) throws(Failure) {
    self.name(name)
    try array(layout) { json throws(Failure) in
      for element in elements { try body(&json, element) }
    }
  }
}

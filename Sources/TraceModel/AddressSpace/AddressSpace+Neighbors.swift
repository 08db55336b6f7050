extension AddressSpace {
  /// The mappings next to an address that nothing is mapped at: the highest below, the lowest above.
  public func neighbors(of address: UInt64) -> (below: Mapping?, above: Mapping?) {
    let place = tree.position(endingAfter: address)
    return (
      below: tree.position(before: place).flatMap { tree.mapping(at: $0) },
      above: tree.mapping(at: place).flatMap { $0.range.contains(address) ? nil : $0 }
    )
  }
}

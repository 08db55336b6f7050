extension AddressSpace {
  /// Forbids later calls to change the pages: mseal(2) that succeeded.
  public mutating func seal(_ range: AddressRange) {
    guard let pages = wholePages(range) else { return }
    tree.rewrite(pages) { $0.traits.insert(.sealed) }
  }
}

extension AddressSpace {
  /// Gives the pages of `range` to a load, or with `.none` to none.
  public mutating func tag(_ range: AddressRange, load: LoadID) {
    guard let pages = wholePages(range) else { return }
    tree.rewrite(pages) { $0.load = load }
  }
}

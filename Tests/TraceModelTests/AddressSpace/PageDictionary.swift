@testable import TraceModel

/// An address space page by page: slow, and too simple to share a fault with the real one.
struct PageDictionary {
  struct Page: Equatable {
    var offset: UInt64
    var backing: BackingID
    var load: LoadID
    var permissions: Permissions
    var traits: MappingTraits
    var line: Int
  }

  private(set) var pages: [Int: Page] = [:]

  /// The same; which line anonymous memory is of is the merging's affair.
  var withoutAnonymousLines: [Int: Page] {
    pages.mapValues { page in
      var page = page
      if page.backing == .anonymous { page.line = 0 }
      return page
    }
  }

  init() {}

  init(_ space: AddressSpace) {
    space.forEach { map($0) }
  }

  mutating func map(_ mapping: Mapping) {
    let start = Int(mapping.range.start / 4096)
    for page in start..<Int(mapping.range.end / 4096) {
      let distance = UInt64(page - start) * 4096
      let isAnonymous = mapping.backing == .anonymous
      pages[page] = Page(
        offset: isAnonymous ? 0 : mapping.offset + distance, backing: mapping.backing,
        load: mapping.load, permissions: mapping.permissions, traits: mapping.traits,
        line: mapping.line)
    }
  }

  mutating func unmap(_ range: Range<Int>) {
    for page in range { pages[page] = nil }
  }

  mutating func change(_ range: some Sequence<Int>, _ body: (inout Page) -> Void) {
    for page in range {
      guard var value = pages[page] else { continue }
      body(&value)
      pages[page] = value
    }
  }

  /// The pages before the first of which `stops` is true.
  func prefix(of range: Range<Int>, until stops: (Page?) -> Bool) -> Range<Int> {
    range.lowerBound..<(range.first { stops(pages[$0]) } ?? range.lowerBound)
  }

  /// Moves single pages; what lies opposite a hole stays if `keepsOpposite`.
  mutating func move(_ range: Range<Int>, to target: Int, keepsOpposite: Bool, copies: Bool) {
    for page in range {
      let other = target + page - range.lowerBound
      if let value = pages[page] {
        pages[other] = value
        pages[other]?.traits.remove(.heap)
        if !copies { pages[page] = nil }
      } else if !keepsOpposite {
        pages[other] = nil
      }
    }
  }

  /// Adds pages that go on like the one before them.
  mutating func extend(_ last: Page?, over range: Range<Int>) {
    for page in range {
      pages[page] = last
      if let last, last.backing != .anonymous {
        pages[page]?.offset = last.offset + UInt64(page - range.lowerBound + 1) * 4096
      }
    }
  }
}

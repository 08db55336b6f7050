@testable import TraceModel

/// Random operations, done to an address space and page by page beside it.
struct RandomOperations {
  var space = AddressSpace()
  var pageByPage = PageDictionary()
  /// What the last operation was, for the message of a failing test.
  var last = ""
  private var generator: SeededGenerator
  private let size: Int
  private let longest: Int
  private var changes = AddressSpaceChanges()

  init(seed: UInt64, size: Int, longest: Int) {
    generator = SeededGenerator(seed: seed)
    self.size = size
    self.longest = longest
  }

  private mutating func range() -> Range<Int> {
    let start = Int.random(in: 0..<size, using: &generator)
    return start..<min(size, start + Int.random(in: 1...longest, using: &generator))
  }

  private mutating func permissions() -> Permissions {
    Permissions(rawValue: UInt8.random(in: 0...3, using: &generator))
  }

  /// Does one operation to both.
  mutating func step(_ number: Int) {
    changes.removeAll()
    let before = pageByPage
    let range = range()
    let choice = Int.random(in: 0..<12, using: &generator)
    switch choice {
    case 0...3: map(range, line: number)
    case 4, 5:
      last = "unmap \(range)"
      space.unmap(TraceModelTests.pages(range), changes: &changes)
      pageByPage.unmap(range)
    case 6, 7: remap(range, line: number)
    case 8: moveBreak(range, line: number)
    case 9: protect(range)
    case 10: mark(range)
    default:
      last = "tag \(range)"
      let load = LoadID(rawValue: UInt32.random(in: 0...1, using: &generator))
      space.tag(TraceModelTests.pages(range), load: load)
      pageByPage.change(range) { $0.load = load }
    }
    checkChanges(from: before, listed: choice < 9)
  }

  private mutating func map(_ range: Range<Int>, line: Int) {
    let backing = BackingID(rawValue: UInt32.random(in: 0...2, using: &generator))
    let isShared = Bool.random(using: &generator) && backing != .anonymous
    let mapping = file(
      range, at: range.lowerBound, isShared ? permissions().union(.shared) : permissions(),
      backing: backing, traits: isShared ? .openedReadOnly : [], line: line % 3)
    last = "map \(mapping)"
    space.map(mapping, changes: &changes)
    pageByPage.map(mapping)
  }

  private mutating func protect(_ range: Range<Int>) {
    let permissions = permissions()
    let failure =
      [nil, KernelError.outOfMemory, .accessDenied, .notPermitted]
      .randomElement(using: &generator) ?? nil
    last = "protect \(range) \(permissions) \(String(describing: failure))"
    space.protect(
      TraceModelTests.pages(range), permissions: permissions, growsDown: false,
      failure: failure)
    let changed =
      switch failure {
      case .outOfMemory: pageByPage.prefix(of: range) { $0 == nil }
      case .accessDenied where permissions.contains(.write):
        pageByPage.prefix(of: range) { $0?.traits.contains(.openedReadOnly) ?? false }
      case .accessDenied: range.lowerBound..<range.lowerBound
      case .notPermitted: pageByPage.prefix(of: range) { $0?.traits.contains(.sealed) ?? false }
      default: range
      }
    pageByPage.change(changed) { page in
      let isPrivateFile = page.backing != .anonymous && !page.permissions.contains(.shared)
      if isPrivateFile, permissions.contains(.write), !page.permissions.contains(.write),
        !page.traits.contains(.hugeTLB)
      {
        page.traits.insert(.accounted)
      }
      page.permissions = page.permissions.intersection(.shared).union(permissions)
    }
  }

  private mutating func remap(_ source: Range<Int>, line: Int) {
    let target = range()
    let fixed = Bool.random(using: &generator)
    let keeps = Bool.random(using: &generator) && source.count == target.count
    guard !source.overlaps(target) || source.lowerBound == target.lowerBound else { return }
    last = "remap \(source) to \(target), fixed \(fixed), source stays \(keeps)"
    let request = RemapRequest(
      oldAddress: address(source.lowerBound), oldLength: address(source.count),
      newLength: address(target.count), mayMove: true, fixed: fixed, dontUnmap: keeps, line: line)
    space.remap(request, result: address(target.lowerBound), changes: &changes)

    let first = pageByPage.pages[source.lowerBound]
    let lastPage = pageByPage.pages[source.upperBound - 1]
    let kept = source.prefix(target.count)
    if source.lowerBound != target.lowerBound {
      let isSpan = fixed && source.count == target.count && first != nil
      pageByPage.move(
        kept, to: target.lowerBound, keepsOpposite: isSpan, copies: keeps)
    }
    pageByPage.unmap(kept.upperBound..<source.upperBound)
    if target.count > source.count {
      let grown = target.dropFirst(source.count)
      pageByPage.extend(lastPage, over: grown)
      if source.lowerBound != target.lowerBound {
        pageByPage.change(grown) { $0.traits.remove(.heap) }
      }
    }
  }

  private mutating func moveBreak(_ range: Range<Int>, line: Int) {
    let grows = Bool.random(using: &generator)
    last = "break \(range) grows \(grows)"
    let (low, high) = (address(range.lowerBound), address(range.upperBound))
    // Anywhere in the page below is the same break, rounded up.
    let old =
      (grows ? low : high)
      - UInt64.random(in: 0..<(range.lowerBound == 0 ? 1 : 4096), using: &generator)
    space.moveBreak(from: old, to: grows ? high : low, line: line, changes: &changes)
    if grows {
      pageByPage.map(anonymous(range, traits: .heap, line: line))
    } else {
      pageByPage.unmap(range)
    }
  }

  private mutating func mark(_ range: Range<Int>) {
    let isSet = Bool.random(using: &generator)
    let mark = [MappingTraits.dontFork, .dontDump, .locked].randomElement(using: &generator) ?? []
    switch Int.random(in: 0..<8, using: &generator) {
    case 0:
      last = "fork"
      space = space.forked()
      for page in 0..<size * 2 where pageByPage.pages[page]?.traits.contains(.dontFork) ?? false {
        pageByPage.unmap(page..<page + 1)
      }
      pageByPage.change(0..<size * 2) { $0.traits.subtract(.locks) }
    case 1:
      last = "seal \(range)"
      space.seal(TraceModelTests.pages(range))
      pageByPage.change(range) { $0.traits.insert(.sealed) }
    default:
      last = "advise \(range) \(mark) \(isSet)"
      space.advise(
        TraceModelTests.pages(range), isSet ? .init(inserted: mark) : .init(removed: mark),
        failure: nil)
      pageByPage.change(range) { page in
        if isSet { page.traits.insert(mark) } else { page.traits.remove(mark) }
      }
    }
  }

  /// Whether what the last operation listed leads from the pages before it to those after.
  private(set) var listsItsChanges = true

  /// Permissions and marks are not listed; a fork is another space.
  private mutating func checkChanges(from before: PageDictionary, listed: Bool) {
    guard listed else {
      listsItsChanges = changes.isEmpty
      return
    }
    var replayed = before
    for piece in changes.removed {
      replayed.unmap(Int(piece.range.start / 4096)..<Int(piece.range.end / 4096))
    }
    for piece in changes.added { replayed.map(piece) }
    listsItsChanges = replayed.withoutAnonymousLines == pageByPage.withoutAnonymousLines
  }
}

import Testing

@testable import TraceModel

/// Pages by their number: `0x1000` is page 1.
func pages(_ range: Range<Int>) -> AddressRange {
  AddressRange(start: address(range.lowerBound), end: address(range.upperBound))
}

/// The address of a page.
func address(_ page: Int) -> UInt64 { UInt64(page) * 4096 }

extension BackingID {
  static let file = BackingID(rawValue: 1)
  static let otherFile = BackingID(rawValue: 2)
}

extension Permissions {
  static let readOnly: Permissions = [.read]
  static let readWrite: Permissions = [.read, .write]
  static let readExecute: Permissions = [.read, .execute]
  static let sharedReadOnly: Permissions = [.read, .shared]
  static let sharedReadWrite: Permissions = [.read, .write, .shared]
}

/// Private anonymous pages.
func anonymous(
  _ range: Range<Int>, _ permissions: Permissions = .readWrite, traits: MappingTraits = [],
  line: Int = 1
) -> Mapping {
  Mapping(range: pages(range), permissions: permissions, traits: traits, line: line)
}

/// Pages of a file, from a page of it on.
func file(
  _ range: Range<Int>, at page: Int = 0, _ permissions: Permissions = .readOnly,
  backing: BackingID = .file, load: LoadID = .none, traits: MappingTraits = [], line: Int = 1
) -> Mapping {
  Mapping(
    range: pages(range), offset: address(page), backing: backing, load: load,
    permissions: permissions, traits: traits, line: line)
}

/// An attached System V segment.
func segment(
  _ range: Range<Int>, at page: Int = 0, _ permissions: Permissions = .sharedReadWrite,
  backing: BackingID = .file, traits: MappingTraits = [], line: Int = 1
) -> Mapping {
  file(
    range, at: page, permissions, backing: backing, traits: traits.union(.systemV), line: line)
}

/// An address space under test, and all that its operations listed.
struct Sketch {
  var space = AddressSpace()
  var changes = AddressSpaceChanges()

  /// Maps these in turn, and forgets what that listed.
  init(_ mappings: Mapping...) {
    for mapping in mappings { space.map(mapping, changes: &changes) }
    changes.removeAll()
  }

  mutating func map(_ mapping: Mapping) { space.map(mapping, changes: &changes) }

  mutating func unmap(_ range: Range<Int>) { space.unmap(pages(range), changes: &changes) }

  mutating func protect(
    _ range: Range<Int>, _ permissions: Permissions, growsDown: Bool = false,
    failure: KernelError? = nil
  ) {
    space.protect(
      pages(range), permissions: permissions, growsDown: growsDown, failure: failure)
  }

  /// mremap; a `fixed` page is MREMAP_FIXED, `result` a page or an error.
  mutating func remap(
    _ old: Range<Int>, length: Int, fixed: Int? = nil, dontUnmap: Bool = false,
    result: Result<Int, Failure>
  ) {
    let request = RemapRequest(
      oldAddress: address(old.lowerBound), oldLength: address(old.count),
      newLength: address(length), mayMove: true, fixed: fixed != nil, dontUnmap: dontUnmap,
      newAddress: address(fixed ?? 0), line: 99)
    switch result {
    case .success(let page): space.remap(request, result: address(page), changes: &changes)
    case .failure(let failure):
      space.remap(request, failure: failure.error, changes: &changes)
    }
  }

  struct Failure: Error { var error: KernelError }

  /// Expects exactly these mappings, and a sound container.
  func expect(_ mappings: Mapping..., sourceLocation: SourceLocation = #_sourceLocation) {
    var found: [Mapping] = []
    space.forEach { found.append($0) }
    #expect(found == mappings, sourceLocation: sourceLocation)
    #expect(space.count == mappings.count, sourceLocation: sourceLocation)
    #expect(space.checkInvariants() == nil, sourceLocation: sourceLocation)
  }

  /// Expects that exactly these went and came since the last time it was asked.
  mutating func expectChanges(
    removed: [Mapping] = [], added: [Mapping] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(changes.removed == removed, sourceLocation: sourceLocation)
    #expect(changes.added == added, sourceLocation: sourceLocation)
    changes.removeAll()
  }
}

extension Result where Success == Int, Failure == Sketch.Failure {
  static func page(_ page: Int) -> Self { .success(page) }
  static func error(_ error: KernelError) -> Self { .failure(Sketch.Failure(error: error)) }
}

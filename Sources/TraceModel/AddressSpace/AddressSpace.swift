/// What is mapped in one process: disjoint mappings of whole pages, in the order of their addresses.
///
/// A value: fork is an assignment, and a copy that was kept is the address space as of then. Copies
/// share what neither has changed. Searches and changes cost the logarithm of the number of mappings.
///
/// Each operation is one call's effect, told that the call succeeded or how it failed. Of a process
/// that was attached to without a snapshot most memory is unknown: what is not in here is then not
/// free but unknown, and operations change what is known.
public struct AddressSpace: Sendable {
  /// The size of a page in bytes, a power of two.
  public let pageSize: UInt64
  var tree = MappingTree()

  /// Creates an empty address space.
  ///
  /// - Precondition: `pageSize`, in bytes, is a power of two.
  public init(pageSize: UInt64 = 4096) {
    precondition(pageSize.nonzeroBitCount == 1, "the page size is not a power of two")
    self.pageSize = pageSize
  }

  /// How many mappings there are.
  public var count: Int { tree.count }

  /// Whether nothing is mapped.
  public var isEmpty: Bool { tree.count == 0 }
}

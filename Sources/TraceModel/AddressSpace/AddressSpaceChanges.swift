/// The pieces that went and the pieces that came by an operation, each in order.
///
/// A change of permissions or marks lists nothing; a move lists the pieces in both, with their load.
public struct AddressSpaceChanges: Sendable, Equatable {
  /// The pieces that went, as they were, cut to what went of them.
  public var removed: [Mapping] = []
  /// The pieces that came, not merged with their neighbours.
  public var added: [Mapping] = []

  /// Creates an empty list.
  public init() {}

  /// Whether nothing went and nothing came.
  public var isEmpty: Bool { removed.isEmpty && added.isEmpty }

  /// Empties both, but keeps their storage for the next operation.
  public mutating func removeAll() {
    // To empty what is empty costs as much as what is not.
    if !removed.isEmpty { removed.removeAll(keepingCapacity: true) }
    if !added.isEmpty { added.removeAll(keepingCapacity: true) }
  }
}

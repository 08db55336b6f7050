/// A half-open range of addresses, `[start, end)`, in bytes.
public struct AddressRange: Hashable, Sendable, BitwiseCopyable {
  /// The first address.
  public var start: UInt64
  /// The address after the last; never less than `start`.
  public var end: UInt64

  /// Creates a range.
  ///
  /// - Precondition: `start` is not greater than `end`.
  public init(start: UInt64, end: UInt64) {
    precondition(start <= end, "an address range ends before it starts")
    self.start = start
    self.end = end
  }

  /// Creates a range of `length` bytes, or nothing where the sum exceeds the 64 bits of an address.
  public init?(start: UInt64, length: UInt64) {
    let (end, overflow) = start.addingReportingOverflow(length)
    guard !overflow else { return nil }
    self.start = start
    self.end = end
  }

  /// The range from one address to another, or nothing where it would be empty.
  init?(from start: UInt64, to end: UInt64) {
    guard start < end else { return nil }
    self.init(start: start, end: end)
  }

  /// The length in bytes.
  public var length: UInt64 { end - start }

  /// Whether it holds no address.
  public var isEmpty: Bool { start == end }

  /// Whether it holds `address`.
  public func contains(_ address: UInt64) -> Bool { start <= address && address < end }

  /// Whether the two share an address.
  public func overlaps(_ other: AddressRange) -> Bool { start < other.end && other.start < end }

  /// What the two share, or nothing.
  public func intersection(_ other: AddressRange) -> AddressRange? {
    let low = max(start, other.start)
    let high = min(end, other.end)
    return low < high ? AddressRange(start: low, end: high) : nil
  }
}

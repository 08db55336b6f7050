/// What a call of mremap(2) asked for.
public struct RemapRequest: Hashable, Sendable {
  /// The address of the pages.
  public var oldAddress: UInt64
  /// Their length in bytes, as given; 0 for a second mapping of shared memory.
  public var oldLength: UInt64
  /// The new length in bytes, as given.
  public var newLength: UInt64
  /// MREMAP_MAYMOVE.
  public var mayMove: Bool
  /// MREMAP_FIXED.
  public var fixed: Bool
  /// MREMAP_DONTUNMAP.
  public var dontUnmap: Bool
  /// The address asked for; of interest with `fixed` only.
  public var newAddress: UInt64
  /// The line of the call.
  public var line: Int

  /// Creates a request.
  public init(
    oldAddress: UInt64, oldLength: UInt64, newLength: UInt64, mayMove: Bool = false,
    fixed: Bool = false, dontUnmap: Bool = false, newAddress: UInt64 = 0, line: Int
  ) {
    self.oldAddress = oldAddress
    self.oldLength = oldLength
    self.newLength = newLength
    self.mayMove = mayMove
    self.fixed = fixed
    self.dontUnmap = dontUnmap
    self.newAddress = newAddress
    self.line = line
  }
}

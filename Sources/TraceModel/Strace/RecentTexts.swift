/// The paths that absolute names mean, as they were asked for of late.
///
/// Programs ask for the same names again and again; where no `-y` prints what an open found, each would be
/// read, taken apart and put together anew.
struct AskedPaths: Sendable {
  private struct Entry: Sendable {
    /// The fingerprint of the name; no other has it but by a chance of one in 2^64.
    var name = 0
    var path: [UInt8]?
  }

  /// How many are remembered, a power of two.
  private static let most = 256

  private var entries = [Entry](repeating: Entry(), count: most)

  /// The path that the name of a fingerprint means, where it is remembered.
  func path(of name: Int) -> [UInt8]? {
    let entry = entries[name & (Self.most - 1)]
    return entry.name == name ? entry.path : nil
  }

  /// Remembers what a name means.
  mutating func note(_ path: [UInt8]?, for name: Int) {
    entries[name & (Self.most - 1)] = Entry(name: name, path: path)
  }
}

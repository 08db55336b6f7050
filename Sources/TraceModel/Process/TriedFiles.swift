/// The files that a process opened, or tried to open, last and of which it mapped nothing: those of
/// which its loader may say next that it cannot use them.
struct TriedFiles: Sendable {
  /// How many are remembered: PHP tries a name with and without its ending in two folders.
  private static let most = 8

  /// Fingerprints of their names without folders.
  private var names: [Int] = []
  private var next = 0

  /// Adds a file by the fingerprint of its name without its folder.
  mutating func note(_ name: Int) {
    guard !names.contains(name) else { return }
    if names.count < Self.most {
      names.append(name)
    } else {
      names[next] = name
      next = (next + 1) % Self.most
    }
  }

  /// Whether a file of this path, or of this name, is among them.
  func contains(_ path: [UInt8]) -> Bool {
    let name = TraceText(bytes: path).lastComponent.bytes
    return names.contains(name.span.fingerprint(0..<name.count))
  }
}

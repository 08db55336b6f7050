/// Reads calls in their usual form, and remembers what each text said.
///
/// Programs do the same things with the same files again and again: of most texts only the bytes are
/// looked at, to find that they are those of one that was read before.
struct UsualCalls: Sendable {
  private struct Known: Sendable {
    /// The fingerprint of the text; no other text has it but by a chance of one in 2^64.
    var fingerprint = 0
    var call: UsualCall?
  }

  /// How many texts are remembered, a power of two.
  private static let most = 4096

  private var known = [Known](repeating: Known(), count: most)

  /// Reads a text, or finds what it said before.
  ///
  /// - Parameters:
  ///   - text: from the name of the call on, without the time that it took (`-T`).
  ///   - call: its name.
  ///   - arguments: where its arguments begin.
  /// - Returns: What it says; nothing where it has another form.
  mutating func read(_ text: Span<UInt8>, _ call: Syscall, from arguments: Int) -> UsualCall? {
    let fingerprint = text.fingerprint(0..<text.count)
    let place = fingerprint & (Self.most - 1)
    if known[place].fingerprint == fingerprint, let call = known[place].call { return call }
    guard let call = UsualCall(text, call, from: arguments) else { return nil }
    known[place] = Known(fingerprint: fingerprint, call: call)
    return call
  }
}

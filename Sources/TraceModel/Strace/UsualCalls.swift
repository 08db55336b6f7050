/// Reads calls in their usual form, and remembers what each text said.
///
/// Programs do the same things with the same files again and again: of most texts only the bytes are
/// looked at, to find that they are those of one that was read before. Of a call in two halves both are: it
/// is known by the pair (`Fingerprint.pair`), where nothing of its text is needed.
struct UsualCalls: Sendable {
  /// By the fingerprint of the text or of the halves.
  private var known = RecentTexts<UsualCall>(bits: 12)

  /// Reads a text, or finds what it said before.
  ///
  /// - Parameters:
  ///   - text: from the name of the call on, without the time that it took (`-T`).
  ///   - call: its name.
  ///   - arguments: where its arguments begin.
  /// - Returns: What it says, and the text's fingerprint; nothing where it has another form.
  mutating func read(
    _ text: Span<UInt8>, _ call: Syscall, from arguments: Int
  ) -> (call: UsualCall, fingerprint: Int)? {
    let fingerprint = text.fingerprint(0..<text.count)
    if let call = self.call(fingerprint) { return (call, fingerprint) }
    guard let call = UsualCall(text, call, from: arguments) else { return nil }
    note(call, fingerprint)
    return (call, fingerprint)
  }

  /// What a text was found to say before.
  @inline(__always)
  func call(_ fingerprint: Int) -> UsualCall? { known[fingerprint] }

  /// Remembers what a text says.
  mutating func note(_ call: UsualCall, _ fingerprint: Int) {
    known[fingerprint] = call
  }
}

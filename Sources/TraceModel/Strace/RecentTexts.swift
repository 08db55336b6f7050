/// What is known of texts that were met of late, by their fingerprints.
///
/// Programs ask for the same names again and again. A text has one place; what is known of it is forgotten
/// when another comes that has the same.
struct RecentTexts<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    /// The fingerprint of the text; no other has it but by a chance of one in 2^64.
    var fingerprint = 0
    var value: Value?
  }

  private var entries: [Entry]

  /// Nothing is known, and there is room for as many texts as 2 to the power of `bits`.
  init(bits: Int) { entries = [Entry](repeating: Entry(), count: 1 << bits) }

  /// What is known of the text with a fingerprint.
  @inline(__always)
  subscript(_ fingerprint: Int) -> Value? {
    get {
      let place = fingerprint & (entries.count - 1)
      return entries[place].fingerprint == fingerprint ? entries[place].value : nil
    }
    set {
      entries[fingerprint & (entries.count - 1)] = Entry(fingerprint: fingerprint, value: newValue)
    }
  }

  /// Forgets all.
  mutating func removeAll() { entries = [Entry](repeating: Entry(), count: entries.count) }
}

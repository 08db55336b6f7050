/// What is known of words of up to 15 bytes, of the newest of which there is room for.
///
/// A word lies at its place or at that place's neighbour; one more takes the place of one of them.
struct WordTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var word: SyscallTable.Key
    var value: Value
  }

  private var entries: [Entry]

  private let bits: Int

  /// A table in which all places hold a value for a word of 16 bytes, which nobody asks for.
  ///
  /// - Parameters:
  ///   - empty: that value.
  ///   - bits: how many places there are, as a power of two.
  init(empty: Value, bits: Int) {
    let entry = Entry(word: SyscallTable.Key(low: ~0, high: ~0), value: empty)
    entries = [Entry](repeating: entry, count: 1 << bits)
    self.bits = bits
  }

  /// Where a word is; nothing where it is not known.
  @inline(__always)
  func place(of word: SyscallTable.Key) -> Int? {
    let entries = entries.span
    let place = word.slot(bits)
    if entries[place].word == word { return place }
    return entries[place ^ 1].word == word ? place ^ 1 : nil
  }

  /// The value at a place.
  @inline(__always)
  subscript(_ place: Int) -> Value {
    get { entries.span[place].value }
    set { entries[place].value = newValue }
  }

  /// Puts in a word, or another value for it.
  mutating func put(_ value: Value, for word: SyscallTable.Key) {
    let own = word.slot(bits)
    // Where both places are taken by words whose own they are, the older word of this place goes.
    let free = isHome(own) && !isHome(own ^ 1) ? own ^ 1 : own
    entries[place(of: word) ?? free] = Entry(word: word, value: value)
  }

  /// Whether a word lies at its own place.
  private func isHome(_ place: Int) -> Bool { entries[place].word.slot(bits) == place }
}

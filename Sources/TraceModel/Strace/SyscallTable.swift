/// Finds a `Syscall` by the bytes of its name, without making a string.
struct SyscallTable: Sendable {
  /// A name of up to 16 bytes in two words.
  struct Key: Hashable, Sendable, BitwiseCopyable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    /// Adds the byte at `index` of a name; a 17th byte makes it no known name.
    mutating func add(_ byte: UInt8, at index: Int) {
      if index < 8 {
        low |= UInt64(byte) << UInt64(index * 8)
      } else if index < 16 {
        high |= UInt64(byte) << UInt64((index - 8) * 8)
      } else {
        low = ~0
      }
    }

    /// Its place in a table that has a power of two of them.
    func slot(_ bits: Int) -> Int {
      let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
      return Int(truncatingIfNeeded: mixed &>> UInt64(64 - bits))
    }
  }

  private struct Entry: BitwiseCopyable {
    var key = Key()
    var call: Syscall?
  }

  private static let bits = 8
  private static let mask = 1 << bits - 1
  private var entries = [Entry](repeating: Entry(), count: 1 << bits)

  init() {
    for call in Syscall.allCases {
      let key = Self.key(of: call.name)
      var slot = key.slot(Self.bits)
      while entries[slot].call != nil { slot = (slot + 1) & Self.mask }
      entries[slot] = Entry(key: key, call: call)
    }
  }

  private static func key(of name: String) -> Key {
    var key = Key()
    for (index, byte) in name.utf8.enumerated() { key.add(byte, at: index) }
    return key
  }

  /// The call with that name, if it is one that is read.
  func call(for key: Key) -> Syscall? {
    var slot = key.slot(Self.bits)
    while let call = entries[slot].call {
      if entries[slot].key == key { return call }
      slot = (slot + 1) & Self.mask
    }
    return nil
  }
}

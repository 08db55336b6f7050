/// Values by the number of a task or of a descriptor: a dictionary for keys that are looked up in
/// every line.
///
/// Open addressing with linear probing over a power of two, at most half full. Swift's dictionary
/// hashes with SipHash, which costs more than all else that is done for most lines; here the key is
/// multiplied by an odd number that is another in every run, so that a log cannot be made to collide
/// on purpose.
struct IDTable<Value: Sendable>: Sendable, Sequence {
  private var keys: [Int32]
  private var values: [Value?]
  private var shift: UInt64
  private let factor: UInt64
  /// How many keys have a value.
  private(set) var count = 0

  /// The key that marks a free place; no task has it, and no descriptor that the kernel gave out.
  private static var free: Int32 { .min }

  init() {
    keys = [Int32](repeating: Self.free, count: 8)
    values = [Value?](repeating: nil, count: 8)
    shift = 61
    factor = UInt64.random(in: 0...UInt64.max) | 1
  }

  /// Whether no key has a value.
  var isEmpty: Bool { count == 0 }

  private func home(_ key: Int32) -> Int {
    Int(truncatingIfNeeded: (UInt64(UInt32(bitPattern: key)) &* factor) >> shift)
  }

  /// Where a key is, or the free place where it would go.
  private func place(_ key: Int32) -> Int {
    let mask = keys.count - 1
    var place = home(key)
    while keys[place] != key, keys[place] != Self.free { place = (place + 1) & mask }
    return place
  }

  /// The value of a key.
  @inline(__always)
  subscript(_ key: Int32) -> Value? {
    _read { yield values[place(key)] }
    set {
      if let newValue { put(newValue, key) } else { remove(key) }
    }
    _modify {
      precondition(key != Self.free, "this key marks a free place")
      if (count + 1) * 2 > keys.count { grow() }
      let place = self.place(key)
      let before = values[place] != nil
      yield &values[place]
      let after = values[place] != nil
      if after, !before {
        keys[place] = key
        count += 1
      } else if before, !after {
        close(place)
      }
    }
  }

  private mutating func put(_ value: Value, _ key: Int32) {
    precondition(key != Self.free, "this key marks a free place")
    if (count + 1) * 2 > keys.count { grow() }
    let place = self.place(key)
    if values[place] == nil {
      keys[place] = key
      count += 1
    }
    values[place] = value
  }

  /// Changes the value of a key, and returns what the change does; nothing is done where it has none.
  ///
  /// The value is taken out meanwhile: an array in it has no second owner for whom it would be copied.
  @inline(__always)
  mutating func update<Result>(_ key: Int32, _ change: (inout Value) -> Result) -> Result? {
    let place = self.place(key)
    // A table that shares what it has is not copied for nothing.
    guard values[place] != nil, var value = values[place].take() else { return nil }
    defer { values[place] = value }
    return change(&value)
  }

  /// Whether a key has a value.
  func contains(_ key: Int32) -> Bool { key != Self.free && keys[place(key)] == key }

  /// Takes a key out, and its value.
  @discardableResult
  mutating func removeValue(forKey key: Int32) -> Value? {
    let place = self.place(key)
    guard let value = values[place].take() else { return nil }
    close(place)
    return value
  }

  /// Takes a key out, whose value nobody wants.
  mutating func remove(_ key: Int32) {
    let place = self.place(key)
    guard values[place] != nil else { return }
    values[place] = nil
    close(place)
  }

  /// Frees a place and moves up what had to go past it.
  private mutating func close(_ start: Int) {
    let mask = keys.count - 1
    var hole = start
    keys[hole] = Self.free
    count -= 1
    var next = (hole + 1) & mask
    while keys[next] != Self.free {
      let distance = (next - home(keys[next])) & mask
      if distance >= (next - hole) & mask {
        keys[hole] = keys[next]
        values[hole] = values[next].take()
        keys[next] = Self.free
        hole = next
      }
      next = (next + 1) & mask
    }
  }

  private mutating func grow() {
    var larger = IDTable(capacity: keys.count * 2, factor: factor)
    for (key, value) in self { larger[key] = value }
    self = larger
  }

  private init(capacity: Int, factor: UInt64) {
    keys = [Int32](repeating: Self.free, count: capacity)
    values = [Value?](repeating: nil, count: capacity)
    shift = UInt64(64 - capacity.trailingZeroBitCount)
    self.factor = factor
  }

  /// The keys that have a value, upwards.
  var sortedKeys: [Int32] { keys.filter { $0 != Self.free }.sorted() }

  /// Keys and values, in no order.
  func makeIterator() -> Iterator { Iterator(keys: keys, values: values) }

  /// Goes through a table as it was at the beginning.
  struct Iterator: IteratorProtocol {
    fileprivate let keys: [Int32]
    fileprivate let values: [Value?]
    private var place = 0

    fileprivate init(keys: [Int32], values: [Value?]) {
      self.keys = keys
      self.values = values
    }

    mutating func next() -> (key: Int32, value: Value)? {
      while place < keys.count {
        defer { place += 1 }
        if let value = values[place] { return (keys[place], value) }
      }
      return nil
    }
  }
}

/// Values by small numbers, in a table whose copies share what neither has changed.
///
/// A child of fork gets its parent's tables, and a server has thousands of children that change next
/// to nothing in them: what is copied then is one reference for every 16 numbers, and of the values
/// only the 16 around the one that changes.
struct SharedTable<Value: Sendable>: Sendable, Sequence {
  private typealias Slot = (key: UInt32, value: Value)

  /// Values of neighbouring numbers, in no order.
  private var buckets = IDTable<[Slot]>()
  /// How many numbers have a value.
  private(set) var count = 0

  /// How many numbers are shared or copied together, as a power of two.
  private static var shift: UInt32 { 4 }

  private static func bucket(_ key: UInt32) -> Int32 { Int32(bitPattern: key >> shift) }

  /// The value of a number.
  subscript(_ key: UInt32) -> Value? {
    get {
      guard let bucket = buckets[Self.bucket(key)], let place = Self.place(of: key, in: bucket)
      else { return nil }
      return bucket[place].value
    }
    set {
      if let newValue {
        put(newValue, key)
      } else {
        removeValue(forKey: key)
      }
    }
  }

  /// Whether a number has a value.
  func contains(_ key: UInt32) -> Bool { place(of: key) != nil }

  /// Changes the value of a number where it lies; nothing is done where it has none.
  ///
  /// A value may have hundreds of bytes: to take it out and put it back takes longer than to change it.
  @inline(__always)
  mutating func update(_ key: UInt32, _ change: (inout Value) -> Void) {
    guard let place = place(of: key) else { return }
    buckets[Self.bucket(key)]?.update(place, change)
  }

  /// Where in its bucket a number is.
  private func place(of key: UInt32) -> Int? {
    buckets[Self.bucket(key)].flatMap { Self.place(of: key, in: $0) }
  }

  private static func place(of key: UInt32, in bucket: [Slot]) -> Int? {
    bucket.indices.first { bucket[$0].key == key }
  }

  private mutating func put(_ value: Value, _ key: UInt32) {
    if let place = place(of: key) {
      buckets[Self.bucket(key)]?[place].value = value
      return
    }
    if buckets[Self.bucket(key)]?.append((key, value)) == nil {
      buckets[Self.bucket(key)] = [(key, value)]
    }
    count += 1
  }

  /// Takes a number out, and its value.
  @discardableResult
  mutating func removeValue(forKey key: UInt32) -> Value? {
    guard let place = place(of: key) else { return nil }
    let slot = buckets[Self.bucket(key)]?.remove(at: place)
    if buckets[Self.bucket(key)]?.isEmpty == true {
      buckets.removeValue(forKey: Self.bucket(key))
    }
    count -= 1
    return slot?.value
  }

  /// The values, in no order.
  var values: [Value] { map(\.value) }

  /// Numbers and values, in no order, as they were at the beginning.
  func makeIterator() -> Iterator { Iterator(self) }

  /// Goes through a table as it was at the beginning.
  struct Iterator: IteratorProtocol {
    private var rest: IDTable<[Slot]>.Iterator
    private var bucket: [Slot] = []
    private var place = 0

    fileprivate init(_ table: SharedTable) {
      rest = table.buckets.makeIterator()
    }

    mutating func next() -> (key: UInt32, value: Value)? {
      while place == bucket.count {
        guard let next = rest.next() else { return nil }
        bucket = next.value
        place = 0
      }
      place += 1
      return bucket[place - 1]
    }
  }
}

extension Array {
  /// Changes the value of one of its pairs.
  @inline(__always)
  fileprivate mutating func update<Value>(_ place: Int, _ change: (inout Value) -> Void)
  where Element == (key: UInt32, value: Value) {
    change(&self[place].value)
  }
}

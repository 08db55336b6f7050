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
    get { buckets[Self.bucket(key)]?.first { $0.key == key }?.value }
    _modify {
      let place = buckets[Self.bucket(key)]?.firstIndex { $0.key == key }
      var value = place.flatMap { buckets[Self.bucket(key)]?[$0].value }
      defer { put(value, key, at: place) }
      yield &value
    }
  }

  /// Whether a number has a value.
  func contains(_ key: UInt32) -> Bool {
    buckets[Self.bucket(key)]?.contains { $0.key == key } ?? false
  }

  private mutating func put(_ value: Value?, _ key: UInt32, at place: Int?) {
    switch (value, place) {
    case (let value?, let place?):
      buckets[Self.bucket(key)]?[place].value = value
    case (let value?, nil):
      if buckets[Self.bucket(key)]?.append((key, value)) == nil {
        buckets[Self.bucket(key)] = [(key, value)]
      }
      count += 1
    case (nil, let place?):
      buckets[Self.bucket(key)]?.remove(at: place)
      if buckets[Self.bucket(key)]?.isEmpty == true {
        buckets.removeValue(forKey: Self.bucket(key))
      }
      count -= 1
    case (nil, nil): break
    }
  }

  /// Takes a number out, and its value.
  @discardableResult
  mutating func removeValue(forKey key: UInt32) -> Value? {
    guard let place = buckets[Self.bucket(key)]?.firstIndex(where: { $0.key == key }) else {
      return nil
    }
    let value = buckets[Self.bucket(key)]?[place].value
    put(nil, key, at: place)
    return value
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

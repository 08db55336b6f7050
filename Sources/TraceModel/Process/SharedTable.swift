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

  /// What is told of the value of a number, which is not taken out to be asked; nothing where it has none.
  @inline(__always)
  func read<Answer>(_ key: UInt32, _ tell: (borrowing Value) -> Answer) -> Answer? {
    buckets[Self.bucket(key)].flatMap { bucket in
      Self.place(of: key, in: bucket).map { tell(bucket[$0].value) }
    }
  }

  /// Changes the value of a number where it lies; nothing is done where it has none.
  ///
  /// A value may have hundreds of bytes: to take it out and put it back takes longer than to change it.
  ///
  /// - Returns: Whether it has one.
  @inline(__always)
  @discardableResult
  mutating func update(_ key: UInt32, _ change: (inout Value) -> Void) -> Bool {
    let isThere = buckets.update(Self.bucket(key)) { bucket in
      guard let place = Self.place(of: key, in: bucket) else { return false }
      change(&bucket[place].value)
      return true
    }
    return isThere ?? false
  }

  /// Where in its bucket a number is.
  private func place(of key: UInt32) -> Int? {
    buckets[Self.bucket(key)].flatMap { Self.place(of: key, in: $0) }
  }

  private static func place(of key: UInt32, in bucket: [Slot]) -> Int? {
    bucket.indices.first { bucket[$0].key == key }
  }

  private mutating func put(_ value: Value, _ key: UInt32) {
    if update(key, { $0 = value }) { return }
    Self.append((key, value), to: &buckets[Self.bucket(key)])
    count += 1
  }

  private static func append(_ slot: Slot, to bucket: inout [Slot]?) {
    if bucket?.append(slot) == nil { bucket = [slot] }
  }

  /// Takes a number out, and its value.
  @discardableResult
  mutating func removeValue(forKey key: UInt32) -> Value? {
    // A table that shares what it has is not copied for nothing.
    guard contains(key) else { return nil }
    let value = Self.remove(key, &buckets[Self.bucket(key)])
    if value != nil { count -= 1 }
    return value
  }

  /// Takes out all values that are such ones.
  ///
  /// What is shared and stays whole is not copied, and what goes whole is only let go: a child of fork that
  /// closes a thousand files takes sixty steps.
  mutating func removeAll(where isSuch: (UInt32, borrowing Value) -> Bool) {
    for number in buckets.sortedKeys {
      guard let bucket = buckets[number] else { continue }
      let gone = bucket.indices.count { isSuch(bucket[$0].key, bucket[$0].value) }
      if gone == 0 { continue }
      count -= gone
      // The lowest numbers are given out again at once.
      if gone == bucket.count, number > 0 {
        buckets.remove(number)
      } else {
        buckets[number] = bucket.filter { !isSuch($0.key, $0.value) }
      }
    }
  }

  private static func remove(_ key: UInt32, _ bucket: inout [Slot]?) -> Value? {
    guard let place = bucket.flatMap({ place(of: key, in: $0) }) else { return nil }
    let slot = bucket?.takeOut(place)
    // The lowest numbers are given out again at once.
    if bucket?.isEmpty == true, key >> Self.shift > 0 { bucket = nil }
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
  /// Takes an element out, and moves the last one to its place.
  fileprivate mutating func takeOut(_ place: Int) -> Element? {
    swapAt(place, count - 1)
    return popLast()
  }
}

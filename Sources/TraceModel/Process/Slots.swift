/// Values that several tasks share by number: address spaces, tables of descriptors, directories.
///
/// A number is free again when its last user has released it.
struct Slots<Value: Sendable>: Sendable {
  private var values: [Value] = []
  private var users: [Int] = []
  private var free: [Int] = []
  private let empty: Value

  init(empty: Value) {
    self.empty = empty
  }

  /// The value of a slot.
  subscript(_ slot: Int) -> Value {
    _read { yield values[slot] }
    _modify { yield &values[slot] }
  }

  /// Puts a value into a slot of its own, with one user.
  mutating func add(_ value: Value) -> Int {
    if let slot = free.popLast() {
      values[slot] = value
      users[slot] = 1
      return slot
    }
    values.append(value)
    users.append(1)
    return values.count - 1
  }

  /// One more user.
  mutating func share(_ slot: Int) -> Int {
    users[slot] += 1
    return slot
  }

  /// One user less; with the last the value goes.
  mutating func release(_ slot: Int) {
    users[slot] -= 1
    guard users[slot] == 0 else { return }
    values[slot] = empty
    free.append(slot)
  }

  /// Whether the value of a slot in use is such a one.
  func contains(where isSuch: (Value) -> Bool) -> Bool {
    values.indices.contains { users[$0] > 0 && isSuch(values[$0]) }
  }

  /// How many use a slot.
  func userCount(_ slot: Int) -> Int { users[slot] }
}

/// The calls that have begun and are not over, by task; and of those that make tasks, which have not
/// shown theirs yet.
struct CallsUnderWay: Sendable, Sequence {
  private var calls = IDTable<UnderWay>()
  /// The tasks whose new task has not been seen, upwards.
  private(set) var expecting: [Int32] = []
  /// How many were not kept, because `World.Limits.callsUnderWay` others were under way.
  private(set) var leftOut = 0

  /// Whether no call is under way.
  var isEmpty: Bool { calls.isEmpty }

  /// The call of a task.
  subscript(_ task: Int32) -> UnderWay? {
    get { calls[task] }
    set {
      if case .creating(let creation)? = newValue, creation.child == nil {
        expect(task)
      } else if !expecting.isEmpty {
        expectNoMore(task)
      }
      if newValue == nil || calls.count < World.Limits.callsUnderWay || calls[task] != nil {
        calls[task] = newValue
      } else {
        leftOut += 1
      }
    }
  }

  /// Forgets the call of a task, which is over.
  mutating func end(_ task: Int32) {
    if !expecting.isEmpty { expectNoMore(task) }
    calls.remove(task)
  }

  /// Takes out the call of a task.
  mutating func removeValue(forKey task: Int32) -> UnderWay? {
    if !expecting.isEmpty { expectNoMore(task) }
    return calls.removeValue(forKey: task)
  }

  /// All of them, in no order.
  func makeIterator() -> IDTable<UnderWay>.Iterator { calls.makeIterator() }

  private mutating func expect(_ task: Int32) {
    let place = self.place(of: task)
    if place == expecting.count || expecting[place] != task { expecting.insert(task, at: place) }
  }

  private mutating func expectNoMore(_ task: Int32) {
    let place = self.place(of: task)
    if place < expecting.count, expecting[place] == task { expecting.remove(at: place) }
  }

  private func place(of task: Int32) -> Int {
    var low = 0
    var high = expecting.count
    while low < high {
      let middle = (low + high) / 2
      if expecting[middle] < task { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

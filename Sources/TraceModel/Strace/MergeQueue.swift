/// The next thing to happen in each file of a set, the earliest first.
struct MergeQueue: Sendable {
  /// A line, or the end of the call on it.
  struct Entry: Sendable {
    /// What happens, in the order of things of one time.
    enum Kind: UInt8, Sendable { case ends, begins, mustEnd, appears }

    /// When, in nanoseconds on the axis of the set.
    var time: Int64
    /// What.
    var kind: Kind
    /// How late the file came into the merge.
    var rank: Int
    /// The file.
    var part: Int
    /// Which of the calls that had to wait in the file it is about, for `mustEnd`.
    var wait = 0

    /// Whether this comes before `other`.
    ///
    /// Rule: by time; at one time what is over first, then the task that was made last (without
    /// times a child's lines follow its creation, and those of a child that shares its parent's
    /// memory come before the parent's next), then calls that waited for others as long as they
    /// could, and last the tasks that nobody announced.
    func precedes(_ other: Entry) -> Bool {
      if time != other.time { return time < other.time }
      if kind != other.kind { return kind.rawValue < other.kind.rawValue }
      return rank > other.rank
    }
  }

  private var heap: [Entry] = []

  /// The earliest.
  var first: Entry? { heap.first }

  /// Adds an entry; the cost is logarithmic in the files that are merged.
  mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes out the earliest; the cost is logarithmic in the files that are merged.
  mutating func removeFirst() -> Entry? {
    guard let result = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return result }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].precedes(heap[least]) {
        least = child
      }
      if least == parent { return result }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}

/// Whose new task a task is, as later lines than the one that is applied tell.
struct Creators: Sendable {
  /// Whose a new task is, and what it shares.
  struct Creator: Sendable {
    /// The task that made it.
    var task: Int32
    /// The call by which it made it.
    var call: Syscall
    /// The clone flags, where the log shows them.
    var flags: UInt64?
  }

  private var creators: [Int32: Creator] = [:]
  /// How many of the children are of each creating task.
  private var counts: [Int32: Int] = [:]

  /// Who made a task.
  subscript(child: Int32) -> Creator? {
    get { creators[child] }
    set {
      remove(child)
      guard let newValue else { return }
      creators[child] = newValue
      counts[newValue.task, default: 0] += 1
    }
  }

  /// Whether a later line tells a child of a task: what that has under way makes no other.
  func hasChild(of task: Int32) -> Bool { counts[task] != nil }

  /// Takes out who made a task.
  @discardableResult
  mutating func remove(_ child: Int32) -> Creator? {
    guard let creator = creators.removeValue(forKey: child) else { return nil }
    if let count = counts[creator.task] {
      counts[creator.task] = count > 1 ? count - 1 : nil
    }
    return creator
  }
}

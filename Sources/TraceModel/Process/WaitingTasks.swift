/// The tasks of the records that wait: the world does not know yet who of them lives.
struct WaitingTasks: Sendable {
  /// Those that strace said it attached to.
  private var attached: Set<Int32> = []
  private var spoken: Set<Int32> = []
  private var gone: Set<Int32> = []

  mutating func attached(_ task: Int32) { attached.insert(task) }

  mutating func spoke(_ task: Int32) { spoken.insert(task) }

  mutating func ended(_ task: Int32) { gone.insert(task) }

  /// Whether some of them have ended.
  var haveEnded: Bool { !gone.isEmpty }

  /// The one task that lives, where some have ended meanwhile: a line without a pid is of it.
  func onlyLiving(of world: World) -> Int32? {
    guard haveEnded,
      max(world.tasks.count, attached.count, spoken.count) <= World.Limits.unprefixedTasks
    else { return nil }
    let living = attached.union(spoken).union(world.tasks.sortedKeys).subtracting(gone)
    return living.count == 1 ? living.first : nil
  }

  /// Whether a task is the root, whose lines had no pid while it was alone: strace says of every other
  /// that it attached to it.
  func nameRoot(_ task: Int32, in world: World) -> Bool {
    !attached.isEmpty && !attached.contains(task) && world.tasks.count == 1
      && world.tasks[0] != nil
  }
}

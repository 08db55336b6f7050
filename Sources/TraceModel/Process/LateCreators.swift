/// Whether the call that made a task may be told only behind lines of that task.
///
/// Rule: with `-z`, `-Z` and `-e status=` strace keeps what it prints of a call back until the call is
/// over (strace 5.2, syscall.c, `syscall_entering_trace`), so that the lines are in the order in which
/// calls end, and none is in halves. The child that clone makes may be the first of the two that the
/// kernel goes on with, and vfork ends when its child lets go of the address space.
struct LateCreators: Sendable {
  /// How many records may wait for one such call.
  static let mostWaiting = 8192
  /// How often in a row none may come: then the log holds none, or tells other ids.
  private static let mostMisses = 4

  private var misses = 0
  private var hasHalves = false

  /// Whether it is worth waiting.
  var mayCome: Bool { !hasHalves && misses < Self.mostMisses }

  /// The call came.
  mutating func came() { misses = 0 }

  /// It did not.
  mutating func missed() { misses += 1 }

  /// Calls are told when they begin, too.
  mutating func noteHalves() { hasHalves = true }
}

/// Descriptors that two tasks were given though neither closed them: they have a table each.
///
/// Rule: the kernel gives out no number that is open (open(2)), and the threads of a process share one
/// table (clone(2), CLONE_FILES). A close that has begun frees a number. Where one task closes what
/// only another opened, they share a table all the same, and a close of it by a third is not in the log.
struct DescriptorClashes: Sendable {
  private struct Key: Hashable, Sendable {
    var table: Int
    var number: Int32
  }

  private struct Pair: Hashable, Sendable {
    var task: Int32
    var other: Int32
  }

  /// How many descriptors, and how many pairs of tasks, are remembered.
  private static let most = 10_000
  /// How many tasks are of one number.
  private static let mostOpeners = 8
  /// How often it has to be seen of two tasks: a close may be missing.
  private static let proof = 2

  /// Who was given a number, and has not closed it.
  private var openers: [Key: [Int32]] = [:]
  private var clashes: [Pair: Int] = [:]
  private var sharing: Set<Pair> = []
  private var isFull = false

  /// A task was given a number by open; returns who else has it open.
  mutating func open(_ number: Int32, in table: Int, by task: Int32) -> [Int32] {
    let key = Key(table: table, number: number)
    var others = openers[key] ?? []
    others.removeAll { $0 == task }
    if openers.count < Self.most || openers[key] != nil, others.count < Self.mostOpeners {
      openers[key] = others + [task]
    }
    return others
  }

  /// A task begins to close a number.
  mutating func close(_ number: Int32, in table: Int, by task: Int32) {
    guard !openers.isEmpty else { return }
    let key = Key(table: table, number: number)
    guard let tasks = openers[key] else { return }
    if tasks.contains(task) {
      openers[key] = tasks.count > 1 ? tasks.filter { $0 != task } : nil
      return
    }
    openers[key] = nil
    for other in tasks {
      sharing.insert(Pair(task: task, other: other))
      sharing.insert(Pair(task: other, other: task))
    }
    if sharing.count > Self.most { isFull = true }
    if isFull { sharing = [] }
  }

  /// Numbers are closed, or given to something else.
  mutating func forget(_ numbers: ClosedRange<Int32>, in table: Int) {
    guard !openers.isEmpty else { return }
    if numbers.count == 1 {
      openers[Key(table: table, number: numbers.lowerBound)] = nil
      return
    }
    openers = openers.filter { $0.key.table != table || !numbers.contains($0.key.number) }
  }

  /// Notes that a task, which is only supposed to be a thread, and another have one number open.
  mutating func note(_ task: Int32, _ other: Int32) {
    let pair = Pair(task: task, other: other)
    if clashes.count < Self.most || clashes[pair] != nil { clashes[pair, default: 0] += 1 }
  }

  /// The tasks that do not share the table of the leader of a process.
  func strangers(to leader: Int32) -> [Int32] {
    guard !isFull else { return [] }
    return clashes.filter {
      $0.key.other == leader && $0.value >= Self.proof && !sharing.contains($0.key)
    }.map(\.key.task)
  }
}

extension World {
  /// Takes that open gave a number to a task, which others may have open.
  mutating func noteGiven(_ number: Int32, to id: Int32, _ task: Task) {
    guard !supposedThreads.isEmpty else { return }
    for other in clashes.open(number, in: task.files, by: id)
    where tasks[other]?.files == task.files {
      if supposedThreads.contains(id) { clashes.note(id, other) }
      if supposedThreads.contains(other) { clashes.note(other, id) }
    }
  }

  /// The tasks that were supposed to be threads of the root, and have other descriptors than its leader.
  ///
  /// Of two others that clash nothing tells which is the root's.
  var tasksWithOtherFiles: [Int32] {
    root.map { clashes.strangers(to: processes[$0].pid) } ?? []
  }
}

/// Descriptors that two tasks were given though neither closed them: they have a table each.
///
/// Rule: the kernel gives out no number that is open (open(2)), and the threads of a process share one
/// table (clone(2), CLONE_FILES). A close that has begun frees a number. Where one task closes what
/// only another opened, they share a table all the same, and a close of it by a third is not in the log.
/// Where a task is given what it has open itself, a close is not in the log either: then nothing follows.
struct DescriptorClashes: Sendable {
  private struct Pair: Hashable, Sendable {
    var task: Int32
    var other: Int32
  }

  /// How many descriptors, and how many pairs of tasks, are remembered.
  private static let most = 10_000
  /// How often it has to be seen of two tasks: a close may be missing.
  private static let proof = 2

  /// The tasks that were given one number, in this order; of more than eight the first.
  private struct Openers: Sendable {
    private var tasks = InlineArray<8, Int32>(repeating: 0)
    private var count = 0

    var isEmpty: Bool { count == 0 }

    /// All of them.
    var all: [Int32] { (0..<count).map { tasks[$0] } }

    /// Adds a task as the last; says who else is there, if it was not there itself.
    ///
    /// Where there is no room for it nobody is told of: it could not be known the next time.
    mutating func open(by task: Int32) -> [Int32] {
      let wasThere = remove(task)
      guard count < tasks.count else { return [] }
      let others = wasThere || count == 0 ? [] : all
      tasks[count] = task
      count += 1
      return others
    }

    /// Takes a task out; says whether it was there.
    mutating func remove(_ task: Int32) -> Bool {
      guard let place = (0..<count).first(where: { tasks[$0] == task }) else { return false }
      for index in place..<(count - 1) { tasks[index] = tasks[index + 1] }
      count -= 1
      return true
    }
  }

  /// Who was given a number, and has not closed it, by table.
  private var openers: [IDTable<Openers>?] = []
  /// How many numbers these are.
  private var openCount = 0
  private var clashes: [Pair: Int] = [:]
  private var sharing: Set<Pair> = []
  private var isFull = false

  /// A task was given a number by open; returns who else has it open.
  mutating func open(_ number: Int32, in table: Int, by task: Int32) -> [Int32] {
    if table < openers.count, let others = openers[table]?.update(number, { $0.open(by: task) }) {
      return others
    }
    guard number >= 0, openCount < Self.most else { return [] }
    openCount += 1
    while openers.count <= table { openers.append(nil) }
    if openers[table] == nil { openers[table] = IDTable() }
    var first = Openers()
    let others = first.open(by: task)
    openers[table]?[number] = first
    return others
  }

  /// A task begins to close a number.
  mutating func close(_ number: Int32, in table: Int, by task: Int32) {
    guard openCount > 0, table < openers.count else { return }
    // Who else had it open, where it was not the task itself.
    var others: [Int32] = []
    let isOver = openers[table]?.update(number) { openers in
      if openers.remove(task) { return openers.isEmpty }
      others = openers.all
      return true
    }
    if isOver == true { forget(number, in: table) }
    if others.isEmpty { return }
    for other in others {
      sharing.insert(Pair(task: task, other: other))
      sharing.insert(Pair(task: other, other: task))
    }
    if sharing.count > Self.most { isFull = true }
    if isFull { sharing = [] }
  }

  /// Numbers are closed, or given to something else.
  mutating func forget(_ numbers: ClosedRange<Int32>, in table: Int) {
    guard openCount > 0, table < openers.count else { return }
    // Whichever are fewer: numbers that are closed, or that are open.
    if numbers.count <= openers[table]?.count ?? 0 {
      for number in numbers { forget(number, in: table) }
    } else if let open = openers[table] {
      for (number, _) in open where numbers.contains(number) { forget(number, in: table) }
    }
  }

  private mutating func forget(_ number: Int32, in table: Int) {
    if openers[table]?.removeValue(forKey: number) != nil { openCount -= 1 }
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

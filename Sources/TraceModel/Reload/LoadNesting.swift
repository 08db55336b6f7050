/// Which load was under way when another began: who was being loaded when.
///
/// Rule `openedWhileLoading`: a loader maps an object and all that it needs before it relocates the
/// first of them (glibc elf/dl-open.c, `dl_open_worker_begin`; musl ldso/dynlink.c, `dlopen`). What is
/// mapped between the first mmap and the RELRO mprotect of another, while none that came meanwhile
/// was complete, was mapped on its behalf. At the start of a program all objects come before the
/// first relocation, so that the order tells nothing.
struct LoadNesting: Sendable {
  /// The loads behind which others were opened, by the number of the one that was.
  private(set) var outer: [UInt32: (load: Load, isDirect: Bool)] = [:]

  /// Goes through the loads of a process in the order in which they began.
  init(_ timeline: ProcessTimeline) {
    var group: (first: Load, members: Int, isStart: Bool)?
    var firstCompletion = Int.max
    var isStart = false
    var starts = timeline.process.history.marks.filter(\.isExecve).map(\.at.order)[...]
    for load in timeline.loads {
      while let start = starts.first, start <= load.began.order {
        isStart = true
        group = nil
        firstCompletion = .max
        starts.removeFirst()
      }
      guard timeline.isCode(load), !load.traits.contains(.fromSnapshot),
        load.began.order > timeline.process.born.order
      else { continue }
      if let open = group, firstCompletion > load.began.order,
        Self.isUnderWay(open.first, when: load)
      {
        if !open.isStart { outer[load.id.rawValue] = (open.first, open.members == 1) }
        group?.members += 1
      } else {
        if firstCompletion < load.began.order { isStart = false }
        group = (load, 1, isStart)
        firstCompletion = .max
      }
      if load.completed.order > 0 { firstCompletion = min(firstCompletion, load.completed.order) }
    }
  }

  /// Whether a load was being made when another began, as what came later shows: it was completed
  /// after that, or given up together with the other.
  private static func isUnderWay(_ first: Load, when load: Load) -> Bool {
    guard first.end == .none || first.ended.order > load.began.order else { return false }
    if first.completed.order > 0 { return first.completed.order > load.began.order }
    return first.end == .unmapped && load.end == .unmapped && load.completed.order == 0
  }
}

/// Finds out with which processes a service goes on after a request to reload, and which processes
/// still have an object mapped.
struct Succession {
  /// How many processes are named.
  static let most = 64

  private let world: World
  private let facts: LogFacts
  /// Children by their parent, in the order of their births: a server has thousands, of which each
  /// reload has a few.
  private var children: [Int32: [Child]] = [:]
  /// The processes that live at the end of the log.
  private var living: [Int] = []

  private struct Child: Sendable {
    /// The line of its birth, in the order of the log.
    var born: Int
    /// Its place among the processes.
    var index: Int
  }

  init(_ world: World, _ facts: LogFacts) {
    self.world = world
    self.facts = facts
    for (index, process) in world.processes.enumerated() where process.pid > 0 {
      if !process.isOver { living.append(index) }
      guard let parent = process.parent else { continue }
      children[parent, default: []].append(Child(born: process.born.order, index: index))
    }
    for parent in children.keys { children[parent]?.sort { $0.born < $1.born } }
  }

  /// The processes made from a request to the next, and no longer than a quiet stretch behind the end
  /// of the window.
  func successors(
    of timeline: ProcessTimeline, _ window: Window, next: Int
  ) -> [Successor] {
    guard let asked = window.trigger, window.kind != .window else { return [] }
    var found: [Successor] = []
    let children = self.children[timeline.process.pid] ?? []
    let first = children.partition { $0.born > asked.at.order }
    for child in children[first...].prefix(while: { $0.born < next }) {
      let process = world.processes[child.index]
      guard !QuietStretch.lies(from: window.end, to: process.born) else { continue }
      found.append(successor(process, of: timeline, since: asked.at.order))
      if found.count == Self.most { break }
    }
    return found
  }

  private func successor(
    _ child: ProcessState, of parent: ProcessTimeline, since asked: Int
  ) -> Successor {
    var executed: ProcessHistory.Mark?
    var ended: ProcessHistory.Mark?
    for mark in child.history.marks {
      switch mark.kind {
      case .execve: executed = executed ?? mark
      case .exited, .killed: ended = mark
      default: break
      }
    }
    let name = child.executable.map { TraceText(bytes: $0) }
    let former = parent.process.firstExecutable ?? parent.process.executable
    let isSame = former.map { TraceText(bytes: $0).lastComponent } == name?.lastComponent
    let role: Successor.Role =
      executed == nil ? .child : isSame ? .mainProcess : .otherProgram
    return Successor(
      pid: Int(child.pid), role: role, executable: name, born: facts.instant(child.born),
      executed: executed.map { facts.instant($0.at) },
      inherited: executed == nil ? inherited(child, from: parent, since: asked) : 0,
      children: (children[child.pid] ?? []).prefix(Self.most).map {
        Int(world.processes[$0.index].pid)
      }, ended: ended.map { facts.instant($0.at) })
  }

  /// How many objects lay in the address space that was copied; nothing where execve made it since
  /// the request, for that maps some without a line.
  private func inherited(
    _ child: ProcessState, from parent: ProcessTimeline, since asked: Int
  ) -> Int? {
    let birth = child.born.order
    let isNew = parent.marks(from: asked, to: birth).contains { mark in
      if case .execve = mark.kind { return true }
      return false
    }
    guard !isNew, parent.process.isKnown else { return nil }
    var paths: Set<TraceText> = []
    for load in parent.loads(from: birth - 1, to: birth) where parent.isMapped(load, after: birth) {
      let backing = facts.backings[load.backing]
      if !backing.isPathlessMemory { paths.insert(backing.path) }
    }
    return paths.count
  }

  /// The processes that live at the end of the log and have one of these loads mapped, each with what
  /// it inherited: a load keeps its number across fork.
  func holders(of loads: Set<UInt32>) -> [Int] {
    guard !loads.isEmpty else { return [] }
    var pids: [Int] = []
    for index in living {
      let space = world.processes[index].space
      let holds = loads.contains { world.spaces[space].loads.contains(LoadID(rawValue: $0)) }
      guard holds else { continue }
      pids.append(Int(world.processes[index].pid))
      if pids.count == Self.most { break }
    }
    return pids.sorted()
  }
}

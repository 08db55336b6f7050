/// All loads of one process, and what happened to it, in order.
struct ProcessTimeline: Sendable {
  /// The process.
  let process: ProcessState
  /// Its loads, those that it inherited and those from a snapshot included, by beginning.
  let loads: [Load]
  private let kinds: [UInt32: ObjectKind]
  private let rebased: [UInt32: [(at: Int, base: UInt64)]]

  init(_ process: ProcessState, live: [Load], facts: LogFacts) {
    self.process = process
    loads = (process.history.ended + live).sorted {
      ($0.began.order, $0.id.rawValue) < ($1.began.order, $1.id.rawValue)
    }
    var kinds: [UInt32: ObjectKind] = [:]
    for load in loads {
      kinds[load.id.rawValue] = Self.kind(
        of: load, facts.backings[load.backing], executable: process.executable)
    }
    self.kinds = kinds
    var moves: [UInt32: [(at: Int, base: UInt64)]] = [:]
    for move in process.history.rebased {
      moves[move.load.rawValue, default: []].append((at: move.at.order, base: move.base))
    }
    rebased = moves
  }

  /// What kind of object a load is of.
  func kind(_ load: Load) -> ObjectKind { kinds[load.id.rawValue] ?? .data }

  /// Whether a load is of code: what a loader maps.
  func isCode(_ load: Load) -> Bool {
    switch kind(load) {
    case .sharedObject, .executable, .interpreter: true
    case .data, .sharedMemory, .loaderCache: false
    }
  }

  private static func kind(
    of load: Load, _ backing: Backing, executable: [UInt8]?
  ) -> ObjectKind {
    if backing.isPathlessMemory || ObjectNaming.isSharedMemory(backing.path) {
      return .sharedMemory
    }
    if ObjectNaming.isLoaderCache(backing.path) { return .loaderCache }
    if backing.path.bytes == executable { return .executable }
    let isMappedAsCode =
      load.traits.contains(.executable)
      || load.traits.contains(.denyWrite) && ObjectNaming.isSharedObject(backing.path)
    guard isMappedAsCode, !load.traits.contains(.shared) else { return .data }
    return ObjectNaming.isInterpreter(backing.path) ? .interpreter : .sharedObject
  }

  /// Whether a load is mapped after the line `order`.
  func isMapped(_ load: Load, after order: Int) -> Bool {
    load.began.order <= order && (load.end == .none || load.ended.order > order)
  }

  /// The lowest address of a load's file after the line `order`.
  func base(of load: Load, after order: Int) -> UInt64 {
    guard let moves = rebased[load.id.rawValue] else { return load.base }
    // The load holds its last base; the one before each move is that of the move before.
    if let move = moves.last(where: { $0.at <= order }) { return move.base }
    return firstBase[load.id.rawValue] ?? load.base
  }

  /// Where loads that moved lay at first: by their first event.
  private var firstBase: [UInt32: UInt64] {
    var bases: [UInt32: UInt64] = [:]
    for move in process.history.rebased where bases[move.load.rawValue] == nil {
      bases[move.load.rawValue] = move.before
    }
    return bases
  }
}

/// All loads of one process, and what happened to it, in order.
struct ProcessTimeline: Sendable {
  /// The process.
  let process: ProcessState
  /// Its loads, those that it inherited and those from a snapshot included, by beginning.
  let loads: [Load]
  private let places: [UInt32: Int]
  private let kinds: [ObjectKind]
  /// The last line of any load up to the end of each block of loads, and of those in the block.
  private let lastEnds: [(upTo: Int, within: Int)]
  /// Where it exited or was killed, for the last time that something of this pid did.
  let end: ProcessHistory.Mark?
  /// The programs that execve put in place, in order.
  private let images: [ProgramImage]
  /// Opens of files whose loads live, by their lines.
  private let reopened: [Reopening]
  private let firstBase: [UInt32: UInt64]
  private let rebased: [UInt32: [(at: Int, base: UInt64)]]

  init(_ process: ProcessState, live: [Load], facts: LogFacts) {
    self.process = process
    let unordered = process.history.ended + live
    // Keys are sorted, for a load is large.
    let keys = unordered.enumerated().map { ($1.began.order, $1.id.rawValue, $0) }
    loads = keys.sorted { $0 < $1 }.map { unordered[$0.2] }
    var places: [UInt32: Int] = [:]
    var kinds: [ObjectKind] = []
    var lastEnds: [(upTo: Int, within: Int)] = []
    for (place, load) in loads.enumerated() {
      places[load.id.rawValue] = place
      kinds.append(
        Self.kind(of: load, facts.backings[load.backing], executable: process.executable))
      let end = load.end == .none ? Int.max : load.ended.order
      if place % Self.blockSize == 0 { lastEnds.append((lastEnds.last?.upTo ?? 0, 0)) }
      let last = lastEnds.count - 1
      lastEnds[last] = (max(lastEnds[last].upTo, end), max(lastEnds[last].within, end))
    }
    self.places = places
    self.kinds = kinds
    self.lastEnds = lastEnds
    end = process.history.marks.last(where: \.isEnd)
    // They are noted where the file is closed.
    reopened = process.history.reopened.sorted { $0.at.order < $1.at.order }
    images = process.history.marks.compactMap { mark in
      guard case .execve(let path) = mark.kind else { return nil }
      return ProgramImage(path: path, at: mark.at)
    }
    var moves: [UInt32: [(at: Int, base: UInt64)]] = [:]
    var firstBase: [UInt32: UInt64] = [:]
    for move in process.history.rebased {
      moves[move.load.rawValue, default: []].append((at: move.at.order, base: move.base))
      if firstBase[move.load.rawValue] == nil { firstBase[move.load.rawValue] = move.before }
    }
    rebased = moves
    self.firstBase = firstBase
  }

  /// What kind of object a load is of.
  func kind(_ load: Load) -> ObjectKind {
    places[load.id.rawValue].map { kinds[$0] } ?? .data
  }

  /// The load of a number.
  func load(_ id: LoadID) -> Load? { places[id.rawValue].map { loads[$0] } }

  /// The file of the load of a number.
  func backing(of id: LoadID) -> BackingID? { places[id.rawValue].map { loads[$0].backing } }

  /// The loads of which a page is mapped at some time from the line `from` to the line `to`.
  ///
  /// Walks down from the last that had begun by then, over blocks of which all had ended, and stops where
  /// all before had: a library that stays, mapped at the beginning, makes no reload look at all loads.
  func loads(from: Int, to: Int) -> [Load] {
    let end = loads.partition { $0.began.order > to }
    var blocks: [Int] = []
    var block = (end + Self.blockSize - 1) / Self.blockSize
    while block > 0, lastEnds[block - 1].upTo > from {
      block -= 1
      if lastEnds[block].within > from { blocks.append(block) }
    }
    return blocks.reversed().flatMap { block in
      let start = block * Self.blockSize
      return loads[start..<min(start + Self.blockSize, end)].filter {
        $0.end == .none || $0.ended.order > from
      }
    }
  }

  /// How many loads are passed over at once.
  private static let blockSize = 64

  /// The program after the line `order`, where an execve of the log made it.
  func image(after order: Int) -> ProgramImage? {
    let place = images.partition { $0.at.order > order }
    return place > 0 ? images[place - 1] : process.bornImage
  }

  /// The calls behind the line `from`, up to the line `to`.
  func events(from: Int, to: Int) -> ArraySlice<ProcessHistory.Event> {
    let events = process.history.events
    let start = events.partition { $0.at.order > from }
    return events[start..<max(start, events.partition { $0.at.order > to })]
  }

  /// What happened to the process behind the line `from`, up to the line `to`.
  func marks(from: Int, to: Int) -> ArraySlice<ProcessHistory.Mark> {
    let marks = process.history.marks
    let start = marks.partition { $0.at.order > from }
    return marks[start..<max(start, marks.partition { $0.at.order > to })]
  }

  /// Unmappings of unknown ranges behind the line `from`, up to the line `to`.
  func unknownUnmaps(from: Int, to: Int) -> ArraySlice<ProcessHistory.UnknownUnmap> {
    let unmaps = process.history.unknownUnmaps
    let start = unmaps.partition { $0.at.order > from }
    return unmaps[start..<max(start, unmaps.partition { $0.at.order > to })]
  }

  /// Opens of files whose loads live behind the line `from`, up to the line `to`.
  func reopened(from: Int, to: Int) -> ArraySlice<Reopening> {
    let start = reopened.partition { $0.at.order > from }
    return reopened[start..<max(start, reopened.partition { $0.at.order > to })]
  }

  /// Whether a load is of code: what a loader maps.
  func isCode(_ load: Load) -> Bool {
    switch kind(load) {
    case .sharedObject, .executable, .interpreter: true
    case .data, .sharedMemory, .loaderCache: false
    }
  }

  /// What kind of object a load of a backing is, in a process that runs a program.
  static func kind(
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

  /// The exact extents with which the log maps each object, in bytes.
  func sizes(_ facts: LogFacts) -> [TraceText: Set<UInt64>] {
    var sizes: [TraceText: Set<UInt64>] = [:]
    for load in loads
    where load.traits.contains(.exactSize) && !load.traits.contains(.fromSnapshot) {
      sizes[facts.backings[load.backing].path, default: []].insert(load.size)
    }
    return sizes
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
}

extension Array {
  /// The first index from which `isBehind` holds, where it holds for all behind the first.
  ///
  /// Inlined, so that of an element only what is asked of it is copied.
  @inline(__always)
  func partition(_ isBehind: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// How the loads of a process were laid out, by the calls that did it.
struct LoadLayouts: Sendable {
  /// A stretch of a load.
  private struct Piece {
    var range: AddressRange
    var part: AddressEntry.Part?
    var permissions: Permissions
    var offset: UInt64?
    var at: Moment
    /// Whether it is left of the first mmap, which takes the whole extent.
    var isOfExtent = false
  }

  /// How many segments a load may have: an ELF file has some four, and its holes.
  private static let mostPieces = 64

  private let steps: [UInt32: [ProcessHistory.Event]]
  private let pageSize: UInt64

  /// Sorts the calls of a process by the loads that they are about.
  init(_ history: ProcessHistory, pageSize: UInt64) {
    var steps: [UInt32: [ProcessHistory.Event]] = [:]
    for event in history.layout where event.load != .none {
      steps[event.load.rawValue, default: []].append(event)
    }
    // Where the list of early calls was full, its last load may lack some.
    if history.layoutIsFull, let last = history.layout.last {
      steps[last.load.rawValue] = nil
    }
    for event in history.events where event.load != .none && event.what.laysOut {
      steps[event.load.rawValue, default: []].append(event)
    }
    self.steps = steps
    self.pageSize = pageSize
  }

  /// The calls that laid a load out, up to the one with which it was complete; none where not all
  /// of them were kept.
  private func steps(of load: Load) -> [ProcessHistory.Event] {
    guard let all = steps[load.id.rawValue], all.first?.at.order == load.began.order else {
      return []
    }
    guard load.completed.order > 0 else { return all }
    let kept = all.filter { $0.at.order <= load.completed.order }
    return kept.last?.at.order == load.completed.order ? kept : []
  }

  /// The last call that laid a load out: its RELRO mprotect, or else its last segment.
  func laidOut(_ load: Load) -> Moment? {
    if load.completed.order > 0 { return load.completed }
    return steps(of: load).last { $0.what != .partUnload && $0.what != .protection }?.at
  }

  /// The segments of an object that a loader mapped, upwards; none where nothing shows them.
  func segments(of load: Load, facts: LogFacts) -> [SegmentReport] {
    let steps = steps(of: load)
    var pieces: [Piece] = []
    for step in steps {
      apply(step, to: &pieces)
      guard pieces.count <= Self.mostPieces else { return [] }
    }
    // A loader lays at least one segment over the extent; what maps a file as a whole is none.
    let isLaidOut = steps.dropFirst().contains { $0.isFixed && $0.what != .zeroed }
    return pieces.map { piece in
      let hasFile = piece.part != .bss && piece.part != .hole
      return SegmentReport(
        part: isLaidOut ? piece.part : nil, base: piece.range.start, size: piece.range.length,
        permissions: piece.permissions.letters, offset: hasFile ? piece.offset : nil,
        at: facts.instant(piece.at))
    }
  }

  private func apply(_ step: ProcessHistory.Event, to pieces: inout [Piece]) {
    guard let range = pages(step.base, step.size) else { return }
    switch step.what {
    case .partUnload:
      cut(range, out: &pieces)
    case .hole, .relro, .protection:
      let changed = pieces.compactMap { piece -> Piece? in
        guard let common = piece.range.intersection(range) else { return nil }
        var part = piece
        part.range = common
        part.offset = piece.offset.map { $0 &+ (common.start - piece.range.start) }
        part.permissions = step.permissions
        part.at = step.at
        if step.what == .hole {
          part.part = .hole
          part.isOfExtent = false
        }
        if step.what == .relro { part.part = piece.part == .bss ? .bss : .relro }
        return part
      }
      cut(range, out: &pieces)
      insert(changed, into: &pieces)
    default:
      let part: AddressEntry.Part =
        step.what == .zeroed
        ? .bss
        : step.permissions.contains(.execute)
          ? .text : step.permissions.contains(.write) ? .data : .readOnlyData
      let isFirst = pieces.isEmpty
      cut(range, out: &pieces)
      insert(
        [
          Piece(
            range: range, part: part, permissions: step.permissions,
            offset: step.what == .zeroed ? nil : step.offset, at: step.at,
            isOfExtent: isFirst)
        ], into: &pieces)
    }
  }

  /// Takes a range out of the pieces.
  ///
  /// What is left of the first mmap behind another segment belongs to none: glibc takes the access
  /// away from it, musl leaves it as it is.
  private func cut(_ range: AddressRange, out pieces: inout [Piece]) {
    var parts: [Piece] = []
    parts.reserveCapacity(pieces.count + 1)
    for piece in pieces {
      guard let common = piece.range.intersection(range) else {
        parts.append(piece)
        continue
      }
      if let left = AddressRange(from: piece.range.start, to: common.start) {
        var part = piece
        part.range = left
        parts.append(part)
      }
      if let right = AddressRange(from: common.end, to: piece.range.end) {
        var part = piece
        part.range = right
        part.offset = piece.offset.map { $0 &+ (right.start - piece.range.start) }
        if piece.isOfExtent { part.part = nil }
        parts.append(part)
      }
    }
    pieces = parts
  }

  private func insert(_ new: [Piece], into pieces: inout [Piece]) {
    pieces += new
    pieces.sort { $0.range.start < $1.range.start }
  }

  private func pages(_ base: UInt64, _ size: UInt64) -> AddressRange? {
    let (end, overflow) = base.addingReportingOverflow(size)
    let (rounded, overflows) = end.addingReportingOverflow(pageSize - 1)
    guard !overflow, !overflows else { return nil }
    return AddressRange(from: base, to: rounded & ~(pageSize - 1))
  }
}

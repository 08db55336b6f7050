/// The segments of the objects that a snapshot shows, as far as permissions and offsets tell them.
struct SnapshotSegments: Sendable {
  private let snapshot: Snapshot
  private let places: [Int: Int]
  private let pageSize: UInt64
  private static let mostSegments = 64

  /// Prepares to name the segments of a snapshot.
  init(_ snapshot: Snapshot, pageSize: UInt64) {
    self.snapshot = snapshot
    self.pageSize = pageSize
    var places: [Int: Int] = [:]
    for (place, number) in snapshot.numbers.enumerated() { places[number] = place }
    self.places = places
  }

  /// The segments of a load that a snapshot shows, upwards.
  func segments(of load: Load) -> [SegmentReport] {
    guard load.traits.contains(.fromSnapshot), let first = places[load.began.line] else {
      return []
    }
    let lines = self.lines(from: first)
    let hasText = lines.contains { $0.permissions.contains(.execute) }
    var segments = lines.indices.map { index in
      let line = lines[index]
      let isOpen = !line.permissions.isDisjoint(with: .protection)
      return SegmentReport(
        part: hasText ? part(index, lines) : nil, base: line.range.start, size: line.range.length,
        permissions: line.permissions.letters, offset: isOpen ? line.offset : nil,
        at: Instant(line: snapshot.numbers[first + index], file: snapshot.file))
    }
    if hasText, let tail = tail(of: load, behind: lines, at: first + lines.count) {
      segments.append(tail)
    }
    return segments
  }

  /// The lines of a load: those of its file that follow one another.
  private func lines(from first: Int) -> [MapsLine] {
    var grouping = LoadGrouping()
    var lines: [MapsLine] = []
    for line in snapshot.lines[first...].prefix(Self.mostSegments) {
      let begins = grouping.startsLoad(line)
      guard !line.name.isEmpty, lines.isEmpty || !begins else { break }
      lines.append(line)
    }
    return lines
  }

  /// The .bss: anonymous memory behind the data, as far as the object's extent goes.
  ///
  /// The kernel merges it with anonymous memory behind it, so that only an extent that an munmap of
  /// the log told shows how much of it is the object's, and that any is.
  private func tail(of load: Load, behind lines: [MapsLine], at place: Int) -> SegmentReport? {
    guard load.traits.contains(.exactSize), let last = lines.last,
      last.permissions.contains(.write), snapshot.lines.indices.contains(place),
      let extent = AddressRange(start: load.base, length: load.size)
    else { return nil }
    let line = snapshot.lines[place]
    guard line.name.isEmpty, line.range.start == last.range.end, extent.end > line.range.start,
      line.permissions == last.permissions
    else { return nil }
    let wanted = extent.end - line.range.start
    let pages = wanted % pageSize == 0 ? wanted : wanted - wanted % pageSize + pageSize
    return SegmentReport(
      part: .bss, base: line.range.start, size: min(pages, line.range.length),
      permissions: line.permissions.letters, offset: nil,
      at: Instant(line: snapshot.numbers[place], file: snapshot.file))
  }

  /// What a line is.
  ///
  /// Read-only pages behind the text are constants, or RELRO. RELRO and the data are one segment of
  /// the file (`_dl_protect_relro` only takes the writing away), so that they follow each other in
  /// memory and in the file. Where constants end at a page the same is true of them: what two lines
  /// of a kind do not tell apart stays open.
  private func part(_ index: Int, _ lines: [MapsLine]) -> AddressEntry.Part? {
    let line = lines[index]
    if line.permissions.isDisjoint(with: .protection) { return .hole }
    if line.permissions.contains(.execute) { return .text }
    if line.permissions.contains(.write) { return .data }
    if line.offset == 0 { return .readOnlyData }
    guard lines.indices.contains(index + 1) else { return nil }
    let next = lines[index + 1]
    let isReadOnly = next.permissions.isDisjoint(with: [.write, .execute])
    if isReadOnly, !next.permissions.isDisjoint(with: .protection) { return .readOnlyData }
    guard next.permissions.contains(.write), index > 0,
      let offset = line.offset, next.offset == offset &+ line.range.length,
      next.range.start == line.range.end
    else { return nil }
    let before = lines[index - 1]
    // Behind a hole or other constants it begins a segment of its own, which the data goes on.
    return before.permissions.contains(.execute) ? nil : .relro
  }
}

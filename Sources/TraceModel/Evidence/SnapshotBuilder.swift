/// Builds a snapshot of lines in any form.
struct SnapshotBuilder {
  /// The longest name that is taken, in bytes.
  static let longestName = 1 << 16

  private var snapshot: Snapshot
  private var columns: PmapColumns?
  private var hasForm = false
  private var hasHeader = false
  private var total: UInt64?
  private var firstOther: Int?
  private var isSorted = true

  init(file: String) {
    snapshot = Snapshot(file: file)
  }

  private func bad(_ number: Int, _ reason: String) -> TraceError {
    .badSnapshot(file: snapshot.file, line: number, reason: reason)
  }

  /// Takes the next line.
  mutating func take(
    _ whole: Span<UInt8>, number: Int, isTerminated: Bool
  ) throws(TraceError) {
    let start = whole.afterMarks()
    let text = whole.extracting(start..<whole.count)
    if text.isEmpty { return }
    if let (line, form) = mapping(text, indent: start) {
      return try add(line, form, number)
    }
    if let (line, form) = prefixed(text) { return try add(line, form, number) }
    if takeDetail(text) || takeHeader(text, indent: start) || takeTotal(text) { return }
    if let pid = SnapshotWords.process(text) {
      guard snapshot.lines.isEmpty else {
        throw bad(number, "a second process begins here: give the snapshot of one")
      }
      snapshot.pid = pid
      hasHeader = true
      return
    }
    if SnapshotWords.beginsWithAddress(text) {
      guard !isTerminated else { throw bad(number, "this mapping cannot be read") }
      snapshot.signsOfParts.insert(.cutEnd)
      return
    }
    firstOther = firstOther ?? number
  }

  private func mapping(_ text: Span<UInt8>, indent: Int) -> (MapsLine, SnapshotForm)? {
    if let line = MapsLine(text) { return (line, snapshot.form == .smaps ? .smaps : .maps) }
    if let columns { return columns.line(text, indent: indent).map { ($0, .pmapColumns) } }
    if let line = PmapLine(text) { return (line.line, line.form) }
    return PmapColumns().line(text, indent: indent).map { ($0, .pmapColumns) }
  }

  /// A line behind what grep puts before it: `/proc/2841/maps:`, a number and a colon.
  private mutating func prefixed(_ text: Span<UInt8>) -> (MapsLine, SnapshotForm)? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":"), in: 0..<min(text.count, 64)) else {
      return nil
    }
    let rest = text.extracting(colon + 1..<text.count)
    guard rest.count > 0, hexDigitValue(rest[0]) != nil else { return nil }
    let pid = SnapshotWords.processOfPath(text.extracting(0..<colon))
    guard pid != nil || text.decimal(0..<colon) != nil, let found = mapping(rest, indent: 0) else {
      return nil
    }
    snapshot.pid = snapshot.pid ?? pid
    firstOther = firstOther ?? 1
    return found
  }

  private mutating func add(
    _ line: MapsLine, _ form: SnapshotForm, _ number: Int
  ) throws(TraceError) {
    if hasForm, form != snapshot.form {
      throw bad(number, "another form begins here: give one snapshot at a time")
    }
    if line.range.isEmpty {
      // procps 3.3.10 on a newer kernel repeats every mapping of -x with a size of 0.
      if snapshot.lines.last?.range.start == line.range.start { return }
      throw bad(number, "this pmap shows no sizes (`pmap -x` of procps 3.2.8 never does)")
    }
    guard line.name.count <= Self.longestName else {
      throw bad(number, "a name of more than \(Self.longestName) bytes")
    }
    guard snapshot.lines.count < Snapshot.mostLines else {
      throw bad(number, "more than \(Snapshot.mostLines) mappings")
    }
    if let last = snapshot.lines.last, line.range.start < last.range.end { isSorted = false }
    snapshot.form = form
    hasForm = true
    snapshot.lines.append(line)
    snapshot.numbers.append(number)
  }

  /// The lines of smaps below a mapping.
  private mutating func takeDetail(_ text: Span<UInt8>) -> Bool {
    guard snapshot.form == .maps || snapshot.form == .smaps, !snapshot.lines.isEmpty,
      SnapshotWords.isDetail(text)
    else { return false }
    snapshot.form = .smaps
    if let size = SnapshotWords.kernelPageSize(text) {
      snapshot.pageSize = min(snapshot.pageSize ?? size, size)
    }
    return true
  }

  private mutating func takeHeader(_ text: Span<UInt8>, indent: Int) -> Bool {
    guard text.has("Address", at: 0) || SnapshotWords.isRule(text) else { return false }
    if let found = PmapColumns(header: text, indent: indent) { columns = found }
    return true
  }

  private mutating func takeTotal(_ text: Span<UInt8>) -> Bool {
    guard !snapshot.lines.isEmpty, snapshot.form.isOfPmap,
      let found = SnapshotWords.total(text)
    else { return false }
    total = found
    return true
  }

  /// The snapshot, once all lines were taken.
  func finish(lastLine: Int) throws(TraceError) -> Snapshot {
    var snapshot = snapshot
    guard !snapshot.lines.isEmpty else {
      guard let firstOther else { throw .empty(file: snapshot.file) }
      throw bad(firstOther, "it is no line of /proc/PID/maps, smaps or pmap")
    }
    if firstOther != nil { snapshot.signsOfParts.insert(.otherLines) }
    if !isSorted {
      snapshot.signsOfParts.insert(.disorder)
      try sort(&snapshot)
    }
    snapshot.unknowns = snapshot.form.lacks
    if columns != nil || snapshot.form == .pmapColumns {
      if snapshot.lines.contains(where: { $0.offset == nil }) {
        snapshot.unknowns.insert(.offsets)
      }
      if snapshot.lines.contains(where: { $0.device == nil }) {
        snapshot.unknowns.insert(.devices)
      }
      if snapshot.lines.contains(where: { $0.inode == nil }) { snapshot.unknowns.insert(.inodes) }
    }
    if snapshot.lines.contains(where: { !$0.isNameComplete }) {
      snapshot.unknowns.insert(.folders)
    }
    findMissingParts(&snapshot)
    return snapshot
  }

  private func findMissingParts(_ snapshot: inout Snapshot) {
    let stack = Array("[stack]".utf8)
    if !snapshot.lines.contains(where: { $0.name == stack }) {
      snapshot.signsOfParts.insert(.noStack)
    }
    guard snapshot.form.isOfPmap else { return }
    if !hasHeader { snapshot.signsOfParts.insert(.noHeader) }
    guard let total else {
      snapshot.signsOfParts.insert(.noTotal)
      return
    }
    let sum = snapshot.lines.reduce(0 as UInt64) { $0 &+ $1.range.length }
    if columns?.sumsSizes ?? true, sum >> 10 != total {
      snapshot.signsOfParts.insert(.otherTotal)
    }
  }

  /// Puts pasted lines in order; those that were pasted twice count once.
  private func sort(_ snapshot: inout Snapshot) throws(TraceError) {
    let order = snapshot.lines.indices.sorted {
      let (left, right) = (snapshot.lines[$0].range.start, snapshot.lines[$1].range.start)
      return left != right ? left < right : $0 < $1
    }
    var (lines, numbers): ([MapsLine], [Int]) = ([], [])
    for index in order {
      let line = snapshot.lines[index]
      if let last = lines.last, line.range.start < last.range.end {
        if line == last { continue }
        throw bad(snapshot.numbers[index], "this range overlaps one in another line")
      }
      lines.append(line)
      numbers.append(snapshot.numbers[index])
    }
    snapshot.lines = lines
    snapshot.numbers = numbers
  }
}

/// Holds the reconstruction at the end of a log against the kernel's maps from after it.
struct MapsComparison {
  let process: ProcessState
  let world: World
  let facts: LogFacts
  let snapshot: Snapshot

  private struct Piece {
    var range: AddressRange
    var permissions: String
    var offset: UInt64?
    var name: [UInt8]
    var isFile: Bool
    /// How it is named in words.
    var shownName: TraceText
    /// The line of the snapshot, of which the name may be only a part.
    var line: MapsLine?

    /// Whether it is of a file of which the log does not show the name.
    var isNamelessFile: Bool { isFile && name.isEmpty }
  }

  /// The comparison, range by range.
  func verification(pid: Int?) -> Verification {
    if process.isOver {
      var result = Verification(pid: pid, file: snapshot.file, ranges: 0)
      result.impossible = "the process ended in the log" + endPlace
      return result
    }
    let ours = reconstructed()
    let theirs = snapshot.lines.map(piece)
    var result = Verification(pid: pid, file: snapshot.file, ranges: theirs.count)
    var cuts: [UInt64] = []
    for piece in ours + theirs { cuts += [piece.range.start, piece.range.end] }
    cuts = Array(Set(cuts)).sorted()
    var (our, their) = (0, 0)
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      while our < ours.count, ours[our].range.end <= start { our += 1 }
      while their < theirs.count, theirs[their].range.end <= start { their += 1 }
      let left = our < ours.count && ours[our].range.start <= start ? ours[our] : nil
      let right = their < theirs.count && theirs[their].range.start <= start ? theirs[their] : nil
      compare(AddressRange(start: start, end: end), left, right, &result)
    }
    let isCompared = theirs.map { piece in
      !result.notComparable.contains {
        $0.start <= piece.range.start && piece.range.end <= $0.end
      }
    }
    result.ranges = isCompared.count { $0 }
    return result
  }

  /// ` (line 2300)`, where the line of its end is known.
  private var endPlace: String {
    for mark in process.history.marks.reversed() {
      switch mark.kind {
      case .exited, .killed: return " (\(LineWords.place(facts.instant(mark.at))))"
      default: break
      }
    }
    return ""
  }

  private func reconstructed() -> [Piece] {
    var pieces: [Piece] = []
    world.spaces[process.space].space.forEachMerged { mapping in
      let backing = world.backings[mapping.backing]
      let isFile = backing.kind == .file || backing.kind == .unknownFile
      pieces.append(
        Piece(
          range: mapping.range, permissions: mapping.permissions.letters, offset: mapping.offset,
          name: isFile || backing.kind == .special ? backing.path.bytes : [], isFile: isFile,
          shownName: backing.kind == .unknownFile ? TraceText("a file") : backing.shownName))
    }
    return pieces
  }

  private func piece(_ line: MapsLine) -> Piece {
    let stripped = ReplacedName.strip(line.name)
    let isPathless = line.isSharedAnonymous || line.isSystemV
    let isFile = !isPathless && line.isOfFile
    let isAnonymous =
      stripped.isEmpty || isPathless || stripped == Array("[heap]".utf8)
      || stripped.starts(with: Array("[anon".utf8))
    return Piece(
      range: line.range, permissions: line.permissions.letters, offset: line.offset,
      name: isAnonymous ? [] : stripped, isFile: isFile,
      shownName: TraceText(bytes: line.name), line: line)
  }

  /// What a piece has from `start` on, as maps would show it.
  private static func words(_ piece: Piece?, from start: UInt64) -> String {
    guard let piece else { return "" }
    let inFile = piece.isFile ? start &- piece.range.start : 0
    return piece.permissions + " "
      + (piece.offset.map { String($0 &+ inFile, radix: 16) } ?? "?")
      + (piece.shownName.bytes.isEmpty ? "" : " " + piece.shownName.escaped)
  }

  private func compare(
    _ range: AddressRange, _ ours: Piece?, _ theirs: Piece?, _ result: inout Verification
  ) {
    var reason: String?
    switch (ours, theirs) {
    case (nil, nil): return
    case (nil, let theirs?):
      if let excuse = excuse(theirs, range) {
        Self.add(range, nil, theirs, excuse, to: &result.notComparable)
        return
      }
      reason = "the kernel has it, the reconstruction has not"
    case (_?, nil):
      reason = "the reconstruction has it, the kernel has not"
    case (let ours?, let theirs?):
      if ours.permissions != theirs.permissions, !facts.showsProtects {
        Self.add(
          range, ours, theirs, "the log holds no mprotect", to: &result.notComparable)
        return
      }
      reason = difference(range.start, ours, theirs)
      if reason == nil, ours.isNamelessFile, theirs.isFile {
        Self.add(
          range, ours, theirs, "the log does not show the name of its file",
          to: &result.notComparable)
        return
      }
    }
    guard let reason else { return }
    Self.add(range, ours, theirs, reason, to: &result.differing)
  }

  /// Whether two names are of one file; one that a snapshot shows in part has to fit, either way.
  private func isSame(_ ours: Piece, _ theirs: Piece) -> Bool {
    if ours.name == theirs.name { return true }
    guard let line = theirs.line, !ours.name.isEmpty, !theirs.name.isEmpty else { return false }
    if line.fits(ours.name) { return true }
    guard ours.name.first != UInt8(ascii: "/") else { return false }
    return TraceText(bytes: theirs.name).lastComponent.bytes == ours.name
  }

  private func difference(_ start: UInt64, _ ours: Piece, _ theirs: Piece) -> String? {
    if ours.permissions != theirs.permissions { return "other permissions" }
    if ours.isNamelessFile {
      if !theirs.isFile { return "another file" }
    } else if !isSame(ours, theirs),
      facts.hasResolvedNames || ours.name.isEmpty != theirs.name.isEmpty
    {
      return "another file"
    }
    if ours.isFile, theirs.isFile, let left = ours.offset, let right = theirs.offset,
      left &+ (start &- ours.range.start) != right &+ (start &- theirs.range.start)
    {
      return "another offset"
    }
    return nil
  }

  /// Why what only the kernel has cannot be in the reconstruction.
  private func excuse(_ theirs: Piece, _ range: AddressRange) -> String? {
    if theirs.name.first == UInt8(ascii: "[") {
      return "the kernel makes it, and no call shows it"
    }
    if !process.isKnown { return "it may have been mapped before the log began" }
    guard !process.history.marks.isEmpty || world.beginsWithExecve else { return nil }
    let name = TraceText(bytes: theirs.name)
    if theirs.name == process.executable || ObjectNaming.isInterpreter(name) {
      return "execve maps it, and no call shows it"
    }
    // The .bss of the program follows its data segment.
    if theirs.name.isEmpty, let before = snapshot.index(endingAt: theirs.range.start),
      snapshot.lines[before].name == process.executable
    {
      return "execve maps it, and no call shows it"
    }
    return nil
  }

  /// Adjacent pieces with one reason are one range.
  private static func add(
    _ range: AddressRange, _ ours: Piece?, _ theirs: Piece?, _ reason: String,
    to ranges: inout [Verification.Range]
  ) {
    let ours = words(ours, from: range.start)
    let theirs = words(theirs, from: range.start)
    if let last = ranges.last, last.end == range.start, last.reason == reason,
      last.reconstructed == ours, last.kernel == theirs
    {
      ranges[ranges.count - 1].end = range.end
      return
    }
    ranges.append(
      Verification.Range(
        start: range.start, end: range.end, reconstructed: ours, kernel: theirs, reason: reason))
  }

  /// The finding that they disagree.
  func finding(_ verification: Verification) -> Finding {
    let first = verification.differing.first
    let place = first.map { " first at 0x\(String($0.start, radix: 16)): \($0.reason);" } ?? ""
    let bytes = verification.differing.reduce(0 as UInt64) { $0 &+ ($1.end &- $1.start) }
    return Finding(
      kind: .unverified, severity: .warning,
      message: "the reconstruction differs from \(TraceText(snapshot.file).escaped) in "
        + counted(verification.differing.count, "range")
        + " (\(bytes) bytes),\(place) what is said of them "
        + "may be wrong",
      advice: "take the snapshot right after the log ends, and trace without a filter, with -f",
      certainty: .snapshot, evidence: evidence(verification))
  }

  /// The lines of the snapshot that show the first ranges that differ.
  private func evidence(_ verification: Verification) -> [Evidence] {
    let shown = verification.differing.lazy.compactMap { snapshot.index(covering: $0.start) }
    return shown.prefix(Self.mostCited).map(snapshot.evidence)
  }

  private static let mostCited = 8
}

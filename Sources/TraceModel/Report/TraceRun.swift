/// One pass over one log: from its bytes to what the processes did.
struct TraceRun: Sendable {
  var parser = TraceParser()
  var sequencer: Sequencer
  /// The files, as they were named.
  var files: [String]
  var lines = 0
  var bytes = 0
  /// Whether the last line had no newline.
  var endsInLine = false
  /// What could not be read to its end.
  var damages: [Damage] = []
  /// The last line, where the log ends in the middle of it.
  var cutAt: Int?
  /// How lines were broken or put together; nothing where they are whole.
  var joining: LineJoining?
  /// The last lines of the parts of a set that end within a result.
  private(set) var cutParts: [Moment] = []
  /// How lines were cut; nothing where they are whole.
  private(set) var cutLines: CutLines?
  /// Whether lines were longer than is kept.
  var overlongLines = 0
  /// Whether calls of a set could not wait as long as they had to.
  var cutWaits = false
  /// Whether the first line holds a zero byte.
  private(set) var isBinary = false
  /// The program of which the log is, where it is none of strace.
  private(set) var otherTracer: String?
  /// Whether the size of a page was given; else it is told by the addresses in the first lines.
  var knowsPageSize = false
  /// What is told now and then how far the reading has come.
  var progress: (@Sendable (ReadingProgress) -> Void)?
  /// At how many bytes it is told next.
  private var nextProgress = ReadingProgress.step

  init(files: [String], world: World, watch: InstantWatch) {
    self.files = files
    sequencer = Sequencer(world: world, watch: watch)
  }

  /// Reads a whole input.
  mutating func read(
    _ reader: consuming LineReader, file: Int32, owner: Int32?, isStrict: Bool
  ) throws(TraceError) {
    try reader.prefetch()
    let head = reader.head
    if owner == nil,
      let what = OtherContents.name(of: reader.buffer.span.extracting(reader.waiting))
    {
      throw .nothingUnderstood(file: reader.file, lines: 0, looksLike: what)
    }
    otherTracer = OtherTracer.name(of: reader.buffer.span.extracting(head))
    if !knowsPageSize {
      if let size = PageSizeProbe.pageSize(reader.buffer.span.extracting(head)) {
        sequencer.world.setPageSize(size)
      }
      knowsPageSize = true
    }
    let traits = CopyTraits(reader.buffer.span.extracting(head))
    parser.escapes = traits.escapes
    if let numbers = traits.numbers { parser.wrapping.expect(numbers, file) }
    var joining = traits.joining
    if joining == nil, owner == nil,
      FirstLine.isFragment(reader.buffer.span.extracting(head)), try reader.next()
    {
      parser.skip(Moment(line: 1, file: file))
    }
    cutLines = traits.cutLines
    self.joining = joining
    if joining != nil || cutLines != nil { parser.isQuick = false }
    while true {
      let run = parser.readRun(
        reader.buffer.span.extracting(reader.waitingLines),
        from: LinePlace(number: reader.number + 1, file: file, owner: owner, phase: .whole),
        into: &sequencer)
      reader.pass(lines: run.lines, bytes: run.bytes)
      if run.endsAtUnknown {
        guard try reader.next() else { break }
        if lines == 0, reader.number == 1 {
          isBinary = reader.buffer[reader.line].contains(0)
        }
        var line = reader.buffer.span.extracting(reader.line)
        // Asked here, too: with the question the whole world would be copied for each line.
        let mayBeCut = !reader.isTerminated || cutLines != nil
        let cut = mayBeCut ? cutResult(of: line, isLast: !reader.isTerminated) : nil
        if let cut {
          line = line.extracting(0..<cut.end)
          parser.counts[Int(cut.call.rawValue)] += 1
        }
        if joining == nil {
          parser.read(line, number: reader.number, file: file, owner: owner, into: &sequencer)
        } else {
          joining?.add(line, number: reader.number) { record, number in
            parser.read(record, number: number, file: file, owner: owner, into: &sequencer)
          }
        }
        if reader.isCut { overlongLines += 1 }
        if !reader.isTerminated {
          joining?.finish { record, number in
            parser.read(record, number: number, file: file, owner: owner, into: &sequencer)
          }
          if parser.endInLine() || cut != nil { cutAt = reader.number }
        }
      }
      try checkSkipped(isStrict)
      if sequencer.watch.isPast { break }
      if reader.byteCount >= nextProgress {
        tell(
          ReadingProgress(
            file: reader.file, bytes: reader.byteCount, total: reader.size, part: reader.part))
      }
    }
    joining?.finish { record, number in
      parser.read(record, number: number, file: file, owner: owner, into: &sequencer)
    }
    try checkSkipped(isStrict)
    lines += reader.number
    bytes += reader.byteCount
    endsInLine = !reader.isTerminated
    if let damage = reader.damage {
      damages.append(Damage(file: Int(file), line: reader.number, reason: damage))
    }
  }

  /// Where a line ends without what is left of a result that was cut, and the call, which was over, and
  /// counts.
  private func cutResult(of line: Span<UInt8>, isLast: Bool) -> (end: Int, call: Syscall)? {
    guard isLast || line.count == cutLines?.width, CutResult.mayEnd(line) else { return nil }
    let cut = CutResult(
      hasDurations: parser.features.durations,
      addressDigits: cutLines?.addressDigits
        ?? String(sequencer.world.highestAddress, radix: 16).count)
    return cut.end(of: line, parser.table)
  }

  /// Reads the files of an `-ff` set as one log.
  mutating func read(set log: TraceLog, isStrict: Bool) throws(TraceError) {
    parser.isSet = true
    // The parts are merged so that a task's lines come behind the call that made it.
    sequencer.showsHalves()
    var merger = try SetMerger(log)
    var read = 0
    while let step = try merger.next({ sequencer.world.waitsForRoom($0) }) {
      let text = try merger.text(of: step.part)
      let line = text.buffer.span.extracting(text.line)
      let place = Moment(line: merger.number(of: step.part), file: Int32(step.part))
      if !text.isTerminated, let cut = cutResult(of: line, isLast: true) {
        // It is told once more where it ends, if others come between.
        if step.phase != .ends {
          parser.counts[Int(cut.call.rawValue)] += 1
          cutParts.append(place)
        }
        continue
      }
      parser.read(
        line, number: place.line, file: place.file, owner: log.owners[step.part],
        phase: step.phase, into: &sequencer)
      if text.isCut, step.phase != .ends { overlongLines += 1 }
      try checkSkipped(isStrict)
      if sequencer.watch.isPast { break }
      read += text.line.count + 1
      if read >= nextProgress { tell(ReadingProgress(file: files.first ?? "", bytes: read)) }
    }
    lines += merger.lines
    bytes += merger.bytes
    endsInLine = merger.endsInLine
    damages += merger.damages
    cutWaits = merger.cutWaits
  }

  /// What is told once all is read, and again while the report is made.
  var finalProgress: ReadingProgress {
    ReadingProgress(file: files.first ?? "", bytes: bytes, isRead: true)
  }

  private mutating func tell(_ progress: ReadingProgress) {
    nextProgress = progress.bytes + ReadingProgress.step
    self.progress?(progress)
  }

  private func checkSkipped(_ isStrict: Bool) throws(TraceError) {
    guard isStrict, let skipped = parser.skipped.first else { return }
    throw .lineNotUnderstood(file: files[Int(skipped.file)], line: skipped.line)
  }

  /// The process that strace is known to have attached to was there, though no line is of it.
  mutating func attachSilently(to pid: Int32) {
    guard sequencer.world.root == nil else { return }
    sequencer.world.makeSilentRoot(pid)
  }

  /// Ends the pass.
  mutating func finish() {
    sequencer.finish()
    sequencer.watch.finish(lines: parser.order, sequencer.world)
    if !sequencer.watch.isPast { sequencer.world.finish() }
  }
}

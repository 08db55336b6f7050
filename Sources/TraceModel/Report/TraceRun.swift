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
  /// Whether lines were longer than is kept.
  var cutLines = 0

  init(files: [String], world: World, watch: InstantWatch) {
    self.files = files
    sequencer = Sequencer(world: world, watch: watch)
  }

  /// Reads a whole input.
  mutating func read(
    _ reader: consuming LineReader, file: Int32, owner: Int32?, isStrict: Bool
  ) throws(TraceError) {
    while try reader.next() {
      parser.read(
        reader.buffer.span.extracting(reader.line), number: reader.number, file: file,
        owner: owner, into: &sequencer)
      if reader.isCut { cutLines += 1 }
      try checkSkipped(isStrict)
      if sequencer.watch.isPast { break }
    }
    lines += reader.number
    bytes += reader.byteCount
    endsInLine = !reader.isTerminated
  }

  /// Reads the files of an `-ff` set as one log.
  mutating func read(set log: TraceLog, isStrict: Bool) throws(TraceError) {
    parser.ignoresRelativeTimes = true
    var merger = try SetMerger(log)
    while let step = try merger.next({ sequencer.world.waitsForRoom($0) }) {
      let text = try merger.text(of: step.part)
      parser.read(
        text.buffer.span.extracting(text.line), number: merger.number(of: step.part),
        file: Int32(step.part), owner: log.owners[step.part], phase: step.phase, into: &sequencer)
      if text.isCut, step.phase != .ends { cutLines += 1 }
      try checkSkipped(isStrict)
      if sequencer.watch.isPast { break }
    }
    lines += merger.lines
    bytes += merger.bytes
    endsInLine = merger.endsInLine
  }

  private func checkSkipped(_ isStrict: Bool) throws(TraceError) {
    guard isStrict, let skipped = parser.skipped.first else { return }
    throw .lineNotUnderstood(file: files[Int(skipped.file)], line: skipped.line)
  }

  /// Ends the pass.
  mutating func finish() {
    sequencer.finish()
    sequencer.watch.finish(lines: parser.order, sequencer.world)
  }
}

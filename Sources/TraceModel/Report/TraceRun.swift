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
      if isStrict, let skipped = parser.skipped.first {
        throw .lineNotUnderstood(file: files[Int(skipped.file)], line: skipped.line)
      }
      if sequencer.watch.isPast { break }
    }
    lines += reader.number
    bytes += reader.byteCount
    endsInLine = !reader.isTerminated
  }

  /// Ends the pass.
  mutating func finish() {
    sequencer.finish()
    sequencer.watch.finish(lines: parser.order, sequencer.world)
  }
}

/// Reads the inputs of an analysis again for the lines that its report cites.
///
/// The analysis keeps no lines: it would have to keep all of them, for which will be cited is known
/// only at the end. A file that is not the same as before the analysis is not quoted: a line of its
/// would prove nothing.
struct LineQuoter {
  private struct Source {
    var input: TraceInput
    /// The state of the file before the analysis; nothing of what cannot be read again.
    var state: FileState?
    /// Whether it is a log of strace.
    var isOfLog: Bool
  }

  /// The inputs by their names.
  private var sources: [String: Source] = [:]
  /// The name of the trace where there is only one.
  private let trace: String?

  /// Looks at all inputs of an analysis, before it begins.
  init(_ log: TraceLog, _ options: AnalysisOptions) {
    trace = log.isSet ? nil : log.inputs.first?.name
    let evidence =
      options.snapshots.map(\.input) + options.loaderLogs
      + [options.snapshotAfter, options.referenceMaps, options.lsof].compactMap(\.self)
    for (index, input) in (log.inputs + evidence).enumerated() {
      var state: FileState?
      if case .file(let path) = input { state = FileState(path) }
      sources[input.name] = Source(
        input: input, state: state, isOfLog: index < log.inputs.count)
    }
  }

  /// The lines that a report cites.
  func quotes(for report: Report) -> QuotedLines {
    let cited = CitedLines(report)
    var quotes = QuotedLines()
    quotes.leftOut = cited.leftOut
    for (file, numbers) in cited.lines.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
      // What is cited of a file that is no input is no line: a symbol of an ELF file.
      guard let name = file ?? trace, let source = sources[name] else { continue }
      do throws(Failure) {
        for (number, line) in try read(numbers.sorted(), of: source) { quotes[number, file] = line }
      } catch {
        quotes.note(error.obstacle, for: name)
      }
    }
    return quotes
  }

  private struct Failure: Error {
    var obstacle: QuotedLines.Obstacle
  }

  /// The lines of these numbers, which rise.
  private func read(
    _ numbers: [Int], of source: Source
  ) throws(Failure) -> [(number: Int, line: QuotedLines.Line)] {
    guard case .file(let path) = source.input, let state = source.state else {
      throw Failure(obstacle: .passing)
    }
    var lines: [(number: Int, line: QuotedLines.Line)] = []
    do throws(TraceError) {
      var reader = try source.input.open()
      var next = 0
      while next < numbers.count, try reader.next() {
        guard reader.number == numbers[next] else { continue }
        lines.append((reader.number, QuotedLines.Line(reader, isOfLog: source.isOfLog)))
        next += 1
      }
    } catch {
      throw Failure(obstacle: .unreadable)
    }
    guard FileState(path) == state else { throw Failure(obstacle: .changed) }
    return lines
  }
}

extension QuotedLines.Line {
  /// The current line of a reader.
  fileprivate init(_ reader: borrowing LineReader, isOfLog: Bool) {
    let line = reader.line
    let bytes = reader.buffer.span.extracting(line)
    var end = min(bytes.count, Self.longest)
    // A character is not cut in two.
    while end < bytes.count, end > Self.longest - 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    self.init(
      text: TraceText(bytes: bytes.copy(0..<end)), isCut: reader.isCut || end < bytes.count,
      isHalf: isOfLog && !Self.isWhole(bytes))
  }

  private static let table = SyscallTable()

  /// Whether a line of a log is a record from its beginning to its end.
  private static func isWhole(_ line: Span<UInt8>) -> Bool {
    let prefix = LinePrefix(line)
    guard prefix.body < line.count else { return false }
    switch BodyKind(line, at: prefix.body, table) {
    case .call(_, let arguments): return CallText(line, from: arguments).ending == .result
    case .resumed, .foreign: return false
    case .signal, .ended, .personality, .diagnostic, .detail, .summary, .elision: return true
    }
  }
}

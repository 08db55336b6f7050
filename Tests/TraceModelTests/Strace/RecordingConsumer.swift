@testable import TraceModel

/// Takes down what a parser tells it, one line of words for each record.
struct RecordingConsumer: TraceConsumer {
  /// What was told of calls that are over, signals, ends, notices and modes, in order.
  var records: [String] = []
  /// What was told of calls that have begun.
  var begun: [String] = []
  /// Whose the stack frames are.
  var frames: [String] = []
  /// The tasks that spoke, in the order in which they first did.
  var speakers: [Int32] = []
  private var known: Set<Int32> = []
  /// Who spoke last: what stands behind a line without a name is about it.
  var lastSpeaker: Int32?
  /// How often somebody spoke who had to be heard.
  var spoken = 0
  /// How many lines were passed over.
  var passedOver = 0
  /// Whether it wants what a world wants: of calls about files some, of writes those of loaders.
  var isChoosy = false
  /// To whom lines without a pid belong.
  var unprefixed: Int32 = 0
  /// The moments and outcomes of calls that are over, in order.
  var calls: [CallRecord] = []

  mutating func taskOfUnprefixedLine() -> Int32 { unprefixed }

  mutating func spoke(_ task: Int32, resumes: Bool, at moment: Moment) {
    if known.insert(task).inserted { speakers.append(task) }
    lastSpeaker = task
    spoken += 1
  }

  mutating func passesOver(_ task: Int32) -> Bool {
    guard known.contains(task) else { return false }
    passedOver += 1
    lastSpeaker = task
    return true
  }

  mutating func spokeAgain(_ task: Int32) { lastSpeaker = task }

  func wants(_ call: Syscall, _ line: Span<UInt8>, _ arguments: Int, of task: Int32) -> Bool {
    guard isChoosy else { return !call.isOfFiles }
    return call.isOfFiles
      ? line.has("5,", at: arguments) : LoaderWords.mayStand(in: line, from: arguments)
  }

  mutating func began(_ record: CallRecord, _ text: Span<UInt8>) {
    begun.append("\(record.task) \(Self.words(record, text)) L\(record.began.line)")
  }

  mutating func finished(_ record: CallRecord, _ text: Span<UInt8>) {
    calls.append(record)
    var lines = "L\(record.began.line)"
    if record.ended.line != record.began.line { lines += "-\(record.ended.line)" }
    records.append(
      "\(record.task) \(Self.words(record, text)) = \(Self.words(record.outcome)) \(lines)")
  }

  mutating func signalled(_ task: Int32, _ signal: String, sender: Int32?, at moment: Moment) {
    records.append("\(task) \(signal) from \(sender.map(String.init) ?? "?") L\(moment.line)")
  }

  mutating func ended(_ task: Int32, _ end: TaskEnd, at moment: Moment) {
    switch end {
    case .exited(let status): records.append("\(task) exited \(status) L\(moment.line)")
    case .killed(let signal): records.append("\(task) killed \(signal) L\(moment.line)")
    case .superseded(let thread): records.append("\(task) superseded by \(thread) L\(moment.line)")
    }
  }

  mutating func attached(_ task: Int32, hasThreads: Bool, at moment: Moment) {
    records.append("attached \(task)\(hasThreads ? " with threads" : "") L\(moment.line)")
  }

  mutating func detached(_ task: Int32?, at moment: Moment) {
    records.append("detached \(task.map(String.init) ?? "?") L\(moment.line)")
  }

  mutating func beganAnew(at moment: Moment) {
    records.append("another run L\(moment.line)")
  }

  mutating func personality(_ task: Int32, is32Bit: Bool) {
    records.append("\(task) runs in \(is32Bit ? 32 : 64) bit")
  }

  mutating func framed(_ line: Span<UInt8>, from start: Int, owner: Int32?, at moment: Moment) {
    let speaker = (owner ?? lastSpeaker).map(String.init) ?? "?"
    frames.append("frame of \(speaker) L\(moment.line)")
  }

  private static func words(_ record: CallRecord, _ text: Span<UInt8>) -> String {
    let arguments = (0..<record.text.count).map { index in
      String(decoding: text.copy(record.text.argument(index)), as: UTF8.self)
    }
    return "\(record.call.name)(\(arguments.joined(separator: " | ")))"
  }

  static func words(_ outcome: Outcome) -> String {
    let injected = outcome.isInjected ? " injected" : ""
    switch outcome.kind {
    case .returned: return "0x" + String(outcome.value, radix: 16) + injected
    case .failed: return "\(outcome.error)" + injected
    case .none: return "?"
    case .restarted: return "restarted"
    }
  }
}

/// A log as the parser reads it: its records and the parser's own count.
func parsed(
  _ log: String, unprefixed: Int32 = 0, owner: Int32? = nil
) -> (told: RecordingConsumer, parser: TraceParser) {
  var consumer = RecordingConsumer()
  consumer.unprefixed = unprefixed
  var parser = TraceParser()
  parser.readAll(log, owner: owner, into: &consumer)
  return (consumer, parser)
}

extension TraceParser {
  /// Reads all lines of a text; a newline at its end begins no further line.
  mutating func readAll(
    _ log: String, file: Int32 = 0, owner: Int32? = nil, into consumer: inout some TraceConsumer
  ) {
    var lines = log.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      let bytes = Array(line.utf8)
      read(bytes.span, number: index + 1, file: file, owner: owner, into: &consumer)
    }
  }
}

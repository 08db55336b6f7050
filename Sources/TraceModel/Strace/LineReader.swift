import Glibc

/// Reads lines from a descriptor in chunks; holds one chunk, or one line where that is longer.
///
/// After `next()` the line is `buffer[line]`, without its newline and carriage return. Where no newline
/// is in the first chunk at all, a carriage return ends lines, as old Macs and some terminals have it.
struct LineReader: ~Copyable {
  /// How many bytes are read at once: beyond this no larger chunk was faster.
  static let chunkSize = 1 << 18
  /// The longest part of a line that is kept, in bytes: execve with a whole environment under `-v`
  /// stays far below; what goes beyond is skipped, and the line is marked as cut.
  static let longestLine = 1 << 23

  private let descriptor: FileDescriptor
  /// The name for messages.
  let file: String
  /// The chunk; only `line` of it is for use.
  private(set) var buffer: [UInt8]
  /// Where the current line lies in `buffer`.
  private(set) var line = 0..<0
  /// The number of the current line, from 1; 0 before the first.
  private(set) var number = 0
  /// How many bytes were read, newlines included.
  private(set) var byteCount = 0
  /// Whether the current line was longer than `longestLine` and is cut.
  private(set) var isCut = false
  /// Whether the current line ended with a newline.
  private(set) var isTerminated = true
  /// Where the current line begins, in bytes from the beginning of the text.
  private(set) var offset = 0
  private var filled = 0
  private var atEnd = false
  /// The byte that ends lines, and whether that is certain.
  private var lineEnd: UInt8 = 0x0A
  private var isEndKnown = false

  private var decompressor: pid_t?
  private let program: String
  private let pump: Pump?
  private let chunkSize: Int
  /// The size of a file when it was opened: what is written to it later is not waited for.
  ///
  /// Files of /proc say 0, and a pipe nothing, such as that of a decompressor.
  let size: Int?
  /// The compressed file that a program reads.
  private let compressed: FileDescriptor?
  /// Why the text ends before its end, where it does.
  private(set) var damage: String?

  init(
    _ descriptor: consuming FileDescriptor, file: String, decompressor: pid_t? = nil,
    program: String = "", pump: Pump? = nil, compressed: consuming FileDescriptor? = nil,
    head: [UInt8] = [], chunkSize: Int = LineReader.chunkSize
  ) {
    self.descriptor = descriptor
    self.compressed = compressed
    self.file = file
    self.decompressor = decompressor
    self.program = program
    self.pump = pump
    self.chunkSize = max(chunkSize, head.count)
    size = self.descriptor.regularSize.flatMap { $0 > 0 ? $0 : nil }
    // Without optimisation, appending repeated elements takes a hundred times as long.
    buffer = Array(repeating: 0, count: self.chunkSize)
    for index in head.indices { buffer[index] = head[index] }
    filled = head.count
    byteCount = head.count
  }

  deinit {
    // Whoever stops reading early leaves a decompressor that would wait for ever to write on.
    guard let process = decompressor else { return }
    _ = kill(process, SIGKILL)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
  }

  /// Whether the text comes from a decompressor.
  var isDecompressed: Bool { !program.isEmpty }

  /// How much of the file was read, from 0 to 1; nothing of a pipe.
  ///
  /// Of a compressed file the program has read that, which shares our place in it.
  var part: Double? {
    switch compressed {
    case .some(let file): Self.part(file.place, of: file.regularSize)
    case .none: Self.part(byteCount, of: size)
    }
  }

  private static func part(_ done: Int?, of all: Int?) -> Double? {
    guard let done, let all, all > 0 else { return nil }
    return min(1, Double(done) / Double(all))
  }

  /// Whether a carriage return ends lines, as far as that is known.
  var endsAtReturns: Bool { lineEnd == 0x0D }

  /// What was found out about the ends of lines when the file was open before.
  mutating func expectEnds(atReturns: Bool) {
    lineEnd = atReturns ? 0x0D : 0x0A
    isEndKnown = true
  }

  /// Goes back to a line of which the place is known; false where the file does not have it.
  ///
  /// A compressed file is read up to that line.
  mutating func seek(toLine number: Int, offset: Int) throws(TraceError) -> Bool {
    if isDecompressed {
      while self.number < number {
        guard try next() else { return false }
      }
      return true
    }
    guard descriptor.seek(to: offset) else { return false }
    byteCount = offset
    self.number = number - 1
    return try next()
  }

  /// What has been read and not yet been handed out.
  var waiting: Range<Int> { nextStart..<filled }

  /// What was read of the beginning, without the byte order mark that some editors put before it.
  var head: Range<Int> {
    waiting.lowerBound
      + (buffer.span.has("\u{FEFF}", at: waiting.lowerBound) ? 3 : 0)..<waiting.upperBound
  }

  /// What waits, where newlines end lines; nothing where they do not.
  var waitingLines: Range<Int> { lineEnd == 0x0A ? waiting : filled..<filled }

  /// Reads until the chunk is full or the input ends, to look ahead before the first line.
  mutating func prefetch() throws(TraceError) {
    while filled < buffer.count, !atEnd { try fill() }
  }

  /// Moves on to the next line; false at the end of the input.
  mutating func next() throws(TraceError) -> Bool {
    isCut = false
    var start = nextStart
    var searched = start
    while true {
      if let newline = buffer.span.firstIndex(of: lineEnd, in: searched..<filled) {
        finish(start..<newline, nextStart: newline + 1, terminated: true)
        return true
      }
      if start > 0 { isEndKnown = true }
      if !isEndKnown, atEnd || filled == buffer.count {
        isEndKnown = true
        // The newline of a last carriage return may be in the next chunk.
        if buffer.span.firstIndex(of: 0x0D, in: 0..<max(0, filled - 1)) != nil {
          lineEnd = 0x0D
          searched = 0
          continue
        }
      }
      if atEnd {
        guard start < filled else { return false }
        finish(start..<filled, nextStart: filled, terminated: false)
        return true
      }
      searched = filled
      if start > 0 {
        moveToFront(from: start)
        searched -= start
        start = 0
      }
      if filled == buffer.count {
        if buffer.count < Self.longestLine {
          buffer.append(contentsOf: repeatElement(0, count: buffer.count))
        } else {
          // The line is too long: what is held of it stays, the rest is read and forgotten.
          try skipRestOfLine()
          return true
        }
      }
      try fill()
    }
  }

  /// Passes over lines at the front of what is waiting that were read there.
  ///
  /// - Parameters:
  ///   - lines: how many they are.
  ///   - bytes: how many bytes they have, with their newlines.
  mutating func pass(lines: Int, bytes: Int) {
    number += lines
    nextStart += bytes
  }

  /// Where in `buffer` the beginning of the next line lies, at most `count` bytes of it; the current
  /// line stays, though not where it was in `buffer`.
  mutating func lookAhead(_ count: Int) throws(TraceError) -> Range<Int> {
    while filled - nextStart < count, !atEnd {
      let start = line.lowerBound
      let next = nextStart - start
      moveToFront(from: start)
      line = 0..<line.count
      nextStart = next
      if filled == buffer.count {
        buffer.append(contentsOf: repeatElement(0, count: chunkSize))
      }
      try fill()
    }
    let end = min(filled, nextStart + count)
    let newline = buffer.span.firstIndex(of: lineEnd, in: nextStart..<end)
    return nextStart..<(newline ?? end)
  }

  private var nextStart = 0
  /// Where the next line begins: what was read without what is still held of it.
  private var following: Int { byteCount - (filled - nextStart) }

  private mutating func finish(_ range: Range<Int>, nextStart: Int, terminated: Bool) {
    var end = range.upperBound
    while end > range.lowerBound, buffer[end - 1] == 0x0D { end -= 1 }
    line = range.lowerBound..<end
    offset = following
    self.nextStart = nextStart
    isTerminated = terminated
    number += 1
  }

  private mutating func moveToFront(from start: Int) {
    let held = filled - start
    for index in 0..<held { buffer[index] = buffer[start + index] }
    // What a long line took is given back behind it.
    if buffer.count > chunkSize, held <= chunkSize { buffer = Array(buffer[..<chunkSize]) }
    filled = held
    nextStart = 0
  }

  private mutating func fill() throws(TraceError) {
    pump?.feed(untilReadable: descriptor.rawValue)
    var got = descriptor.read(into: &buffer, from: filled)
    guard got >= 0 else { throw .cannotRead(file: file, line: number, errno: errno) }
    if let size {
      if got == 0, byteCount < size {
        damage = "the file was cut short while it was read"
      }
      got = max(0, min(got, size - byteCount))
    }
    if got == 0 {
      atEnd = true
      try endDecompressor()
    }
    filled += got
    byteCount += got
  }

  /// What a decompressor has to say at the end: a file that is cut or damaged is told.
  ///
  /// What could be read of it is read all the same.
  private mutating func endDecompressor() throws(TraceError) {
    guard let process = decompressor else { return }
    decompressor = nil
    var status: Int32 = 0
    // The status is written where it lies; EINTR alone is no answer.
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    if let failure = pump?.failure, failure != 0 {
      throw .cannotRead(file: file, line: number, errno: failure)
    }
    // gzip exits with 2 at a mere warning: trailing garbage (gzip(1), DIAGNOSTICS).
    let isWarning = program == Decompression.gzip.program && status >> 8 & 0xFF == 2
    guard status != 0, !isWarning else { return }
    guard byteCount > 0 else {
      throw .cannotDecompress(
        file: file, program: program,
        reason: "\(program) can make nothing of it: the file is cut or damaged")
    }
    damage = "the compressed data are cut or damaged: \(program) could not read on from here"
  }

  private mutating func skipRestOfLine() throws(TraceError) {
    let kept = filled - chunkSize
    let start = following
    defer { offset = start }
    while true {
      filled = kept
      try fill()
      if atEnd {
        finish(0..<kept, nextStart: filled, terminated: false)
        break
      }
      if let newline = buffer.span.firstIndex(of: lineEnd, in: kept..<filled) {
        finish(0..<kept, nextStart: newline + 1, terminated: true)
        break
      }
    }
    isCut = true
  }
}

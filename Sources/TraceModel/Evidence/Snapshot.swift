/// The address space of a process at one time, as /proc/PID/maps or smaps showed it.
struct Snapshot: Sendable {
  /// The most lines that are read: above the largest vm.max_map_count that is in use.
  static let mostLines = 1 << 22

  /// The file, as it was named.
  var file: String
  /// The mappings, upwards.
  var lines: [MapsLine] = []
  /// For each mapping its line in the file, from 1.
  var numbers: [Int] = []
  /// Bytes of a page, where smaps tells (`KernelPageSize` of the smallest).
  var pageSize: UInt64?

  /// Reads a snapshot.
  static func read(_ reader: consuming LineReader) throws(TraceError) -> Snapshot {
    var snapshot = Snapshot(file: reader.file)
    var reached: UInt64 = 0
    while try reader.next() {
      let text = reader.buffer.span.extracting(reader.line)
      if text.isEmpty { continue }
      if let line = MapsLine(text) {
        guard line.range.start >= reached else {
          throw .badSnapshot(
            file: snapshot.file, line: reader.number,
            reason: "a range begins before the one above it ends")
        }
        guard snapshot.lines.count < mostLines else {
          throw .badSnapshot(
            file: snapshot.file, line: reader.number,
            reason: "more than \(mostLines) mappings")
        }
        reached = line.range.end
        snapshot.lines.append(line)
        snapshot.numbers.append(reader.number)
      } else if !snapshot.lines.isEmpty, let size = kernelPageSize(text) {
        snapshot.pageSize = min(snapshot.pageSize ?? size, size)
      } else if snapshot.lines.isEmpty || !isDetail(text) {
        throw .badSnapshot(
          file: snapshot.file, line: reader.number,
          reason: "it is no line of /proc/PID/maps or smaps")
      }
    }
    guard !snapshot.lines.isEmpty else { throw .empty(file: snapshot.file) }
    return snapshot
  }

  /// `KernelPageSize:        4 kB`.
  private static func kernelPageSize(_ text: Span<UInt8>) -> UInt64? {
    guard text.has("KernelPageSize:", at: 0) else { return nil }
    var position = 15
    text.skipBlanks(at: &position)
    guard let kilobytes = text.decimal(at: &position), kilobytes > 0, kilobytes < 1 << 30,
      kilobytes.nonzeroBitCount == 1
    else { return nil }
    return kilobytes << 10
  }

  /// The lines of smaps below a mapping: `Rss:  4 kB`, `VmFlags: rd ex`.
  private static func isDetail(_ text: Span<UInt8>) -> Bool {
    guard text[0] &- 0x41 < 26,
      let colon = text.firstIndex(of: UInt8(ascii: ":"), in: 0..<text.count)
    else { return false }
    return colon < 32
  }
}

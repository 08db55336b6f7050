/// The address space of a process at one time, as /proc/PID/maps, smaps or pmap showed it.
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
  /// Bytes of a page, where smaps or the mappings tell: one that begins or ends in the midst of 16 KiB.
  var toldPageSize: UInt64? {
    if let pageSize { return pageSize }
    return lines.contains { ($0.range.start | $0.range.end) & 0x3FFF != 0 } ? 4096 : nil
  }
  /// The form it was read in.
  var form = SnapshotForm.maps
  /// What it leaves open.
  var unknowns: SnapshotForm.Unknowns = []
  /// Whether it may not hold all mappings: a piece that was pasted or filtered.
  var isPartial: Bool { !signsOfParts.isEmpty }
  /// How it shows that it may not be whole.
  var signsOfParts: SignsOfParts = []
  /// The process, where pmap's first line or grep's prefix names it.
  var pid: Int32?

  /// How a snapshot shows that it may not be whole.
  struct SignsOfParts: OptionSet, Sendable {
    let rawValue: UInt8

    /// Lines that are no part of the form: a prompt, a remark.
    static let otherLines = SignsOfParts(rawValue: 1)
    /// Mappings that do not go upwards.
    static let disorder = SignsOfParts(rawValue: 2)
    /// No line with the process above what pmap wrote.
    static let noHeader = SignsOfParts(rawValue: 4)
    /// No sum below what pmap wrote.
    static let noTotal = SignsOfParts(rawValue: 8)
    /// Another sum than that of the mappings.
    static let otherTotal = SignsOfParts(rawValue: 16)
    /// No stack, which every process begins with.
    static let noStack = SignsOfParts(rawValue: 32)
    /// A last line that breaks off.
    static let cutEnd = SignsOfParts(rawValue: 64)
  }

  /// Where in `lines` the mapping is that begins at `address`.
  func index(startingAt address: UInt64) -> Int? {
    let place = lowerBound(address)
    return place < lines.count && lines[place].range.start == address ? place : nil
  }

  /// Where in `lines` the mapping is that ends at `address`.
  func index(endingAt address: UInt64) -> Int? {
    let place = lowerBound(address) - 1
    return place >= 0 && lines[place].range.end == address ? place : nil
  }

  /// Where in `lines` the mapping is that covers `address`.
  func index(covering address: UInt64) -> Int? {
    let place = address == .max ? lines.count - 1 : lowerBound(address + 1) - 1
    return place >= 0 && lines[place].range.end > address ? place : nil
  }

  /// The first of `lines` that begins at `address` or above.
  private func lowerBound(_ address: UInt64) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].range.start < address { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The evidence that the mapping at `index` of `lines` is.
  func evidence(at index: Int) -> Evidence {
    Evidence(
      line: numbers[index], file: file,
      text: "0x\(String(lines[index].range.start, radix: 16)) "
        + TraceText(bytes: lines[index].name).escaped)
  }

  /// Reads a snapshot, whatever its form.
  static func read(_ reader: consuming LineReader) throws(TraceError) -> Snapshot {
    var builder = SnapshotBuilder(file: reader.file)
    while try reader.next() {
      try builder.take(
        reader.buffer.span.extracting(reader.line), number: reader.number,
        isTerminated: reader.isTerminated)
    }
    return try builder.finish(lastLine: reader.number)
  }
}

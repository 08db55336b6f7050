import Glibc

/// An open file of a set.
final class OpenPart {
  var reader: LineReader
  var lastUse = 0

  init(_ reader: consuming LineReader) {
    self.reader = reader
  }
}

/// The files of a set that are open: only so many at a time, for a set may have thousands.
struct PartPool {
  /// How many files are open at most, apart from those that are being decompressed.
  static let mostOpen = 64
  /// How many are being decompressed at most, each by a program of its own: the place in one that was
  /// closed is found again only by decompressing all that lies before it.
  static let mostDecompressed = 256
  /// How many bytes of each are held: with the files that are open, 2 MB.
  static let chunkSize = 1 << 15

  private let limit: Int
  private var open: [Int: OpenPart] = [:]
  private var uses = 0

  init(limit: Int = PartPool.mostOpen) {
    self.limit = max(1, limit)
  }

  /// The file, where it is open.
  mutating func reader(_ index: Int) -> OpenPart? {
    uses += 1
    let part = open[index]
    part?.lastUse = uses
    return part
  }

  /// Opens the file of `cursor`, at its current line.
  mutating func reopen(_ index: Int, _ cursor: PartCursor) throws(TraceError) -> OpenPart {
    let decompressed = open.values.count { $0.reader.isDecompressed }
    if open.count - decompressed >= limit || decompressed >= max(limit, Self.mostDecompressed) {
      closeOne()
    }
    let part = OpenPart(try opened(cursor))
    part.lastUse = uses
    open[index] = part
    return part
  }

  private mutating func opened(_ cursor: PartCursor) throws(TraceError) -> LineReader {
    let input = cursor.part.input
    var reader = try openedAtStart(input)
    if cursor.number > 0 {
      guard try reader.seek(toLine: cursor.number, offset: cursor.offset) else {
        throw .cannotRead(file: input.name, line: cursor.number, errno: ESPIPE)
      }
    }
    return reader
  }

  /// Where the system allows fewer files than the pool, some are closed for the new one.
  private mutating func openedAtStart(_ input: TraceInput) throws(TraceError) -> LineReader {
    while true {
      do throws(TraceError) {
        return try input.open(chunkSize: Self.chunkSize)
      } catch .cannotOpen(_, EMFILE) where !open.isEmpty {
        closeOne()
      }
    }
  }

  /// Closes the file that has been read the longest ago; of a compressed one the place is costly to
  /// find again, so those go last.
  private mutating func closeOne() {
    let oldest = open.min { left, right in
      let isLeftCostly = left.value.reader.isDecompressed
      let isRightCostly = right.value.reader.isDecompressed
      if isLeftCostly != isRightCostly { return isRightCostly }
      return left.value.lastUse < right.value.lastUse
    }
    if let oldest { open[oldest.key] = nil }
  }

  /// Closes a file that is read to its end.
  mutating func close(_ index: Int) {
    open[index] = nil
  }
}

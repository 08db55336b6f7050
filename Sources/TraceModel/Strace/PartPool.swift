import Glibc

/// An open file of a set.
final class OpenPart {
  var reader: LineReader
  var lastUse = 0
  /// How many bytes its buffer had when the pool last asked.
  fileprivate var weight = 0

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

  /// How many bytes all may hold together, where their lines are long; beyond, files are closed.
  static let mostBytes = 1 << 26

  private let limit: Int
  private let byteLimit: Int
  private var open: [Int: OpenPart] = [:]
  /// How many bytes they hold.
  private(set) var weight = 0
  private var uses = 0
  /// The files that are closed and in which a carriage return ends lines.
  private var endAtReturns: Set<Int> = []

  init(limit: Int = PartPool.mostOpen, byteLimit: Int = PartPool.mostBytes) {
    self.limit = max(1, limit)
    self.byteLimit = byteLimit
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
    let part = OpenPart(try opened(cursor, endsAtReturns: endAtReturns.contains(index)))
    uses += 1
    part.lastUse = uses
    open[index] = part
    weigh(index, part)
    return part
  }

  /// Takes in how much of a file is held now that it was read on: a line may be long.
  @inline(__always)
  mutating func weigh(_ index: Int, _ part: OpenPart) {
    let bytes = part.reader.buffer.count
    guard bytes != part.weight else { return }
    weight += bytes - part.weight
    part.weight = bytes
    while weight > byteLimit, open.count > 1 { closeOne(but: index) }
  }

  private mutating func opened(
    _ cursor: PartCursor, endsAtReturns: Bool
  ) throws(TraceError) -> LineReader {
    let input = cursor.part.input
    var reader = try openedAtStart(input)
    if cursor.number > 0 {
      reader.expectEnds(atReturns: endsAtReturns)
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
        return try input.open(chunkSize: Self.chunkSize, isPart: true)
      } catch .cannotOpen(_, EMFILE) where !open.isEmpty {
        closeOne()
      }
    }
  }

  /// Closes the file that has been read the longest ago; of a compressed one the place is costly to
  /// find again, so those go last.
  private mutating func closeOne(but kept: Int? = nil) {
    let oldest = open.lazy.filter { $0.key != kept }.min { left, right in
      let isLeftCostly = left.value.reader.isDecompressed
      let isRightCostly = right.value.reader.isDecompressed
      if isLeftCostly != isRightCostly { return isRightCostly }
      return left.value.lastUse < right.value.lastUse
    }
    if let oldest { close(oldest.key) }
  }

  /// Closes a file.
  mutating func close(_ index: Int) {
    guard let part = open.removeValue(forKey: index) else { return }
    weight -= part.weight
    if part.reader.endsAtReturns { endAtReturns.insert(index) }
  }
}

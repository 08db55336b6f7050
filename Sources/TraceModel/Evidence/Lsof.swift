/// What processes had open and mapped, as `lsof -p PID` showed it.
struct Lsof: Sendable {
  /// The most lines that are kept.
  static let mostRows = 1 << 20

  /// The file, as it was named.
  var file: String
  /// The rows, as they stand there.
  var rows: [LsofRow] = []
  /// Whether it may not hold everything: lines without the header above them.
  var isPartial = true

  /// The processes, in the order in which they show.
  var pids: [Int32] {
    var seen: Set<Int32> = []
    return rows.compactMap { seen.insert($0.pid).inserted ? $0.pid : nil }
  }

  /// Rows of mappings and descriptors whose files had no name any more.
  var deleted: [LsofRow] { rows.filter(\.isDeleted) }

  /// Rows of mappings: `mem`, `txt` and `DEL`.
  var mappings: [LsofRow] {
    rows.filter { $0.slot == .memory || $0.slot == .text || $0.slot == .deleted }
  }

  /// The rows of mappings of a process, each file once.
  func mappings(of pid: Int32?) -> [LsofRow] {
    mappings.filter { pid == nil || $0.pid == pid || rows.first?.pid == rows.last?.pid }
  }

  /// The descriptors of a process, of the first where none is named.
  func descriptors(of pid: Int32? = nil) -> [Int32: LsofRow] {
    var descriptors: [Int32: LsofRow] = [:]
    for row in rows where row.pid == pid ?? rows.first?.pid {
      guard case .descriptor(let number, _) = row.slot else { continue }
      // Rows of threads repeat those of their process.
      if descriptors[number] == nil { descriptors[number] = row }
    }
    return descriptors
  }

  /// The working directory of a process, of the first where none is named.
  func workingDirectory(of pid: Int32? = nil) -> [UInt8]? {
    path(of: .workingDirectory, pid)
  }

  /// The root directory of a process, of the first where none is named.
  func root(of pid: Int32? = nil) -> [UInt8]? { path(of: .root, pid) }

  /// The program of a process, of the first where none is named.
  func executable(of pid: Int32? = nil) -> [UInt8]? { path(of: .text, pid) }

  private func path(of slot: LsofRow.Slot, _ pid: Int32?) -> [UInt8]? {
    let pid = pid ?? rows.first?.pid
    let row = rows.first { $0.slot == slot && $0.pid == pid }
    // Where lsof may not look, a remark stands in place of the path.
    guard let row, row.type != Array("unknown".utf8), row.name.first == UInt8(ascii: "/") else {
      return nil
    }
    return row.name
  }

  /// Reads it; lines of another kind (a prompt, a warning of lsof's) are passed over.
  static func read(_ reader: consuming LineReader) throws(TraceError) -> Lsof {
    var lsof = Lsof(file: reader.file)
    var firstOther: Int?
    while try reader.next() {
      let whole = reader.buffer.span.extracting(reader.line)
      let text = whole.extracting(whole.afterMarks()..<whole.count)
      if text.isEmpty { continue }
      if text.has("COMMAND ", at: 0) {
        lsof.isPartial = false
        continue
      }
      guard let row = LsofRow(text, line: reader.number) else {
        firstOther = firstOther ?? reader.number
        continue
      }
      guard lsof.rows.count < mostRows else {
        throw .badLsof(
          file: lsof.file, line: reader.number, reason: "more than \(mostRows) lines of lsof")
      }
      lsof.rows.append(row)
    }
    guard lsof.rows.isEmpty else { return lsof }
    guard let firstOther else { throw .empty(file: lsof.file) }
    throw .badLsof(
      file: lsof.file, line: firstOther, reason: "it is no line of `lsof -p PID`")
  }
}

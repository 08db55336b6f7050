/// The columns of `pmap -X`, `-XX` and `-c`: those of smaps, side by side.
struct PmapColumns {
  /// The longest name that pmap prints in this form, in bytes: the rest is cut (src/pmap.c,
  /// `char map_desc[128]`).
  static let longestName = 127
  private static let mostColumns = 64

  private var permissions = 1
  private var offset: Int? = 2
  private var device: Int? = 3
  private var inode: Int? = 4
  private var size = 5
  /// How many columns stand before the name; nothing without a header.
  private var count: Int?
  /// Where the column VmFlags ends, in bytes of a line as pmap wrote it.
  private var flagsEnd: Int?
  private var hasFlags = true
  /// Whether the sum in the first column of the last line is that of the sizes.
  private(set) var sumsSizes = true

  /// Columns as they are without a header.
  init() {}

  /// Reads a header; nothing where it is none, or has no permissions or sizes.
  ///
  /// `indent` bytes were taken from its beginning. procps 3.3.10 leaves out the blank between the last two: `VmFlagsMapping`.
  init?(header text: Span<UInt8>, indent: Int) {
    let fields = text.fields(limit: Self.mostColumns)
    guard let first = fields.first, text.isField(first, "Address"), fields.count >= 3 else {
      return nil
    }
    func column(_ name: StaticString) -> Int? {
      fields.firstIndex { text.isField($0, name) }
    }
    guard let permissions = column("Perm"), let size = column("Size") else { return nil }
    self.permissions = permissions
    self.size = size
    offset = column("Offset")
    device = column("Device")
    inode = column("Inode")
    let details = [offset, device, inode, permissions].compactMap(\.self).max() ?? 0
    sumsSizes = size == details + 1
    count = fields.count
    hasFlags = false
    guard let last = fields.last else { return }
    if text.isField(last, "VmFlagsMapping") {
      flagsEnd = indent + last.lowerBound + 7
    } else if let flags = column("VmFlags") {
      flagsEnd = indent + fields[flags].upperBound
    }
    hasFlags = flagsEnd != nil
    let hasName = text.has("Mapping", at: last.upperBound - 7)
    count = fields.count - (hasName && !text.isField(last, "VmFlagsMapping") ? 1 : 0)
    if hasFlags { count = count.map { $0 - 1 } }
  }

  /// Reads a line below the header; `indent` bytes were taken from its beginning.
  ///
  ///     7f7d4b7d3000 r--p 00000000  fe:00 333151  152  152 … 0 libc.so.6
  func line(_ text: Span<UInt8>, indent: Int) -> MapsLine? {
    var fields: [Range<Int>] = []
    var position = 0
    let needed = [permissions, size, offset ?? 0, device ?? 0, inode ?? 0].max() ?? 0
    var end = 0
    while fields.count < (count ?? Self.mostColumns), let field = text.field(at: &position) {
      if fields.count > needed, text.decimal(field) == nil { break }
      fields.append(field)
      end = field.upperBound
    }
    guard fields.count > needed, let start = text.hexadecimal(fields[0]),
      fields[permissions].count == 4,
      let letters = MapsLine.permissions(text, fields[permissions].lowerBound),
      let kilobytes = text.decimal(fields[size]), kilobytes < 1 << 54,
      let range = AddressRange(start: start, length: kilobytes << 10)
    else { return nil }
    var line = MapsLine(range: range, permissions: letters, name: [])
    if let offset {
      guard let value = text.hexadecimal(fields[offset]) else { return nil }
      line.offset = value
    }
    if let device {
      guard let value = DeviceNumber(hexadecimal: text, fields[device]) else { return nil }
      line.device = value.mapsText
    }
    if let inode {
      guard let value = text.decimal(fields[inode]) else { return nil }
      line.inode = value
    }
    readName(text, from: nameStart(text, end, indent), into: &line)
    return line
  }

  /// Behind the flags of VmFlags, two letters each.
  private func nameStart(_ text: Span<UInt8>, _ end: Int, _ indent: Int) -> Int {
    guard hasFlags else { return end }
    if let flagsEnd, flagsEnd - indent > end, flagsEnd - indent <= text.count {
      let column = flagsEnd - indent
      // The column holds where blanks were not run together.
      if Self.areFlags(text, end..<column), column == text.count || text[column] == 0x20 {
        return column
      }
    }
    var position = end
    while true {
      var next = position
      guard let field = text.field(at: &next), VirtualMemoryFlags.isFlag(text, field) else {
        return position
      }
      position = next
    }
  }

  private static func areFlags(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while let field = text.field(at: &position), field.lowerBound < range.upperBound {
      guard field.count == 2, field.upperBound <= range.upperBound else { return false }
    }
    return true
  }

  private func readName(_ text: Span<UInt8>, from start: Int, into line: inout MapsLine) {
    var position = start
    text.skipWhite(at: &position)
    let shown = text.copy(position..<text.count)
    line.name = MapsLine.unescape(shown)
    guard let first = shown.first else { return }
    let isWhole =
      first == UInt8(ascii: "/") || first == UInt8(ascii: "[")
      || shown.starts(with: Array("anon_inode:".utf8))
    line.isNameComplete = isWhole && shown.count < Self.longestName
  }
}

/// The flags of the line VmFlags in smaps (fs/proc/task_mmu.c, show_smap_vma_flags).
enum VirtualMemoryFlags {
  private static let all: Set<[UInt8]> = Set(
    ("rd wr ex sh mr mw me ms gd pf dw lo io sr rr dc de ac nr ht ar wf dd sd mm hg nh mg um uw mt "
      + "ui bt nl dp ss sl sf gu")
      .split(separator: " ").map { Array($0.utf8) } + [Array("??".utf8)])

  /// Whether a field is one.
  static func isFlag(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.count == 2 && all.contains(text.copy(field))
  }
}

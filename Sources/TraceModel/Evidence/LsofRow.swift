/// One line of lsof: a file that a process has open, mapped, or stands in.
struct LsofRow: Sendable, Equatable {
  /// What the column FD says.
  enum Slot: Sendable, Equatable {
    /// A number, and the letter behind it.
    case descriptor(Int32, Access)
    /// `txt`: the program, or what else is executed.
    case text
    /// `mem` and `mmap`: a mapping.
    case memory
    /// `DEL`: a mapping of a file that has no name any more.
    case deleted
    /// `cwd`.
    case workingDirectory
    /// `rtd`.
    case root
    /// Anything else, as it stands there.
    case other([UInt8])
  }

  /// How a descriptor was opened.
  enum Access: Sendable, Equatable {
    case read, write, readWrite, unknown
  }

  /// The line, from 1.
  var line: Int
  /// The program, as lsof cuts it.
  var command: [UInt8]
  var pid: Int32
  var slot: Slot
  /// What TYPE says: `REG`, `DIR`, `CHR`, `FIFO`, `unix`.
  var type: [UInt8]
  /// The device of the file, where there is one.
  var device: DeviceNumber?
  /// The inode, where there is one.
  var inode: UInt64?
  /// The name, without what lsof says about it.
  var name: [UInt8]
  /// Whether the file's name was gone: `DEL`, or ` (deleted)` behind it.
  var isDeleted: Bool
  /// The device and inode that lsof found under the name, where they are others than the file's.
  ///
  /// lsof writes `(path dev=254,0, inode=1040389)`; only what differs is there.
  var found: (device: DeviceNumber?, inode: UInt64?)?

  static func == (left: LsofRow, right: LsofRow) -> Bool {
    left.line == right.line && left.command == right.command && left.pid == right.pid
      && left.slot == right.slot && left.type == right.type && left.device == right.device
      && left.inode == right.inode && left.name == right.name
      && left.isDeleted == right.isDeleted && left.found?.device == right.found?.device
      && left.found?.inode == right.found?.inode
  }
}

extension LsofRow {
  /// Whether it is memory without a file of its own.
  var isPathless: Bool {
    type == Array("CHR".utf8) || ObjectNaming.isSharedMemory(TraceText(bytes: name))
  }

  /// The row in short, as evidence: `DEL 253,0 33566307 /usr/lib64/libresolv-2.17.so;5c530fe7`.
  var words: String {
    let kind: String
    switch slot {
    case .deleted: kind = "DEL"
    case .memory: kind = "mem"
    case .text: kind = "txt"
    default: kind = "lsof"
    }
    let place = [
      device.map { "\($0.major),\($0.minor)" }, inode.map(String.init),
      TraceText(bytes: name).escaped, isDeleted && slot != .deleted ? "(deleted)" : nil,
    ]
    return ([kind] + place.compactMap(\.self)).joined(separator: " ")
  }

  private static let mostFields = 32
  /// The longest line that is taken, in bytes.
  private static let longestLine = 1 << 16

  /// Reads a line; nothing where it is none of lsof's.
  ///
  ///     httpd 2843 root DEL REG 253,0          33566307 /usr/lib64/libresolv-2.17.so;5c530fe7
  ///     httpd 2843 root mem REG 253,0  2107816 33562151 /usr/lib64/libc-2.17.so
  ///
  /// Columns may be empty and others stand between (TID, TASKCMD, PPID, FILE-FLAG, NLINK), so FD is
  /// found by what it may hold, with a type behind it, and the inode as the last number before the
  /// name.
  init?(_ text: Span<UInt8>, line: Int) {
    guard text.count <= Self.longestLine else { return nil }
    let fields = text.fields(limit: Self.mostFields)
    guard
      let pidIndex = fields.indices.dropFirst().prefix(4).first(where: {
        text.decimal(fields[$0]) != nil
      }),
      let pid = text.decimal(fields[pidIndex]).flatMap(Int32.init(exactly:)),
      let slotIndex = Self.slotIndex(text, fields, after: pidIndex),
      let slot = Slot(text, fields[slotIndex])
    else { return nil }
    self.line = line
    self.pid = pid
    self.slot = slot
    command = text.copy(fields[0].lowerBound..<fields[pidIndex - 1].upperBound)
    type = text.copy(fields[slotIndex + 1])
    isDeleted = slot == .deleted
    var next = slotIndex + 2
    // FILE-FLAG (`+f g`) stands before the device: `LG`, `W,AP,LG`.
    if next + 1 < fields.count, DeviceNumber(decimal: text, fields[next]) == nil,
      DeviceNumber(decimal: text, fields[next + 1]) != nil
    {
      next += 1
    }
    if next < fields.count, let device = Self.device(text, fields[next], type) {
      self.device = device
      next += 1
      while next < fields.count, Self.isNumber(text, fields[next]) {
        inode = text.decimal(fields[next])
        next += 1
      }
    }
    name = []
    if next < fields.count {
      name = text.copy(fields[next].lowerBound..<text.count)
    }
    readRemark()
    name = Self.unescape(name)
  }

  private static func slotIndex(
    _ text: Span<UInt8>, _ fields: [Range<Int>], after pid: Int
  ) -> Int? {
    var fallback: Int?
    for index in pid + 1..<max(pid + 1, fields.count - 1) {
      guard let slot = Slot(text, fields[index]), LsofType.isType(text, fields[index + 1]) else {
        continue
      }
      // A bare number may be a thread or a user.
      guard case .descriptor(_, .unknown) = slot else { return index }
      fallback = fallback ?? index
    }
    return fallback
  }

  private static func device(
    _ text: Span<UInt8>, _ field: Range<Int>, _ type: [UInt8]
  ) -> DeviceNumber? {
    if let device = DeviceNumber(decimal: text, field) { return device }
    // Sockets have the address of a structure there.
    guard LsofType.isFile(type), text.has("0x", at: field.lowerBound),
      let packed = text.hexadecimal(field.lowerBound + 2..<field.upperBound)
    else { return nil }
    return DeviceNumber(packed: packed)
  }

  /// A size, an offset (`0t1024`, `0x400`), a count of links, or an inode.
  private static func isNumber(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if text.decimal(field) != nil { return true }
    guard field.count > 2 else { return false }
    let rest = field.lowerBound + 2..<field.upperBound
    if text.has("0t", at: field.lowerBound) { return text.decimal(rest) != nil }
    return text.has("0x", at: field.lowerBound) && text.hexadecimal(rest) != nil
  }

  /// What lsof says behind the name: ` (deleted)`, ` (path dev=254,0, inode=1040389)`.
  private mutating func readRemark() {
    let gone = Array(" (deleted)".utf8)
    if name.suffix(gone.count).elementsEqual(gone) {
      name.removeLast(gone.count)
      isDeleted = true
      return
    }
    guard name.last == UInt8(ascii: ")"),
      let open = name.lastIndex(of: UInt8(ascii: "(")), open > 0,
      let found = Self.found(name.span.extracting(open..<name.count - 1))
    else { return }
    self.found = found
    name.removeLast(name.count - open)
    if name.last == 0x20 { name.removeLast() }
  }

  /// `(path dev=254,0, inode=1040389`, `(path inode=1040395`.
  private static func found(_ text: Span<UInt8>) -> (device: DeviceNumber?, inode: UInt64?)? {
    guard text.has("(path ", at: 0) else { return nil }
    var found: (device: DeviceNumber?, inode: UInt64?) = (nil, nil)
    var position = 6
    while let field = text.field(at: &position) {
      let end = field.upperBound - (text[field.upperBound - 1] == UInt8(ascii: ",") ? 1 : 0)
      if text.has("dev=", at: field.lowerBound), field.lowerBound + 4 <= end {
        found.device = DeviceNumber(decimal: text, field.lowerBound + 4..<end)
      } else if text.has("inode=", at: field.lowerBound), field.lowerBound + 6 <= end {
        found.inode = text.decimal(field.lowerBound + 6..<end)
      }
    }
    return found.device != nil || found.inode != nil ? found : nil
  }

  /// Bytes above ASCII back from `\xc3`; other escapes may be part of a name as it is (`\x2d` in
  /// names of systemd's), and stay.
  private static func unescape(_ name: [UInt8]) -> [UInt8] {
    guard name.contains(UInt8(ascii: "\\")) else { return name }
    var (result, index): ([UInt8], Int) = ([], 0)
    while index < name.count {
      if index + 3 < name.count, name[index] == UInt8(ascii: "\\"),
        name[index + 1] == UInt8(ascii: "x"), let high = hexDigitValue(name[index + 2]),
        let low = hexDigitValue(name[index + 3]), high >= 8
      {
        result.append(high << 4 | low)
        index += 4
      } else {
        result.append(name[index])
        index += 1
      }
    }
    return result
  }
}

extension LsofRow.Slot {
  /// Reads a field of FD: `cwd`, `txt`, `DEL`, `12u`, `3uW`, a number alone.
  init?(_ text: Span<UInt8>, _ field: Range<Int>) {
    var position = field.lowerBound
    if let number = text.decimal(at: &position) {
      guard let number = Int32(exactly: number), field.upperBound - position <= 2 else {
        return nil
      }
      guard position < field.upperBound else {
        self = .descriptor(number, .unknown)
        return
      }
      switch text[position] {
      case UInt8(ascii: "r"): self = .descriptor(number, .read)
      case UInt8(ascii: "w"): self = .descriptor(number, .write)
      case UInt8(ascii: "u"): self = .descriptor(number, .readWrite)
      case UInt8(ascii: "-"): self = .descriptor(number, .unknown)
      default: return nil
      }
      return
    }
    let word = String(decoding: text.copy(field), as: UTF8.self)
    switch word {
    case "cwd": self = .workingDirectory
    case "rtd": self = .root
    case "txt": self = .text
    case "mem", "mmap": self = .memory
    case "DEL": self = .deleted
    case "ltx", "err", "jld", "pd", "tr", "fp.", "NOFD": self = .other(Array(word.utf8))
    default: return nil
    }
  }
}

/// The types of lsof's column TYPE.
enum LsofType {
  private static let words: Set<[UInt8]> = Set(
    "unknown unix sock a_inode inet pack netlink raw raw6 rte IPv4 IPv6".split(separator: " ")
      .map { Array($0.utf8) })
  private static let files: Set<[UInt8]> = Set(
    "REG DIR CHR BLK FIFO LINK a_inode".split(separator: " ").map { Array($0.utf8) })

  /// Whether a field may be one: a known word, or capitals.
  static func isType(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if words.contains(text.copy(field)) { return true }
    guard field.count >= 2, text[field.lowerBound] &- 0x41 < 26 else { return false }
    for index in field where text[index] &- 0x41 >= 26 && text[index] &- 0x30 >= 10 {
      return false
    }
    return !text.isField(field, "DEL") && !text.isField(field, "NOFD")
  }

  /// Whether files of this type have a device and an inode.
  static func isFile(_ type: [UInt8]) -> Bool { files.contains(type) }
}

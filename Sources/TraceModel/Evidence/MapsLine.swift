/// One mapping of a snapshot: a line of /proc/PID/maps (fs/proc/task_mmu.c, show_map_vma:
/// `start-end perms offset major:minor inode   name`), or what pmap made of one.
struct MapsLine: Sendable, Equatable {
  var range: AddressRange
  var permissions: Permissions
  /// Bytes; nothing where the snapshot has no offsets.
  var offset: UInt64?
  /// `fe:00`, as /proc/PID/maps prints it; nothing where the snapshot has no devices.
  var device: String?
  /// The inode; nothing where the snapshot has none.
  var inode: UInt64?
  /// The name, with newlines back from `\012`; empty for anonymous memory.
  var name: [UInt8]
  /// Whether `name` is all that the kernel showed; pmap leaves out folders, cuts long names and
  /// puts `?` for letters.
  var isNameComplete = true

  init(range: AddressRange, permissions: Permissions, name: [UInt8]) {
    self.range = range
    self.permissions = permissions
    self.name = name
  }

  /// Reads a line of maps; nothing where it has another form.
  init?(_ line: Span<UInt8>) {
    var position = 0
    guard let start = line.hexadecimal(at: &position), line.has("-", at: position) else {
      return nil
    }
    position += 1
    guard let end = line.hexadecimal(at: &position), start < end, line.has(" ", at: position)
    else { return nil }
    range = AddressRange(start: start, end: end)
    position += 1
    guard let permissions = Self.permissions(line, position) else { return nil }
    self.permissions = permissions
    position += 4
    guard line.has(" ", at: position) else { return nil }
    position += 1
    guard let offset = line.hexadecimal(at: &position), line.has(" ", at: position) else {
      return nil
    }
    self.offset = offset
    position += 1
    guard let deviceField = line.field(at: &position),
      let device = DeviceNumber(hexadecimal: line, deviceField), line.has(" ", at: position)
    else { return nil }
    self.device = device.mapsText
    position += 1
    guard let inode = line.decimal(at: &position) else { return nil }
    self.inode = inode
    // The kernel pads with blanks to column 73; a name begins with `/`, `[` or a letter.
    line.skipBlanks(at: &position)
    name = Self.unescape(line.copy(position..<line.count))
  }

  /// The four letters at `start`: `r-xp`, or pmap's `r-x-`.
  static func permissions(
    _ line: Span<UInt8>, _ start: Int, ofPmap: Bool = false
  ) -> Permissions? {
    guard start + 4 <= line.count else { return nil }
    var permissions: Permissions = []
    for (index, letter) in [("r", Permissions.read), ("w", .write), ("x", .execute)].enumerated() {
      let byte = line[start + index]
      if byte == letter.0.utf8.first {
        permissions.insert(letter.1)
      } else if byte != UInt8(ascii: "-") {
        return nil
      }
    }
    switch line[start + 3] {
    case UInt8(ascii: "s"), UInt8(ascii: "S"): permissions.insert(.shared)
    case UInt8(ascii: "p"): break
    case UInt8(ascii: "-") where ofPmap: break
    default: return nil
    }
    return permissions
  }

  /// Only newline is escaped in names: `\012` (seq_path with "\n").
  static func unescape(_ name: [UInt8]) -> [UInt8] {
    guard name.contains(UInt8(ascii: "\\")) else { return name }
    var result: [UInt8] = []
    var index = 0
    while index < name.count {
      if name[index...].starts(with: Array("\\012".utf8)) {
        result.append(0x0A)
        index += 4
      } else {
        result.append(name[index])
        index += 1
      }
    }
    return result
  }
}

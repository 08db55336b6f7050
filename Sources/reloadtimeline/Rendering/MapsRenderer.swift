import TraceModel

/// Writes an address space the way the kernel does (fs/proc/task_mmu.c, show_map_vma).
struct MapsRenderer {
  /// Where the kernel puts the name: column 73, on 64-bit machines.
  private static let nameColumn = 73

  /// Whether names are escaped for a terminal; else they are the kernel's bytes, in which only
  /// newline is `\012`.
  let escapesNames: Bool

  func render(_ report: MapsReport) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in report.lines {
      var text = hex(line.range.start, 8) + "-" + hex(line.range.end, 8) + " "
      text += line.permissions + " " + hex(line.offset, 8) + " " + line.device + " "
      text += String(line.inode) + " "
      bytes.append(contentsOf: text.utf8)
      if !line.name.bytes.isEmpty {
        bytes.append(
          contentsOf: repeatElement(0x20, count: max(0, Self.nameColumn - text.utf8.count)))
        append(line.name, to: &bytes)
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  private func append(_ name: TraceText, to bytes: inout [UInt8]) {
    if escapesNames {
      bytes.append(contentsOf: name.escaped.utf8)
      return
    }
    for byte in name.bytes {
      if byte == 0x0A { bytes.append(contentsOf: "\\012".utf8) } else { bytes.append(byte) }
    }
  }

  private func hex(_ value: UInt64, _ width: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

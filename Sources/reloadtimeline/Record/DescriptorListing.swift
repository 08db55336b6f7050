import Glibc
import TraceModel

/// What a process has open, told by /proc in the form of `lsof -p PID`.
///
/// lsof itself is not always there, and asks about much that does not matter here.
struct DescriptorListing {
  private let process: ObservedProcess

  init(_ process: ObservedProcess) { self.process = process }

  /// The lines, with lsof's header.
  func text() -> [UInt8] {
    let header = Self.columns("COMMAND", "PID", "USER", "FD", "TYPE", "DEVICE", "NODE") + " NAME\n"
    var text = Array(header.utf8)
    for (slot, link) in [("cwd", "cwd"), ("rtd", "root"), ("txt", "exe")] {
      text += line(slot, link)
    }
    let numbers = SmallFile.names(in: "/proc/\(process.pid)/fd").compactMap { Int($0) }.sorted()
    for number in numbers {
      text += line("\(number)\(access(number))", "fd/\(number)")
    }
    return text
  }

  /// A line; none where the descriptor was closed meanwhile.
  private func line(_ slot: String, _ link: String) -> [UInt8] {
    let path = "/proc/\(process.pid)/\(link)"
    guard let name = try? SymbolicLink.target(of: path), let facts = try? FileFacts(path: path)
    else { return [] }
    let command = String(process.name.filter { $0 != " " }.prefix(9))
    let columns = Self.columns(
      command.isEmpty ? "?" : command, "\(process.pid)", "\(facts.owner)", slot, facts.typeWord,
      facts.device, "\(facts.identity.inode)")
    // A name may be any bytes, but a line break would end its line.
    let shown = name.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }
    return Array(columns.utf8) + [0x20] + shown + [0x0A]
  }

  /// How a descriptor was opened, as lsof has it: r, w, u.
  private func access(_ number: Int) -> String {
    guard let info = try? SmallFile.read("/proc/\(process.pid)/fdinfo/\(number)"),
      let line = String(decoding: info, as: UTF8.self).split(separator: "\n")
        .first(where: { $0.hasPrefix("flags:") }),
      let flags = Int(line.dropFirst(6).drop { $0 == "\t" || $0 == " " }, radix: 8)
    else { return "" }
    return ["r", "w", "u", ""][flags & 3]
  }

  private static func columns(_ words: String...) -> String {
    let widths = [9, 7, 5, 4, 6, 8, 9]
    return zip(words, widths).map { word, width in
      String(repeating: " ", count: max(0, width - word.utf8.count)) + word
    }.joined(separator: " ")
  }
}

extension FileFacts {
  /// The type, as lsof calls it.
  fileprivate var typeWord: String {
    switch mode & S_IFMT {
    case S_IFREG: "REG"
    case S_IFDIR: "DIR"
    case S_IFCHR: "CHR"
    case S_IFBLK: "BLK"
    case S_IFIFO: "FIFO"
    case S_IFSOCK: "sock"
    default: "unknown"
    }
  }

  /// The device, as lsof prints it: `254,0` (makedev(3)).
  fileprivate var device: String {
    let number = UInt64(identity.device)
    let major = number >> 8 & 0xFFF | number >> 32 & 0xFFFF_F000
    let minor = number & 0xFF | number >> 12 & 0xFFFF_FF00
    return "\(major),\(minor)"
  }
}

import Foundation

@testable import TraceModel

/// What no call shows of a program: where execve put it, and what grows by page faults.
struct KernelImage {
  /// The program and its interpreter.
  var loaded: [AddressRange] = []
  /// Where mappings with MAP_GROWSDOWN lie.
  var growing: [AddressRange] = []
  /// The first copy of the program's address space: what lies in `loaded` is as it shows.
  var beginning: [TracedMemory] = []

  /// Reads what the workload wrote about itself.
  init(named name: String, folder: URL) throws {
    let text = try String(contentsOf: folder.appending(path: "images/\(name)"), encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, let start = UInt64(words[1], radix: 16),
        let end = UInt64(words[2], radix: 16)
      else { throw CocoaError(.fileReadCorruptFile) }
      let range = AddressRange(start: start, end: end)
      if words[0] == "exec" { loaded.append(range) } else { growing.append(range) }
    }
    let pid = name.prefix { $0 != "." }
    let first = folder.appending(path: "truth/\(name)-\(pid)-0.maps")
    beginning = try Self.memory(of: first)
  }

  /// Reads a copy of /proc/PID/maps.
  static func memory(of file: URL) throws -> [TracedMemory] {
    try Snapshot.read(TraceInput.file(file.path).open()).lines.map(TracedMemory.init)
  }

  /// Whether a log cannot show what the kernel has at an address.
  func hides(_ kernel: TracedMemory, at address: UInt64, shownBefore: [TracedMemory]) -> Bool {
    if kernel.isKernelMade {
      return kernel.path == Array("[vsyscall]".utf8)
        || !shownBefore.contains { $0.range.contains(address) && $0.path == kernel.path }
    }
    if loaded.contains(where: { $0.contains(address) }) {
      return beginning.contains { first in
        first.range.contains(address) && first.file == kernel.file
          && (kernel.file.isEmpty || first.offset(at: address) == kernel.offset(at: address))
      }
    }
    return kernel.file.isEmpty && growing.contains { $0.contains(address) }
  }

  /// All addresses at which something that is hidden may begin or end.
  var borders: [UInt64] {
    (loaded + growing + beginning.map(\.range)).flatMap { [$0.start, $0.end] }
  }
}

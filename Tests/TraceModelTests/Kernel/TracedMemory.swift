@testable import TraceModel

/// What an address space has at one place: from a report, or from the kernel.
struct TracedMemory {
  var range: AddressRange
  var permissions: String
  var offset: UInt64
  var path: [UInt8]

  init(_ line: MapsLine) {
    range = line.range
    permissions = line.permissions.letters
    offset = line.offset ?? 0
    path = line.name
  }

  init(_ line: MapsReport.Line) {
    range = line.range
    permissions = line.permissions
    offset = line.offset
    path = line.name.bytes
  }

  /// The offset in the file of an address within.
  func offset(at address: UInt64) -> UInt64 { offset &+ (address &- range.start) }

  /// The name by which files are told apart; empty for all memory that has no file.
  ///
  /// The suffix ` (deleted)` is not compared, for a log need not show when a file went; neither is
  /// what memory without a file is called. What the workload adds to a name behind a tilde goes when
  /// it renames the file.
  var file: [UInt8] {
    let path = Self.dropping(" (deleted)", from: self.path)
    if path.first != UInt8(ascii: "/") { return isKernelMade ? path : [] }
    let isShared = permissions.hasSuffix("s")
    if isShared, path == Array("/dev/zero".utf8) || path.starts(with: Array("/SYSV".utf8)) {
      return []
    }
    if path == Array("/anon_hugepage".utf8) { return [] }
    return Array(path.prefix { $0 != UInt8(ascii: "~") })
  }

  /// Whether its offset tells the same on both sides: a private mapping of /dev/zero that mremap
  /// moves gets another one if no page was ever touched, which no log shows.
  var hasOffset: Bool {
    path.first == UInt8(ascii: "/") && !file.isEmpty && file != Array("/dev/zero".utf8)
  }

  /// Whether the kernel made it without any call.
  var isKernelMade: Bool {
    ["[stack]", "[vdso]", "[vvar]", "[vvar_vclock]", "[vsyscall]", "[uprobes]", "[vectors]"]
      .contains { path == Array($0.utf8) }
  }

  private static func dropping(_ suffix: String, from path: [UInt8]) -> [UInt8] {
    let suffix = Array(suffix.utf8)
    return path.suffix(suffix.count).elementsEqual(suffix) ? path.dropLast(suffix.count) : path
  }
}

extension TracedMemory: CustomStringConvertible {
  var description: String {
    "\(permissions) \(String(offset, radix: 16)) \(TraceText(bytes: path).escaped)"
  }
}

extension AddressRange {
  /// `7f00-8000`, as maps has it.
  var hexadecimal: String { String(start, radix: 16) + "-" + String(end, radix: 16) }
}

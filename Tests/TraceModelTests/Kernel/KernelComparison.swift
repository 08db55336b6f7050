import Foundation

@testable import TraceModel

/// A reconstruction held against the kernel's own maps, address by address.
///
/// Never compared are device and inode, how adjacent lines are merged, and the names of memory without
/// a file. What a log cannot show need not be reported; where it is, it must be right all the same.
struct KernelComparison {
  /// What differs, in words.
  private(set) var differences: [String] = []
  /// How many bytes were the same.
  private(set) var agreedBytes: UInt64 = 0

  private let image: KernelImage
  private let shownBefore: [TracedMemory]

  /// Compares; `shownBefore` are the maps from before the log, where strace attached.
  init(
    _ reported: [TracedMemory], kernel: [TracedMemory], image: KernelImage,
    shownBefore: [TracedMemory]
  ) {
    self.image = image
    self.shownBefore = shownBefore
    let ranges = (reported + kernel + shownBefore).map(\.range)
    let cuts = Set(ranges.flatMap { [$0.start, $0.end] } + image.borders).sorted()
    var left = reported[...]
    var right = kernel[...]
    for (start, end) in zip(cuts, cuts.dropFirst()) {
      while let first = left.first, first.range.end <= start { left.removeFirst() }
      while let first = right.first, first.range.end <= start { right.removeFirst() }
      let ours = left.first.flatMap { $0.range.contains(start) ? $0 : nil }
      let theirs = right.first.flatMap { $0.range.contains(start) ? $0 : nil }
      compare(ours, theirs, AddressRange(start: start, end: end))
    }
  }

  private mutating func compare(
    _ ours: TracedMemory?, _ theirs: TracedMemory?, _ range: AddressRange
  ) {
    guard let theirs else {
      if let ours { differ("phantom", ours, nil, range) }
      return
    }
    let isHidden = image.hides(theirs, at: range.start, shownBefore: shownBefore)
    guard let ours else {
      if !isHidden { differ("missing", nil, theirs, range) }
      return
    }
    if ours.permissions != theirs.permissions {
      differ("permissions", ours, theirs, range)
    } else if !isSameFile(ours, theirs), !(isHidden && ours.path.isEmpty) {
      differ("path", ours, theirs, range)
    } else if ours.hasOffset, theirs.hasOffset,
      ours.offset(at: range.start) != theirs.offset(at: range.start)
    {
      differ("offset", ours, theirs, range)
    } else {
      agreedBytes += range.length
    }
  }

  /// The name that a log without `-y` has is the one that was opened, often a symbolic link.
  private func isSameFile(_ ours: TracedMemory, _ theirs: TracedMemory) -> Bool {
    if ours.file == theirs.file { return true }
    guard let path = TraceText(bytes: ours.file).utf8, path.hasPrefix("/") else { return false }
    return Array(URL(filePath: path).resolvingSymlinksInPath().path.utf8) == theirs.file
  }

  private mutating func differ(
    _ kind: String, _ ours: TracedMemory?, _ theirs: TracedMemory?, _ range: AddressRange
  ) {
    let ours = ours.map(String.init(describing:)) ?? "nothing"
    let theirs = theirs.map(String.init(describing:)) ?? "nothing"
    differences.append("\(kind) \(range.hexadecimal): \(ours), the kernel has \(theirs)")
  }
}

extension CallRecord {
  /// Whether what its effect depends on can be read: the address and the length of a call about memory
  /// that succeeded, and its result.
  ///
  /// Where it cannot, the line was damaged, and is none that was understood.
  func isReadable(_ text: Span<UInt8>) -> Bool {
    let needed: Int
    switch call {
    case .munmap, .mprotect: needed = 2
    case .mremap: needed = 3
    case .mmap, .mmap2: needed = 2
    default: return true
    }
    guard outcome.succeeded else { return outcome.kind != .none || isUnknown(text) }
    if call == .mmap || call == .mmap2, self.text.count < 6 { return false }
    return (0..<needed).allSatisfy { Argument.isNumber(text, self.text.argument($0)) }
  }

  /// Whether strace itself says that it does not know the result: `= ?`.
  private func isUnknown(_ text: Span<UInt8>) -> Bool {
    self.text.result >= text.count || text[self.text.result] == UInt8(ascii: "?")
  }
}

/// Programs that print the calls of a process as strace does, and not quite.
enum OtherTracer {
  /// How many of the first lines are looked at, and how many have to show it.
  private static let mostLines = 64
  private static let fewest = 2

  /// The program of which a log is, where its first lines show that it is none of strace.
  static func name(of text: Span<UInt8>) -> String? {
    var votes: [String: Int] = [:]
    var start = 0
    for _ in 0..<mostLines {
      guard let end = text.firstIndex(of: 0x0A, in: start..<text.count) else { break }
      let line = text.extracting(start..<text.withoutReturn(before: end))
      start = end + 1
      guard let name = name(ofLine: line) else { continue }
      votes[name, default: 0] += 1
      if votes[name] == fewest { return name }
    }
    return nil
  }

  private static func name(ofLine line: Span<UInt8>) -> String? {
    // A string among the arguments may hold anything.
    let end = line.firstIndex(of: UInt8(ascii: "\""), in: 0..<line.count) ?? line.count
    func holds(_ text: StaticString) -> Bool { line.find(text, in: 0..<end) != nil }
    if line.has("SYS_", at: 0) || holds("+++ exited (status ") { return "ltrace" }
    if holds(" ms): ") { return "perf trace" }
    if holds(" strace.go:") { return "gVisor" }
    if line.has("SYSCALL(args)", at: 0) || line.find("\t\t = ", in: 0..<line.count) != nil {
      return "dtruss"
    }
    if line.has("--- Process ", at: 0) { return "the strace of Cygwin" }
    if holds("resolvepath(") || holds("sysconfig(_CONFIG_") || endsAsTruss(line) { return "truss" }
    return nil
  }

  /// ` = 3 (0x3)`: truss of FreeBSD prints a result twice.
  private static func endsAsTruss(_ line: Span<UInt8>) -> Bool {
    guard line.ends(with: ")"),
      let open = line.find(" (0x", in: max(0, line.count - 24)..<line.count)
    else { return false }
    var digits = open
    while digits > 0, line[digits - 1] &- 0x30 < 10 { digits -= 1 }
    return digits < open && line.has("= ", at: digits - 2)
  }
}

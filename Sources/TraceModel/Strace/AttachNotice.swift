/// What strace says of the processes it attaches to and leaves, often in the middle of a line.
struct AttachNotice {
  /// What it says.
  enum Kind { case attached, detached, other }

  /// What it says.
  var kind: Kind
  /// Of whom.
  var pid: Int32
  /// Where the notice begins: what stands before it is the call it interrupted.
  var start: Int
  /// Whether it is of a process with all its threads: `Process N attached with 4 threads`.
  var hasThreads = false
  /// Whether strace says it of those to which `-p` attaches: up to 4.10 `Process N attached - interrupt
  /// to quit`; where `-f` follows a new task it was `Process N attached` alone.
  var beginsRun = false

  /// Finds a notice in `line` from `from` on: `strace: Process N attached`, `/usr/bin/strace:
  /// Process N detached`, and up to 4.10 `Process N attached` bare.
  init?(_ line: Span<UInt8>, from: Int) {
    guard from <= line.count, let found = line.find("Process ", in: from..<line.count) else {
      return nil
    }
    var position = found + 8
    guard let number = line.decimal(at: &position), let pid = Int32(exactly: number) else {
      return nil
    }
    if line.has(" attached", at: position) {
      kind = .attached
      hasThreads = line.has(" with ", at: position + 9)
      beginsRun =
        hasThreads || line.find(" to quit", in: position..<line.count) != nil
    } else if line.has(" detached", at: position) {
      kind = .detached
    } else if line.has(" suspended", at: position) || line.has(" resumed", at: position) {
      kind = .other
    } else {
      return nil
    }
    self.pid = pid
    start = found
    if line.has("strace: ", at: found - 8), found - 8 >= from {
      start = found - 8
      beginsRun = true
      // strace calls itself as it was called: `/usr/bin/strace: `.
      var path = start
      var slash: Int?
      while path > from, Self.isPathByte(line[path - 1]) {
        path -= 1
        // The end of a comment (`17 /* SIGCHLD */`, -X verbose) begins no path.
        if line[path] == UInt8(ascii: "/"), path == from || line[path - 1] != UInt8(ascii: "*") {
          slash = path
        }
      }
      if let slash { start = slash }
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte &- 0x2D < 13 || byte == UInt8(ascii: "_")
  }
}

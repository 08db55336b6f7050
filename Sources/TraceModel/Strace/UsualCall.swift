/// A call about a descriptor in the words that nearly all of its kind have under `-y`.
///
/// open, close and fstat are the most of what is read of a log of all calls, and little is wanted of
/// them. Here they are read from left to right in the one form that they mostly have; a line of any
/// other form is none, and is read as all calls are.
enum UsualCall {
  /// open or openat succeeded: the number, the flags as bits (`Flags.open`), where the name stands
  /// that was asked for, and the name that the result shows.
  case opened(Int32, flags: UInt64, name: Range<Int>, shown: Decoration)
  /// close succeeded.
  case closed(Int32)
  /// fstat succeeded, and shows a size (in bytes) but no inode.
  case measured(Int32, size: UInt64)

  /// Whether some lines of a call are told in short.
  static func covers(_ call: Syscall) -> Bool {
    switch call {
    case .open, .openat, .close, .fstat, .fstat64, .newfstatat, .fstatat64: true
    default: false
    }
  }

  /// Reads a line from its arguments on; nothing where it has another form.
  init?(_ line: Span<UInt8>, _ call: Syscall, from arguments: Int) {
    var position = arguments
    switch call {
    case .open, .openat: self.init(open: line, call, &position)
    case .close: self.init(close: line, &position)
    case .fstat, .fstat64, .newfstatat, .fstatat64: self.init(stat: line, call, &position)
    default: return nil
    }
  }

  /// `AT_FDCWD</srv>, "/srv/a", O_RDONLY|O_CLOEXEC) = 3</srv/a>`.
  private init?(open line: Span<UInt8>, _ call: Syscall, _ position: inout Int) {
    if call == .openat {
      guard line.has("AT_FDCWD", at: position) else { return nil }
      position += 8
      Self.skipDecoration(line, &position)
      guard Self.skip(", ", line, &position) else { return nil }
    }
    guard line.has("\"", at: position),
      let end = line.firstIndex(of: UInt8(ascii: "\""), in: position + 1..<line.count),
      line.firstIndex(of: UInt8(ascii: "\\"), in: position..<end) == nil
    else { return nil }
    let name = position..<end + 1
    position = end + 1
    guard Self.skip(", O_", line, &position) else { return nil }
    let start = position - 2
    while position < line.count, Self.isOfFlags(line[position]) { position += 1 }
    let flags: UInt64
    switch position - start {
    case 8 where line.has("O_RDONLY", at: start): flags = 0
    case 18 where line.has("O_RDONLY|O_CLOEXEC", at: start): flags = Flags.openCloseOnExec
    default: flags = Flags.open(line, start..<position)
    }
    guard Self.skipToResult(line, &position), let value = line.decimal(at: &position),
      let number = Int32(exactly: value), let shown = Decoration(line, from: &position),
      Self.isEnd(line, position)
    else { return nil }
    self = .opened(number, flags: flags, name: name, shown: shown)
  }

  /// `3</srv/a>) = 0`.
  private init?(close line: Span<UInt8>, _ position: inout Int) {
    guard let number = Self.descriptor(line, &position), Self.skipToResult(line, &position),
      Self.skip("0", line, &position), Self.isEnd(line, position)
    else { return nil }
    self = .closed(number)
  }

  /// `3</srv/a>, "", {st_mode=S_IFREG|0644, st_size=75, ...}, AT_EMPTY_PATH) = 0`; fstat has neither
  /// the name nor the flag.
  private init?(stat line: Span<UInt8>, _ call: Syscall, _ position: inout Int) {
    let isAt = call == .newfstatat || call == .fstatat64
    guard let number = Self.descriptor(line, &position), Self.skip(", ", line, &position),
      !isAt || Self.skip("\"\", ", line, &position),
      Self.skip("{st_mode=", line, &position)
    else { return nil }
    while position < line.count, Self.isOfFlags(line[position]) { position += 1 }
    guard Self.skip(", st_size=", line, &position), let size = line.decimal(at: &position),
      Self.skip(", ...}", line, &position),
      !isAt || Self.skip(", AT_EMPTY_PATH", line, &position),
      Self.skipToResult(line, &position), Self.skip("0", line, &position),
      Self.isEnd(line, position)
    else { return nil }
    self = .measured(number, size: size)
  }

  /// The number of a descriptor, and what `-y` shows of it.
  private static func descriptor(_ line: Span<UInt8>, _ position: inout Int) -> Int32? {
    guard let number = line.decimal(at: &position) else { return nil }
    skipDecoration(line, &position)
    return Int32(exactly: number)
  }

  private static func skipDecoration(_ line: Span<UInt8>, _ position: inout Int) {
    if position < line.count, line[position] == UInt8(ascii: "<") {
      Decoration.skip(line, &position)
    }
  }

  @inline(__always)
  private static func skip(
    _ text: StaticString, _ line: Span<UInt8>, _ position: inout Int
  ) -> Bool {
    guard line.has(text, at: position) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// Moves from the `)` behind the arguments to the result.
  private static func skipToResult(_ line: Span<UInt8>, _ position: inout Int) -> Bool {
    guard skip(")", line, &position) else { return false }
    line.skipBlanks(at: &position)
    return skip("= ", line, &position)
  }

  /// Whether nothing but the time that the call took (`-T`) stands behind the result.
  private static func isEnd(_ line: Span<UInt8>, _ position: Int) -> Bool {
    position == line.count || position == line.startOfDuration
  }

  /// Whether a byte may be of flags or of a mode: `O_RDONLY|O_CLOEXEC`, `S_IFREG|0644`.
  private static func isOfFlags(_ byte: UInt8) -> Bool {
    byte &- 0x41 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "|")
      || byte &- 0x30 < 10
  }
}

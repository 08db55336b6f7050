/// A call about a file or its descriptor in the words that nearly all of its kind have.
///
/// open, close and fstat are the most of what is read of a log of all calls, and little is wanted of
/// them. Here they are read from left to right in the one form that they mostly have; a line of any
/// other form is none, and is read as all calls are.
enum UsualCall {
  /// open or openat succeeded.
  case opened(Opened)
  /// open or openat failed: where the name stands that was asked for.
  case notOpened(name: Range<Int>)
  /// close succeeded.
  case closed(Int32)
  /// fstat succeeded, and shows a size (in bytes) but no inode.
  case measured(Int32, size: UInt64)

  /// What open or openat returned.
  struct Opened {
    /// The descriptor.
    var number: Int32
    /// The flags as bits (`Flags.open`).
    var flags: UInt64
    /// Where the directory stands from which openat sees the name.
    var folder: Range<Int>?
    /// Where the name stands that was asked for.
    var name: Range<Int>
    /// The name that the result shows (`-y`).
    var shown: Decoration?
  }

  /// Whether some lines of a call are told in short.
  static func covers(_ call: Syscall) -> Bool { call == .close || call.isToldByEnd }

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
    let start = position
    guard let (name, flags) = Self.openArguments(line, call, &position),
      Self.skipToResult(line, &position)
    else { return nil }
    if line.has("-1 E", at: position) {
      self = .notOpened(name: name)
      return
    }
    guard let value = line.decimal(at: &position), let number = Int32(exactly: value) else {
      return nil
    }
    var shown: Decoration?
    if line.has("<", at: position) {
      shown = Decoration(line, from: &position)
      if shown == nil { return nil }
    }
    guard Self.isEnd(line, position) else { return nil }
    self = .opened(
      Opened(
        number: number, flags: Self.openFlags(line, flags),
        folder: call == .openat ? start..<name.lowerBound - 2 : nil, name: name, shown: shown))
  }

  /// The arguments of open or openat: where the name and the flags stand.
  static func openArguments(
    _ line: Span<UInt8>, _ call: Syscall, _ position: inout Int
  ) -> (name: Range<Int>, flags: Range<Int>)? {
    if call == .openat {
      if line.has("AT_FDCWD", at: position) {
        position += 8
        skipDecoration(line, &position)
      } else if descriptor(line, &position) == nil {
        return nil
      }
      guard skip(", ", line, &position) else { return nil }
    }
    guard line.has("\"", at: position),
      let end = line.firstIndex(of: UInt8(ascii: "\""), in: position + 1..<line.count),
      line.firstIndex(of: UInt8(ascii: "\\"), in: position..<end) == nil
    else { return nil }
    let name = position..<end + 1
    position = end + 1
    guard skip(", O_", line, &position) else { return nil }
    let start = position - 2
    skipArgument(line, &position)
    let flags = start..<position
    // The mode of a file that is made.
    if skip(", 0", line, &position) {
      while position < line.count, line[position] &- 0x30 < 8 { position += 1 }
    }
    return (name, flags)
  }

  /// Moves to the end of an argument, or of a member of one.
  private static func skipArgument(_ line: Span<UInt8>, _ position: inout Int) {
    let start = position
    ArgumentScanner.skip(line, &position)
    while position > start, line[position - 1] == 0x20 { position -= 1 }
  }

  /// The flags of open as bits, of which those are right that matter.
  static func openFlags(_ line: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var position = range.lowerBound
    // Most are no more than read: nothing behind a bar is another access mode, or a number.
    guard line.has("O_RDONLY", at: position) else { return Flags.open(line, range) }
    var flags: UInt64 = 0
    while let bar = line.firstIndex(of: UInt8(ascii: "|"), in: position..<range.upperBound) {
      position = bar + 1
      if line.has("O_CLOEXEC", at: position) { flags = Flags.openCloseOnExec }
      if position < range.upperBound,
        line[position] &- 0x30 < 10 || line.has("O_RDWR", at: position)
          || line.has("O_WRONLY", at: position)
      {
        return Flags.open(line, range)
      }
    }
    return flags
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
    guard let number = Self.beforeBuffer(line, isAt, &position),
      Self.skip("{st_mode=", line, &position)
    else { return nil }
    Self.skipArgument(line, &position)
    guard Self.skip(", st_size=", line, &position), let size = line.decimal(at: &position),
      Self.skip(", ...}", line, &position),
      !isAt || Self.skip(", AT_EMPTY_PATH", line, &position),
      Self.skipToResult(line, &position), Self.skip("0", line, &position),
      Self.isEnd(line, position)
    else { return nil }
    self = .measured(number, size: size)
  }

  /// The arguments of fstat or newfstatat before the buffer, of which the first is returned.
  private static func beforeBuffer(
    _ line: Span<UInt8>, _ isAt: Bool, _ position: inout Int
  ) -> Int32? {
    guard let number = descriptor(line, &position), skip(", ", line, &position),
      !isAt || skip("\"\", ", line, &position)
    else { return nil }
    return number
  }

  /// Where ` <unfinished ...>` begins at the end of a line whose call is told by its end
  /// (`Syscall.isToldByEnd`), in its usual form; nothing in another.
  static func endOfHead(_ line: Span<UInt8>, _ call: Syscall, from arguments: Int) -> Int? {
    let marker: StaticString = " <unfinished ...>"
    let end = line.count - marker.utf8CodeUnitCount
    guard call.isToldByEnd, line.has(marker, at: end) else { return nil }
    var position = arguments
    if call == .open || call == .openat {
      guard openArguments(line, call, &position) != nil else { return nil }
    } else {
      let isAt = call == .newfstatat || call == .fstatat64
      guard beforeBuffer(line, isAt, &position) != nil else { return nil }
    }
    return position == end ? end : nil
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
}

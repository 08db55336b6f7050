/// A call about a file or its descriptor in the words that nearly all of its kind have.
///
/// open, close and fstat are the most of what is read of a log of all calls, and little is wanted of
/// them. Here they are read from left to right in the one form that they mostly have; a call of any
/// other form is none, and is read as all calls are.
///
/// Its text begins with its name and ends with its result, without the time that it took (`-T`): so calls
/// that say the same have the same text.
enum UsualCall: Sendable {
  /// open or openat succeeded.
  case opened(Opened)
  /// open or openat failed: the fingerprint of the name that was asked for, without its folder.
  case notOpened(name: Int)
  /// close succeeded.
  case closed(Int32)
  /// fstat succeeded, and shows a size (in bytes) but no inode.
  case measured(Int32, size: UInt64)
  /// A call that is told by its end (`Syscall.isToldByEnd`) began.
  case begun
  /// close began.
  case closing(Int32)

  /// What open or openat returned.
  struct Opened: Sendable {
    /// The descriptor.
    var number: Int32
    /// The flags as bits (`Flags.open`).
    var flags: UInt64
    /// Where the directory stands from which openat sees the name.
    var folder: CallText.Piece?
    /// Where the name stands that was asked for.
    var name: CallText.Piece
    /// The name that the result shows (`-y`).
    var shown: Decoration?
    /// The fingerprint of that, or else of the name that was asked for, where that has no escapes.
    private(set) var nameHash: Int?
    /// Whether something in the text may be the name of a shared object.
    private(set) var namesObject = false
    /// Whether what the result shows may be.
    private(set) var showsObject = false
    /// The fingerprint of the name that was asked for, without its folder, where something may be the name
    /// of a shared object; 0 where that has escapes.
    private(set) var triedName = 0

    /// Whether all that is kept of it is a fingerprint: of others it matters when they were opened.
    var isPlain: Bool { shown != nil && !namesObject }

    /// Notes what its names are known by, and whether they may be of shared objects.
    mutating func noteNames(_ text: Span<UInt8>, from start: Int) {
      if let shown {
        nameHash = text.fingerprint(shown.content)
      } else if text.firstIndex(of: UInt8(ascii: "\\"), in: name.range) == nil {
        nameHash = text.fingerprint(name.range)
      }
      namesObject = text.find(".so", in: start..<text.count) != nil
      guard namesObject else { return }
      if let shown { showsObject = text.find(".so", in: shown.content) != nil }
      if let last = StringLiteral.lastComponent(text, name.range) {
        triedName = text.fingerprint(last)
      }
    }
  }

  /// Whether it is the first half of a call.
  var isFirstHalf: Bool {
    switch self {
    case .begun, .closing: true
    default: false
    }
  }

  /// Whether it matters when it was.
  var needsTime: Bool {
    switch self {
    case .closed, .notOpened: false
    case .opened(let open): !open.isPlain
    case .measured, .begun, .closing: true
    }
  }

  /// Whether who takes it looks at its text: for the name of what may be an object, or that no `-y` shows.
  var needsText: Bool {
    if case .opened(let open) = self { !open.isPlain } else { false }
  }

  /// Whether some lines of a call are told in short.
  static func covers(_ call: Syscall) -> Bool { call == .close || call.isToldByEnd }

  /// What stands at the end of the first half of a call.
  static let unfinished: StaticString = " <unfinished ...>"

  /// Reads a text from its arguments on; nothing where it has another form.
  init?(_ text: Span<UInt8>, _ call: Syscall, from arguments: Int) {
    var position = arguments
    switch call {
    case .open, .openat: self.init(open: text, call, &position)
    case .close: self.init(close: text, &position)
    case .fstat, .fstat64, .newfstatat, .fstatat64: self.init(stat: text, call, &position)
    default: return nil
    }
  }

  /// `AT_FDCWD</srv>, "/srv/a", O_RDONLY|O_CLOEXEC) = 3</srv/a>`.
  private init?(open text: Span<UInt8>, _ call: Syscall, _ position: inout Int) {
    let start = position
    guard let (name, flags) = Self.openArguments(text, call, &position) else { return nil }
    if Self.isUnfinished(text, position) {
      self = .begun
      return
    }
    guard Self.skipToResult(text, &position) else { return nil }
    if text.has("-1 E", at: position), let last = StringLiteral.lastComponent(text, name) {
      self = .notOpened(name: text.fingerprint(last))
      return
    }
    guard let value = text.decimal(at: &position), let number = Int32(exactly: value) else {
      return nil
    }
    var open = Opened(
      number: number, flags: Self.openFlags(text, flags), name: CallText.Piece(name))
    if call == .openat { open.folder = CallText.Piece(start..<name.lowerBound - 2) }
    if text.has("<", at: position) {
      guard let shown = Decoration(text, from: &position) else { return nil }
      open.shown = shown
    }
    guard position == text.count else { return nil }
    // Not in what stands before the call: a program may be named so (`-Y`).
    open.noteNames(text, from: start)
    self = .opened(open)
  }

  /// The arguments of open or openat: where the name and the flags stand.
  private static func openArguments(
    _ text: Span<UInt8>, _ call: Syscall, _ position: inout Int
  ) -> (name: Range<Int>, flags: Range<Int>)? {
    if call == .openat {
      if text.has("AT_FDCWD", at: position) {
        position += 8
        skipDecoration(text, &position)
      } else if descriptor(text, &position) == nil {
        return nil
      }
      guard skip(", ", text, &position) else { return nil }
    }
    guard text.has("\"", at: position),
      let end = text.firstIndex(of: UInt8(ascii: "\""), in: position + 1..<text.count),
      text.firstIndex(of: UInt8(ascii: "\\"), in: position..<end) == nil
    else { return nil }
    let name = position..<end + 1
    position = end + 1
    guard skip(", O_", text, &position) else { return nil }
    let start = position - 2
    skipArgument(text, &position)
    let flags = start..<position
    // The mode of a file that is made.
    if skip(", 0", text, &position) {
      while position < text.count, text[position] &- 0x30 < 8 { position += 1 }
    }
    return (name, flags)
  }

  /// Moves to the end of an argument, or of a member of one.
  private static func skipArgument(_ text: Span<UInt8>, _ position: inout Int) {
    let start = position
    ArgumentScanner.skip(text, &position)
    while position > start, text[position - 1] == 0x20 { position -= 1 }
  }

  /// The flags of open as bits, of which those are right that matter.
  private static func openFlags(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var position = range.lowerBound
    // Most are no more than read: nothing behind a bar is another access mode, or a number.
    guard text.has("O_RDONLY", at: position) else { return Flags.open(text, range) }
    var flags: UInt64 = 0
    while let bar = text.firstIndex(of: UInt8(ascii: "|"), in: position..<range.upperBound) {
      position = bar + 1
      if text.has("O_CLOEXEC", at: position) { flags = Flags.openCloseOnExec }
      if position < range.upperBound,
        text[position] &- 0x30 < 10 || text.has("O_RDWR", at: position)
          || text.has("O_WRONLY", at: position)
      {
        return Flags.open(text, range)
      }
    }
    return flags
  }

  /// `3</srv/a>) = 0`.
  private init?(close text: Span<UInt8>, _ position: inout Int) {
    guard let number = Self.descriptor(text, &position) else { return nil }
    if Self.isUnfinished(text, position) {
      self = .closing(number)
      return
    }
    guard Self.skipToResult(text, &position), Self.skip("0", text, &position),
      position == text.count
    else { return nil }
    self = .closed(number)
  }

  /// `3</srv/a>, "", {st_mode=S_IFREG|0644, st_size=75, ...}, AT_EMPTY_PATH) = 0`; fstat has neither
  /// the name nor the flag.
  private init?(stat text: Span<UInt8>, _ call: Syscall, _ position: inout Int) {
    let isAt = call == .newfstatat || call == .fstatat64
    guard let number = Self.beforeBuffer(text, isAt, &position) else { return nil }
    if Self.isUnfinished(text, position) {
      self = .begun
      return
    }
    guard Self.skip("{st_mode=", text, &position) else { return nil }
    Self.skipArgument(text, &position)
    guard Self.skip(", st_size=", text, &position), let size = text.decimal(at: &position),
      Self.skip(", ...}", text, &position),
      !isAt || Self.skip(", AT_EMPTY_PATH", text, &position),
      Self.skipToResult(text, &position), Self.skip("0", text, &position),
      position == text.count
    else { return nil }
    self = .measured(number, size: size)
  }

  /// The arguments of fstat or newfstatat before the buffer, of which the first is returned.
  private static func beforeBuffer(
    _ text: Span<UInt8>, _ isAt: Bool, _ position: inout Int
  ) -> Int32? {
    guard let number = descriptor(text, &position), skip(", ", text, &position),
      !isAt || skip("\"\", ", text, &position)
    else { return nil }
    return number
  }

  /// Whether the text is the first half of a call and ends here.
  private static func isUnfinished(_ text: Span<UInt8>, _ position: Int) -> Bool {
    position == text.count - unfinished.utf8CodeUnitCount && text.has(unfinished, at: position)
  }

  /// The number of a descriptor, and what `-y` shows of it.
  private static func descriptor(_ text: Span<UInt8>, _ position: inout Int) -> Int32? {
    guard let number = text.decimal(at: &position) else { return nil }
    skipDecoration(text, &position)
    return Int32(exactly: number)
  }

  /// Moves behind what `-y` shows of a descriptor; a shift (`3<<`) shows nothing.
  private static func skipDecoration(_ text: Span<UInt8>, _ position: inout Int) {
    if text.has("<", at: position), !text.has("<<", at: position) {
      Decoration.skip(text, &position)
    }
  }

  @inline(__always)
  private static func skip(
    _ word: StaticString, _ text: Span<UInt8>, _ position: inout Int
  ) -> Bool {
    guard text.has(word, at: position) else { return false }
    position += word.utf8CodeUnitCount
    return true
  }

  /// Moves from the `)` behind the arguments to the result.
  private static func skipToResult(_ text: Span<UInt8>, _ position: inout Int) -> Bool {
    guard skip(")", text, &position) else { return false }
    text.skipBlanks(at: &position)
    return skip("= ", text, &position)
  }
}

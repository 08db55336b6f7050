/// Where the arguments and the result of a call stand in its text.
///
/// The text is read from left to right: a name may contain `) = 3`, so nothing can be found from
/// the end.
struct CallText: Sendable {
  /// How the text of a call ends.
  enum Ending: UInt8, Sendable {
    /// With a result.
    case result
    /// With `<unfinished ...>`: the rest comes later, or never.
    case unfinished
    /// With `<detached ...>`.
    case detached
    /// With `<pid changed to N ...>`: execve of a thread, which goes on under the leader's id.
    case pidChanged
    /// Without any of these: cut, or interrupted by another text.
    case open
  }

  /// A piece of the text.
  struct Piece: Sendable, BitwiseCopyable {
    var start: Int32 = 0
    var end: Int32 = 0
    var range: Range<Int> { Int(start)..<Int(end) }

    init() {}

    /// No line has more bytes than 32 bits count.
    init(_ range: Range<Int>) {
      start = Int32(range.lowerBound)
      end = Int32(range.upperBound)
    }
  }

  /// The most arguments that are kept: no call that is read has more.
  static let mostArguments = 8

  private var pieces: InlineArray<8, Piece> = .init(repeating: Piece())
  /// How many arguments there are, at most `mostArguments`.
  private(set) var count = 0
  /// How the text ends.
  private(set) var ending = Ending.open
  /// Where the result begins, behind `= `; where the text ends, if it has none.
  private(set) var result = 0
  /// For `pidChanged`: the new id.
  private(set) var changedPID: Int32?

  /// Argument `index`, without a leading `name=`; empty where there is none.
  func argument(_ index: Int) -> Range<Int> {
    index < count ? pieces[index].range : 0..<0
  }

  /// Reads `text` from behind the opening parenthesis.
  init(_ text: Span<UInt8>, from start: Int) {
    var position = start
    while position < text.count {
      // Blanks before an argument, and the `, ` before it, are no part of it.
      while position < text.count, text[position] == 0x20 || text[position] == UInt8(ascii: ",") {
        position += 1
      }
      guard position < text.count else { break }
      if readMarker(text, position) { return }
      if text[position] == UInt8(ascii: ")") {
        readClosing(text, position + 1)
        return
      }
      let first = Self.skipName(text, position)
      position = first
      ArgumentScanner.skip(text, &position)
      var last = position
      while last > first, text[last - 1] == 0x20 { last -= 1 }
      if count < Self.mostArguments {
        pieces[count] = Piece(first..<last)
        count += 1
      }
      if position == first, position < text.count, text[position] != UInt8(ascii: ")"),
        text[position] != UInt8(ascii: ",")
      {
        position += 1
      }
    }
    result = text.count
  }

  /// `<unfinished ...>`, `<detached ...>`, `<pid changed to N ...>` in the place of an argument.
  private mutating func readMarker(_ text: Span<UInt8>, _ position: Int) -> Bool {
    guard text[position] == UInt8(ascii: "<") else { return false }
    if text.has("<unfinished", at: position) {
      // Since strace 4.15 a call that the end of its group cut off: `<unfinished ...>) = ?`.
      var at = position + 11
      while at < text.count, text[at] != UInt8(ascii: ">") { at += 1 }
      if at + 1 < text.count, text[at + 1] == UInt8(ascii: ")") {
        readClosing(text, at + 2)
      } else {
        ending = .unfinished
        result = text.count
      }
      return true
    }
    if text.has("<detached ...>", at: position) {
      ending = .detached
    } else if text.has("<pid changed to ", at: position) {
      ending = .pidChanged
      var at = position + 16
      changedPID = text.decimal(at: &at).flatMap { Int32(exactly: $0) }
    } else {
      return false
    }
    result = text.count
    return true
  }

  private mutating func readClosing(_ text: Span<UInt8>, _ start: Int) {
    var position = start
    Self.skipSpace(text, &position)
    guard position < text.count, text[position] == UInt8(ascii: "=") else {
      result = text.count
      return
    }
    position += 1
    Self.skipSpace(text, &position)
    result = position
    if position < text.count { ending = .result }
  }

  /// Moves over blanks, and over what they become in a copy: tabs, no-break spaces of a page.
  private static func skipSpace(_ text: Span<UInt8>, _ position: inout Int) {
    while position < text.count {
      if text[position] == 0x20 || text[position] == 0x09 {
        position += 1
      } else if text.has("\u{A0}", at: position) {
        position += 2
      } else {
        return
      }
    }
  }

  /// Behind `addr=` (`-N`, strace 6.16; clone always): a name of letters and `=` before a value.
  private static func skipName(_ text: Span<UInt8>, _ start: Int) -> Int {
    guard text[start] &- 0x61 < 26 || text[start] == UInt8(ascii: "_") else { return start }
    var position = start
    while position < text.count, isNameByte(text[position]) { position += 1 }
    guard position > start, position < text.count, text[position] == UInt8(ascii: "="),
      position + 1 < text.count,
      text[position + 1] != UInt8(ascii: "="), text[position + 1] != 0x20
    else { return start }
    return position + 1
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte &- 0x30 < 10
  }
}

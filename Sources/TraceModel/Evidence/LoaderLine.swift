/// One message of LD_DEBUG, as ranges of its text.
///
/// The wordings are those of glibc 2.5 to 2.42: elf/dl-lookup.c, dl-close.c, dl-open.c, dl-load.c,
/// dl-deps.c, dl-init.c, dl-fini.c, dl-version.c, dl-error.c (from 2.26 dl-error-skeleton.c).
enum LoaderLine: Equatable {
  /// `symbol=NAME;  lookup in file=FILE [0]`.
  case lookup(symbol: Range<Int>, file: Range<Int>)
  /// ``binding file FILE [0] to FILE [0]: normal symbol `NAME' [VERSION]``.
  case binding(from: Range<Int>, to: Range<Int>, symbol: Range<Int>, version: Range<Int>?)
  /// `OBJECT: error: symbol lookup error: MESSAGE (fatal)`.
  case error(object: Range<Int>, occasion: Range<Int>, message: Range<Int>, isFatal: Bool)
  /// Something that happened to an object.
  case event(Event, object: Range<Int>, other: Range<Int>?)
  /// `  dynamic: 0x…  base: 0x…   size: 0x…` below `generating link map`.
  case extent(base: UInt64, size: UInt64)
  /// `  trying file=FILE`.
  case trying(file: Range<Int>)
  /// ``checking for version `V' in file FILE [0] required by file FILE [0]``.
  case version(Range<Int>, file: Range<Int>, by: Range<Int>)
  /// Anything else that the loader says.
  case other

  /// The kinds of events.
  enum Event: Equatable {
    case needed, relocationDependency, dynamicallyLoaded, generating, destroying
    case opening(UInt32), closing(UInt32)
    case preinit, initializing, finalizing
    case marked, activated, global, searching, relocating, starting
  }

  /// Reads a message, without the process before it; nothing where no loader says such a thing.
  init?(_ text: Span<UInt8>) {
    var start = 0
    text.skipWhite(at: &start)
    if text.has("symbol=", at: start) {
      guard let middle = text.find("lookup in file=", in: start..<text.count) else { return nil }
      var end = middle
      while end > start, text[end - 1] == 0x20 || text[end - 1] == UInt8(ascii: ";") { end -= 1 }
      guard start + 7 <= end else { return nil }
      self = .lookup(symbol: start + 7..<end, file: text.object(middle + 15..<text.count))
      return
    }
    if let line = Self.error(text, start) ?? Self.binding(text, start)
      ?? Self.file(text, start) ?? Self.simple(text, start) ?? Self.noDelete(text, start)
    {
      self = line
      return
    }
    guard Self.isOther(text, start) else { return nil }
    self = .other
  }

  private static func error(_ text: Span<UInt8>, _ start: Int) -> LoaderLine? {
    guard let mark = text.find(": error: ", in: start..<text.count) else { return nil }
    let rest = mark + 9
    guard let colon = text.find(": ", in: rest..<text.count) else { return nil }
    var end = text.count
    var isFatal = false
    if text.ends(with: " (fatal)") {
      (isFatal, end) = (true, end - 8)
    } else if text.ends(with: " (continued)") {
      end -= 12
    } else {
      return nil
    }
    guard colon + 2 <= end else { return nil }
    return .error(
      object: start..<mark, occasion: rest..<colon, message: colon + 2..<end, isFatal: isFatal)
  }

  private static func binding(_ text: Span<UInt8>, _ start: Int) -> LoaderLine? {
    guard text.has("binding file ", at: start),
      let open = text.find(" symbol `", in: start..<text.count),
      let colon = text.lastIndex(of: ": ", in: start..<open),
      let to = text.find(" to ", in: start + 13..<colon)
    else { return nil }
    let symbolStart = open + 9
    let close = text.lastIndex(of: "'", in: symbolStart..<text.count) ?? text.count
    var version: Range<Int>?
    if text.has("' [", at: close), text[text.count - 1] == UInt8(ascii: "]"),
      close + 3 <= text.count - 1
    {
      version = close + 3..<text.count - 1
    }
    return .binding(
      from: text.object(start + 13..<to), to: text.object(to + 4..<colon),
      symbol: symbolStart..<close, version: version)
  }

  /// `file=NAME [0];  needed by NAME [0]` and its kin.
  private static func file(_ text: Span<UInt8>, _ start: Int) -> LoaderLine? {
    guard text.has("file=", at: start),
      let semicolon = text.lastIndex(of: "; ", in: start + 5..<text.count)
    else { return nil }
    let object = text.object(start + 5..<semicolon)
    var rest = semicolon + 1
    text.skipWhite(at: &rest)
    if text.has("generating link map", at: rest) {
      return .event(.generating, object: object, other: nil)
    }
    if text.has("destroying link map", at: rest) {
      return .event(.destroying, object: object, other: nil)
    }
    if text.has("dynamically loaded by ", at: rest) {
      return .event(
        .dynamicallyLoaded, object: object, other: text.object(rest + 22..<text.count))
    }
    guard text.has("needed by ", at: rest) else { return nil }
    if text.ends(with: " (relocation dependency)"), rest + 10 <= text.count - 24 {
      return .event(
        .relocationDependency, object: object, other: text.object(rest + 10..<text.count - 24))
    }
    return .event(.needed, object: object, other: text.object(rest + 10..<text.count))
  }

  private static func simple(_ text: Span<UInt8>, _ start: Int) -> LoaderLine? {
    func after(_ words: StaticString) -> Range<Int>? {
      text.has(words, at: start) ? start + words.utf8CodeUnitCount..<text.count : nil
    }
    func event(_ event: Event, _ range: Range<Int>) -> LoaderLine {
      .event(event, object: text.object(range), other: nil)
    }
    if let range = after("calling init: ") { return event(.initializing, range) }
    if let range = after("calling fini: ") { return event(.finalizing, range) }
    if let range = after("calling preinit: ") { return event(.preinit, range) }
    if let range = after("trying file=") { return .trying(file: range) }
    if let range = after("checking for version `") { return version(text, range) }
    if let range = after("find library=") {
      let end = text.find("; searching", in: range) ?? range.upperBound
      return event(.searching, range.lowerBound..<end)
    }
    if let range = after("transferring control: ") { return event(.starting, range) }
    if let range = after("relocation processing: ") {
      let isLazy = text.ends(with: " (lazy)") && range.count >= 7
      return event(.relocating, range.lowerBound..<range.upperBound - (isLazy ? 7 : 0))
    }
    if let range = after("add "), let end = text.find(" to global scope", in: range) {
      return event(.global, range.lowerBound..<end)
    }
    if let range = after("opening file="), let (object, count) = text.counted(range) {
      return .event(.opening(count), object: object, other: nil)
    }
    if let range = after("closing file="), let (object, count) = text.counted(range) {
      return .event(.closing(count), object: object, other: nil)
    }
    guard after("dynamic: 0x") != nil else { return nil }
    guard let base = text.number(behind: "base: 0x", from: start),
      let size = text.number(behind: "size: 0x", from: start)
    else { return nil }
    return .extent(base: base, size: size)
  }

  private static func version(_ text: Span<UInt8>, _ range: Range<Int>) -> LoaderLine? {
    guard let quote = text.find("' in file ", in: range),
      let mark = text.find(" required by file ", in: quote..<range.upperBound),
      quote + 10 <= mark
    else { return nil }
    return .version(
      range.lowerBound..<quote, file: text.object(quote + 10..<mark),
      by: text.object(mark + 18..<range.upperBound))
  }

  /// ``marking X [0] as NODELETE due to …``, ``activating NODELETE for X [0]``.
  ///
  /// glibc 2.31 and 2.32 say `due to reference to`, later ones `due to reference from`; both name
  /// the object that has the reference.
  private static func noDelete(_ text: Span<UInt8>, _ start: Int) -> LoaderLine? {
    if text.has("activating NODELETE for ", at: start) {
      return .event(.activated, object: text.object(start + 24..<text.count), other: nil)
    }
    guard text.has("marking ", at: start),
      let mark = text.find(" as NODELETE", in: start + 8..<text.count)
    else { return nil }
    let rest = mark + 12
    let why = text.has(" due to ", at: rest) ? rest + 8..<text.count : nil
    return .event(.marked, object: text.object(start + 8..<mark), other: why)
  }

  /// The range of a name, without the number of its namespace (` [0]`) behind it.
  static func object(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard range.count >= 4, text[range.upperBound - 1] == UInt8(ascii: "]"),
      let open = text.lastIndex(of: " [", in: range),
      text.decimal(open + 2..<range.upperBound - 1) != nil
    else { return range }
    return range.lowerBound..<open
  }

  private static func isOther(_ text: Span<UInt8>, _ start: Int) -> Bool {
    text.has("search path=", at: start) || text.has("search cache=", at: start)
      || text.has("object=", at: start) || text.has("scope ", at: start)
      || text.has("no scope", at: start) || text.has("entry: 0x", at: start)
      || text.has("initialize program: ", at: start)
      || text.has("runtime linker statistics", at: start)
      || text.has("Initial object scopes", at: start)
      || text.has("total startup time", at: start) || text.has("number of reloc", at: start)
      || text.has("conflict processing: ", at: start)
  }
}

extension Span<UInt8> {
  /// The range of a name, without the number of its namespace (` [0]`) behind it.
  fileprivate func object(_ range: Range<Int>) -> Range<Int> { LoaderLine.object(self, range) }

  /// `NAME [0]; direct_opencount=1`.
  fileprivate func counted(_ range: Range<Int>) -> (Range<Int>, UInt32)? {
    guard let mark = lastIndex(of: "; direct_opencount=", in: range),
      let count = decimal(mark + 19..<range.upperBound)
    else { return nil }
    return (object(range.lowerBound..<mark), UInt32(clamping: count))
  }

  fileprivate func number(behind words: StaticString, from start: Int) -> UInt64? {
    guard let mark = find(words, in: start..<count) else { return nil }
    var position = mark + words.utf8CodeUnitCount
    return hexadecimal(at: &position)
  }

  /// Where `text` last stands in `range`, or nothing.
  func lastIndex(of text: StaticString, in range: Range<Int>) -> Int? {
    var position = range.upperBound - text.utf8CodeUnitCount
    while position >= range.lowerBound {
      if has(text, at: position) { return position }
      position -= 1
    }
    return nil
  }
}

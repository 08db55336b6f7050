/// An error that a loader told under LD_DEBUG: `OBJECT: error: OCCASION: MESSAGE (fatal)`.
struct LoaderError: Sendable {
  /// The line, from 1.
  var line: Int
  /// The object that could not be loaded or relocated: who wanted the symbol or the version.
  var object: [UInt8]
  /// `symbol lookup error`, `relocation error`, `version lookup error`.
  var occasion: [UInt8]
  /// The message.
  var message: [UInt8]
  /// The symbol that was not found.
  var symbol: [UInt8]?
  /// Its version, or the version that was not found.
  var version: [UInt8]?
  /// The file that should have defined it, where the loader names it (for symbols, glibc up to
  /// 2.29).
  var definer: [UInt8]?
  /// Whether the loader says `fatal`, not `continued`: then the load, not the program, ends.
  var isFatal: Bool
  /// The search that ended in the error, where it was logged.
  var lookup: SymbolLookup?

  init(
    line: Int, object: [UInt8], occasion: [UInt8], message: [UInt8], isFatal: Bool
  ) {
    self.line = line
    self.object = object
    self.occasion = occasion
    self.message = message
    self.isFatal = isFatal
    readMessage()
  }

  /// glibc up to 2.29: `symbol S, version V not defined in file F with link time reference`; all:
  /// `undefined symbol: S, version V` (elf/dl-lookup.c), ``version `V' not found (required by R)``
  /// (elf/dl-version.c), where the object that is named first is the one that lacks the version.
  private mutating func readMessage() {
    let message = message
    let text = message.span
    let whole = 0..<text.count
    if text.has("undefined symbol: ", at: 0) {
      readSymbol(text, 18..<text.count)
    } else if text.has("symbol ", at: 0), let mark = text.find(" not defined in file ", in: whole) {
      readSymbol(text, min(7, mark)..<mark)
      let end = text.find(" with link time reference", in: mark + 21..<text.count)
      definer = text.copy(mark + 21..<(end ?? text.count))
    } else if let mark = text.find("' not found (required by ", in: whole),
      let open = text.find("version `", in: 0..<mark), text.ends(with: ")"),
      mark + 25 < text.count
    {
      version = text.copy(open + 9..<mark)
      definer = object
      object = text.copy(mark + 25..<text.count - 1)
    }
  }

  private mutating func readSymbol(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard let mark = text.find(", version ", in: range) else {
      symbol = text.copy(range)
      return
    }
    symbol = text.copy(range.lowerBound..<mark)
    version = text.copy(mark + 10..<range.upperBound)
  }
}

/// The search for a symbol: the objects that were asked, in order.
struct SymbolLookup: Sendable {
  /// The most objects that are kept of a search.
  static let mostFiles = 2048

  /// One object that was asked.
  struct Asked: Sendable {
    /// The line, from 1.
    var line: Int
    /// Its name, as the loader has it.
    var file: [UInt8]
  }

  var symbol: [UInt8]
  /// Those that were asked, in order; one may be there twice, in the global and in a local scope.
  var files: [Asked] = []
  /// How many more were asked.
  var leftOut = 0

  /// Whether a question after `name` goes on with it: of the same name, and not to the object with
  /// which the search began, for then another one begins.
  func goesOn(_ name: Span<UInt8>, in asked: Asked) -> Bool {
    name.isEqual(to: symbol) && files.first?.file != asked.file
  }

  mutating func append(_ asked: Asked) {
    if files.count < Self.mostFiles { files.append(asked) } else { leftOut += 1 }
  }
}

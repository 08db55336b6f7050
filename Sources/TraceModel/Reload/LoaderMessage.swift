/// What a dynamic loader says when it cannot load an object.
struct LoaderMessage: Sendable, Equatable {
  /// The object that could not be loaded or relocated, as the loader names it.
  var object: [UInt8]
  /// The symbol that was missing, where one was and strace shows it.
  var symbol: [UInt8]?
  /// Its version.
  var version: [UInt8]?
  /// The file that should have defined it, where the loader names it (glibc up to 2.29).
  var definer: [UInt8]?
  /// Whether strace cut the message.
  var isCut: Bool

  /// Reads a message out of what a process wrote; nothing where it holds none.
  ///
  /// glibc up to 2.29: `OBJECT: symbol NAME, version V not defined in file FILE with link time
  /// reference`; later: `OBJECT: undefined symbol: NAME, version V`; in LD_DEBUG both behind
  /// `error: symbol lookup error: `. elf/dl-lookup.c, `_dl_lookup_symbol_x`. Of whole versions
  /// ``FILE: version `V' not found (required by OBJECT)``; elf/dl-version.c.
  init?(_ text: [UInt8], isCut: Bool) {
    self.isCut = isCut
    var rest: ArraySlice<UInt8>
    if let found = Self.split(text[...], at: ": version `"),
      let mark = Self.split(found.after, at: "' not found (required by ")
    {
      let end = mark.after.firstIndex(of: UInt8(ascii: ")")) ?? mark.after.endIndex
      object = Array(mark.after[..<end])
      version = Array(mark.before)
      definer = Self.lastWord(found.before)
      if object.isEmpty || version?.isEmpty ?? true { return nil }
      return
    }
    if let found = Self.split(text[...], at: ": undefined symbol: ") {
      object = Self.lastWord(found.before)
      rest = found.after
    } else if let found = Self.split(text[...], at: "undefined symbol: ") {
      object = Self.lastWord(found.before)
      rest = found.after
    } else if let found = Self.split(text[...], at: ": symbol "),
      Self.split(found.after, at: " not defined in file ") != nil || isCut
    {
      object = Self.lastWord(found.before)
      rest = found.after
    } else if isCut, let named = Self.objectBeforeCut(text[...]) {
      object = named
      return
    } else {
      return nil
    }
    let end = rest.firstIndex { $0 == 0x0A || $0 == UInt8(ascii: "(") } ?? rest.endIndex
    rest = rest[..<end]
    if let file = Self.split(rest, at: " not defined in file ") {
      definer = Array(Self.split(file.after, at: " with link time")?.before ?? file.after)
      rest = file.before
    }
    if let found = Self.split(rest, at: ", version ") {
      version = Self.trimmed(found.after)
      rest = found.before
    }
    symbol = Self.trimmed(rest)
    guard symbol?.isEmpty ?? true else { return }
    guard isCut, !object.isEmpty else { return nil }
    symbol = nil
  }

  /// The object of a message of which strace shows no more than `OBJECT: undef`.
  private static func objectBeforeCut(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let words = Array("undefined symbol: ".utf8)
    for count in (4...words.count).reversed()
    where text.count > count + 2 && text.suffix(count).elementsEqual(words[..<count]) {
      let before = text.dropLast(count)
      guard before.suffix(2).elementsEqual(": ".utf8) else { return nil }
      let object = lastWord(before.dropLast(2))
      return object.contains(UInt8(ascii: "/")) && split(object[...], at: ".so") != nil
        ? object : nil
    }
    return nil
  }

  /// The file of which a message says that it cannot be used: `FILE: file too short` (elf/dl-load.c);
  /// nothing where it says no such thing.
  static func refusedFile(_ text: [UInt8]) -> [UInt8]? {
    let words: [StaticString] = [
      ": cannot open shared object", ": file too short", ": wrong ELF class",
      ": invalid ELF header",
    ]
    return words.lazy.compactMap { split(text[...], at: $0) }.first.map { found in
      // PHP puts what the loader says in parentheses.
      Array(lastWord(found.before).drop { $0 == UInt8(ascii: "(") })
    }
  }

  /// Whether it is one with which the loader ends the process: a function that was to be bound when it
  /// was called, or a whole program, could not be (elf/dl-catch.c, `fatal_error`).
  static func isFatal(_ text: [UInt8]) -> Bool {
    [": symbol lookup error: ", ": relocation error: "].contains {
      split(text[...], at: $0) != nil
    }
  }

  /// The status with which the process exits then.
  static let fatalStatus = 127

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let last = text.last, last == 0x20 || last == 0x0A || last == 0x0D { text.removeLast() }
    while text.first == 0x20 { text.removeFirst() }
    return Array(text)
  }

  /// The last word before a message: the path of the object, without LD_DEBUG's `error: …`.
  private static func lastWord(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let found = split(text, at: ": error: ") { text = found.before }
    // At the end only: in `./demo: symbol lookup error: ./x.so` the object stands behind it.
    for words: StaticString in [": symbol lookup error", ": relocation error"] {
      if let found = split(text, at: words), found.after.isEmpty { text = found.before }
    }
    while let last = text.last, last == 0x20 || last == UInt8(ascii: ":") { text.removeLast() }
    let start = text.lastIndex { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }.map { $0 + 1 }
    return Array(text[(start ?? text.startIndex)...])
  }

  private static func split(
    _ text: ArraySlice<UInt8>, at separator: StaticString
  ) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
    guard let place = text.span.find(separator, in: 0..<text.count) else { return nil }
    let start = text.startIndex + place
    return (text[..<start], text[(start + separator.utf8CodeUnitCount)...])
  }
}

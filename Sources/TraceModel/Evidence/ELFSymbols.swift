/// The dynamic symbols of an ELF file, and their versions.
struct ELFSymbols: Sendable {
  /// One symbol; its name lies in `strings`.
  struct Symbol: Sendable {
    /// Where its name begins in the table of strings.
    var name: UInt32
    /// Its number among the versions; 0 local, 1 without a version.
    var version: UInt16
    var traits: Traits
  }

  /// What a symbol is.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt8

    /// It is defined here, and others may bind to it.
    static let defined = Traits(rawValue: 1)
    /// It is needed and not defined here.
    static let needed = Traits(rawValue: 2)
    /// It may be missing (STB_WEAK).
    static let weak = Traits(rawValue: 4)
    /// A definition that is not the default one (VERSYM_HIDDEN).
    static let hidden = Traits(rawValue: 8)
    /// There may be one of this name only (STB_GNU_UNIQUE).
    static let unique = Traits(rawValue: 16)
  }

  /// A version that is needed of a file.
  struct Need: Sendable {
    /// The file, as DT_NEEDED names it.
    var file: [UInt8]
    /// The version.
    var version: [UInt8]
    /// Whether it may be missing (VER_FLG_WEAK).
    var isWeak: Bool
    /// Whether unversioned definitions do not do (VERSYM_HIDDEN).
    var isHidden: Bool
  }

  /// The table of strings.
  var strings: [UInt8] = []
  /// The symbols that are defined or needed.
  private(set) var all: [Symbol] = []
  /// The versions that it defines, by number, the base version left out.
  private(set) var definitions: [UInt16: [UInt8]] = [:]
  /// The versions that it needs, by number.
  private(set) var needs: [UInt16: Need] = [:]
  /// Whether it has versions at all (DT_VERSYM).
  var hasVersions = false
  /// How many symbols have names outside the table of strings.
  private(set) var damaged = 0
  /// Whether one is STB_GNU_UNIQUE.
  var hasUnique: Bool { all.contains { $0.traits.contains(.unique) } }

  /// The text at a place in the table of strings, to its zero; nothing where it has none, or is
  /// longer than any name of a file.
  func string(at place: UInt64) -> [UInt8]? {
    slice(at: place, limit: 4096).map { Array($0) }
  }

  /// The same without a copy, of the length that names of C++ have.
  func slice(at place: UInt64, limit: Int = 1 << 14) -> ArraySlice<UInt8>? {
    guard place < UInt64(strings.count) else { return nil }
    let start = Int(place)
    let last = min(strings.count, start + limit)
    guard let end = strings.span.firstIndex(of: 0, in: start..<last) else { return nil }
    return strings[start..<end]
  }

  /// The version of a symbol: one that is defined, or one that is needed.
  func version(of symbol: Symbol) -> [UInt8]? {
    symbol.traits.contains(.needed)
      ? needs[symbol.version]?.version : definitions[symbol.version]
  }

  /// Elf_Verdef: version, flags, number, count, hash, aux, next; Elf_Verdaux: name, next.
  mutating func readDefinitions(
    _ reader: borrowing ELFReader, _ table: [UInt8], count: UInt64
  ) -> Bool {
    var position = 0
    for _ in 0..<min(count, 1 << 15) {
      guard let flags = reader.number(table, position + 2, width: 2),
        let number = reader.number(table, position + 4, width: 2),
        let names = reader.number(table, position + 12, width: 4),
        let next = reader.number(table, position + 16, width: 4),
        let name = reader.number(table, position + Int(names), width: 4),
        let text = string(at: name)
      else { return false }
      // The base version names the file itself.
      if flags & 1 == 0 { definitions[UInt16(number & 0x7FFF)] = text }
      if next == 0 { return true }
      position += Int(next)
    }
    return true
  }

  /// Elf_Verneed: version, count, file, aux, next; Elf_Vernaux: hash, flags, other, name, next.
  mutating func readNeeds(
    _ reader: borrowing ELFReader, _ table: [UInt8], count: UInt64
  ) -> Bool {
    var position = 0
    var left = 1 << 15
    for _ in 0..<min(count, 1 << 15) {
      guard let names = reader.number(table, position + 2, width: 2),
        let place = reader.number(table, position + 4, width: 4),
        let aux = reader.number(table, position + 8, width: 4),
        let next = reader.number(table, position + 12, width: 4), let file = string(at: place)
      else { return false }
      var entry = position + Int(aux)
      for _ in 0..<names {
        guard left > 0, let flags = reader.number(table, entry + 4, width: 2),
          let number = reader.number(table, entry + 6, width: 2),
          let name = reader.number(table, entry + 8, width: 4),
          let step = reader.number(table, entry + 12, width: 4), let version = string(at: name)
        else { return false }
        left -= 1
        needs[UInt16(number & 0x7FFF)] = Need(
          file: file, version: version, isWeak: flags & 2 != 0, isHidden: number & 0x8000 != 0)
        if step == 0 { break }
        entry += Int(step)
      }
      if next == 0 { return true }
      position += Int(next)
    }
    return true
  }

  /// Elf_Sym: what glibc's check_match and do_lookup_x (elf/dl-lookup.c) take, is kept.
  mutating func readSymbols(
    _ reader: borrowing ELFReader, _ table: [UInt8], versions: [UInt8]
  ) {
    let width = reader.is64 ? 24 : 16
    for index in 1..<max(1, table.count / width) {
      let start = index * width
      guard let name = reader.number(table, start, width: 4),
        let info = reader.number(table, start + (reader.is64 ? 4 : 12), width: 1),
        let other = reader.number(table, start + (reader.is64 ? 5 : 13), width: 1),
        let section = reader.number(table, start + (reader.is64 ? 6 : 14), width: 2),
        let value = reader.word(table, start + (reader.is64 ? 8 : 4)),
        let traits = Self.traits(info: info, other: other, section: section, value: value)
      else { continue }
      guard name > 0, name < UInt64(strings.count) else {
        damaged += 1
        continue
      }
      var symbol = Symbol(name: UInt32(name), version: 1, traits: traits)
      if let version = reader.number(versions, index * 2, width: 2) {
        symbol.version = UInt16(version & 0x7FFF)
        if version & 0x8000 != 0 { symbol.traits.insert(.hidden) }
        // A definition of version 0 is local; one that has the name of its version only marks it.
        if symbol.version == 0, traits.contains(.defined) { continue }
        if section == 0xFFF1, value == 0, let version = definitions[symbol.version],
          slice(at: name) == version[...]
        {
          continue
        }
      }
      all.append(symbol)
    }
  }

  private static func traits(
    info: UInt64, other: UInt64, section: UInt64, value: UInt64
  ) -> Traits? {
    let (binding, type) = (info >> 4, info & 15)
    guard binding == 1 || binding == 2 || binding == 10 else { return nil }
    var traits: Traits = binding == 2 ? [.weak] : binding == 10 ? [.unique] : []
    if section == 0 {
      traits.insert(.needed)
      traits.remove(.unique)
      return traits
    }
    // NOTYPE, OBJECT, FUNC, COMMON, TLS, GNU_IFUNC; not hidden or internal.
    guard [0, 1, 2, 5, 6, 10].contains(type), other & 3 == 0 || other & 3 == 3 else { return nil }
    guard value != 0 || section == 0xFFF1 || type == 6 else { return nil }
    traits.insert(.defined)
    return traits
  }
}

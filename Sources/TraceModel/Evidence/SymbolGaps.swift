/// Finds what objects that are loaded together need and none of them has.
///
/// With it the symbol on which a reload fails is predicted of the files: the survivors' (from where
/// they still are, such as a package's old version) and those that are loaded anew.
enum SymbolGaps {
  /// An object that is, or is to be, loaded.
  struct Object: Sendable {
    /// Its path.
    var path: [UInt8]
    var file: ELFFile
    /// Whether it stays loaded from before, not from the file that now lies under its name.
    var isSurvivor = false

    /// The name by which others need it: DT_SONAME, else the last component of the path.
    var name: ArraySlice<UInt8> {
      if let soname = file.soname { return soname[...] }
      let slash = path.lastIndex(of: UInt8(ascii: "/"))
      return path[(slash.map { $0 + 1 } ?? path.startIndex)...]
    }
  }

  /// A symbol or a version that is missing.
  struct Gap: Sendable, Equatable {
    /// The object that needs it, as a place among those given.
    var needer: Int
    /// The symbol; nothing where a whole version is missing, which ld.so checks before any symbol.
    var symbol: [UInt8]?
    var version: [UInt8]
    /// The file that should have it, as DT_NEEDED names it.
    var file: [UInt8]
    /// The object of that name, as a place among those given.
    var definer: Int
    /// The versions in which any of the objects defines a symbol of this name.
    var otherVersions: [[UInt8]] = []
  }

  /// The most gaps that are given.
  static let mostGaps = 4096

  /// What objects need of each other and none defines; those that are not given are not blamed.
  ///
  /// Rules of glibc: elf/dl-lookup.c, check_match; elf/dl-version.c, match_symbol. A weak reference
  /// may stay without a definition. Symbols without a version are left out: any object, also one
  /// that is not given, may define them.
  ///
  /// - Complexity: linear in the symbols of all objects.
  static func gaps(_ objects: [Object]) -> [Gap] {
    var gaps = missingVersions(objects)
    var wanted: Set<ArraySlice<UInt8>> = []
    for object in objects {
      let symbols = object.file.symbols
      for symbol in symbols.all where isStrong(symbol, symbols) {
        if let name = symbols.slice(at: UInt64(symbol.name)) { wanted.insert(name) }
      }
    }
    let definitions = definitions(objects, of: wanted)
    for (place, object) in objects.enumerated() {
      let symbols = object.file.symbols
      for symbol in symbols.all where isStrong(symbol, symbols) {
        guard gaps.count < mostGaps else { return gaps }
        guard let name = symbols.slice(at: UInt64(symbol.name)),
          let need = symbols.needs[symbol.version]
        else { continue }
        let found = definitions[name] ?? []
        if found.contains(where: { satisfies($0, need) }) { continue }
        // Of a file that is not given nobody knows what it defines.
        guard let definer = definer(need.file, objects) else { continue }
        gaps.append(
          Gap(
            needer: place, symbol: Array(name), version: need.version, file: need.file,
            definer: definer, otherVersions: versions(found)))
      }
    }
    return gaps
  }

  /// A definition: its version, if it has one, and whether only that one does.
  private struct Definition {
    var version: [UInt8]?
    var isHidden: Bool
  }

  private static func isStrong(_ symbol: ELFSymbols.Symbol, _ symbols: ELFSymbols) -> Bool {
    symbol.traits.contains(.needed) && !symbol.traits.contains(.weak)
      && symbols.needs[symbol.version] != nil
  }

  private static func definitions(
    _ objects: [Object], of wanted: Set<ArraySlice<UInt8>>
  ) -> [ArraySlice<UInt8>: [Definition]] {
    var definitions: [ArraySlice<UInt8>: [Definition]] = [:]
    for object in objects {
      let symbols = object.file.symbols
      for symbol in symbols.all where symbol.traits.contains(.defined) {
        guard let name = symbols.slice(at: UInt64(symbol.name)), wanted.contains(name) else {
          continue
        }
        definitions[name, default: []].append(
          Definition(
            version: symbols.definitions[symbol.version],
            isHidden: symbol.traits.contains(.hidden)))
      }
    }
    return definitions
  }

  /// check_match: the version is the same, or the definition has none and is not hidden.
  private static func satisfies(_ definition: Definition, _ need: ELFSymbols.Need) -> Bool {
    if definition.version == need.version { return true }
    return definition.version == nil && !definition.isHidden && !need.isHidden
  }

  private static func versions(_ definitions: [Definition]) -> [[UInt8]] {
    var versions: [[UInt8]] = []
    for version in definitions.compactMap(\.version) where !versions.contains(version) {
      versions.append(version)
      if versions.count == 16 { break }
    }
    return versions
  }

  private static func definer(_ file: [UInt8], _ objects: [Object]) -> Int? {
    objects.firstIndex { $0.name == file[...] }
  }

  /// match_symbol: a file that defines versions must define each that is needed of it.
  private static func missingVersions(_ objects: [Object]) -> [Gap] {
    var gaps: [Gap] = []
    for (place, object) in objects.enumerated() {
      for (_, need) in object.file.symbols.needs.sorted(by: { $0.key < $1.key })
      where !need.isWeak {
        guard let definer = definer(need.file, objects) else { continue }
        let definitions = objects[definer].file.symbols.definitions
        if definitions.isEmpty || definitions.values.contains(need.version) { continue }
        guard gaps.count < mostGaps else { return gaps }
        gaps.append(
          Gap(needer: place, version: need.version, file: need.file, definer: definer))
      }
    }
    return gaps
  }
}

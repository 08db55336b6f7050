/// Finds the object of which a loader speaks: by its path, by its file's name, or by its soname.
struct NameIndex: Sendable {
  /// The most objects of one stem that are looked at.
  private static let mostOfOneStem = 64
  private var paths: Set<TraceText> = []
  private var stems: [[UInt8]: [TraceText]] = [:]

  /// - Parameter paths: The paths of objects, marks of replacement removed.
  init(_ paths: some Sequence<TraceText>) {
    for path in paths where self.paths.insert(path).inserted {
      let name = path.lastComponent.bytes
      let stem = Self.stem(name)
      stems[stem, default: []].append(path)
      // `libresolv-2.17.so` is found as `libresolv`, too.
      if let dash = stem.indices.last(where: { Self.isVersion(stem, at: $0) }) {
        stems[Array(stem[..<dash]), default: []].append(path)
      }
    }
  }

  /// The path of the object that a loader calls `name`; nothing where none has it, or several.
  func path(of name: [UInt8]) -> TraceText? {
    let paths = self.paths(of: name)
    return paths.count == 1 ? paths.first : nil
  }

  /// The paths of all objects that a loader may mean by `name`.
  func paths(of name: [UInt8]) -> [TraceText] {
    guard !name.isEmpty else { return [] }
    let text = TraceText(bytes: name)
    if paths.contains(text) { return [text] }
    let file = text.lastComponent.bytes
    let known = (stems[Self.stem(file)] ?? []).prefix(Self.mostOfOneStem)
    let same = known.filter { $0.lastComponent.bytes == file }
    if !same.isEmpty { return same }
    return known.filter { NameMatcher.mayLead(file, to: $0.lastComponent.bytes) }
  }

  /// What stands before `.so`, or the whole name.
  private static func stem(_ name: [UInt8]) -> [UInt8] {
    let mark = Array(".so".utf8)
    guard let end = name.indices.first(where: { name[$0...].starts(with: mark) }) else {
      return name
    }
    return Array(name[..<end])
  }

  private static func isVersion(_ stem: [UInt8], at place: Int) -> Bool {
    stem[place] == UInt8(ascii: "-") && place + 1 < stem.count
      && stem[place + 1] >= UInt8(ascii: "0") && stem[place + 1] <= UInt8(ascii: "9")
  }
}

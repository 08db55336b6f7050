/// Finds the real name of a file that a log without `-y` shows by the name that was opened.
///
/// A loader opens by soname, often through a link (`/lib/x86_64-linux-gnu/libz.so.1`); a snapshot has
/// the file itself (`/usr/lib/x86_64-linux-gnu/libz.so.1.2.13`). Rule `linkName`: the same name, or a
/// longer version of it, in the same directory, where `/lib` may stand for `/usr/lib`; only where it
/// leads to one file.
struct NameMatcher: Sendable {
  private var targets: [TraceText: TraceText] = [:]

  /// No name means another.
  init() {}

  /// - Parameters:
  ///   - opened: The names that were opened.
  ///   - known: The names of files, from snapshots.
  init(opened: Set<TraceText>, known: Set<TraceText>) {
    let unknown = opened.subtracting(known)
    guard !unknown.isEmpty else { return }
    // Compared are only names that begin alike, up to their first dot or dash, in one folder.
    var files: [[UInt8]: [TraceText]] = [:]
    for name in known { files[Self.stem(of: name), default: []].append(name) }
    for name in unknown {
      let wanted = name.lastComponent.bytes
      let alike = files[Self.stem(of: name), default: []]
      guard alike.count <= Self.mostAlike else { continue }
      let candidates = alike.filter { Self.mayLead(wanted, to: $0.lastComponent.bytes) }
      if let only = candidates.first, candidates.count == 1 { targets[name] = only }
    }
  }

  /// Adds the names of a snapshot that shows no folders.
  ///
  /// Rule `fileName`: the only file of that name which the log shows.
  mutating func add(short: Set<TraceText>, full: Set<TraceText>) {
    guard !short.isEmpty else { return }
    var paths: [TraceText: [TraceText]] = [:]
    for path in full where path.isAbsolute { paths[path.lastComponent, default: []].append(path) }
    for name in short {
      if let only = paths[name]?.first, paths[name]?.count == 1 { targets[name] = only }
    }
  }

  /// The rule by which a name stands for another file's.
  static func rule(_ name: TraceText) -> String { name.isAbsolute ? "linkName" : "fileName" }

  /// How many files whose names begin alike are looked at for one link; it is followed to none of
  /// more.
  private static let mostAlike = 256

  /// What a link and the file that it leads to have in common: the folder, and the name up to its
  /// first dot or dash.
  private static func stem(of path: TraceText) -> [UInt8] {
    let name = path.lastComponent.bytes
    let folder = path.bytes.dropLast(name.count)
    let usr = Array("/usr".utf8)
    let shared =
      folder.starts(with: usr + [UInt8(ascii: "/")]) ? folder.dropFirst(usr.count) : folder
    return shared + name.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
  }

  /// The file's name.
  func resolved(_ name: TraceText) -> TraceText { targets[name] ?? name }

  /// Whether a link of one name may lead to a file of another: `libz.so.1` to `libz.so.1.2.13`.
  static func mayLead(_ link: [UInt8], to file: [UInt8]) -> Bool {
    link == file || file.starts(with: link + [UInt8(ascii: ".")]) || isVersioned(link, file)
  }

  /// `libresolv.so.2` and `libresolv-2.17.so`: glibc's own names until 2.33.
  private static func isVersioned(_ link: [UInt8], _ file: [UInt8]) -> Bool {
    let mark = Array(".so".utf8)
    guard let end = link.indices.first(where: { link[$0...].starts(with: mark) }) else {
      return false
    }
    let stem = link[..<end] + [UInt8(ascii: "-")]
    // A version begins with a digit: `libc-client.so` is no libc.
    guard file.starts(with: stem), file.suffix(3) == mark[...],
      let first = file.dropFirst(stem.count).first
    else { return false }
    return first >= UInt8(ascii: "0") && first <= UInt8(ascii: "9")
  }
}

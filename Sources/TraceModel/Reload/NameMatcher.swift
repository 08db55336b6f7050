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
    for name in opened where !known.contains(name) {
      let candidates = known.filter { Self.mayLead(name, to: $0) }
      if let only = candidates.first, candidates.count == 1 { targets[name] = only }
    }
  }

  /// The file's name.
  func resolved(_ name: TraceText) -> TraceText { targets[name] ?? name }

  private static func mayLead(_ link: TraceText, to file: TraceText) -> Bool {
    let linkName = link.lastComponent.bytes
    let fileName = file.lastComponent.bytes
    guard mayLead(linkName, to: fileName) else { return false }
    let linkFolder = Array(link.bytes.dropLast(linkName.count))
    let fileFolder = Array(file.bytes.dropLast(fileName.count))
    let usr = Array("/usr".utf8)
    return linkFolder == fileFolder || usr + linkFolder == fileFolder
      || linkFolder == usr + fileFolder
  }

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

/// Joins and cleans path names without touching a file system.
enum PathName {
  /// Whether a name is seen from a directory: neither a path from the root nor what the kernel shows for
  /// what has none (`anon_inode:[io_uring]`, `socket:[7]`; fs/d_path.c, `dynamic_dname`).
  static func isRelative(_ name: [UInt8]) -> Bool {
    let isDynamic = ["anon_inode:", "socket:[", "pipe:["].contains { name.starts(with: $0.utf8) }
    return name.first != UInt8(ascii: "/") && !isDynamic
  }

  /// `name` seen from `directory`: absolute names stay; `.`, `..` and doubled slashes go.
  ///
  /// `..` is taken by the letter: a symbolic link before it is in no log.
  static func join(_ directory: [UInt8]?, _ name: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    let isAbsolute = name.first == slash
    guard isAbsolute || directory != nil else { return name }
    var parts: [ArraySlice<UInt8>] = []
    let base = isAbsolute ? [] : (directory ?? [])
    for piece in base.split(separator: slash) + name.split(separator: slash) {
      if piece.elementsEqual([UInt8(ascii: ".")]) { continue }
      if piece.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
        _ = parts.popLast()
      } else {
        parts.append(piece)
      }
    }
    var path: [UInt8] = []
    for part in parts {
      path.append(slash)
      path.append(contentsOf: part)
    }
    return path.isEmpty ? [slash] : path
  }
}

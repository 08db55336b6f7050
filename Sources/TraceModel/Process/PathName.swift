/// Joins and cleans path names without touching a file system.
enum PathName {
  /// Whether a name is seen from a directory: neither a path from the root nor what the kernel shows for
  /// what has none (`anon_inode:[io_uring]`, `socket:[7]`; fs/d_path.c, `dynamic_dname`).
  static func isRelative(_ name: [UInt8]) -> Bool {
    let isDynamic = ["anon_inode:", "socket:[", "pipe:["].contains { name.starts(with: $0.utf8) }
    return name.first != UInt8(ascii: "/") && !isDynamic
  }

  /// Whether a path begins at the root and has no part that would go: nearly all have none.
  private static func isClean(_ path: [UInt8]) -> Bool {
    let (slash, dot) = (UInt8(ascii: "/"), UInt8(ascii: "."))
    guard path.first == slash else { return false }
    if path.last == slash { return path.count == 1 }
    for index in path.indices.dropLast() where path[index] == slash {
      switch path[index + 1] {
      case slash: return false
      case dot:
        // Only dots, at most two, up to the next slash or the end.
        let dots = path[(index + 1)...].prefix { $0 == dot }
        if dots.count < 3, dots.endIndex == path.endIndex || path[dots.endIndex] == slash {
          return false
        }
      default: break
      }
    }
    return true
  }

  /// `name` seen from `directory`: absolute names stay; `.`, `..` and doubled slashes go.
  ///
  /// `..` is taken by the letter: a symbolic link before it is in no log.
  static func join(_ directory: [UInt8]?, _ name: [UInt8]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    let isAbsolute = name.first == slash
    guard isAbsolute || directory != nil, !isClean(name) else { return name }
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

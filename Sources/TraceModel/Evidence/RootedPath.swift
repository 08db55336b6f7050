/// Finds files below a folder that was another system's root: links in it lead to that root, not to
/// this system's.
enum RootedPath {
  /// The most links that are followed: as many as Linux follows (path_resolution(7)).
  static let mostLinks = 40
  /// The most components that are looked at.
  private static let mostSteps = 4096

  /// Where `path` lies below `root`, without a link in it; nothing where it does not exist.
  ///
  /// `..` never leads out of the root.
  static func resolve(_ path: String, in root: String) -> String? {
    let base = root == "/" ? "" : root
    var left = Array(path.split(separator: "/").reversed())
    var found: [Substring] = []
    var (links, steps) = (0, 0)
    while let component = left.popLast() {
      steps += 1
      guard steps <= mostSteps else { return nil }
      if component == "." { continue }
      if component == ".." {
        _ = found.popLast()
        continue
      }
      found.append(component)
      switch FileKind(unresolved: base + "/" + found.joined(separator: "/")) {
      case .none: return nil
      case .link(let target):
        links += 1
        guard links <= mostLinks else { return nil }
        if target.first == "/" { found = [] } else { found.removeLast() }
        left += target.split(separator: "/").reversed()
      case .directory: continue
      case .regular, .other:
        guard left.isEmpty else { return nil }
      }
    }
    return base + "/" + found.joined(separator: "/")
  }
}

import Glibc

/// Programs as a shell finds them.
enum ExecutablePath {
  /// The path of a program: itself where it has a slash, else in the folders of PATH.
  static func find(_ name: String) -> String? {
    if name.contains("/") { return isProgram(name) ? name : nil }
    // The variable is copied at once, and nothing here changes it.
    let folders = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
    for folder in folders.split(separator: ":", omittingEmptySubsequences: false) {
      let path = (folder.isEmpty ? "." : String(folder)) + "/" + name
      if isProgram(path) { return path }
    }
    return nil
  }

  private static func isProgram(_ path: String) -> Bool {
    // A path from Swift is terminated.
    guard unsafe access(path, X_OK) == 0, let facts = try? FileFacts(path: path) else {
      return false
    }
    return facts.isRegular
  }
}

import Foundation

/// A folder of files made up for one test, gone with the value.
final class ScratchFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "trace-set-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path()
    for (name, text) in files { try add(name, Data(text.utf8)) }
  }

  func add(_ name: String, _ data: Data) throws {
    try data.write(to: URL(filePath: path).appending(path: name))
  }

  func file(_ name: String) -> String { path + "/" + name }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

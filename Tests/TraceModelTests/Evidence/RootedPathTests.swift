import Foundation
import Testing

@testable import TraceModel

@Suite("Paths below another root")
struct RootedPathTests {
  @Test("links stay below the root")
  func links() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "root-\(UUID().uuidString)").path
    defer { try? manager.removeItem(atPath: root) }
    try manager.createDirectory(atPath: root + "/usr/lib64", withIntermediateDirectories: true)
    _ = manager.createFile(atPath: root + "/usr/lib64/libc-2.17.so", contents: Data())
    func link(_ path: String, _ target: String) throws {
      try manager.createSymbolicLink(atPath: root + path, withDestinationPath: target)
    }
    try link("/lib64", "/usr/lib64")
    try link("/usr/lib64/libc.so.6", "libc-2.17.so")
    try link("/usr/lib64/up", "../../../../../../usr/lib64/libc-2.17.so")
    try link("/usr/lib64/far", "/lib64/libc.so.6")
    try link("/usr/loop", "loop")
    try link("/etc", "/nowhere")
    let file = root + "/usr/lib64/libc-2.17.so"
    #expect(RootedPath.resolve("/lib64/libc.so.6", in: root) == file)
    #expect(RootedPath.resolve("lib64/./up", in: root) == file)
    #expect(RootedPath.resolve("/usr/lib64/far", in: root) == file)
    #expect(RootedPath.resolve("/../../lib64/libc-2.17.so", in: root) == file)
    #expect(RootedPath.resolve("/lib64", in: root) == root + "/usr/lib64")
    #expect(RootedPath.resolve("/usr/loop", in: root) == nil)
    #expect(RootedPath.resolve("/etc/passwd", in: root) == nil)
    #expect(RootedPath.resolve("/lib64/libc.so.6/x", in: root) == nil)
    #expect(RootedPath.resolve("/lib64/absent", in: root) == nil)
    #expect(RootedPath.resolve("/", in: "/") == "/")
  }
}

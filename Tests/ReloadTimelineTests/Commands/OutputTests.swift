import Foundation
import Testing

@testable import reloadtimeline

@Suite("The output file")
struct OutputTests {
  private func write(_ content: String, to path: String) throws {
    var output = try Output(.file(path))
    try output.write(Array(content.utf8))
    try output.finish()
  }

  private func mode(of file: URL) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return (attributes[.posixPermissions] as? Int) ?? 0
  }

  @Test("is there only once it is complete")
  func complete() throws {
    try withFolder { folder in
      let file = folder.appending(path: "report")
      try Data("old".utf8).write(to: file)
      var output = try Output(.file(file.path))
      try output.write(Array("ne".utf8))
      #expect(try text(of: file) == "old")
      try output.write(Array("w".utf8))
      try output.finish()
      #expect(try text(of: file) == "new")
      #expect(try names(in: folder) == ["report"])
    }
  }

  @Test("is as it was, with nothing beside it, if the writer gives up")
  func givenUp() throws {
    try withFolder { folder in
      let file = folder.appending(path: "report")
      try Data("old".utf8).write(to: file)
      do {
        var output = try Output(.file(file.path))
        try output.write(Array("new".utf8))
        #expect(try names(in: folder).count == 2)
      }
      #expect(try text(of: file) == "old")
      #expect(try names(in: folder) == ["report"])
    }
  }

  @Test("keeps the permissions of the old file", arguments: [0o600, 0o640, 0o666, 0o755])
  func permissions(_ mode: Int) throws {
    try withFolder { folder in
      let file = folder.appending(path: "report")
      try Data().write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      try write("new", to: file.path)
      #expect(try self.mode(of: file) == mode)
    }
  }

  @Test("leaves a symbolic link one, also one to what is not there yet")
  func links() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "sub"), withIntermediateDirectories: false)
      let link = folder.appending(path: "link")
      try FileManager.default.createSymbolicLink(
        atPath: link.path, withDestinationPath: "sub/hop")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "sub/hop").path, withDestinationPath: "report")
      for content in ["first", "second"] {
        try write(content, to: link.path)
        #expect(try text(of: folder.appending(path: "sub/report")) == content)
      }
      #expect(try names(in: folder.appending(path: "sub")) == ["hop", "report"])
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "sub/hop")
    }
  }

  @Test("may have a name as long as names can be")
  func longName() throws {
    try withFolder { folder in
      let name = String(repeating: "n", count: 255)
      try write("new", to: folder.appending(path: name).path)
      #expect(try names(in: folder) == [name])
    }
  }

  @Test("is no folder, and no circle of links")
  func impossible() throws {
    try withFolder { folder in
      let loop = folder.appending(path: "loop").path
      try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: "loop")
      for path in [folder.path, folder.path + "/", folder.path + "/new/", loop, "/missing/file"] {
        let failure = #expect(throws: CommandFailure.self) { try write("", to: path) }
        #expect(failure?.status == .output)
        #expect(failure?.message.hasPrefix(path) == true)
      }
      #expect(try names(in: folder) == ["loop"])
    }
  }

  @Test("is not written where the old file is write-protected")
  func writeProtected() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "report")
    try Data("old".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
    if geteuid() == 0 {
      // Nothing is write-protected for root, so the attempt is made by nobody, who owns them.
      for path in [file.path, folder.path] {
        try FileManager.default.setAttributes(
          [.ownerAccountID: 65534, .groupOwnerAccountID: 65534], ofItemAtPath: path)
      }
    }
    await #expect(processExitsWith: .success) { [path = file.path as String] in
      if geteuid() == 0 { try #require(setgid(65534) == 0 && setuid(65534) == 0) }
      #expect(throws: CommandFailure.self) {
        var output = try Output(.file(path))
        try output.write(Array("new".utf8))
        try output.finish()
      }
    }
    #expect(try text(of: file) == "old")
    #expect(try names(in: folder) == ["report"])
  }

  @Test("is removed by the signal that ends the program", arguments: [SIGTERM, SIGINT, SIGHUP])
  func signals(_ signal: Int32) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "report").path
    try Data("old".utf8).write(to: folder.appending(path: "report"))
    await #expect(processExitsWith: .signal(signal)) {
      [path = path as String, signal = signal as Int32] in
      // Whoever started the tests may have had it ignored.
      _ = Foundation.signal(signal, SIG_DFL)
      var output = try Output(.file(path))
      try output.write(Array("new".utf8))
      // The test runs in a thread of a pool, which has its signals blocked; the program does not.
      var signals = sigset_t()
      _ = unsafe sigemptyset(&signals)
      _ = unsafe sigaddset(&signals, signal)
      _ = unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      raise(signal)
      try output.finish()
    }
    #expect(try text(of: folder.appending(path: "report")) == "old")
    #expect(try names(in: folder) == ["report"])
  }

  @Test("is none of the inputs, by whatever name")
  func notAnInput() throws {
    try withFolder { folder in
      let file = folder.appending(path: "trace")
      try Data("log".utf8).write(to: file)
      let other = folder.appending(path: "other").path
      try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: "trace")
      let failure = #expect(throws: CommandFailure.self) {
        try OutputTarget(other).checkIsNone(of: [.standardInput, .file(file.path)])
      }
      #expect(failure?.status == .usage)
      try OutputTarget(folder.path + "/new").checkIsNone(of: [.file(file.path)])
      try OutputTarget("/dev/null").checkIsNone(of: [.file("/dev/null")])
    }
  }
}

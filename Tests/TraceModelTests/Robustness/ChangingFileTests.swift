import Foundation
import Testing

@testable import TraceModel

@Suite("Files that change while they are read")
struct ChangingFileTests {
  private static let chunk = 64

  /// Reads the first line of a file of 100 lines, changes the file, and counts the other lines.
  private func linesLeft(_ change: (FileHandle) throws -> Void) throws -> (Int, damage: String?) {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(String(repeating: "brk(NULL) = 0x1000\n", count: 100).utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var reader = try TraceInput.file(file.path).open(chunkSize: Self.chunk)
    #expect(try reader.next())
    let handle = try FileHandle(forUpdating: file)
    try change(handle)
    try handle.close()
    while try reader.next() {}
    return (reader.number, reader.damage)
  }

  @Test("a file that grows is read as it was when it was opened")
  func growing() throws {
    let (lines, damage) = try linesLeft { file in
      try file.seekToEnd()
      try file.write(contentsOf: Data("brk(NULL) = 0x1000\n".utf8))
    }
    #expect(lines == 100)
    #expect(damage == nil)
  }

  @Test("one that is cut short is read as far as it goes, and that is told")
  func shrinking() throws {
    let (lines, damage) = try linesLeft { try $0.truncate(atOffset: 19 * 50) }
    #expect(lines == 50)
    #expect(damage == "the file was cut short while it was read")
  }

  @Test("one that stays as it is is read whole")
  func unchanged() throws {
    let (lines, damage) = try linesLeft { _ in }
    #expect(lines == 100)
    #expect(damage == nil)
  }
}

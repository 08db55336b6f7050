import Foundation
import Testing

@testable import TraceModel

@Suite("Bytes to lines")
struct LineReaderTests {
  /// What a reader says of each line, in order.
  private struct Line: Equatable {
    var text: [UInt8]
    var number: Int
    var isCut = false
    var isTerminated = true
  }

  private static func lines(of bytes: [UInt8]) throws -> [Line] {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var reader = try TraceInput.file(file.path).open()
    var lines: [Line] = []
    while try reader.next() {
      lines.append(
        Line(
          text: Array(reader.buffer[reader.line]), number: reader.number, isCut: reader.isCut,
          isTerminated: reader.isTerminated))
    }
    let count = reader.byteCount
    #expect(count == bytes.count)
    return lines
  }

  @Test(
    "lines are told without newline and carriage return, and whether they end with one",
    arguments: [
      ("", []), ("\n", [""]), ("a\nb\n", ["a", "b"]), ("a\n\nb", ["a", "", "b*"]), ("a", ["a*"]),
      ("a\r\nb\r\n", ["a", "b"]), ("a\r", ["a*"]), ("a\rb\n", ["a\rb"]), ("\r\n", [""]),
      ("a\r\r\n", ["a"]), ("a\rb\r", ["a", "b"]), ("a\r\rb", ["a", "", "b*"]),
    ] as [(String, [String])])
  func small(_ text: String, _ expected: [String]) throws {
    let lines = try Self.lines(of: Array(text.utf8))
    let words = lines.map {
      String(decoding: $0.text, as: UTF8.self) + ($0.isTerminated ? "" : "*")
    }
    #expect(words == expected)
    #expect(lines.map(\.number) == Array(1...(expected.count + 1)).dropLast())
    #expect(lines.allSatisfy { !$0.isCut })
  }

  @Test("a carriage return ends lines where there is no newline, in a log of any size")
  func carriageReturns() throws {
    let line = [UInt8](repeating: 0x61, count: 1000)
    let count = 3 * LineReader.chunkSize / line.count
    let bytes = Array([[UInt8]](repeating: line, count: count).joined(separator: [0x0D]))
    let lines = try Self.lines(of: bytes)
    #expect(lines.count == count)
    #expect(lines.allSatisfy { $0.text == line })
  }

  @Test(
    "a line is whole wherever the border of a chunk falls",
    arguments: [-2, -1, 0, 1, 2], [true, false])
  func borders(_ shift: Int, _ isTerminated: Bool) throws {
    let first = [UInt8](repeating: 0x61, count: LineReader.chunkSize + shift)
    let second = [UInt8](repeating: 0x62, count: LineReader.chunkSize * 2 + shift)
    let third: [UInt8] = [0x63]
    let bytes = first + [0x0D, 0x0A] + second + [0x0A] + third + (isTerminated ? [0x0A] : [])
    let lines = try Self.lines(of: bytes)
    #expect(lines.map(\.text.count) == [first.count, second.count, 1])
    #expect(lines.map(\.text) == [first, second, third])
    #expect(lines.last?.isTerminated == isTerminated)
  }

  @Test("many lines over many chunks come in order and whole")
  func many() throws {
    let expected = (0..<60_000).map { "line \($0) " + String(repeating: "x", count: $0 % 37) }
    let lines = try Self.lines(of: Array(expected.joined(separator: "\n").utf8))
    #expect(lines.map { String(decoding: $0.text, as: UTF8.self) } == expected)
  }

  @Test(
    "of a line beyond the longest the rest is skipped, and what follows is read",
    arguments: [true, false])
  func tooLong(_ hasNext: Bool) throws {
    let long = [UInt8](repeating: 0x61, count: LineReader.longestLine * 2 + 12_345)
    let lines = try Self.lines(of: [0x7A, 0x0A] + long + (hasNext ? [0x0A, 0x62, 0x0A] : []))
    #expect(lines.count == (hasNext ? 3 : 2))
    #expect(lines[0] == Line(text: [0x7A], number: 1))
    #expect(lines[1].isCut)
    #expect(lines[1].text.count <= LineReader.longestLine)
    #expect(lines[1].text.count >= LineReader.longestLine / 2)
    #expect(lines[1].text.allSatisfy { $0 == 0x61 })
    if hasNext { #expect(lines[2] == Line(text: [0x62], number: 3)) }
  }

  @Test("what a long line took is given back behind it")
  func givenBack() throws {
    let long = String(repeating: "a", count: 5 * LineReader.chunkSize)
    let short = String(repeating: "b\n", count: LineReader.chunkSize)
    let folder = try ScratchFolder(["log": long + "\n" + short])
    var reader = try TraceInput.file(folder.file("log")).open()
    _ = try reader.next()
    let most = reader.buffer.count
    while try reader.next() {}
    let least = reader.buffer.count
    #expect(most > long.utf8.count)
    #expect(least == LineReader.chunkSize)
  }

  @Test("a directory and a missing file are told apart")
  func unreadable() {
    #expect(throws: TraceError.isDirectory(file: "/tmp")) { _ = try TraceInput.file("/tmp").open() }
    #expect(throws: TraceError.cannotOpen(file: "/nonexistent/x", errno: ENOENT)) {
      _ = try TraceInput.file("/nonexistent/x").open()
    }
  }
}

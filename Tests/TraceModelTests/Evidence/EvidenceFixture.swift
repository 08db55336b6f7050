import Foundation
import Glibc

@testable import TraceModel

/// A file among those that were captured for these tests.
struct EvidenceFixture {
  let path: String

  /// A file of the folder of captures.
  init(_ name: String) {
    path = Bundle.module.bundleURL.appending(path: "Fixtures/Evidence/\(name)").path
  }

  func open() throws -> LineReader { try TraceInput.file(path).open() }

  /// The bytes, not decompressed.
  func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

  func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }
}

/// An open file without a name that holds `bytes`.
func memoryFile(_ bytes: [UInt8]) -> FileDescriptor {
  var template = Array("/tmp/evidence-XXXXXX".utf8CString)
  let descriptor = unsafe template.withUnsafeMutableBufferPointer { name -> Int32 in
    guard let base = name.baseAddress else { return -1 }
    let descriptor = unsafe mkstemp(base)
    unsafe unlink(base)
    return descriptor
  }
  precondition(descriptor >= 0)
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { all in
      unsafe write(descriptor, all.baseAddress?.advanced(by: written), all.count - written)
    }
    precondition(count > 0)
    written += count
  }
  lseek(descriptor, 0, SEEK_SET)
  return FileDescriptor(adopting: descriptor)
}

/// A reader of lines that stand in a test.
func lines(_ text: String) -> LineReader {
  LineReader(memoryFile(Array(text.utf8)), file: "pasted")
}

/// Damages `bytes`: cuts them, overwrites some, repeats or leaves out a piece.
func damaged(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
  var bytes = bytes
  if Int.random(in: 0..<3, using: &generator) == 0 {
    bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator))
  }
  for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
    let place = Int.random(in: 0..<bytes.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1: bytes[place] = [0, 0xFF, 0x20, 0x0A, 0x30, 0x3A].randomElement(using: &generator) ?? 0
    case 2:
      let end = min(bytes.count, place + Int.random(in: 0...32, using: &generator))
      bytes.removeSubrange(place..<end)
    default:
      let end = min(bytes.count, place + Int.random(in: 0...32, using: &generator))
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    }
  }
  return bytes
}

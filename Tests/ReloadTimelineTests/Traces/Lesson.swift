import Foundation
import Testing

/// A folder of `traces/`: a log, what else was captured with it, and what the program says of it.
struct Lesson: CustomTestStringConvertible {
  private static let traces = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces")

  /// All lessons, by name.
  static func all() throws -> [Lesson] {
    try names(in: traces).filter { !$0.hasSuffix(".md") }.map(Lesson.init)
  }

  let name: String

  var testDescription: String { name }

  /// A file of the lesson.
  func file(_ name: String) -> URL {
    Self.traces.appending(path: self.name).appending(path: name)
  }

  /// Runs the program in the folder, with the arguments that stand in `arguments` and more.
  func run(_ options: String) throws -> ProgramResult {
    try RunningProgram.shell(
      #"cd "$folder" && exec "$program" $(cat arguments) \#(options)"#, folder: file(""))
  }

  /// The quotations in the README: blocks that are marked with the name of a file.
  func quotations() throws -> [Quotation] {
    var quotations: [Quotation] = []
    var source: String?
    for line in try text(of: file("README.md")).split(separator: "\n") {
      if line.hasPrefix("```") {
        let mark = String(line.dropFirst(3))
        source = source == nil && mark.contains(".") ? mark : nil
      } else if let source {
        quotations.append(try Quotation(line, of: source))
      }
    }
    return quotations
  }
}

/// A line that a README quotes: its number and, in order, parts of its text.
struct Quotation {
  let source: String
  let line: Int
  let parts: [Substring]

  /// Reads `26  mmap(NULL, 4205096, … = 0x7f066d400000`.
  init(_ text: Substring, of source: String) throws {
    let trimmed = text.drop { $0 == " " }
    let digits = trimmed.prefix { $0.isNumber }
    self.source = source
    line = try #require(Int(digits), "\(text)")
    parts = trimmed.dropFirst(digits.count).split(separator: "…")
      .map { $0.trimming { $0 == " " } }.filter { !$0.isEmpty }
  }

  /// Whether a line of the file reads so.
  func agrees(with quoted: Substring) -> Bool {
    var rest = quoted
    for part in parts {
      guard let range = rest.range(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return !parts.isEmpty
  }
}

extension Substring {
  fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
    var trimmed = drop(while: isBlank)
    while let last = trimmed.last, isBlank(last) { trimmed.removeLast() }
    return trimmed
  }
}

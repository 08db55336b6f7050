import Foundation
import Testing

@testable import reloadtimeline

@Suite("The lessons in traces/")
struct LessonTests {
  private static let reports = [
    (file: "expected.txt", options: "--width 100 --color never"),
    (file: "expected.json", options: "--format json"),
    (file: "expected.md", options: "--quiet --format markdown"),
    (file: "expected.svg", options: "--quiet --format svg"),
  ]

  @Test("are there")
  func areThere() throws {
    #expect(try Lesson.all().count >= 3)
  }

  @Test("have the report that stands beside them", arguments: try Lesson.all(), reports.indices)
  func report(_ lesson: Lesson, _ index: Int) throws {
    let (name, options) = Self.reports[index]
    let result = try lesson.run(options)
    #expect(result.status == 0, "\(result.error)")
    let file = lesson.file(name)
    if ProcessInfo.processInfo.environment["REFRESH_GOLDEN"] != nil {
      try Data(result.output.utf8).write(to: file)
      return
    }
    #expect(try text(of: file) == result.output, "\(file.path)")
  }

  @Test("are described by the JSON Schema", arguments: try Lesson.all())
  func schema(_ lesson: Lesson) throws {
    let validator = try JSONSchemaValidator(JSONValue(parsing: JSONSchema.text))
    let value = try JSONValue(parsing: lesson.run("--format json").output)
    #expect(try validator.problems(of: value) == [])
  }

  @Test("are quoted line by line", arguments: try Lesson.all())
  func quotations(_ lesson: Lesson) throws {
    let quotations = try lesson.quotations()
    #expect(!quotations.isEmpty)
    for (source, quotations) in Dictionary(grouping: quotations, by: \.source) {
      let lines = try text(of: lesson.file(source))
        .split(separator: "\n", omittingEmptySubsequences: false)
      for quotation in quotations {
        let number = quotation.line
        let line = lines.indices.contains(number - 1) ? lines[number - 1] : ""
        #expect(quotation.agrees(with: line), "\(source):\(number) reads \(line)")
      }
    }
  }
}

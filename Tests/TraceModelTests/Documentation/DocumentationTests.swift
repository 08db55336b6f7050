import Foundation
import Testing

@Suite("The documentation")
struct DocumentationTests {
  private static let here = URL(filePath: #filePath).deletingLastPathComponent()
  private static let project = here.appending(path: "../../..").standardizedFileURL

  @Test("its example is the source that is compiled here")
  func example() throws {
    let article = try String(
      contentsOf: Self.project.appending(path: "Sources/TraceModel/TraceModel.docc/ReadingALog.md"),
      encoding: .utf8)
    let parts = article.components(separatedBy: "```")
    try #require(parts.count == 3)
    let source = try String(
      contentsOf: Self.here.appending(path: "ReadingALog.swift"), encoding: .utf8)
    let shown = source.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    #expect(parts[1] == "swift\n" + shown.joined(separator: "\n"))
  }

  @Test("its example says what the graceful restart of the lesson did")
  func run() throws {
    let lesson = Self.project.appending(path: "traces/apache-graceful")
    let lines = try summary(
      of: lesson.appending(path: "reload.strace").path,
      before: lesson.appending(path: "before.maps").path)
    #expect(lines.first?.contains("all 50 objects") == true, "\(lines)")
    #expect(lines.count == 51, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("fileinfo.so came back, snapshot: L") }, "\(lines)")
  }
}

import Foundation
import Testing

@testable import reloadtimeline

@Suite("The story of a reload")
struct StoryTests {
  private static let golden: [(name: String, lesson: String, options: String)] = [
    ("story-incident-80", "incident", "--width 80"),
    ("story-incident-120", "incident", "--width 120"),
    (
      "story-apache-100", "apache-graceful",
      "--width 100 --object '*/mod_deflate.so' --object '*/libz.so*' --object '*/ld.so.cache'"
    ),
    (
      "story-apache-80", "apache-graceful",
      "--width 80 --object '*/libphp*' --object '*/libxml2*' --object '*/libsodium*'"
    ),
  ]

  private static func story(_ lesson: String, _ options: String) throws -> String {
    let lesson = try #require(try Lesson.all().first { $0.name == lesson })
    let result = try lesson.run("--story --color never \(options)")
    #expect(result.status == 0, "\(result.error)")
    let start = try #require(result.output.range(of: "  The story, line by line\n"))
    return String(result.output[start.lowerBound...])
  }

  @Test("is as it was looked at and found good", arguments: golden.indices)
  func matchesGolden(_ index: Int) throws {
    let (name, lesson, options) = Self.golden[index]
    let story = try Self.story(lesson, options)
    if ProcessInfo.processInfo.environment["REFRESH_GOLDEN"] != nil {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
      try Data(story.utf8).write(to: folder.appending(path: name + ".txt"))
      return
    }
    let file = try #require(
      Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Golden"))
    #expect(try story == String(contentsOf: file, encoding: .utf8), "\(name)")
  }

  @Test("tells each call on the line of the log where it stands")
  func citesLines() throws {
    let lesson = try #require(try Lesson.all().first { $0.name == "apache-graceful" })
    let log = try text(of: lesson.file("reload.strace")).split(separator: "\n")
    var cited = 0
    for line in try Self.story("apache-graceful", "--width 400").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 3, words[0] == "line", let number = Int(words[1]) else { continue }
      guard ["mmap", "munmap", "mprotect"].contains(words[2]) else { continue }
      #expect(log[number - 1].contains(" \(words[2])("), "\(line)")
      cited += 1
    }
    #expect(cited > 200)
  }

  @Test("says of what nothing shows that it is so, and of what is concluded that it is inferred")
  func inferred() throws {
    let lesson = try #require(try Lesson.all().first { $0.name == "incident" })
    let result = try RunningProgram.shell(
      #"cd "$folder" && exec "$program" --story --width 300 reload.strace"#,
      folder: lesson.file(""))
    #expect(
      result.output.contains(
        "line 5   munmap of 4,421,384 bytes at 0x7f066da00000, which was mapped before the log "
          + "began: by its length it is the whole of libphp5.so (inferred)."))
    let cut = try RunningProgram.shell(
      #"cd "$folder" && head -6 reload.strace | "$program" --story --width 300 -"#,
      folder: lesson.file(""))
    #expect(cut.output.contains("nothing shows what it was.") || !cut.output.contains("line 5 "))
  }

  @Test("tells the loads of a log without a reload too")
  func noReload() throws {
    let lesson = try #require(try Lesson.all().first { $0.name == "article-excerpt" })
    let result = try RunningProgram.shell(
      #"cd "$folder" && exec "$program" --story strace-open-mmap.txt"#, folder: lesson.file(""))
    #expect(result.output.contains("line 2  mmap maps 6,742,568 bytes for the whole of libphp5.so"))
  }

  @Test(
    "sets the thousands of a number apart",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (7_152_792, "7,152,792"),
      (UInt64.max, "18,446,744,073,709,551,615"),
    ] as [(UInt64, String)])
  func grouped(_ number: UInt64, _ text: String) {
    #expect(StoryWords.grouped(number) == text)
  }
}

import Foundation
import Testing

@testable import reloadtimeline

@Suite("The help")
struct HelpTextTests {
  @Test("fits 80 columns", arguments: Verb.allCases)
  func width(_ verb: Verb) {
    for line in HelpText.text(for: verb).split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= HelpText.width, "\(line)")
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test("lists the options of a verb, and no others", arguments: Verb.allCases)
  func options(_ verb: Verb) {
    let text = HelpText.text(for: verb)
    for option in OptionTable.all {
      #expect(text.contains("\(option.usage)") == option.verbs.contains(verb), "\(option.name)")
    }
  }

  @Test("its examples are commands that the parser takes", arguments: Verb.allCases)
  func examples(_ verb: Verb) throws {
    let parser = ArgumentParser { _ in true }
    for command in verb.examples.flatMap(\.commands) {
      guard let start = command.range(of: "reloadtimeline ") else { continue }
      let own = command[start.upperBound...].prefix { $0 != "|" && $0 != ">" }
      _ = try parser.parse(
        own.split(separator: " ").map { $0.trimmingCharacters(in: ["'"]) })
    }
  }

  /// Compares with what was recorded; `REFRESH_GOLDEN=1` records anew.
  @Test("is word for word what was agreed", arguments: Verb.allCases)
  func golden(_ verb: Verb) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/help-\(verb.word ?? "timeline").txt")
    let help = HelpText.text(for: verb)
    if ProcessInfo.processInfo.environment["REFRESH_GOLDEN"] == "1" {
      try Data(help.utf8).write(to: file)
    }
    #expect(try text(of: file) == help)
  }
}

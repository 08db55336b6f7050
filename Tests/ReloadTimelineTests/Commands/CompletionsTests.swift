import Foundation
import Testing

@testable import reloadtimeline

@Suite("Completions and the manual page")
struct CompletionsTests {
  /// What bash offers for the last of some words.
  private static func offered(_ words: String) throws -> [String] {
    let result = try RunningProgram.shell(
      """
      source <($program completions bash)
      COMP_WORDS=(reloadtimeline \(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _reloadtimeline; printf '%s\\n' "${COMPREPLY[@]}"
      """)
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test(
    "bash is offered verbs, options and the values of options",
    arguments: [
      ("--sto", ["--story"]), ("--format tr", ["trace-event"]), ("sch", ["schema"]),
      ("maps --a", ["--at"]), ("completions z", ["zsh"]), ("help exp", ["explain"]),
      ("--color=al", []), ("--pid 1", []), ("maps --sto", []), ("--lsof maps --ev", ["--events"]),
      ("--lsof = maps --ev", ["--events"]), ("record -p 1 --fo", ["--for"]),
      ("record -- lsof-no-such -", []),
    ])
  func bash(_ words: String, _ expected: [String]) throws {
    #expect(try Self.offered(words) == expected)
  }

  @Test("bash is offered the names of files whole, with their blanks")
  func blanks() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder.appending(path: "dir x"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: folder.appending(path: "a b.strace"))
    #expect(try Self.offered("\"\(folder.path)/a\"") == ["\(folder.path)/a b.strace"])
    #expect(try Self.offered("\"\(folder.path)/d\"") == ["\(folder.path)/dir x"])
  }

  @Test("every option of every verb is in each of them", arguments: Completions.Shell.allCases)
  func complete(_ shell: Completions.Shell) {
    let text = Completions.text(for: shell)
    for option in OptionTable.all {
      let name = shell == .fish ? "-l \(option.name)" : "--\(option.name)"
      #expect(text.contains(name), "\(option.name)")
    }
    for word in Verb.words { #expect(text.contains(word)) }
  }

  @Test("an unknown shell, or none, is wrong usage that names those that are known")
  func unknown() throws {
    let wrong = try RunningProgram.run(["completions", "bsh"])
    #expect(wrong.status == 2)
    #expect(wrong.error.contains("bash, zsh and fish are; did you mean 'bash'?"))
    #expect(try RunningProgram.run(["completions"]).status == 2)
  }

  @Test("the manual page has every verb, every option and every exit status")
  func manual() throws {
    let text = try RunningProgram.run(["man"]).output
    for option in OptionTable.all {
      #expect(text.contains("\\fB\\-\\-\(ManPage.escaped(option.name))\\fR"), "\(option.name)")
    }
    for word in Verb.words { #expect(text.contains("\\fB\(word)\\fR\n")) }
    for status in ExitStatus.allCases { #expect(text.contains("\\fB\(status.rawValue)\\fR\n")) }
  }

  @Test(
    "nothing in a text is read as a request of roff",
    arguments: [(".so x", "\\&.so x"), ("'tis", "\\&'tis"), ("a\\b -c", "a\\eb \\-c")])
  func escaped(_ text: String, _ expected: String) {
    #expect(ManPage.escaped(text) == expected)
  }
}

import Testing

@testable import reloadtimeline

@Suite("How text has to look where it goes")
struct TerminalFactsTests {
  private func facts(
    _ line: [String] = [], terminalWidth: Int? = nil, isTerminal: Bool = true,
    _ environment: [String: String] = ["TERM": "xterm", "LANG": "de_DE.UTF-8"]
  ) throws -> TerminalFacts {
    let arguments = try ArgumentParser { _ in true }.parse(line + ["t"])
    return TerminalFacts(
      arguments: arguments, terminalWidth: terminalWidth, isTerminal: isTerminal,
      environment: { environment[$0] })
  }

  @Test("the width is the option's, else COLUMNS, else the terminal's, else 100")
  func width() throws {
    #expect(try facts(["--width", "72"], terminalWidth: 90, ["COLUMNS": "80"]).width == 72)
    #expect(try facts(terminalWidth: 90, ["COLUMNS": "80"]).width == 80)
    #expect(try facts(terminalWidth: 90, ["COLUMNS": "none"]).width == 90)
    #expect(try facts(terminalWidth: 90, ["COLUMNS": "0"]).width == 90)
    #expect(try facts().width == 100)
    #expect(try facts(["--width", "1"]).width == 40)
    #expect(try facts(["--width", "9223372036854775807"]).width == 400)
  }

  @Test("colour is for terminals that want it, unless an option says otherwise")
  func color() throws {
    #expect(try facts().usesColor)
    #expect(try !facts(isTerminal: false).usesColor)
    #expect(try !facts(["TERM": "xterm", "NO_COLOR": "1"]).usesColor)
    #expect(try facts(["TERM": "xterm", "NO_COLOR": ""]).usesColor)
    #expect(try !facts(["TERM": "dumb"]).usesColor)
    #expect(try !facts([:]).usesColor)
    #expect(try !facts(["--color=never"]).usesColor)
    #expect(try facts(["--color=always"], isTerminal: false, ["NO_COLOR": "1"]).usesColor)
  }

  @Test("ASCII is for terminals whose locale is not UTF-8, and for who asks")
  func ascii() throws {
    #expect(try !facts().asciiOnly)
    #expect(try facts(["--ascii"]).asciiOnly)
    #expect(try facts([:]).asciiOnly)
    #expect(try !facts(isTerminal: false, [:]).asciiOnly)
    #expect(try facts(["LC_ALL": "C", "LANG": "de_DE.UTF-8"]).asciiOnly)
    #expect(try !facts(["LC_ALL": "", "LC_CTYPE": "C.utf8", "LANG": "C"]).asciiOnly)
  }

  private func facts(_ environment: [String: String]) throws -> TerminalFacts {
    try facts([], environment)
  }
}

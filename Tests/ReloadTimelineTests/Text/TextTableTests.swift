import Testing
import TraceModel

@testable import reloadtimeline

@Suite("A table of the text")
struct TextTableTests {
  private static func text(_ width: Int, _ rows: [[String]]) -> String {
    var table = TextTable(columns: [
      .init(title: "#", right: true), .init(title: "name", shrinksTo: 6),
      .init(title: "what", wrapsTo: 10),
    ])
    table.rows = rows.map { $0.map { StyledText($0) } }
    var canvas = TextCanvas(options: TextOptions(width: width))
    table.write(to: &canvas)
    return canvas.text
  }

  @Test("wraps a column that may not lose anything, before it shortens another")
  func wraps() {
    #expect(
      Self.text(40, [["1", "libsodium.so", "12 remapped, 1 unmapped, 3 survived"]]) == """
          #  name          what
          1  libsodium.so  12 remapped,
                           1 unmapped,
                           3 survived

        """)
  }

  @Test("parts no number from its noun, and cuts a word that is longer than the column")
  func words() {
    let name = "a-very-very-very-very-very-long-name"
    let text = Self.text(40, [["1", name, "3 objects, abcdefghijklmnopqrstuvwxyz"]])
    #expect(text.contains("3 objects") && text.contains("…"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(text.filter { $0.isLetter }.contains("zyx") == false)
    #expect(text.contains("abcdefghij\n") && text.contains("uvwxyz\n"))
  }

  @Test("no count is lost in the overview of several reloads, however narrow")
  func overview() {
    for width in [60, 80, 100] {
      let text = TextRenderer(options: TextOptions(width: width)).render(OddFixtures.twenty)
      let overview = text.prefix { $0 != "▲" }
      #expect(overview.contains("16 survived"), "\(width)")
      #expect(overview.contains("5 remapped") || overview.contains("5 remapped,"), "\(width)")
    }
  }

  @Test("what the width leaves no room for is named")
  func leftOut() {
    let narrow = TextRenderer(options: TextOptions(width: 60)).render(IncidentFixture.report)
    #expect(narrow.contains("no room for base, size"))
    let wide = TextRenderer(options: TextOptions(width: 120)).render(IncidentFixture.report)
    #expect(!wide.contains("no room for"))
  }
}

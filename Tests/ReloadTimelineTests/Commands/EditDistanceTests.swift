import Testing

@testable import reloadtimeline

@Suite("Edit distance")
struct EditDistanceTests {
  @Test(
    "counts letters to insert, delete, change or swap",
    arguments: [
      ("", "", 0), ("maps", "maps", 0), ("map", "maps", 1), ("mapss", "maps", 1),
      ("mads", "maps", 1), ("mpas", "maps", 1), ("", "abc", 3), ("kitten", "sitting", 3),
      ("ca", "abc", 3),
    ])
  func distance(_ left: String, _ right: String, _ expected: Int) {
    #expect(EditDistance.between(left, right, limit: 10) == expected)
    #expect(EditDistance.between(right, left, limit: 10) == expected)
    if expected > 0 { #expect(EditDistance.between(left, right, limit: expected - 1) == nil) }
  }

  @Test(
    "finds the word that was meant, if any",
    arguments: [
      ("map", "maps"), ("mpas", "maps"), ("exit", "exit-code"), ("scheme", "schema"),
      ("", nil), ("x", nil), ("trace", nil), ("s", "schema"),
    ] as [(String, String?)])
  func nearest(_ word: String, _ expected: String?) {
    #expect(EditDistance.nearest(to: word, among: ["maps", "schema", "exit-code"]) == expected)
  }
}

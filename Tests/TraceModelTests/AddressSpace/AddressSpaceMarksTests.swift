import Testing

@testable import TraceModel

/// Seals (rule 23, mseal(2)) and loads.
@Suite("Marks on pages")
struct AddressSpaceMarksTests {
  @Test("mseal marks the pages and nothing else")
  func seal() {
    var sketch = Sketch(file(10..<14))
    sketch.space.seal(pages(11..<12))
    sketch.expect(file(10..<11), file(11..<12, at: 1, traits: .sealed), file(12..<14, at: 2))
    sketch.expectChanges()
  }

  @Test("tag gives pages to a load, and takes them back")
  func tag() {
    let load = LoadID(rawValue: 2)
    var sketch = Sketch(file(10..<14))
    sketch.space.tag(pages(12..<20), load: load)
    sketch.expect(file(10..<12), file(12..<14, at: 2, load: load))
    sketch.expectChanges()
    sketch.space.tag(pages(0..<20), load: .none)
    sketch.expect(file(10..<14))
  }
}

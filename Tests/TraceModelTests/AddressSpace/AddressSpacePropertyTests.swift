import Testing

@testable import TraceModel

/// All operations against a dictionary of pages, thousands of them, in a small space.
@Suite("Random operations")
struct AddressSpacePropertyTests {
  @Test(
    "agree with a page-by-page model, list what they change, and keep the container sound",
    arguments: [(48, 16, 4_000), (600, 40, 3_000), (1_500, 3, 4_000)])
  func agree(size: Int, longest: Int, steps: Int) {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("AddressSpacePropertyTests seed \(seed)")
    var operations = RandomOperations(seed: seed, size: size, longest: longest)
    for number in 0..<steps {
      operations.step(number)
      let problem = operations.space.checkInvariants()
      let found = PageDictionary(operations.space).withoutAnonymousLines
      let agrees = found == operations.pageByPage.withoutAnonymousLines
      if problem != nil || !agrees || !operations.listsItsChanges {
        Issue.record(
          """
          seed \(seed), step \(number), \(operations.last): \(problem ?? "sound"), \
          agrees \(agrees), lists its changes \(operations.listsItsChanges)
          """)
        return
      }
    }
  }
}

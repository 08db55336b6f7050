import Testing

@testable import TraceModel

@Suite("The verdict on a reload")
struct VerdictTests {
  private static func object(
    _ name: String, _ fate: Fate, sameFile: Bool? = nil, certainty: Certainty = .observed
  ) -> ObjectReport {
    ObjectReport(
      path: TraceText("/lib/" + name), kind: .sharedObject, fate: fate, sameFile: sameFile,
      certainty: certainty, before: Placement(base: 0, shownName: TraceText("/lib/" + name)))
  }

  private static func verdict(
    _ kind: ReloadReport.Kind, _ objects: [ObjectReport], findings: [Finding] = [],
    isCutShort: Bool = false
  ) -> String {
    ReloadReport(
      index: 1, kind: kind, start: Instant(line: 1), end: Instant(line: 2),
      isCutShort: isCutShort, objects: objects, findings: findings
    ).verdict
  }

  private static let failure = Finding(
    kind: .reloadFailed, severity: .error, message: "the reload failed: no", certainty: .observed)

  @Test("in place: what came back, from which files, what stayed")
  func inPlace() {
    let back = Self.object("a.so", .remapped, sameFile: true)
    #expect(
      Self.verdict(.inPlace, [back, back, Self.object("c", .survived)])
        == "The reload worked: all 2 objects that were unmapped came back from the same files, "
        + "1 stayed mapped throughout.")
    #expect(
      Self.verdict(.inPlace, [Self.object("a.so", .remapped, sameFile: false)])
        == "The reload worked: the object that was unmapped came back from a new file.")
    let gone = Self.object("b.so", .unmapped)
    #expect(
      Self.verdict(.inPlace, [back, gone])
        == "The reload went through: 1 object came back from the same file, b.so was unmapped and "
        + "did not come back.")
  }

  @Test("a log that ends too soon is no verdict on the reload")
  func cut() {
    let verdict = Self.verdict(
      .inPlace, [Self.object("a.so", .remapped), Self.object("b.so", .unmapped)], isCutShort: true)
    #expect(
      verdict == "The log ends before the reload does: 1 object came back, b.so was not back when "
        + "the log ends.")
  }

  @Test("failed: which objects are missing now")
  func failed() {
    let objects = [Self.object("a.so", .failed), Self.object("b.so", .failed)]
    #expect(
      Self.verdict(.inPlace, objects, findings: [Self.failure])
        == "The reload failed: a.so and b.so were mapped and then given up, and are not loaded now."
    )
    #expect(
      Self.verdict(.inPlace, [Self.object("a.so", .unmapped)], findings: [Self.failure])
        == "The reload failed: a.so was unmapped and could not be loaded again.")
    #expect(Self.verdict(.inPlace, [], findings: [Self.failure]) == "The reload failed: no.")
  }

  @Test("two generations, and what is inferred or unknown, are told")
  func doubts() {
    let skew = Finding(
      kind: .generationSkew, severity: .warning, message: "", certainty: .observed)
    let verdict = Self.verdict(
      .inPlace,
      [
        Self.object("a.so", .remapped, certainty: .inferred),
        Self.object("b.so", .unknown, certainty: .unknown),
      ], findings: [skew])
    #expect(verdict.contains("New files run beside old ones that have been replaced on disk."))
    #expect(verdict.contains("1 of these fates is inferred."))
    #expect(verdict.hasSuffix("What became of 1 object nothing shows."))
  }

  @Test("every kind has one, and no cycle is called a reload")
  func kinds() {
    let objects = [Self.object("a.so", .remapped)]
    #expect(Self.verdict(.reexec, objects).contains("every object was mapped again"))
    #expect(Self.verdict(.handover, []).hasPrefix("This process unloaded nothing"))
    #expect(
      Self.verdict(.cycle, objects)
        == "No reload, for no signal asked for it: 1 object unloaded and loaded again.")
    #expect(Self.verdict(.window, objects).contains("1 unmapped and mapped again"))
    #expect(Self.verdict(.window, []).hasPrefix("Between the two instants the log shows no"))
  }
}

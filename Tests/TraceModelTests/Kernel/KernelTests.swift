import Foundation
import Testing

@testable import TraceModel

/// The reconstruction against the kernel of this machine: a program does thousands of random
/// operations under strace, and copies /proc/self/maps between them.
///
/// `SEED=n` in the environment repeats one seed, with every copy compared.
@Suite(
  "The kernel",
  // Only where strace is installed and may trace can anything be compared.
  .enabled(if: Strace.obstacle == nil, Comment(rawValue: Strace.obstacle ?? "")))
struct KernelTests {
  static let plans: [TracedRun.Plan] = [
    .init(mode: "single", operations: 1500, flags: "-tt -T -y"),
    .init(mode: "single", operations: 1500, flags: "-ttt -yy"),
    .init(mode: "single", operations: 1500, flags: "-r -y", isStandardError: true),
    .init(mode: "single", operations: 1500, flags: ""),
    .init(mode: "forks", operations: 900, flags: "-f -tt -T -y"),
    .init(mode: "forks", operations: 900, flags: "-f"),
    .init(mode: "forks", operations: 900, flags: "-f -tt -T -y", isStandardError: true),
    .init(mode: "forks", operations: 900, flags: "-f -tt -T -y", isFiltered: true),
    .init(mode: "forks", operations: 900, flags: "-f -tt", isFiltered: true),
    .init(mode: "chain", operations: 500, flags: "-f -ttt -yy"),
    .init(mode: "threads", operations: 1200, flags: "-f -tt -T -y"),
    .init(mode: "threads", operations: 1200, flags: "-f"),
    .init(mode: "threads", operations: 1200, flags: "-f -tt -y", isStandardError: true),
    .init(mode: "threads", operations: 1200, flags: "-f -tt -T -y", isFiltered: true),
    .init(mode: "thread-chain", operations: 600, flags: "-f -ttt -y"),
    .init(mode: "attach", operations: 1200, flags: "-f -tt -T -y"),
    .init(mode: "attach-threads", operations: 1200, flags: "-f -tt -T -y"),
    .init(mode: "attach-threads", operations: 1200, flags: "-f -tt -T -y", isFiltered: true),
  ]

  /// The seed that was asked for.
  static let givenSeed = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) }

  static let seeds: [UInt64] =
    givenSeed.map { [$0] } ?? [1, UInt64(Date.now.timeIntervalSince1970)]

  @Test("has what the reconstruction has", arguments: plans, seeds)
  func agrees(plan: TracedRun.Plan, seed: UInt64) throws {
    let folder = Strace.workload.deletingLastPathComponent()
      .appending(path: "kernel-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let run = try TracedRun(plan, seed: seed, folder: folder)
    let name = "SEED=\(seed), \(plan.testDescription)"
    #expect(run.instants.count >= 10, "\(name): too few copies were made")
    var agreedBytes: UInt64 = 0
    for instant in Self.chosen(run.instants) {
      let comparison = try run.comparison(at: instant)
      agreedBytes += comparison.agreedBytes
      guard comparison.differences.isEmpty else {
        // The folder stays: threads do not run the same way again.
        Issue.record(
          """
          \(name), line \(instant.line) of \(run.log.path), pid \(instant.pid), \
          \(instant.truth.lastPathComponent): \(comparison.differences.count) differences
          \(comparison.differences.prefix(5).joined(separator: "\n"))
          """)
        return
      }
    }
    #expect(agreedBytes > 0)
    try FileManager.default.removeItem(at: folder)
  }

  /// The last copies, which everything before bears upon, and some before them; all of a given seed.
  private static func chosen(_ instants: [TracedRun.Instant]) -> [TracedRun.Instant] {
    if givenSeed != nil { return instants }
    let step = max(1, instants.count / 6)
    return instants.reversed().enumerated().filter { $0.offset % step == 0 }.map(\.element)
      .reversed()
  }
}

import Testing

@testable import TraceModel

@Suite("An instant behind or before which there is no reload")
struct OtherSideTests {
  @Test("that reloads are on the other side of an instant is said, not that there was none")
  func otherSide() throws {
    var log = DaemonLog()
    log.load("/lib/a.so", at: 0x10000)
    log.reload("/lib/a.so", at: 0x10000)
    log.add("close(9) = 0")
    let line = log.last
    for (isFrom, words) in [
      (true, "no reload after the instant that was asked for; one before it"),
      (false, "no reload before the instant that was asked for; one after it"),
    ] {
      let report = try log.report { options in
        if isFrom {
          options.from = InstantArgument("L\(line)")
        } else {
          options.to = InstantArgument("L1")
        }
      }
      #expect(report.windows == [] && report.processes.first?.noReload == words)
    }
  }
}

import Testing

@testable import TraceModel

@Suite("What is kept of a process that does the same for ever")
struct HistoryLimitTests {
  private static func load(_ number: Int, isCode: Bool) -> Load {
    var load = Load(
      id: LoadID(rawValue: UInt32(number)), backing: BackingID(rawValue: 0), base: 0, size: 4096,
      mapped: 0, began: Moment(order: number), traits: isCode ? .executable : [])
    load.ended = Moment(order: number + 1)
    return load
  }

  @Test("it is remembered from where on loads of code are missing")
  func loads() {
    var history = ProcessHistory()
    var kept = 0
    for number in 0..<ProcessHistory.mostEvents {
      kept += history.end(Self.load(number, isCode: true)) ? 1 : 0
    }
    #expect(kept == ProcessHistory.mostEvents && history.firstLeftOut == nil)
    for number in [500_000, 600_000] {
      let isKept = history.end(Self.load(number, isCode: true))
      #expect(!isKept)
    }
    #expect(history.firstLeftOut?.order == 500_001)
  }

  @Test("files of data that are left out change nothing of that")
  func data() {
    var history = ProcessHistory()
    var kept = 0
    for number in 0..<(ProcessHistory.mostAsides + 10) {
      kept += history.end(Self.load(number, isCode: false)) ? 1 : 0
    }
    #expect(kept == ProcessHistory.mostAsides && history.firstLeftOut == nil)
  }

  @Test("of requests that nothing follows the last is kept")
  func triggers() {
    var history = ProcessHistory()
    for number in 0...ProcessHistory.mostEvents + 5 {
      let mark = ProcessHistory.Mark(
        kind: .trigger(signal: "SIGHUP", sender: nil), at: Moment(order: number))
      _ = history.append(mark)
    }
    #expect(history.marks.count == ProcessHistory.mostEvents)
    #expect(history.marks.last?.at.order == ProcessHistory.mostEvents + 5)
    #expect(history.lastTrigger?.at.order == ProcessHistory.mostEvents + 5)
  }
}

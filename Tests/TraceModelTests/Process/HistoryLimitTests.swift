import Foundation
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

  @Test("how many calls are left out is told of each stretch of the log")
  func leftOut() {
    var history = ProcessHistory()
    history.leaveOut(Self.load(9, isCode: false))
    for order in [20, 21, 30] { history.leaveOut(at: order) }
    let counts = [(0, 9), (9, 20), (20, 29), (20, 30), (30, 99)].map {
      history.leftOutCount(from: $0, to: $1)
    }
    #expect(counts == [0, 2, 1, 2, 0])
    // Of more than are kept it is only known that there are some.
    for order in 40..<ProcessHistory.mostLeftOutOrders + 40 { history.leaveOut(at: order) }
    #expect(history.leftOutCount(from: 20, to: 29) == 1)
    #expect(history.leftOutCount(from: 3_000_000, to: 3_000_001) == 1)
  }

  @Test("a reload of which calls are left out tells nothing of memory, and the log that some are")
  func memory() throws {
    let memory = """
      7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000
      7 munmap(0x7f0000, 4096) = 0

      """
    let reload = """
      7 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---
      7 munmap(0x8f0000, 4096) = 0
      \(memory)7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</l/w.so>, 0) = 0x8f0000

      """
    let start = """
      7 execve("/a", ["a"], 0x7ffc /* 1 var */) = 0
      7 mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3</l/w.so>, 0) = 0x8f0000

      """
    let noise = String(repeating: memory, count: ProcessHistory.mostEvents / 2)
    let exit = "7 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1} ---\n"
    let folder = try ScratchFolder(["log": start + reload + exit + noise + reload])
    let report = try #require(
      try TraceAnalysis().reports(of: [.file(folder.file("log"))]).first)
    let reloads = try #require(report.processes.first?.reloads)
    #expect(reloads.first?.anonymous?.mapCalls == 1 && reloads.first?.eventsLeftOut == 0)
    #expect(reloads.last?.anonymous == nil && reloads.last?.eventsLeftOut == 4)
    #expect(report.trace.diagnostics.contains { $0.message.contains("are beyond what is kept") })
  }

  @Test("what comes back behind that may have been there: it is not told as new")
  func report() throws {
    let map = "mmap(NULL, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE, 3"
    let start = """
      7 08:00:00.000000 execve("/a", ["a"], 0x7ffc /* 1 var */) = 0
      7 08:00:00.000001 \(map)</l/w.so>, 0) = 0x8f0000
      7 08:00:00.000001 \(map)</l/y.so>, 0) = 0x9f0000

      """
    let cycle = """
      7 08:00:00.000002 \(map)</l/x.so>, 0) = 0x7f0000
      7 08:00:00.000003 munmap(0x7f0000, 4096) = 0

      """
    let reload = """
      7 08:01:00.000000 --- SIGHUP {si_signo=SIGHUP, si_code=SI_USER, si_pid=1} ---
      7 08:01:00.000001 munmap(0x8f0000, 4096) = 0
      7 08:01:00.000002 munmap(0x9f0000, 4096) = 0
      7 08:01:00.000003 \(map)</l/w.so>, 0) = 0x8f0000
      7 08:01:00.000004 \(map)</l/y.so>, 0) = 0x9f0000

      """
    func process(cycles: Int) throws -> ProcessReport? {
      let log = start + String(repeating: cycle, count: cycles) + reload
      let folder = try ScratchFolder(["log": log])
      return try TraceAnalysis().reports(of: [.file(folder.file("log"))]).first?.processes.first
    }
    func fates(cycles: Int) throws -> [Fate] {
      let last = try process(cycles: cycles)?.reloads.last
      return ["/l/w.so", "/l/y.so"].compactMap { name in
        last?.objects.first { $0.path == TraceText(name) }?.fate
      }
    }
    #expect(try fates(cycles: 10) == [.remapped, .remapped])
    // The end of the first is the last that is kept.
    #expect(try fates(cycles: ProcessHistory.mostEvents - 1) == [.remapped, .unknown])
    // Nothing of it is kept: that there was none is not said of all of the log.
    let words = try process(cycles: ProcessHistory.mostEvents)?.noReload
    let line = 3 + 2 * ProcessHistory.mostEvents + 2
    #expect(
      words?.hasSuffix(
        "; what was unloaded from line \(line) on is beyond what is kept, and may have been a "
          + "reload: read the log in parts") == true)
  }
}

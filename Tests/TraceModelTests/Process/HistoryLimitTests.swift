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
